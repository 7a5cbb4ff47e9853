"""Finding an address that is free: not another release's, not that of a month."""

import datetime as dt

import pytest

from pressreleases.models.free_address import free_slug
from pressreleases.publishing import publish
from tests.making import correct, make_release, rewrite

pytestmark = pytest.mark.django_db


def test_a_free_address_is_that_of_the_title():
    assert free_slug("Azərbaycan günü", "az", 2024) == "azerbaycan-gunu"


def test_an_address_that_a_draft_or_an_edition_has_gets_a_number(details, editor):
    release = make_release("Visit", slug="visit")
    assert free_slug("Visit", "en", 2024) == "visit-2"
    publish([release], by=editor)
    rewrite(release, slug="journey")
    correct([release], by=editor, minor=True)
    assert free_slug("Visit", "en", 2024) == "visit-2"
    assert free_slug("Visit", "en", 2024, exclude=release) == "visit"


def test_another_year_or_language_is_not_in_the_way():
    make_release("Visit", slug="visit")
    assert free_slug("Visit", "en", 2023) == "visit"
    assert free_slug("Visit", "az", 2024) == "visit"
    assert make_release("Visit", slug="visit", issued_on=dt.date(2022, 1, 1)).slug == "visit"


def test_the_page_of_a_month_is_no_address_of_a_release():
    assert free_slug("05", "en", 2024) == "05-2"
    assert free_slug("2024", "en", 2024) == "2024"


def test_a_title_without_letters_gives_none():
    assert free_slug("«!»", "en", 2024) == ""
