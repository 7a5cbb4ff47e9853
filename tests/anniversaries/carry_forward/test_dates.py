"""Dates of an observance that is carried forward: changed only where there is no doubt, in the form they had."""

import datetime as dt

import pytest

from pressreleases.anniversaries.carry_forward import carry
from pressreleases.anniversaries.carry_forward.edits import Step
from pressreleases.models.observance import Reason


def carried(text, *, language="en", old=(2024, 1, 20), new=(2025, 1, 20)):
    found = carry({"summary": text}, Step(language, dt.date(*old), dt.date(*new), 34, 35))
    return found.words["summary"], {point.reason for note in found.notes for point in note.points}


def test_a_date_whose_day_and_month_could_be_exchanged_is_not_changed():
    assert carried("On 12/11/2024", old=(2024, 11, 12), new=(2025, 11, 12)) == ("On 12/11/2024", {Reason.YEAR})
    assert carried("On 13/11/2024", old=(2024, 11, 13), new=(2025, 11, 13)) == ("On 13/11/2025", {Reason.DATE})


@pytest.mark.parametrize("text", ["On 20.01.24 it rained.", "On 20/01/24 it rained."])
def test_a_year_of_two_figures_leaves_a_doubt_and_stays(text):
    assert carried(text) == (text, set())


def test_a_weekday_in_capitals_is_left_for_somebody_to_look_at():
    words, reasons = carried("SATURDAY, 20 January 2024")
    assert words == "SATURDAY, 20 January 2025"
    assert reasons == {Reason.DATE, Reason.WEEKDAY}


@pytest.mark.parametrize(
    ("year", "old", "new"),
    [
        (1999, "1999-cu", "2000-ci"),
        (2000, "2000-ci", "2001-ci"),
        (2099, "2099-cu", "2100-cü"),
        (2024, "2024-cü", "2025-ci"),
        (2022, "2022-ci", "2023-cü"),
    ],
)
def test_an_azerbaijani_year_has_the_ending_of_its_last_number(year, old, new):
    words, _reasons = carried(f"{old} il yanvarın 20-də", language="az", old=(year, 1, 20), new=(year + 1, 1, 20))
    assert words == f"{new} il yanvarın 20-də"


def test_a_year_between_the_old_and_the_new_observance_is_looked_at_and_any_other_stays():
    for year, reasons in ((2023, set()), (2024, {Reason.YEAR}), (2025, {Reason.YEAR}), (2026, set())):
        assert carried(f"In {year} it rained.") == (f"In {year} it rained.", reasons)


def test_numbers_of_people_are_looked_at_in_a_sentence_of_the_texts_own_year_and_are_history_in_an_older_one():
    assert Reason.PEOPLE in carried("It was in 2024 that a crowd of 131 civilians came.")[1]
    assert Reason.PEOPLE not in carried("It was in 2023 that a crowd of 131 civilians came.")[1]
