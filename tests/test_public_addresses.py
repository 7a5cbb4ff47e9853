"""Where readers find a release and its editions."""

import datetime as dt

import pytest

from pressreleases.models import Edition
from pressreleases.public_addresses import edition_page, page_at, release_page


def edition(**changes):
    values = {"language": "en", "year": 2024, "slug": "visit", "number": 2, "issued_on": dt.date(2024, 1, 20)}
    return Edition(**{**values, **changes})


def test_a_release_is_found_at_the_address_of_its_edition():
    assert release_page(edition()) == "/en/releases/2024/visit/"
    assert page_at("az", 2024, "səfər") == "/az/releases/2024/s%C9%99f%C9%99r/"


def test_an_earlier_edition_has_its_number_in_its_address():
    assert edition_page(edition()) == "/en/releases/2024/visit/editions/2/"


@pytest.mark.parametrize("changes", [{"slug": ""}, {"language": "fr"}])
def test_there_is_no_page_without_a_slug_or_in_a_language_that_the_site_lacks(changes):
    assert release_page(edition(**changes)) == ""
    assert edition_page(edition(**changes)) == ""


def test_a_language_that_was_taken_out_of_the_settings_has_no_page(settings):
    settings.LANGUAGES = [("az", "Azerbaijani")]
    assert page_at("en", 2024, "visit") == ""
    assert page_at("az", 2024, "visit") == "/az/releases/2024/visit/"
