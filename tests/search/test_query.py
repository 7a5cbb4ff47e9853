"""What a reader typed into the search, as terms or as a date; nothing that can be typed is an error."""

import datetime as dt

import pytest

from pressreleases.search.query import MOST_TERMS, day_of, terms_of, words_of


def words(query):
    return [term.words for term in terms_of(query)]


def test_words_phrases_and_exclusions_are_told_apart():
    visit, phrase, without = terms_of('Visit "to the UN" -Geneva')
    assert (visit.words, visit.excluded, visit.is_phrase) == (("visit",), False, False)
    assert (phrase.words, phrase.quoted, phrase.is_phrase) == (("to", "the", "un"), True, True)
    assert (without.words, without.excluded) == (("geneva",), True)


@pytest.mark.parametrize("query", ["“old maps”", "«old maps»", "„old maps‟", '"old maps"'])
def test_quotation_marks_of_every_language_make_a_phrase(query):
    (term,) = terms_of(query)
    assert (term.words, term.quoted) == (("old", "maps"), True)


def test_a_minus_within_a_word_excludes_nothing_and_a_single_quotation_mark_is_ignored():
    assert [term.excluded for term in terms_of('well-known "visit')] == [False, False]
    assert words('"visit') == [("visit",)]


@pytest.mark.parametrize("query", ["", " ", "-", '""', "!!! …", "\x00"])
def test_what_has_no_letter_gives_no_term(query):
    assert terms_of(query) == []


@pytest.mark.parametrize(
    ("query", "spelling"),
    [("COP29", ("cop", "29")), ("20kg", ("20", "kg")), ("200000", ("200", "000")), ("200,000", ("200000",))],
)
def test_numbers_are_found_however_they_are_written(query, spelling):
    (term,) = terms_of(query)
    assert spelling in term.spellings


def test_a_long_query_is_cut_between_two_words_and_has_so_many_terms_at_most():
    assert len(terms_of(" ".join(f"word{number}" for number in range(30)))) == MOST_TERMS
    long = "a" * 150 + " " + "b" * 100
    assert words(long) == [("a" * 150,)]


def test_words_with_endings_are_found_by_their_beginnings_in_azerbaijani_and_turkish_only():
    assert [words_of(code).prefix for code in ("az", "tr", "en", "ru", "zh")] == [True, True, False, False, False]
    assert words_of("en").with_stop_words == "mission_english"
    assert words_of("az").with_stop_words == words_of("xx").configuration == "simple"


DAY = dt.date(2024, 1, 20)


@pytest.mark.parametrize(
    ("query", "language"),
    [
        ("20 January 2024", "en"),
        ("january 20, 2024", "en"),
        ("Saturday 20 Jan 2024", "en"),
        ("20th January 2024", "en"),
        ("2024-01-20", "en"),
        ("20 yanvar 2024", "az"),
        ("20 janvier 2024", "fr"),
        ("2024年1月20日", "zh"),
    ],
)
def test_a_date_is_read_as_the_language_of_the_page_writes_it(query, language):
    assert day_of(query, language) == DAY


@pytest.mark.parametrize(
    "query",
    [
        "20 January",
        "January 2024",
        "2024",
        "20.01.2024",
        "01-20-2024",
        "31 February 2024",
        "2024-13-01",
        "20 yanvar 2024",
        "20 January 2024 Vienna",
        "20 January 2024 2025",
        "",
    ],
)
def test_anything_else_and_what_leaves_a_doubt_is_no_date(query):
    assert day_of(query, "en") is None
