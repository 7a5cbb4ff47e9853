"""What, when and where of a media advisory: data, and in the text as they are written; a clock is asked for."""

import pytest

from pressreleases.intake.reading import read

ADVISORY = """Media advisory

Geneva, 3 September 2024

Briefing on the report

What: A briefing on the report of the working group.
When: 5 September 2024, {when}
{where}Who: The head of the delegation.

Journalists with a pass of the United Nations are welcome to attend the briefing.
"""


def advisory(when="3 p.m.", where="Where: Zoom\n"):
    return read(ADVISORY.format(when=when, where=where).encode())


def asked(document):
    return [str(question) for question in document.questions if question.key in ("when", "where")]


CLOCK = ["“When” in line 8 has an hour, but no time zone. By which clock is it?"]


def test_they_are_data_and_in_the_text():
    document = advisory(where="Where: Room XXI\n")
    assert (document.when, document.where) == ("5 September 2024, 3 p.m.", "Room XXI")
    assert document.what == "A briefing on the report of the working group."
    assert all(words in document.body for words in (document.what, document.when, document.where))
    assert asked(document) == []


@pytest.mark.parametrize("where", ["Where: Zoom\n", "Where: Online, link below\n", "Where: En ligne\n"])
def test_an_hour_of_an_event_without_a_place_needs_a_clock(where):
    assert asked(advisory(where=where)) == CLOCK


@pytest.mark.parametrize("when", ["3 p.m. (Geneva time)", "15:00 GMT", "15:00 UTC+2", "in the afternoon"])
def test_a_clock_or_no_hour_asks_nothing(when):
    assert asked(advisory(when)) == []


def test_the_clock_that_is_answered_is_behind_the_hour():
    answered = read(ADVISORY.format(when="3 p.m.", where="Where: Zoom\n").encode(), answers={"when": "Geneva time"})
    assert asked(answered) == []
    assert answered.when == "5 September 2024, 3 p.m. (Geneva time)"
    assert "3 p.m. (Geneva time)" in answered.body


def test_an_advisory_that_does_not_say_where_is_asked_for_that_and_its_clock():
    assert asked(advisory(where="")) == ["The advisory does not say where. Is it in the text?", *CLOCK]


def test_the_kind_that_a_person_gives_is_used_for_the_reading() -> None:
    sheet = (
        "AVIS DE VISITE\nLe 23 janvier 2025\n\nInauguration de la salle de lecture\n\n"
        "QUOI : Inauguration et visite\nQUAND : Mardi 28 janvier 2025, de 10 h à 11 h 30\n"
        "OÙ : Centre culturel, Bruxelles\n\n"
        "Merci de confirmer votre présence au service avant le 27 janvier.\n"
    ).encode()
    assert read(sheet).when == ""
    document = read(sheet, answers={"kind": "media-advisory"})
    assert (document.when, document.where) == ("Mardi 28 janvier 2025, de 10 h à 11 h 30", "Centre culturel, Bruxelles")
    assert read(sheet, answers={"kind": "press-release"}).when == ""
