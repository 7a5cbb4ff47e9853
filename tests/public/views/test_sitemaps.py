"""Sitemaps, robots.txt and security.txt: what they name, and what they do not."""

import datetime as dt
import xml.etree.ElementTree as ET

import pytest

from pressreleases import publishing
from pressreleases.models import Topic, TopicName
from tests.making import correct, database_now, in_future, make_anniversary, make_release, rewrite

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
NS = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}


def locations(client, address):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml; charset=utf-8")
    return [(row.text or "").removeprefix(SITE) for row in ET.fromstring(response.content).iterfind(".//s:loc", NS)]


def test_the_index_names_a_part_for_each_language_and_year_with_live_releases(client, details, editor):
    publishing.publish([make_release("Of 2024"), make_release("Of 2022", issued_on=dt.date(2022, 1, 1))], by=editor)
    publishing.publish([make_release("Mətn", language="az", slug="metn")], by=editor)
    publishing.publish([make_release("Scheduled", issued_on=dt.date(2021, 1, 1))], by=editor, at=in_future())
    expected = ["pages", "en-2024", "en-2022", "az-2024"]
    assert locations(client, "/sitemap.xml") == [f"/sitemaps/{name}.xml" for name in expected]
    assert all(client.get(path).status_code == 200 for path in locations(client, "/sitemap.xml"))
    for part in ("en-2021", "az-2022", "fr-2024"):
        assert client.get(f"/sitemaps/{part}.xml").status_code == 404


def test_a_part_has_each_live_release_with_its_languages_and_when_its_edition_began(client, details, editor):
    english = make_release("In English")
    other = make_release("Mətn", language="az", slug="metn", family=english.family, is_original=False)
    publishing.publish([english, other], by=editor)
    (edition,) = correct([rewrite(english, body="<p>New.</p>")], by=editor, change_note="New.")
    withdrawn = make_release("Withdrawn")
    publishing.publish([withdrawn], by=editor)
    publishing.withdraw([withdrawn], by=editor, reasons={"en": "Called off."})
    publishing.publish([make_release("Scheduled")], by=editor, at=in_future())
    make_release("Draft")
    assert locations(client, "/sitemaps/en-2024.xml") == ["/en/releases/2024/in-english/"]
    (url,) = ET.fromstring(client.get("/sitemaps/en-2024.xml").content)
    assert url.findtext("s:lastmod", namespaces=NS) == f"{edition.begins_at:%Y-%m-%dT%H:%M:%SZ}"
    links = {link.attrib["hreflang"]: link.attrib["href"] for link in url.iterfind("x:link", NS)}
    assert links == {
        "en": f"{SITE}/en/releases/2024/in-english/",
        "az": f"{SITE}/az/releases/2024/metn/",
        "x-default": f"{SITE}/en/releases/2024/in-english/",
    }


def test_the_other_pages_are_named_where_there_is_something_to_see(client, details, editor):
    make_anniversary(en="Black January", az="Qara Yanvar")
    hidden = make_anniversary(en="Hidden")
    hidden.shown = False
    hidden.save()
    for name in ("Peace", "Empty"):
        topic = Topic.objects.create()
        TopicName.objects.create(topic=topic, language="en", name=name, slug=name.lower())
    release = make_release("In the topic")
    release.topics.set(Topic.objects.filter(names__slug="peace"))
    publishing.publish([release], by=editor)
    found = locations(client, "/sitemaps/pages.xml")
    everywhere = [
        f"/{code}/{page}"
        for page in ("", "releases/", "anniversaries/", "follow/", "contact/")
        for code in ("en", "az")
    ]
    assert found == [
        *everywhere,
        "/az/anniversaries/qara-yanvar/",
        "/en/anniversaries/black-january/",
        "/en/topics/",
        "/en/topics/peace/",
        *(f"/{code}/{page}/" for page in ("accessibility", "privacy") for code in ("en", "az")),
    ]
    assert {client.get(path).status_code for path in found} == {200}


def test_the_news_are_what_was_first_published_and_issued_within_two_days(client, details, editor):
    today = database_now().date()
    publishing.publish([make_release("Of today & <now>", slug="now", issued_on=today)], by=editor)
    publishing.publish([make_release("From the archive")], by=editor)
    publishing.publish([make_release("Scheduled", issued_on=today)], by=editor, at=in_future())
    gone = make_release("Gone", issued_on=today)
    publishing.publish([gone], by=editor)
    publishing.withdraw([gone], by=editor, reasons={"en": "Called off."})
    assert locations(client, "/news-sitemap.xml") == [f"/en/releases/{today.year}/now/"]
    (url,) = ET.fromstring(client.get("/news-sitemap.xml").content)
    assert url.findtext(".//n:title", namespaces=NS) == "Of today & <now>"
    assert url.findtext(".//n:language", namespaces=NS) == "en"
    assert (url.findtext(".//n:name", namespaces=NS) or "").startswith("Permanent Mission")


def test_a_news_sitemap_without_news_is_still_one(client, db):
    assert locations(client, "/news-sitemap.xml") == []


@pytest.mark.parametrize("rows", [1, 10])
def test_sitemaps_take_the_same_queries_however_long_they_are(client, details, editor, django_assert_num_queries, rows):
    today = database_now().date()
    for n in range(rows):
        english = make_release(f"Number {n}", issued_on=today)
        other = make_release(f"{n} nömrəli", language="az", slug=f"n-{n}", family=english.family, is_original=False)
        publishing.publish([english, other], by=editor)
        make_anniversary(en=f"Day {n}")
    parts = (("/sitemap.xml", 2), (f"/sitemaps/en-{today.year}.xml", 2), ("/sitemaps/pages.xml", 4))
    for address, queries in (*parts, ("/news-sitemap.xml", 2)):
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200
