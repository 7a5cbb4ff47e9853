"""Embargoes: which lines are one, and until when they are, with zone or by the day."""

import datetime as dt

import pytest

from pressreleases.intake.embargo import (
    an_embargo,
    has_deadline,
    in_one_line,
    read_embargo,
    says_embargo,
    seems_embargo,
)
from pressreleases.intake.errors import UnknownAnswer
from pressreleases.intake.lines import read_blocks
from pressreleases.intake.reading import read
from tests.intake.sheets import english

INSTANTS = {
    "STRICTLY EMBARGOED UNTIL MARCH 6, 2024, 9:30 A.M. EST": "2024-03-06T09:30:00-05:00",
    "Embargoed until 24 September 2024, 11:00 (Geneva time)": "2024-09-24T11:00:00+02:00",
    "Hold for release until 10 November 2023, 09:00 (GMT+4)": "2023-11-10T09:00:00+04:00",
    "NOT FOR PUBLICATION BEFORE 9 SEPTEMBER 2024, 12 NOON (GENEVA TIME)": "2024-09-09T12:00:00+02:00",
    "Embargoed until 10 a.m. New York time on 5 July 2024": "2024-07-05T10:00:00-04:00",
    "Hold for release: Wednesday, 6 March 2024, 9 a.m. ET": "2024-03-06T09:00:00-05:00",
    "Sous embargo jusqu’au 6 mars 2024 à 10 heures (heure de Genève)": "2024-03-06T10:00:00+01:00",
    "Embargo hasta el 6 de marzo de 2024 a las 10.00 horas (hora de Nueva York)": "2024-03-06T10:00:00-05:00",
    "Эмбарго до 6 марта 2024 года, 10:00 по московскому времени": "2024-03-06T10:00:00+03:00",
    "حظر النشر حتى 6 مارس 2024 الساعة 10:00 بتوقيت نيويورك": "2024-03-06T10:00:00-05:00",
    "2024年3月6日上午10时前不得发布（纽约时间）": "2024-03-06T10:00:00-05:00",
    "6 Mart 2024, saat 10.00'a kadar ambargoludur (TSİ)": "2024-03-06T10:00:00+03:00",
    "6 mart 2024-cü il saat 10:00-dək embarqo (Bakı vaxtı ilə)": "2024-03-06T10:00:00+04:00",
    "Embargoed for release until midnight GMT, 6 March 2024": "2024-03-06T00:00:00+00:00",
    "Embargoed until 12 midnight GMT, 6 March 2024": "2024-03-06T00:00:00+00:00",
}


@pytest.mark.parametrize(("line", "instant"), INSTANTS.items(), ids=range(len(INSTANTS)))
def test_an_embargo_with_an_hour_and_a_zone_is_an_instant(line: str, instant: str) -> None:
    assert says_embargo(line)
    at = read_embargo(line).embargo.at
    assert at is not None
    assert at.isoformat() == instant


@pytest.mark.parametrize(
    "line", ["Embargo: 20 March 2025", "Embargado hasta el 20 de marzo de 2025", "禁发至2025年3月20日"]
)
def test_an_embargo_without_an_hour_is_a_day(line: str) -> None:
    embargo = read_embargo(line).embargo
    assert (embargo.at, embargo.day) == (None, dt.date(2025, 3, 20))


@pytest.mark.parametrize("line", ["EMBARGOED", "Embargo until delivery", "Sous embargo", "[Эмбарго]"])
def test_an_embargo_may_name_no_day(line: str) -> None:
    assert says_embargo(line)
    assert read_embargo(line).embargo.day is None


@pytest.mark.parametrize(
    "line",
    [
        "Embargo on Arms Exports Extended",
        "The embargo of 1993 was lifted on 6 July 2024",
        "The Security Council lifted the embargo",
        "Release of prisoners",
        "Published on 6 March 2024",
        "",
    ],
)
def test_other_lines_are_no_embargo(line: str) -> None:
    assert not says_embargo(line)


def test_a_line_that_only_begins_like_an_embargo_is_told_from_others() -> None:
    assert seems_embargo("Embargo on Arms Exports Extended")
    assert not seems_embargo("Embargoed until 6 March 2024")
    assert not seems_embargo("Arms Exports")


@pytest.mark.parametrize(("line", "misfit"), [("10:00", ""), ("10:00 EST", "EST")])
def test_an_hour_without_a_zone_of_that_day_is_asked_about(line: str, misfit: str) -> None:
    found = read_embargo(f"Embargoed until 6 July 2024, {line}")
    assert (found.embargo.at, found.embargo.day, found.lacks_zone) == (None, dt.date(2024, 7, 6), True)
    assert found.misfit == misfit


