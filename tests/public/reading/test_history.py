"""Which date readers and machines are told of a text that is older than its publication on this site."""

import datetime as dt
import json
import xml.etree.ElementTree as ET
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

import pytest

from pressreleases import publishing
from pressreleases.language.dates import day_in_words, instant_for_machines
from pressreleases.public.reading.history import Dates
from tests.making import correct, make_details, make_release, publish_many, rewrite
from tests.public.formats.test_linked_data import meta, told
from tests.public.page_elements import elements, page, words

pytestmark = pytest.mark.django_db

VISIT = "/en/releases/2024/a-visit-to-geneva"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
NEW_YORK = ZoneInfo("America/New_York")


@pytest.fixture
def old(details, editor):
    """A release of 20 January 2024, published today."""
    release = make_release(reference="No. 221/24")
    (edition,) = publishing.publish([release], by=editor)
    return edition


def day_here(edition):
    """The day on which `edition` began, by the mission's clock, in words."""
    return day_in_words(edition.begins_at.astimezone(NEW_YORK).date(), "en")


def in_feeds(client, language="en"):
    """Pairs of when the only item was published and changed, from each form of the feed."""
    entry = ET.fromstring(client.get(f"/{language}/feed.atom").content).find("a:entry", ATOM)
    item = ET.fromstring(client.get(f"/{language}/feed.rss").content).find("channel/item")
    assert entry is not None
    assert item is not None
    record = json.loads(client.get(f"/{language}/feed.json").content)["items"][0]
    return [
        (entry.findtext("a:published", namespaces=ATOM), entry.findtext("a:updated", namespaces=ATOM)),
        (
            f"{parsedate_to_datetime(item.findtext('pubDate', '')):%Y-%m-%dT%H:%M:%SZ}",
            item.findtext("a:updated", "", ATOM),
        ),
        (record["date_published"], record["date_modified"]),
    ]


def machine(instant):
    return f"{instant:%Y-%m-%dT%H:%M:%SZ}"


def test_a_page_says_when_an_old_text_was_issued_and_since_when_it_is_on_this_site(client, old):
    response = client.get(f"{VISIT}/")
    (facts,) = words(response, "aside", class_="side")
    assert f"Issued 20 January 2024 On this site since {day_here(old)}" in facts
    assert "Published" not in facts


def test_machines_are_told_the_date_of_issue_of_an_old_text(client, old):
    response = client.get(f"{VISIT}/")
    (article,) = told(response)
    assert (article["datePublished"], article["dateModified"]) == ("2024-01-20", "2024-01-20")
    properties = meta(response)
    assert properties["article:published_time"] == properties["article:modified_time"] == "2024-01-20"
    assert in_feeds(client) == [("2024-01-20T12:00:00Z", "2024-01-20T12:00:00Z")] * 3


def test_the_api_and_the_json_of_an_old_text_tell_its_date_of_issue_and_since_when_it_is_here(client, old):
    (item,) = client.get("/api/v1/releases").json()["releases"]
    record = client.get(f"{VISIT}.json").json()
    for content in (item, record, client.get(item["api_url"].removeprefix("http://127.0.0.1:8000")).json()):
        assert (content["published_at"], content["updated_at"]) == ("2024-01-20T12:00:00Z", "2024-01-20T12:00:00Z")
        assert content["online_since"] == machine(old.begins_at)
    assert record["editions"][0]["begins_at"] == machine(old.begins_at)


def test_no_form_of_an_old_text_says_that_it_was_published_today(client, old):
    assert f"Edition 1, on this site since {day_here(old)}" in client.get(f"{VISIT}.txt").content.decode()
    assert ", 20 January 2024. Available at" in page(client.get(f"{VISIT}/"))
    for form in ("bib", "ris"):
        record = client.get(f"{VISIT}.{form}").content.decode()
        assert "2024" in record
        assert f"{old.begins_at:%Y}" not in record
    assert "20 January 2024" in meta(client.get(f"{VISIT}/"))["og:image:alt"]
    assert "<news:title>" not in client.get("/news-sitemap.xml").content.decode()


