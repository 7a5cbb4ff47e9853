"""Where a page is, and in which languages it is offered."""

import pytest

from pressreleases.letterhead import Name
from pressreleases.public.formats.page_place import Place, everywhere, feed_links
from pressreleases.public.reading.masthead import Head, site_name

EN, AZ = "/en/contact/", "/az/contact/"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://press.example"
    settings.LANGUAGES = [("en", "English"), ("az", "Azerbaijani")]


def test_a_page_in_two_languages_names_both_and_the_default():
    place = everywhere("az", "contact", section="contact")
    assert (place.path, place.direction, place.section) == (AZ, "ltr", "contact")
    site = "https://press.example"
    assert place.alternates == [("en", site + EN), ("az", site + AZ), ("x-default", site + EN)]
    assert place.canonical == place.address == site + AZ


def test_a_page_that_is_not_indexed_or_has_one_language_names_no_other():
    assert everywhere("en", "contact").unindexed().alternates == []
    assert Place("en", EN, {"en": EN}, EN).alternates == []


def test_a_later_page_of_a_list_is_its_own_canonical_page():
    later = everywhere("en", "releases").continued("2024-01-20-17")
    assert later.canonical.endswith("/en/releases/?before=2024-01-20-17")
    assert not later.indexed


def test_a_language_without_the_page_is_named_as_missing_and_leads_to_the_original_if_there_is_one():
    english, azerbaijani = Place("en", EN, {"en": EN}).languages
    assert (english.path, english.current, english.missing) == (EN, True, "")
    assert (azerbaijani.path, azerbaijani.current) == ("", False)
    assert azerbaijani.missing
    (_english, led) = Place("en", EN, {"en": EN}, instead={"az": "/az/there/"}).languages
    assert (led.path, bool(led.missing)) == ("/az/there/", True)


def test_a_feed_has_three_forms_and_the_page_s_own_come_first():
    assert [link.path for link in feed_links("feed", "en", title="All")] == [
        f"/en/feed.{form}" for form in ("atom", "rss", "json")
    ]
    own = feed_links("topic_feed", "en", "peace", title="Peace")
    assert Place("en", EN, feeds=own).all_feeds[:3] == list(own)


def test_the_site_is_named_for_the_mission_or_as_a_press_office():
    head = Head([Name("en", "ltr", "Permanent\nMission")], "", [], "", "")
    assert site_name(head, "az") == "Permanent Mission"
    assert site_name(Head([], "", [], "", ""), "en") == "Press office"
