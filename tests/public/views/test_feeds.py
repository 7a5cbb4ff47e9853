"""Feeds: the whole text of the newest releases in three forms, under ids that stay, and of nothing else."""

import datetime as dt
import json
import xml.etree.ElementTree as ET
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from django.utils import timezone

from pressreleases import publishing
from pressreleases.models import Edition, Topic, TopicName
from pressreleases.models.fields import emptied_by_redaction
from tests.making import correct, in_future, make_anniversary, make_release, publish_many, reinstate, rewrite, today
from tests.models.refusals import as_an_older_version
from tests.public.page_elements import formats
from tests.public.views.test_pictures import make_picture

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
FORMS = ("atom", "rss", "json")
NS = {
    "a": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
}


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def inside(item: Any, path: str) -> Any:
    return item.findtext(path, namespaces=NS)


def read(client, address):
    """Each item as the same dictionary, whatever the form of the feed."""
    response = client.get(address)
    assert response.status_code == 200
    if ".json" in address:
        return [
            {
                "id": item["id"],
                "url": item["url"],
                "title": item["title"],
                "html": item["content_html"],
                "summary": item["summary"],
                "published": dt.datetime.fromisoformat(item["date_published"]),
                "updated": dt.datetime.fromisoformat(item["date_modified"]),
            }
            for item in json.loads(response.content)["items"]
        ]
    root = ET.fromstring(response.content)
    if ".atom" in address:
        return [
            {
                "id": inside(item, "a:id"),
                "url": item.findall("a:link", NS)[0].attrib["href"],
                "title": inside(item, "a:title"),
                "html": inside(item, "a:content"),
                "summary": inside(item, "a:summary"),
                "published": dt.datetime.fromisoformat(inside(item, "a:published")),
                "updated": dt.datetime.fromisoformat(inside(item, "a:updated")),
            }
            for item in root.findall("a:entry", NS)
        ]
    return [
        {
            "id": inside(item, "guid"),
            "url": inside(item, "link"),
            "title": inside(item, "title"),
            "html": inside(item, "content:encoded"),
            "summary": inside(item, "description"),
            "published": parsedate_to_datetime(inside(item, "pubDate")),
            "updated": dt.datetime.fromisoformat(inside(item, "a:updated")),
        }
        for item in root.findall("channel/item")
    ]


def in_topic(topic, *titles, editor):
    releases = [make_release(title) for title in titles]
    for release in releases:
        release.topics.set([topic])
    publishing.publish(releases, by=editor)


def make_topic(name, **changes):
    topic = Topic.objects.create(**changes)
    TopicName.objects.create(topic=topic, language="en", name=name, slug=name.lower())
    return topic


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_holds_the_whole_text_with_whole_addresses(client, details, editor, form):
    picture = make_picture("teal")
    release = make_release(
        "Şəhid & <sons>",
        slug="sehid",
        body='<p>See <a href="/en/contact/">there</a> & then.</p><script>alert(1)</script>',
        summary="The lead.",
        notes_to_editors="Pictures follow.",
        lead_image=picture,
    )
    publishing.publish([release], by=editor)
    edition = Edition.objects.get()
    (item,) = read(client, f"/en/feed.{form}")
    assert (item["title"], item["url"]) == ("Şəhid & <sons>", f"{SITE}/en/releases/2024/sehid/")
    assert item["summary"] == "The lead."
    for words in (
        f'<p>See <a href="{SITE}/en/contact/">there</a> &amp; then.</p>',
        "<bdi>New York</bdi>, <time",
        "<p>Pictures follow.</p>",
        f'src="{SITE}/media/{picture.file.name}"',
        f'data-digest="{edition.digest}"',
    ):
        assert words in item["html"]
    assert "script" not in item["html"]


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_is_in_its_language_newest_first_and_without_what_readers_may_not_read(client, details, editor, form):
    for title, day in [("Older", 19), ("Newer", 21), ("Withdrawn", 20), ("Removed", 20)]:
        publishing.publish([make_release(title, issued_on=dt.date(2024, 1, day))], by=editor)
    for title, act in [("Withdrawn", "withdrawn"), ("Removed", "removed")]:
        taken = Edition.objects.get(title=title).release
        publishing.withdraw([taken], by=editor, reasons={"en": "Called off."}, act=act)
    publishing.publish([make_release("Scheduled")], by=editor, at=in_future())
    publishing.publish([make_release("Azərbaycanca", language="az", slug="az")], by=editor)
    make_release("Draft")
    assert [item["title"] for item in read(client, f"/en/feed.{form}")] == ["Newer", "Older"]
    assert [item["title"] for item in read(client, f"/az/feed.{form}")] == ["Azərbaycanca"]


@pytest.mark.parametrize("form", FORMS)
def test_a_corrected_item_keeps_its_id_and_says_what_was_corrected_and_when(client, details, editor, form):
    release = make_release("A visit", slug="a-visit")
    publishing.publish([release], by=editor)
    (first,) = read(client, f"/en/feed.{form}")
    changed = rewrite(release, slug="newer", title="The visit", body="<p>On Tuesday.</p>")
    (edition,) = correct([changed], by=editor, change_note="The day was wrong.")
    (second,) = read(client, f"/en/feed.{form}")
    assert second["id"] == first["id"]
    assert second["url"] == f"{SITE}/en/releases/2024/newer/"
    assert second["published"] == first["published"]
    assert second["updated"] == edition.begins_at.replace(microsecond=0)
    assert "The day was wrong.</strong>" in second["html"]
    assert "Corrected on" in second["summary"]
    assert "corrected" not in (first["html"] + first["summary"]).lower()