def test_an_embargo_on_two_lines_is_one_and_a_date_under_another_line_is_not() -> None:
    (joined, apart) = in_one_line(read_blocks("EMBARGOED UNTIL\n6 March 2024, 10:00\n\nPress release\n6 March 2024"))
    assert [line.text for line in joined.lines] == ["EMBARGOED UNTIL 6 March 2024, 10:00"]
    assert len(apart.lines) == 2


@pytest.mark.parametrize("where", ["head", "foot"])
def test_it_is_found_in_the_head_and_at_the_foot(where: str) -> None:
    line = "Embargoed until 22 January 2024, 10:00 (New York time)"
    text = english(head=line) if where == "head" else f"{english()}\n{line}\n"
    document = read(text.encode())
    assert document.embargo is not None
    assert document.embargo.at == dt.datetime(2024, 1, 22, 15, tzinfo=dt.UTC)
    assert line not in document.body


def test_a_sentence_about_an_embargo_stays_in_the_text() -> None:
    document = read(
        english(body="The embargo on the import of tusks was agreed until 22 January 2024 by all.").encode()
    )
    assert document.embargo is None
    assert "The embargo on" in document.body


def test_an_answer_gives_the_instant() -> None:
    text = english(head="Embargoed until 22 January 2024, 10:00").encode()
    assert [question.key for question in read(text).questions] == ["embargo"]
    document = read(text, answers={"embargo": "2024-01-22T10:00-05:00"})
    assert document.questions == ()
    assert document.embargo is not None
    assert document.embargo.at == dt.datetime(2024, 1, 22, 15, tzinfo=dt.UTC)
    assert an_embargo("2024-01-22T10:00") is None
    assert an_embargo("2024-01-22") is not None
    with pytest.raises(UnknownAnswer, match="an instant with its offset"):
        read(text, answers={"embargo": "soon"})


@pytest.mark.parametrize(
    ("line", "is_asked"),
    [
        ("EMBARGADO HASTA LAS DIEZ DE LA MAÑANA DEL 16 DE JUNIO DE 2025", True),
        ("禁发至2025年11月4日上午十时（日内瓦时间）", True),
        ("Embargoed until the morning of 16 June 2025", True),
        ("Embargoed until 16 June 2025", False),
        ("Не для распространения до полудня по женевскому времени 10 октября 2025 года", False),
    ],
)
def test_an_hour_in_words_is_asked_and_not_dropped(line: str, is_asked: bool) -> None:
    text = english(head=line).encode()
    needed = [str(question) for question in read(text).needed]
    asked = "The embargo names an hour in words that cannot be read. Until when is it?"
    assert needed == ([asked] if is_asked else [])
    if is_asked:
        document = read(text, answers={"embargo": "2025-06-16T10:00+02:00"})
        assert document.embargo is not None
        assert (document.embargo.at is not None, document.needed) == (True, ())


@pytest.mark.parametrize(
    ("line", "instant"),
    [
        ("EMBARGOED UNTIL 0001 GMT, 17 MARCH 2025", "2025-03-17T00:01:00+00:00"),
        ("Embargoed until 0930 hrs GMT on 17 March 2025", "2025-03-17T09:30:00+00:00"),
        ("Embargo: 9:00 a.m. EDT / 1:00 p.m. GMT, 10 July 2025", "2025-07-10T09:00:00-04:00"),
        ("Embargo: 10 July 2025, 15:00 Geneva time (13:00 GMT)", "2025-07-10T15:00:00+02:00"),
    ],
)
def test_an_hour_in_four_figures_or_by_two_clocks_is_one_instant(line: str, instant: str) -> None:
    found = read_embargo(line)
    assert found.embargo.at is not None
    assert found.embargo.at.isoformat() == instant
    assert not found.lacks_zone


@pytest.mark.parametrize(
    "line",
    [
        "Embargo: 9:00 a.m. EDT / 2:00 p.m. GMT, 10 July 2025",
        "Embargo: 9:00 a.m. / 1:00 p.m. GMT, 10 July 2025",
        "Embargo until 930 on 17 March 2025",
    ],
)
def test_hours_that_differ_or_are_not_read_are_asked(line: str) -> None:
    found = read_embargo(line)
    assert found.embargo.at is None
    assert found.lacks_zone


def test_a_year_is_no_hour() -> None:
    found = read_embargo("Embargo until 17 March 2025")
    assert found.embargo.at is None
    assert not found.lacks_zone


def test_an_hour_and_a_day_are_a_deadline() -> None:
    assert has_deadline("Not to be quoted before 10 a.m. on 2 June 2025")
    assert has_deadline("For use after 10 a.m. on 2 June 2025")
    assert not has_deadline("The Museum Before 2 June 2025")


def test_an_hour_until_which_nothing_may_be_printed_is_asked_without_a_day() -> None:
    assert seems_embargo("Saat 15:00-dək dərc edilməsin")
    assert not seems_embargo("Saat 15:00-dək davam edəcək")
