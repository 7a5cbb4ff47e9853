"""Telephone numbers as they are typed, and the letterhead that they make."""

import pytest

from pressreleases.editorial.typed_letterhead import NotANumber, read_number, regions_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("zone", "numbers", "regions"),
    [
        ("America/New_York", [], ["US"]),
        ("Asia/Baku", [], ["AZ"]),
        ("Europe/Vienna", ["+41 22 917 1234"], ["AT", "CH"]),
        ("Europe/Vienna", ["nonsense", "+nonsense"], ["AT"]),
        ("UTC", [], []),
    ],
)
def test_a_number_is_meant_in_the_country_of_the_clock_or_of_a_neighbour(zone, numbers, regions):
    assert regions_of(zone, numbers) == regions


@pytest.mark.parametrize("words", ["371-2559", "(212) 371-25590000", "call us", "12"])
def test_numbers_that_nobody_can_call_are_refused(words):
    with pytest.raises(NotANumber):
        read_number(words, ["US"])


def test_without_a_country_only_international_numbers_are_read():
    assert read_number("+1 (212) 371-2559", []).number == "+12123712559"
    with pytest.raises(NotANumber):
        read_number("(212) 371-2559", [])
