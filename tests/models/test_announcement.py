"""What readers are told for a period: on its days only, in their language or the next best."""

import datetime as dt
from typing import Any

import pytest
from django.utils import translation

from pressreleases.models import Announcement, AnnouncementText
from tests.models.refusals import refused_by

pytestmark = pytest.mark.django_db

FIRST, LAST = dt.date(2024, 5, 1), dt.date(2024, 5, 3)


def announced(first: dt.date = FIRST, last: dt.date = LAST, **words: str) -> Announcement:
    made = Announcement.objects.create(first_on=first, last_on=last)
    for language, said in words.items():
        AnnouncementText.objects.create(announcement=made, language=language, words=said)
    return made


def test_it_is_read_from_its_first_to_its_last_day_and_on_no_other() -> None:
    announced()
    days = [dt.date(2024, 4, 30), FIRST, LAST, dt.date(2024, 5, 4)]
    assert [Announcement.objects.on(day).exists() for day in days] == [False, True, True, False]


def test_its_words_are_in_the_language_of_the_reader_or_in_the_first_that_it_has() -> None:
    both = announced(az="Bağlıdır.", en="We are closed.")
    assert [str(both.in_language(code)) for code in ("az", "en")] == ["Bağlıdır.", "We are closed."]
    assert str(both.in_language("fr")) in {"Bağlıdır.", "We are closed."}
    with translation.override("az"):
        assert str(both) == "Bağlıdır."


def test_without_words_it_is_known_by_its_number() -> None:
    bare = announced()
    assert bare.in_language("en") is None
    assert str(bare) == f"#{bare.pk}"


@pytest.mark.parametrize(
    ("days", "constraint"),
    [((LAST, FIRST), "announcement_days_in_order"), ((dt.date(1, 1, 1), LAST), "announcement_days_are_known_days")],
)
def test_days_that_cannot_be_are_refused(days: tuple[dt.date, dt.date], constraint: str) -> None:
    with refused_by(constraint):
        announced(*days)


@pytest.mark.parametrize(
    ("words", "constraint"), [("", "announcement_says_something"), ("a\nb", "announcement_in_one_line")]
)
def test_words_that_say_nothing_or_are_several_lines_are_refused(words: Any, constraint: str) -> None:
    with refused_by(constraint):
        announced(en=words)
