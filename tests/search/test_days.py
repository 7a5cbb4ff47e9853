"""A whole date typed as a query."""

import datetime as dt

import pytest

from pressreleases.search.days import day_of

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