def test_ids_differ_between_the_languages_of_a_text(client, details, editor):
    english = make_release("In English")
    other = make_release("Mətn", language="az", slug="metn", family=english.family, is_original=False)
    publishing.publish([english, other], by=editor)
    (one,), (two,) = read(client, "/en/feed.atom"), read(client, "/az/feed.atom")
    assert one["id"].startswith("urn:uuid:")
    assert one["id"] != two["id"]


@pytest.mark.parametrize("form", FORMS)
def test_a_reinstated_item_says_that_it_was_and_is_of_the_day_of_its_first_edition(client, details, editor, form):
    release = make_release("A visit", issued_on=today())
    (first,) = publishing.publish([release], by=editor)
    publishing.withdraw([release], by=editor, reasons={"en": "Called off."})
    assert read(client, f"/en/feed.{form}") == []
    reinstate([release], by=editor, change_note="It takes place after all.")
    (item,) = read(client, f"/en/feed.{form}")
    assert "Reinstated on" in item["html"]
    assert item["published"] == first.begins_at.replace(microsecond=0)


@pytest.mark.parametrize("form", FORMS)
def test_a_redacted_item_has_no_words(client, details, editor, form):
    publishing.publish([make_release("Secret", "Secret words.", summary="Secret.")], by=editor)
    Edition.objects.update(redacted_at=timezone.now(), **emptied_by_redaction())
    (item,) = read(client, f"/en/feed.{form}")
    assert item["title"] == "Text removed"
    assert "The text of this edition was removed on" in item["html"]
    assert "Secret" not in client.get(f"/en/feed.{form}").content.decode()


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_goes_on_behind_its_key_until_the_last_release(client, details, editor, form):
    releases = publish_many(25, by=editor, each=lambda n: {"issued_on": dt.date(2024, 1, n + 1)})
    content = client.get(f"/en/feed.{form}").content.decode()
    key = f"2024-01-06-{releases[5].pk}"
    assert f"{SITE}/en/feed.{form}?before={key}" in content
    first, second = read(client, f"/en/feed.{form}"), read(client, f"/en/feed.{form}?before={key}")
    expected = [f"Number {n}" for n in reversed(range(25))]
    assert [item["title"] for item in first + second] == expected
    assert 'rel="next"' not in client.get(f"/en/feed.{form}?before={key}").content.decode()
    assert client.get(f"/en/feed.{form}?before=nonsense").status_code == 404


@pytest.mark.parametrize("form", FORMS)
def test_topics_and_anniversaries_have_feeds_of_their_own(client, details, editor, form):
    publishing.publish([make_release("Neither")], by=editor)
    in_topic(make_topic("Peace"), "In the topic", editor=editor)
    anniversary = make_anniversary(en="Black January")
    publishing.publish([make_release("Of the day", anniversary=anniversary)], by=editor)
    assert [item["title"] for item in read(client, f"/en/topics/peace/feed.{form}")] == ["In the topic"]
    address = f"/en/anniversaries/black-january/feed.{form}"
    assert [item["title"] for item in read(client, address)] == ["Of the day"]
    anniversary.shown = False
    anniversary.save()
    Topic.objects.update(shown=False)
    for hidden in (address, f"/en/topics/peace/feed.{form}", f"/en/topics/unknown/feed.{form}"):
        assert client.get(hidden).content == client.get("/en/unknown/").content
        assert client.get(hidden).status_code == 404


def test_each_page_leads_to_the_feeds_of_its_language_and_its_own(client, details, editor):
    in_topic(make_topic("Peace"), "In the topic", editor=editor)
    make_anniversary(en="Black January")
    whole = {f"application/{form}+xml": f"/en/feed.{form}" for form in ("atom", "rss")}
    whole["application/feed+json"] = "/en/feed.json"
    for address in ("/en/", "/en/releases/", "/en/contact/", "/en/releases/2024/in-the-topic/"):
        assert formats(client.get(address)).items() >= whole.items()
    for address in ("/en/topics/peace/", "/en/anniversaries/black-january/"):
        found = client.get(address).content.decode()
        assert all(f'href="{address}feed.{form}"' in found for form in FORMS)


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_without_releases_or_mission_is_still_a_feed(client, db, form):
    assert read(client, f"/en/feed.{form}") == []


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_letters_that_xml_cannot_say_are_left_out_and_the_feed_stays_whole(client, details, editor, form):
    as_an_older_version()
    publishing.publish([make_release("A\x0bB]]>\ufffe", slug="ab", body="<p>One\x0ctwo\x01.</p>")], by=editor)
    (item,) = read(client, f"/en/feed.{form}")
    # A vertical tab breaks a line, and a title has one line.
    assert item["title"] == "A B]]>"


@pytest.mark.usefixtures("details")
@pytest.mark.parametrize("rows", [1, 5])
@pytest.mark.parametrize(
    "asked",
    [("/en/feed.atom", 2), ("/en/feed.rss", 2), ("/en/feed.json", 2), ("/en/topics/peace/feed.atom", 3)],
)
def test_a_feed_takes_the_same_few_queries_however_long_it_is(client, editor, django_assert_num_queries, asked, rows):
    address, queries = asked
    in_topic(make_topic("Peace"), *[f"Number {n}" for n in range(rows)], editor=editor)
    for edition in Edition.objects.all():
        correct([rewrite(edition.release, body="<p>New.</p>")], by=editor, change_note="New.")
    with django_assert_num_queries(queries):
        assert len(read(client, address)) == rows
