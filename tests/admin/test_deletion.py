"""Deleting: drafts go, what was ever published stays, and staff are told why."""

import pytest

from pressreleases.models import Image, Release
from pressreleases.publishing import publish, withdraw
from tests.admin.filling import RELEASES, change_url
from tests.making import in_future, make_release, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(details):
    return make_release("Only a draft")


@pytest.fixture
def published(details, editor):
    release = make_release("Out")
    publish([release], by=editor)
    return release


def delete(client, *releases):
    chosen = {"action": "delete_selected", "_selected_action": [row.pk for row in releases]}
    return client.post(RELEASES, chosen), client.post(RELEASES, {**chosen, "post": "yes"})


def test_a_draft_is_deleted(as_editor, draft):
    assert f'href="{RELEASES}{draft.pk}/delete/"' in as_editor.get(change_url(draft)).content.decode()
    assert "You can restore it for 30 days" in as_editor.get(f"{RELEASES}{draft.pk}/delete/").content.decode()
    assert Release.objects.exists()
    assert as_editor.post(f"{RELEASES}{draft.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Release.objects.exists()


def test_what_was_published_is_not_and_that_is_said(as_editor, published):
    assert "/delete/" not in as_editor.get(change_url(published)).content.decode()
    for response in (
        as_editor.get(f"{RELEASES}{published.pk}/delete/"),
        as_editor.post(f"{RELEASES}{published.pk}/delete/", {"post": "yes"}),
    ):
        assert "It can be withdrawn or removed, not deleted." in response.content.decode()
    assert Release.objects.exists()


def test_nor_once_it_was_withdrawn(as_editor, published, editor):
    withdraw([published], by=editor, reasons={"en": "In error."})
    as_editor.post(f"{RELEASES}{published.pk}/delete/", {"post": "yes"})
    assert Release.objects.exists()


def test_what_is_scheduled_has_to_be_unscheduled_first(as_editor, draft, editor):
    publish([draft], by=editor, at=in_future())
    assert "/delete/" not in as_editor.get(change_url(draft)).content.decode()
    response = as_editor.post(f"{RELEASES}{draft.pk}/delete/", {"post": "yes"})
    assert "is scheduled. Cancel its schedule first." in response.content.decode()
    assert Release.objects.exists()


def test_selected_drafts_are_deleted_together(as_editor, draft):
    other = make_release("Another draft")
    kept = make_release("Kept")
    asked, done = delete(as_editor, draft, other)
    assert "Are you sure" in asked.content.decode()
    assert done.status_code == 302
    assert list(Release.objects.all()) == [kept]


def test_one_published_among_the_selected_stops_them_all(as_editor, draft, published):
    asked, done = delete(as_editor, draft, published)
    for response in (asked, done):
        assert "“Out” was published." in response.content.decode()
    assert Release.objects.count() == 2


def test_who_may_not_delete_does_not(client, draft, details):
    user = make_user("Author", "reader")
    user.groups.clear()
    from django.contrib.auth.models import Permission

    user.user_permissions.add(Permission.objects.get(codename="view_release"))
    client.force_login(user)
    assert client.post(f"{RELEASES}{draft.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Release.objects.exists()


def test_a_picture_that_an_edition_shows_is_not_deleted(as_administrator, editor, draft):
    shown = Image.objects.create(title="Shown", file="images/a.png", sha256="a" * 64, width=1, height=1)
    shown.descriptions.create(language="en", alternative_text="The building")
    spare = Image.objects.create(title="Spare", file="images/b.png", sha256="b" * 64, width=1, height=1)
    draft.lead_image = shown
    draft.save()
    publish([draft], by=editor)
    for image in (shown, spare):
        assert as_administrator.post(f"/admin/pressreleases/image/{image.pk}/delete/", {"post": "yes"}).status_code in (
            200,
            302,
        )
    assert list(Image.objects.all()) == [shown]


DELETED = f"{RELEASES}deleted/"


def test_a_deleted_draft_is_listed_and_brought_back(as_editor, draft):
    assert DELETED in as_editor.get(RELEASES).content.decode()
    as_editor.post(f"{RELEASES}{draft.pk}/delete/", {"post": "yes"})
    listed = as_editor.get(DELETED)
    assert "Only a draft" in listed.content.decode()
    (row,) = listed.context["rows"]
    response = as_editor.post(DELETED, {"draft": row["saved"].history_id})
    assert response.url == change_url(draft)
    assert Release.objects.get().code == draft.code
    assert "Only a draft" not in as_editor.get(DELETED).content.decode()
    history = as_editor.get(f"{RELEASES}{draft.pk}/history/").content.decode()
    assert "Restored after it was deleted" in history


def test_reading_the_list_brings_nothing_back_and_forgets_nothing(as_editor, draft):
    as_editor.post(f"{RELEASES}{draft.pk}/delete/", {"post": "yes"})
    before = Release.history.count()
    as_editor.get(DELETED)
    as_editor.get(DELETED, {"draft": Release.history.latest("history_id").pk})
    assert (Release.objects.count(), Release.history.count()) == (0, before)


def test_the_words_of_a_deleted_draft_can_be_read(as_editor, draft):
    as_editor.post(f"{RELEASES}{draft.pk}/delete/", {"post": "yes"})
    saved = Release.history.latest("history_id")
    page = as_editor.get(f"{RELEASES}{draft.pk}/history/{saved.pk}/").content.decode()
    assert "The delegation arrived on Monday." in page
    assert "Use this text" not in page
    assert as_editor.get(f"{RELEASES}{draft.pk}/history/").status_code == 200


def test_what_cannot_come_back_says_why(as_editor, draft):
    as_editor.post(f"{RELEASES}{draft.pk}/delete/", {"post": "yes"})
    make_release("Another", family=draft.family)
    saved = Release.history.filter(history_type="-").get()
    page = as_editor.post(DELETED, {"draft": saved.pk}, follow=True).content.decode()
    assert "its text now has another release in English, “Another”" in page
    gone = as_editor.post(DELETED, {"draft": "x"}, follow=True).content.decode()
    assert "no longer among the deleted drafts" in gone
    assert Release.objects.count() == 1


def test_who_may_not_delete_does_not_see_what_was_deleted(client, as_editor, draft):
    from django.contrib.auth.models import Permission

    as_editor.post(f"{RELEASES}{draft.pk}/delete/", {"post": "yes"})
    user = make_user("Author", "reader")
    user.groups.clear()
    user.user_permissions.add(*Permission.objects.filter(codename__in=["view_release", "add_release"]))
    client.force_login(user)
    saved = Release.history.latest("history_id")
    assert client.get(DELETED).status_code == 403
    assert client.post(DELETED, {"draft": saved.pk}).status_code == 403
    assert DELETED not in client.get(RELEASES).content.decode()
    assert not Release.objects.exists()
