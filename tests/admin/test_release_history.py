"""The history of a release: what each save changed, its words, and taking them back through the form only."""

import pytest
from django.contrib.auth.models import Permission

from pressreleases.models import Edition, Image, Release, Topic
from pressreleases.models.fields import label_of
from pressreleases.models.kinds import Status
from pressreleases.publishing import publish, submit
from tests.admin.filling import RELEASES, change_url, save, shown
from tests.making import make_anniversary, make_release, make_user, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(details):
    return make_release(body="<p>First words.</p>")


def saved_url(release, saved):
    return f"{RELEASES}{release.pk}/history/{saved.history_id}/"


def first_save(release):
    return release.history.earliest("history_date")


def test_each_save_names_what_it_changed_and_who_did(as_editor, release):
    topic = Topic.objects.create()
    save(as_editor, change_url(release), title="A visit to Vienna", topics=[topic.pk])
    page = as_editor.get(f"{RELEASES}{release.pk}/history/").content.decode()
    for words in ("Title", "Topics", "Started", "A visit to Geneva", "A visit to Vienna", "editor"):
        assert words in page


def test_an_earlier_text_can_be_read(as_editor, release):
    rewrite(release, body="<p>Other words.</p>")
    page = as_editor.get(saved_url(release, first_save(release))).content.decode()
    assert "First words." in page
    assert "Other words." not in page


def test_it_is_taken_back_through_the_form_as_a_new_save(as_editor, release, author, editor):
    publish([release], by=editor)
    rewrite(release, body="<p>Other words.</p>", version=2)
    submit([release], by=author)
    restoring = as_editor.get(change_url(release), {"restore": first_save(release).history_id})
    data = shown(restoring)
    assert data["body"] == "<p>First words.</p>"
    release.refresh_from_db()
    assert release.body == "<p>Other words.</p>"
    assert as_editor.post(change_url(release), data).status_code == 302
    release.refresh_from_db()
    assert (release.body, release.version, release.status) == ("<p>First words.</p>", 3, Status.SUBMITTED)
    assert Edition.objects.count() == 1


def test_taking_back_does_not_win_over_a_newer_save(as_editor, as_author, release):
    data = shown(as_editor.get(change_url(release), {"restore": first_save(release).history_id}))
    save(as_author, change_url(release), title="Newer")
    assert as_editor.post(change_url(release), data).status_code == 422


def test_another_releases_history_cannot_be_taken_in(as_editor, release):
    other = make_release("Other", body="<p>Not yours.</p>")
    data = shown(as_editor.get(change_url(release), {"restore": first_save(other).history_id}))
    assert data["body"] == "<p>First words.</p>"
    assert as_editor.get(saved_url(release, first_save(other))).status_code == 404


def test_nothing_is_posted_to_the_history(as_editor, release):
    rewrite(release, body="<p>Other words.</p>", version=2)
    url = saved_url(release, first_save(release))
    response = as_editor.post(url, {"title": "Put back", "body": "<p>x</p>", "version": 1, "_save": "1"})
    assert response.status_code == 405
    assert Release.objects.get().body == "<p>Other words.</p>"


def test_who_may_not_see_the_history_does_not(client, release):
    user = make_user("Author", "reader")
    user.groups.clear()
    user.user_permissions.add(Permission.objects.get(codename="view_release"))
    client.force_login(user)
    assert client.get(change_url(release)).status_code == 200
    assert client.get(f"{RELEASES}{release.pk}/history/").status_code == 403
    assert client.get(saved_url(release, first_save(release))).status_code == 403


def test_every_field_is_taken_back_with_its_topics(as_editor, release):
    topic = Topic.objects.create()
    topic.names.create(language="en", name="Culture", slug="culture")
    picture = Image.objects.create(title="P", file="images/a.png", sha256="a" * 64, width=1, height=1)
    then = {
        "kind": "statement",
        "issued_on": "2023-05-06",
        "place": "Geneva",
        "title": "Then",
        "summary": "Its lead.",
        "body": "<p>Then.</p>",
        "notes_to_editors": "Notes.",
        "lead_image": picture.pk,
        "topics": [topic.pk],
        "anniversary": make_anniversary(en="Black January").pk,
        "reference": "No. 1",
        "speaker_name": "Who",
        "speaker_office": "Ambassador",
        "slug": "then",
    }
    save(as_editor, change_url(release), **then)
    saved = release.history.order_by("-history_id").first()
    other = {"anniversary": "", "lead_image": "", "topics": [], "kind": "letter", "issued_on": "2024-01-20"}
    texts = ("place", "title", "summary", "notes_to_editors", "reference", "speaker_name", "speaker_office", "slug")
    save(as_editor, change_url(release), **{**dict.fromkeys(texts, "other"), **other, "body": "<p>Other.</p>"})
    restoring = as_editor.get(change_url(release), {"restore": saved.history_id})
    assert set(restoring.context["adminform"].form.replaced) == {label_of(name) for name in then}
    assert "Saving will replace: " in restoring.content.decode()
    as_editor.post(change_url(release), shown(restoring))
    release.refresh_from_db()
    assert {name: getattr(release, name) for name in texts} == {name: then[name] for name in texts}
    assert (f"{release.issued_on}", release.kind, release.body) == ("2023-05-06", "statement", "<p>Then.</p>")
    assert (release.lead_image, list(release.topics.all()), str(release.anniversary)) == (
        picture,
        [topic],
        "Black January",
    )
    assert release.version == 4


def test_what_is_saved_already_replaces_nothing(as_editor, release):
    page = as_editor.get(change_url(release), {"restore": first_save(release).history_id}).content.decode()
    assert "This is the same as the saved text." in page
    assert "Saving will replace" not in page


def test_what_is_not_there_any_more_is_left_out_and_said(as_editor, release):
    topic = Topic.objects.create()
    picture = Image.objects.create(title="P", file="images/a.png", sha256="a" * 64, width=1, height=1)
    release.topics.add(topic)
    rewrite(release, lead_image=picture)
    saved = release.history.order_by("-history_id").first()
    rewrite(release, lead_image=None)
    picture.delete()
    topic.delete()
    page = as_editor.get(change_url(release), {"restore": saved.history_id})
    assert "No longer available, and left out: Topics, Lead picture." in page.content.decode()
