"""Numbers from 1 to 100 as words."""

import pytest

from pressreleases.language.numbers import cardinals


@pytest.mark.parametrize("language", ["en", "az", "tr"])
def test_each_number_from_1_to_100_has_words_of_its_own(language):
    assert sorted(cardinals(language).values()) == list(range(1, 101))


@pytest.mark.parametrize(
    ("language", "words", "number"),
    [
        ("en", "nine", 9),
        ("en", "ten", 10),
        ("en", "nineteen", 19),
        ("en", "thirty four", 34),
        ("en", "hundred", 100),
        ("az", "on bir", 11),
        ("az", "otuz dörd", 34),
        ("az", "altmış", 60),
        ("az", "səksən", 80),
        ("tr", "doksan dokuz", 99),
    ],
)
def test_words_mean_the_number_that_a_speaker_means(language, words, number):
    assert cardinals(language)[words] == number


@pytest.mark.parametrize("words", ["ten three", "hundred one"])
def test_words_that_nobody_says_are_not_known(words):
    assert words not in cardinals("en")


def test_a_language_without_a_table_has_no_words():
    assert cardinals("fr") == {}
