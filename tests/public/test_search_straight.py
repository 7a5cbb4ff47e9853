"""A full date or title leads directly to its release, in every language."""

import datetime as dt

import pytest

from pressreleases import publishing
from pressreleases import search as searching
from tests.making import in_future, make_release
from tests.public.page_elements import titles
from tests.public.publishing_one import publish

pytestmark = pytest.mark.django_db


def test_a_full_title_leads_to_its_release(searched, editor):
    publish(editor, "Thirty Fourth Anniversary of the “Black January”", slug="a")
    publish(editor, "On the Thirty Fourth Anniversary of the “Black January”", slug="b")
    response = searched('thirty-fourth anniversary of the "black january"')
    assert (response.status_code, response["Location"]) == (302, "/en/releases/2024/a/")


def test_a_title_of_two_releases_leads_to_neither(searched, editor):
    publish(editor, "National Day", slug="a")
    publish(editor, "National Day", slug="b", issued_on=dt.date(2023, 5, 28))
    assert titles(searched("National Day")) == ["National Day", "National Day"]


def test_the_title_of_a_scheduled_release_leads_nowhere(searched, editor):
    publish(editor, "Another day", "Of secrets.")
    publishing.publish([make_release("A secret visit")], by=editor, at=in_future())
    response = searched("A secret visit")
    assert response.status_code == 200
    assert titles(response) == []


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("samedi 20 janvier 2024", "fr"),
        ("1er févr. 2024", "fr"),
        ("20 de enero de 2024", "es"),
        ("20 января 2024 г.", "ru"),
        ("20 января 2024 года", "ru"),
        ("20 Ocak 2024 Cumartesi", "tr"),
        ("السبت، ٢٠ يناير ٢٠٢٤", "ar"),
        ("2024年1月20日星期六", "zh"),
    ],
)
def test_a_full_date_is_read_in_the_language_of_the_page(typed, language):
    expected = dt.date(2024, 2, 1) if "1er" in typed else dt.date(2024, 1, 20)
    assert searching.day_of(typed, language) == expected


@pytest.mark.parametrize("typed", ["janvier 2024", "31 février 2024", "20 01 2024", "20 janvier 2024 21", "2024", ""])
def test_an_unclear_date_is_searched_as_words(typed):
    assert searching.day_of(typed, "fr") is None


def test_a_title_in_another_language_or_of_maximum_length_leads_to_its_release(searched, editor):
    longest = " ".join(["anniversary"] * 24) + " of the summit"
    azerbaijani = make_release("Səfər haqqında", language="az", slug="sefer")
    publishing.publish([azerbaijani, make_release(longest[:300], slug="long")], by=editor)
    assert searched("səfər HAQQINDA")["Location"] == "/az/releases/2024/sefer/"
    assert searched(longest)["Location"] == "/en/releases/2024/long/"


def test_a_date_leads_to_the_release_of_that_day(searched, editor):
    publish(editor, "Of the day", slug="a")
    publish(editor, "Of another", slug="b", issued_on=dt.date(2024, 1, 21))
    for typed in ("20 January 2024", "2024-01-20", "20.01.2024", "20 yanvar 2024"):
        assert searched(typed)["Location"] == "/en/releases/2024/a/"


def test_a_date_with_several_releases_lists_them_and_one_without_is_searched_as_words(searched, editor):
    publish(editor, "First", slug="a")
    publish(editor, "Second", slug="b")
    assert titles(searched("20 January 2024")) == ["Second", "First"]
    assert titles(searched("21 January 2024")) == []
