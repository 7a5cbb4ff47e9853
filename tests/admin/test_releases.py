"""Releases in the admin: what a save does and says, who may do it, and that every page has an address."""

import pytest
from django.urls import reverse

from pressreleases.admin.releases import PAGES
from pressreleases.admin.verbs import VERBS
from pressreleases.models import Release
from pressreleases.publishing import publish
from tests.admin.filling import RELEASES, change_url, messages_of, save, shown
from tests.making import in_future, make_release

pytestmark = pytest.mark.django_db
ADD = f"{RELEASES}add/"


def test_a_save_counts_and_names_who_did_it(as_editor, editor):
    release = make_release()
    save(as_editor, change_url(release), title="A visit to Vienna")
    release.refresh_from_db()
    assert (release.version, release.changed_by, release.title) == (2, editor, "A visit to Vienna")
    assert release.history.latest("history_date").history_user == editor


def test_a_save_after_publishing_says_what_readers_still_see(as_editor, editor):
    release = make_release()
    publish([release], by=editor)
    response = save(as_editor, change_url(release), title="A visit to Vienna")
    assert messages_of(response) == ["Saved. Readers still see edition 1 until you correct it."]


def test_the_language_of_what_was_published_stays(as_editor, editor):
    release = make_release()
    data = shown(as_editor.get(change_url(release)), language="az")
    publish([release], by=editor)
    as_editor.post(change_url(release), data)
    release.refresh_from_db()
    assert release.language == "en"


@pytest.mark.parametrize("method", ["get", "post"])
def test_somebody_without_permission_sees_no_form(client, method, db):
    from django.contrib.auth.models import User

    client.force_login(User.objects.create_user("guest", is_staff=True))
    assert getattr(client, method)(ADD).status_code == 403


def test_a_save_of_a_scheduled_text_says_what_is_going_to_appear(as_editor, editor):
    release = make_release()
    publish([release], by=editor, at=in_future())
    response = save(as_editor, change_url(release), title="A visit to Vienna")
    assert messages_of(response) == ["Saved. The scheduled text does not change until you schedule the newest text."]


def test_a_save_that_changes_nothing_counts_for_nothing(as_editor):
    release = make_release()
    save(as_editor, change_url(release))
    release.refresh_from_db()
    assert (release.version, release.changed_by) == (1, None)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_a_page_below_the_release(verb):
    assert reverse(f"admin:pressreleases_release_{verb}", args=(12,)) == f"{RELEASES}12/{verb}/"


def test_no_two_pages_have_one_name():
    names = [name for _path, _view, name in PAGES]
    assert len(set(names)) == len(names)
    assert set(names).isdisjoint(VERBS)


def test_a_published_release_cannot_be_deleted_and_a_draft_can(as_editor, editor):
    out, draft = make_release("Out", slug="out"), make_release("Draft")
    publish([out], by=editor)
    for release in (out, draft):
        as_editor.post(f"{RELEASES}{release.pk}/delete/", {"post": "yes"})
    assert list(Release.objects.all()) == [out]
