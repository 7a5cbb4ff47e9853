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
    assert "deletelink" in as_editor.get(change_url(draft)).content.decode()
    assert as_editor.post(f"{RELEASES}{draft.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Release.objects.exists()


def test_what_was_published_is_not_and_that_is_said(as_editor, published):
    assert "deletelink" not in as_editor.get(change_url(published)).content.decode()
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
    response = as_editor.post(f"{RELEASES}{draft.pk}/delete/", {"post": "yes"})
    assert "is scheduled. Unschedule it first." in response.content.decode()
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
