"""Correcting: the next edition begins when the last one ends, with a public note; the earlier one stays readable."""

import datetime as dt

import pytest

from pressreleases.models import AuditEntry, Edition
from pressreleases.publishing import errors, publish, unschedule, withdraw
from pressreleases.publishing.digest import canonical, digest
from tests.making import correct, in_future, make_release, rewrite

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_site")]


@pytest.fixture
def release(details, editor):
    release = make_release("Visit")
    publish([release], by=editor)
    return release


def state(at=None):
    return (
        list(Edition.objects.live(at).values_list("number", flat=True)),
        list(Edition.objects.superseded(at).values_list("number", flat=True)),
    )


def test_a_correction_ends_the_live_edition_at_the_instant_it_begins(release, editor):
    rewrite(release, title="The visit")
    correct([release], by=editor, change_note="The title was made exact.")
    first, second = Edition.objects.order_by("number")
    assert first.live_during.upper == second.live_during.lower
    assert (first.title, second.title, second.change_note) == ("Visit", "The visit", "The title was made exact.")
    assert state() == ([2], [1])


def test_an_edited_working_copy_changes_nothing_for_readers(release):
    rewrite(release, title="Half a sente")
    assert list(Edition.objects.live().values_list("title", flat=True)) == ["Visit"]


def test_a_correction_needs_a_note_unless_it_is_minor(release, editor):
    rewrite(release, title="The visit")
    with pytest.raises(errors.NoChangeNote) as refusal:
        correct([release], by=editor, change_note="  ")
    assert refusal.value.field == "change_note"
    assert state() == ([1], [])
    correct([release], by=editor, minor=True)
    assert state() == ([2], [1])


def test_the_same_words_are_no_correction(release, editor):
    with pytest.raises(errors.NothingChanged):
        correct([release], by=editor, change_note="Nothing")
    assert state() == ([1], [])


def test_a_mended_letterhead_of_that_day_is_a_correction(release, details, editor):
    details.address = "633 Third Avenue, Suite 3200, New York, NY, 10017"
    details.save()
    correct([release], by=editor, change_note="The number of the suite was put right.")
    assert state() == ([2], [1])


def test_a_planned_correction_takes_over_at_its_instant(release, editor):
    begins = in_future()
    rewrite(release, title="The visit")
    correct([release], by=editor, change_note="Exact.", at=begins)
    assert state() == ([1], [])
    assert state(begins) == ([2], [1])


def test_correcting_now_is_refused_while_a_correction_is_planned(release, editor):
    rewrite(release, title="The visit")
    correct([release], by=editor, change_note="Exact.", at=in_future())
    rewrite(release, title="A visit")
    with pytest.raises(errors.AlreadyPlanned):
        correct([release], by=editor, change_note="Other.")
    assert Edition.objects.count() == 2


def test_unscheduling_a_correction_lets_the_live_edition_go_on(release, editor):
    begins = in_future()
    rewrite(release, title="The visit")
    correct([release], by=editor, change_note="Exact.", at=begins)
    unschedule([release], by=editor)
    assert Edition.objects.get().live_during.upper is None
    assert state(begins + dt.timedelta(days=1)) == ([1], [])


def test_what_is_not_published_cannot_be_corrected(details, editor):
    with pytest.raises(errors.NotLive):
        correct([make_release()], by=editor, change_note="Note")
    assert not Edition.objects.exists()


def test_an_author_cannot_correct(release, author):
    rewrite(release, title="The visit")
    with pytest.raises(errors.NotAllowed):
        correct([release], by=author, change_note="Note")
    assert state() == ([1], [])


def test_a_correction_of_a_family_is_all_or_nothing(release, editor):
    other = make_release("Səfər", language="az", family=release.family, is_original=False, slug="sefer")
    publish([other], by=editor)
    rewrite(release, title="The visit")
    with pytest.raises(errors.NothingChanged):
        correct([release, other], by=editor, change_note="Note")
    assert sorted(Edition.objects.live().values_list("title", flat=True)) == ["Səfər", "Visit"]


def test_a_new_address_is_free_for_the_release_and_the_old_one_stays_its_own(release, editor):
    rewrite(release, slug="the-visit")
    correct([release], by=editor, minor=True)
    with pytest.raises(errors.AddressTaken):
        publish([make_release("Newcomer", slug="visit")], by=editor)
    rewrite(release, slug="visit")
    correct([release], by=editor, minor=True)
    assert state() == ([3], [2, 1])


def test_the_digest_can_be_rebuilt_and_does_not_hold_the_address(release, editor):
    edition = Edition.objects.get()
    assert edition.digest == digest(edition)
    before = canonical(edition)
    edition.slug = "elsewhere"
    assert canonical(edition) == before
    edition.text += "."
    assert canonical(edition) != before
    assert b'"v":3' in before


def test_the_digest_does_not_depend_on_how_letters_are_composed(release):
    edition = Edition.objects.get()
    edition.title = "Caf\u00e9"
    composed = digest(edition)
    edition.title = "Cafe\u0301"
    assert digest(edition) == composed


def test_each_language_is_told_in_its_own_words(release, editor):
    other = make_release("Səfər", language="az", family=release.family, is_original=False, slug="sefer")
    publish([other], by=editor)
    for working_copy in (release, other):
        rewrite(working_copy, place="Geneva")
    with pytest.raises(errors.NoChangeNote) as refusal:
        correct([release, other], by=editor, change_note={"en": "The place was wrong.", "az": " "})
    assert refusal.value.release == other
    assert state() == ([1, 1], [])
    correct([release, other], by=editor, change_note={"en": "The place was wrong.", "az": "Yer səhv idi."})
    notes = Edition.objects.live().order_by("language").values_list("language", "change_note")
    assert list(notes) == [("az", "Yer səhv idi."), ("en", "The place was wrong.")]


def test_nothing_is_corrected_while_its_withdrawal_is_planned(release, editor):
    withdraw([release], by=editor, reasons={"en": "Why"}, at=in_future())
    rewrite(release, title="The visit")
    with pytest.raises(errors.AlreadyPlanned):
        correct([release], by=editor, change_note="Exact.")
    assert state() == ([1], [])


def test_a_correction_is_recorded_with_whether_it_was_planned_and_what_it_does_not_affect(release, editor):
    correct([rewrite(release, title="The visit")], by=editor, minor=True, not_affected=["tr", "az"])
    details = AuditEntry.objects.get(act="corrected").details
    assert (details["planned"], details["minor"], details["not_affected"]) == (False, True, ["az", "tr"])
    correct([rewrite(release, title="The visits")], by=editor, change_note="Exact.", at=in_future())
    details = AuditEntry.objects.filter(act="corrected").latest("pk").details
    assert (details["planned"], details["minor"], "not_affected" in details) == (True, False, False)
