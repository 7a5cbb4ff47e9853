"""The place of a release in one year's observance, and the notes on a draft."""

import pytest
from django.utils import timezone

from pressreleases.models import DraftNote, Observance, Reminder
from pressreleases.models.observance import Reason, reason_label
from pressreleases.publishing import publish
from tests.making import make_anniversary, make_release
from tests.models.refusals import refused_by

pytestmark = pytest.mark.django_db


def test_one_language_of_a_year_has_one_place(details):
    anniversary = make_anniversary(en="Black January")
    place = {"anniversary": anniversary, "year": 2025, "language": "en"}
    Observance.objects.create(**place)
    with refused_by("observance_one_for_each_language"):
        Observance.objects.create(**place)
    Observance.objects.create(**{**place, "language": "az"})
    Observance.objects.create(**{**place, "year": 2026})


def test_a_deleted_draft_leaves_its_place_free_and_known(details):
    release = make_release("Black January")
    place = Observance.objects.create(
        anniversary=make_anniversary(en="Black January"), year=2025, language="en", release=release, had=[release.pk]
    )
    key = release.pk
    release.delete()
    place.refresh_from_db()
    assert (place.release, place.had) == (None, [key])


def test_what_was_written_by_hand_was_not_carried_forward(details, editor):
    (edition,) = publish([make_release("Black January")], by=editor)
    place = {"anniversary": make_anniversary(en="Black January"), "year": 2025, "language": "en"}
    with refused_by("observance_linked_was_not_carried"):
        Observance.objects.create(**place, linked=True, carried_from=edition)
    Observance.objects.create(**place, carried_from=edition)


@pytest.mark.parametrize("year", [0, 10_000])
def test_a_year_has_one_to_four_digits(year):
    with refused_by("observance_year_is_one"):
        Observance.objects.create(anniversary=make_anniversary(en="Day"), year=year, language="en")


def test_staff_are_told_once_of_a_year():
    anniversary = make_anniversary(en="Black January")
    Reminder.objects.create(anniversary=anniversary, year=2025)
    with refused_by("reminder_once_for_each_year"):
        Reminder.objects.create(anniversary=anniversary, year=2025)
    Reminder.objects.create(anniversary=anniversary, year=2026)


def test_notes_go_with_their_draft_and_are_in_its_order(editor):
    release = make_release()
    for position in (2, 1):
        DraftNote.objects.create(release=release, position=position, field="body")
    assert [note.position for note in release.draft_notes.all()] == [1, 2]
    with refused_by("draft_note_in_order"):
        DraftNote.objects.create(release=release, position=2, field="title")
    with refused_by("draft_note_looked_at_by_somebody"):
        DraftNote.objects.update(looked_at=timezone.now())
    DraftNote.objects.update(looked_at=timezone.now(), looked_by=editor)
    release.delete()
    assert not DraftNote.objects.exists()


def test_a_reason_that_is_not_known_any_more_is_shown_as_its_word():
    assert reason_label(Reason.DATE) == "Date carried forward"
    assert reason_label("moon") == "moon"
