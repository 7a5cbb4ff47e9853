"""Who is told of an act: people who have to act, or whose text it is, and never who did it."""

import pytest

from pressreleases.models import NoticeChoice
from pressreleases.models.notice import NoticeKind
from pressreleases.outbox.recipients import publishers, recipients
from pressreleases.publishing import publish, submit, withdraw
from tests.making import make_release
from tests.outbox.people import person

pytestmark = pytest.mark.django_db

FOR_EDITORS = (NoticeKind.SUBMITTED, NoticeKind.REOPENED, NoticeKind.FLAGGED, NoticeKind.NOT_SEEN)


def told(kind, *releases, by=None, also=()):
    return [user.username for user in recipients(kind, releases, by=by, also=also)]


@pytest.mark.parametrize("kind", FOR_EDITORS)
def test_what_any_editor_can_act_on_goes_to_all_editors_and_to_no_author(release, ann, eve, edgar, kind):
    assert told(kind, release) == ["eve", "edgar"]


@pytest.mark.parametrize("kind", sorted(set(NoticeKind) - {*FOR_EDITORS, NoticeKind.ANNIVERSARY}))
def test_what_happened_to_a_text_goes_to_those_whose_text_it_is_only(release, ann, eve, kind):
    person("Author", "arthur")
    assert told(kind, release) == ["ann"]


def test_an_anniversary_is_told_to_all_who_write(ann, eve):
    assert told(NoticeKind.ANNIVERSARY) == ["ann", "eve"]


def test_who_did_it_is_not_told_and_others_can_be_told_too(release, ann, eve, edgar):
    assert told(NoticeKind.SUBMITTED, release, by=eve) == ["edgar"]
    assert told(NoticeKind.PUBLISHED, release, by=ann) == []
    assert told(NoticeKind.PUBLISHED, release, by=eve, also=[eve, edgar]) == ["ann", "edgar"]


def test_who_began_changed_last_or_submitted_last_is_told(release, ann, eve, edgar):
    arthur, later = person("Author", "arthur"), person("Author", "later")
    submit([release], by=arthur)
    other = make_release("Other", slug="other", created_by=edgar, changed_by=later)
    assert set(told(NoticeKind.PUBLISHED, release, other)) >= {"ann", "arthur", "edgar", "later"}
    assert "arthur" not in told(NoticeKind.PUBLISHED, other)
    assert "eve" not in told(NoticeKind.PUBLISHED, other)


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}, {"email": ""}])
def test_who_has_left_or_has_no_address_is_not_told(release, ann, eve, change):
    type(eve).objects.filter(pk=eve.pk).update(**change)
    assert told(NoticeKind.SUBMITTED, release) == []


def test_who_has_no_role_any_more_is_not_told(release, ann):
    ann.groups.clear()
    assert told(NoticeKind.PUBLISHED, release) == []


def test_who_switched_a_kind_off_is_told_of_the_others(release, ann):
    NoticeChoice.objects.create(user=ann, language="en", switched_off=["published"])
    assert told(NoticeKind.PUBLISHED, release) == []
    assert told(NoticeKind.CORRECTED, release) == ["ann"]


def test_those_who_published_or_withdrew_are_found(release, eve, edgar):
    [edition] = publish([release], by=eve)
    [withdrawal] = withdraw([release], by=edgar, reasons={"en": "Why"})
    assert list(publishers([edition])) == [eve]
    assert set(publishers([edition, withdrawal])) == {eve, edgar}
    assert list(publishers([])) == []
