"""Numbers, families and words of requests: what is read, and what is not."""

import uuid

import pytest

from pressreleases.request_values import LARGEST, family_in, number_in, numbers_in, words_in

FAMILY = uuid.UUID("0b9f3a52-7f4e-4c39-9a57-0f5ad0a3c1de")


@pytest.mark.parametrize(("words", "number"), [("0", 0), ("7", 7), ("2024", 2024), (str(LARGEST), LARGEST)])
def test_a_whole_number_in_its_one_spelling_is_read(words, number):
    assert number_in(words) == number


@pytest.mark.parametrize(
    "words",
    [
        *(None, "", " 7", "7 ", "7\n", "+7", "-7", "07", "00", "7.0", "1e3", "0x7", "1_000", "zz", "\0", "7\0"),
        *("٧", "７", "²", "9" * 5000, "9" * 30, str(LARGEST + 1), "\ud800"),
    ],
)
def test_nothing_else_is_a_number(words):
    assert number_in(words) is None


def test_a_number_lies_within_its_bounds():
    assert [number_in(str(number), least=1000, most=9999) for number in (999, 1000, 9999, 10000)] == [
        None,
        1000,
        9999,
        None,
    ]


def test_of_many_numbers_only_the_first_are_looked_at():
    assert numbers_in(["1", "x", "2", "3"], most=3) == [1, 2]


def test_a_family_is_read_with_its_dashes_or_without():
    assert family_in(str(FAMILY)) == family_in(FAMILY.hex) == FAMILY


@pytest.mark.parametrize(
    "words", [None, "", "zz", str(FAMILY).upper(), f"{{{FAMILY}}}", f"urn:uuid:{FAMILY}", f"{FAMILY}\n", "9" * 5000]
)
def test_nothing_else_is_a_family(words):
    assert family_in(words) is None


def test_words_are_cut_and_lose_what_the_database_cannot_store():
    assert words_in("a\0b\ud800c", most=10) == "abc"
    assert words_in("x" * 5000, most=10) == "x" * 10
    assert words_in(None, most=10) == ""
    assert words_in("20 Yanvar — ə 😀", most=20) == "20 Yanvar — ə 😀"