def test_a_corrected_old_text_keeps_its_date_and_was_changed_when_it_was_corrected(client, old, editor):
    (second,) = correct([rewrite(old.release, body="<p>New.</p>")], by=editor, change_note="The day.")
    response = client.get(f"{VISIT}/")
    (article,) = told(response)
    assert (article["datePublished"], article["dateModified"]) == ("2024-01-20", machine(second.begins_at))
    assert in_feeds(client) == [("2024-01-20T12:00:00Z", machine(second.begins_at))] * 3
    (facts,) = words(response, "aside", class_="side")
    assert f"Issued 20 January 2024 On this site since {day_here(old)}" in facts
    assert f"Edition 2, corrected {day_here(second)}" in facts
    earlier = words(client.get(f"{VISIT}/editions/1/"), "aside", class_="side")[0]
    assert f"Issued 20 January 2024 On this site since {day_here(old)}" in earlier


@pytest.mark.parametrize("days", [0, 30])
def test_a_text_issued_up_to_thirty_days_before_it_went_online_has_the_instant_when_it_did(
    client, details, editor, days
):
    today = dt.datetime.now(NEW_YORK).date()
    release = make_release(slug="recent", issued_on=today - dt.timedelta(days=days))
    (edition,) = publishing.publish([release], by=editor)
    response = client.get(f"/en/releases/{release.issued_on.year}/recent/")
    (article,) = told(response)
    assert article["datePublished"] == article["dateModified"] == machine(edition.begins_at)
    assert in_feeds(client) == [(machine(edition.begins_at),) * 2] * 3
    (item,) = client.get("/api/v1/releases").json()["releases"]
    assert item["published_at"] == item["updated_at"] == item["online_since"] == machine(edition.begins_at)
    (facts,) = words(response, "aside", class_="side")
    assert f"Published {day_here(edition)}, " in facts
    assert "on this site since" not in response.content.decode()


def test_the_days_are_counted_on_the_clocks_of_the_mission():
    """Begun on 1 March in Tokyo, which is still 29 February in New York."""
    begun = dt.datetime(2024, 2, 29, 20, tzinfo=dt.UTC)
    issued_on = dt.date(2024, 1, 30)
    assert Dates(issued_on, 1, begun, begun, "Asia/Tokyo").archived
    assert not Dates(issued_on, 1, begun, begun, "America/New_York").archived


def test_a_text_dated_after_it_went_online_has_the_instant_when_it_did():
    begun = dt.datetime(2024, 2, 29, 20, tzinfo=dt.UTC)
    assert not Dates(dt.date(2199, 1, 1), 1, begun, begun, "UTC").archived


def test_the_year_of_a_very_old_text_has_four_digits():
    begun = dt.datetime(2024, 2, 29, 20, tzinfo=dt.UTC)
    dates = Dates(dt.date(202, 1, 2), 1, begun, begun, "UTC")
    assert dates.published == "0202-01-02"
    assert instant_for_machines(dates.published_at) == "0202-01-02T12:00:00Z"


def test_an_old_text_is_dated_in_the_words_of_each_language(client, editor):
    make_details(time_zone="Asia/Baku")
    english = make_release("In English")
    other = make_release("Mətn", language="az", slug="metn", family=english.family, is_original=False)
    publishing.publish([english, other], by=editor)
    response = client.get("/az/releases/2024/metn/")
    assert elements(response, "time", datetime="2024-01-20")
    assert "20 yanvar 2024" in words(response, "aside", class_="side")[0]
    beside = words(client.get("/en+az/releases/2024/in-english/"), "article", class_="both")[0]
    assert "Edition 1 · on this site since " in beside


def test_the_list_of_the_api_takes_as_many_queries_for_thirty_old_texts_as_for_one(
    client, details, editor, django_assert_num_queries
):
    publish_many(1, by=editor, title="One {}")
    with django_assert_num_queries(2):
        client.get("/api/v1/releases?limit=50")
    publish_many(29, by=editor)
    with django_assert_num_queries(2):
        assert len(client.get("/api/v1/releases?limit=50").json()["releases"]) == 30
