"""What a text counts from the event: changed if it is the observance's own number, noted if it may be."""

import datetime as dt

import pytest

from pressreleases.anniversaries.carry_forward.counting import counts
from pressreleases.anniversaries.carry_forward.edits import Change, Step
from pressreleases.models.observance import Reason


def found(text, language="en", years=34, later=1):
    """What is found: the words, and what they become or why they are noted."""
    step = Step(language, dt.date(2024, 1, 20), dt.date(2024 + later, 1, 20), years, years + later)
    pieces = sorted(counts(text, step), key=lambda piece: piece.start)
    return [
        (text[piece.start : piece.end], piece.words if isinstance(piece, Change) else piece.reason) for piece in pieces
    ]


def changed(text, **of_step):
    return [pair for pair in found(text, **of_step) if not isinstance(pair[1], Reason)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "the 34th anniversary", ("34th", "35th")),
        ("en", "the thirty-fifth year", ("thirty-fifth", "thirty-sixth")),
        ("en", "34 years ago", ("34", "35")),
        ("en", "thirty-four years have now passed", ("thirty-four", "thirty-five")),
        ("en", "over the last thirty four years", ("thirty four", "thirty five")),
        ("az", "34-cü ildönümü", ("34-cü", "35-ci")),
        ("az", "otuz dörd il keçib", ("otuz dörd", "otuz beş")),
        ("az", "34 illiyini", ("34", "35")),
        ("fr", "34e anniversaire", ("34e", "35e")),
    ],
)
def test_the_number_of_the_observance_becomes_the_next_one(language, text, expected):
    assert changed(text, language=language) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "the 33rd anniversary",
        "33 years ago",
        "the thirty-fourth year",
        "34 years old",
        "134 years ago",
        "1,034 years ago",
    ],
)
def test_another_number_does_not_change(text):
    assert changed(text) == []


def test_a_number_of_an_observance_some_years_later_is_that_of_its_year():
    assert changed("34 years ago", later=3) == [("34", "37")]


def test_the_article_changes_with_its_ordinal_and_only_if_it_must():
    assert changed("a 79th anniversary", years=79) == [("a", "an"), ("79th", "80th")]
    assert changed("a 34th anniversary") == [("34th", "35th")]


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        ("the 34th session", ("34th", Reason.OTHER_ORDINAL)),
        ("the 35th session", ("35th", Reason.OTHER_ORDINAL)),
        ("the 75th anniversary", ("75th", Reason.OTHER_ORDINAL)),
        ("a wait of 34 days", ("34", Reason.COUNT)),
        ("the XXXIV time", ("XXXIV", Reason.COUNT)),
        ("a thirty-four-year wait", ("thirty-four", Reason.COUNT)),
    ],
)
def test_what_may_count_from_the_event_is_noted(text, noted):
    assert noted in found(text)
    assert changed(text) == []


@pytest.mark.parametrize(
    "text", ["the 33rd session", "the 36th session", "34% of them", "34.5 metres", "the XXXV time", "1934"]
)
def test_what_cannot_count_from_the_event_is_not_noted(text):
    assert found(text) == []


def test_years_in_words_are_looked_for_in_english_and_azerbaijani_only():
    assert found("34 ans se sont écoulés", language="fr") == []
    assert found("34 yıl önce", language="tr") == []


def test_an_ordinal_above_the_table_is_noted():
    assert ("200th", Reason.OTHER_ORDINAL) in found("the 200th anniversary", years=200)
