"""How long caches may keep an answer, and when they are told that theirs still holds."""

import gzip
import re
import time
from itertools import product
from typing import Any, cast
from unittest.mock import patch

import brotli
import pytest
from django.db import connection
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import http_date

from pressreleases import publishing
from pressreleases.models import Image, MissionDetails
from pressreleases.models.image import ImageDescription
from pressreleases.public.caching import DATABASE_ANSWERED
from pressreleases.public.reading import lists
from tests.making import correct, in_future, make_anniversary, make_release, rewrite

pytestmark = pytest.mark.django_db

VISIT = "/en/releases/2024/a-visit-to-geneva"
PAGES = (f"{VISIT}/", f"{VISIT}.txt", f"{VISIT}.json", "/en/feed.atom", "/en/", "/en/releases/", "/sitemap.xml")
AT_MOST = "public, max-age=10, stale-while-revalidate=20, stale-if-error="


@pytest.fixture
def visit(details, editor):
    release = make_release("A visit to Geneva")
    publishing.publish([release], by=editor)
    return release


def seconds(response):
    """For how long a cache may show it: as new, and until it has asked."""
    return [int(found) for found in re.findall(r"(?:max-age|revalidate)=(\d+)", response["Cache-Control"])]


def longest(response):
    """For how long any cache may show it, the site being down or not."""
    fresh, *stale = [int(found) for found in re.findall(r"=(\d+)", response["Cache-Control"])]
    return fresh + max(stale, default=0)


def test_who_has_the_same_gets_304_and_no_content_compressed_or_not(client, visit):
    for address, encoding in product(PAGES, ("gzip", "br", "identity")):
        first = client.get(address, headers={"accept-encoding": encoding})
        assert first["Cache-Control"].startswith(AT_MOST), address
        assert "Accept-Encoding" in first["Vary"], address
        asked = {"accept-encoding": encoding, "if-none-match": first["ETag"]}
        again = client.get(address, headers=asked)
        assert (again.status_code, again.content) == (304, b""), address
        assert again["ETag"].removeprefix("W/") == first["ETag"].removeprefix("W/"), address
        assert again["Cache-Control"].startswith(AT_MOST), address
        assert again["Vary"] == first["Vary"], address
        assert client.get(address, headers={"if-none-match": '"other"'}).status_code == 200, address


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, BR; q=0.5", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.0", ""),
        ("gzip, brotli", "gzip"),
        ("identity", ""),
        ("", ""),
    ],
)
def test_a_page_comes_as_small_as_the_browser_can_read_it(client, visit, accepted, encoding):
    plain = client.get("/en/releases/")
    got = client.get("/en/releases/", headers={"accept-encoding": accepted})
    assert got.get("Content-Encoding", "") == encoding
    read = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[encoding]
    assert read(got.content) == plain.content
    assert got["Content-Length"] == str(len(got.content))
    assert got["Vary"] == plain["Vary"] == "Accept-Encoding"
    assert got["ETag"] == (f"W/{plain['ETag']}" if encoding else plain["ETag"])


@pytest.mark.parametrize("accepted", ["gzip;q=0", "gzip;q=0.000, identity", "br;q=0, gzip ; q=0"])
def test_nobody_gets_what_they_refuse(client, visit, accepted):
    for address in ("/en/", "/en/search/?q=visit", "/en/nothing-there/", "/admin/login/"):
        answer = client.get(address, headers={"accept-encoding": accepted})
        assert "Content-Encoding" not in answer, address
        assert "Accept-Encoding" in answer["Vary"], address


def test_it_is_known_whether_the_database_was_asked(client, visit):
    def asked(address):
        cast("Any", connection).health_check_done = False  # as at the beginning of each request
        return client.get(address).wsgi_request.META[DATABASE_ANSWERED]

    addresses = ("/en/", "/en/nothing-there/", "/en/search/?q=visit", "/healthz", "/static/no.css")
    assert [asked(address) for address in addresses] == [True, True, True, False, True]


def test_what_is_not_for_everybody_never_comes_by_brotli(client, visit, editor):
    takes = {"accept-encoding": "br, gzip"}
    for address in ("/admin/login/", "/preview/unknown/", "/healthz"):
        assert client.get(address, headers=takes).get("Content-Encoding") in ("gzip", None), address
    assert client.get("/en/releases/", headers=takes)["Content-Encoding"] == "br"
    client.force_login(editor)
    assert client.get("/en/releases/", headers=takes)["Content-Encoding"] == "gzip"
    # The length is another one each time, so it tells nothing of a secret.
    lengths = {len(client.get("/admin/", headers=takes).content) for _time in range(20)}
    assert len(lengths) > 1


def test_head_says_the_same_as_get_without_its_content(client, visit):
    for address in PAGES:
        head, got = client.head(address), client.get(address)
        assert head.content == b"", address
        assert [head[name] for name in ("ETag", "Content-Type")] == [got[name] for name in ("ETag", "Content-Type")]
        assert head["Cache-Control"].startswith(AT_MOST), address
        assert client.head(address, headers={"if-none-match": got["ETag"]}).status_code == 304, address


def test_what_was_corrected_is_never_said_to_be_unchanged(client, visit, editor):
    before = {address: client.get(address)["ETag"] for address in PAGES[:6]}
    changed = rewrite(visit, title="A visit to Bern", body="<p>On Tuesday.</p>")
    correct([changed], by=editor, change_note="The town.")
    for address, tag in before.items():
        after = client.get(address, headers={"if-none-match": tag})
        assert after.status_code == 200, address
        assert after["ETag"] != tag, address


@pytest.mark.parametrize("address", [f"{VISIT}/", f"{VISIT}.txt"])
def test_a_new_number_of_the_press_contact_is_a_change_although_the_text_has_none(client, visit, address):
    before = client.get(address)
    MissionDetails.objects.update(press_contact_email="new@mission.example")
    asked = {"if-none-match": before["ETag"]}
    assert client.get(address, headers=asked).status_code == 200
    since = http_date(timezone.now().timestamp())
    assert client.get(address, headers={"if-modified-since": since}).status_code == 200


def test_a_text_says_when_it_was_last_changed(client, visit, editor):
    (edition,) = correct([rewrite(visit, body="<p>New.</p>")], by=editor, change_note="New.")
    for address in PAGES[:4]:
        assert client.get(address)["Last-Modified"] == http_date(edition.begins_at.timestamp())


def test_nothing_is_kept_past_the_next_planned_change(client, visit, editor):
    scheduled = make_release("Scheduled")
    publishing.publish([scheduled], by=editor, at=in_future(hours=1))
    assert client.get("/en/")["Cache-Control"].startswith(AT_MOST)
    publishing.withdraw([visit], by=editor, reasons={"en": "Called off."}, at=in_future(seconds=20))
    fresh, stale = seconds(client.get("/en/"))
    assert (fresh, fresh + stale <= 20) == (10, True)
    publishing.publish([make_release("Sooner")], by=editor, at=in_future(seconds=5))
    fresh, stale = seconds(client.get("/en/"))
    assert (fresh <= 5, stale) == (True, 0)


def test_nobody_can_tell_from_the_headers_that_something_is_planned_or_when(client, visit, editor):
    before = {address: client.get(address)["Cache-Control"] for address in PAGES}
    publishing.publish([make_release("Under embargo")], by=editor, at=in_future(hours=1))
    assert {address: client.get(address)["Cache-Control"] for address in PAGES} == before
    publishing.withdraw([visit], by=editor, reasons={"en": "Called off."}, at=in_future(minutes=15))
    assert {address: client.get(address)["Cache-Control"] for address in PAGES} == before


PURGED = "public, max-age=10, s-maxage=300, stale-while-revalidate=20, stale-if-error=310"


def test_a_cdn_that_is_told_of_changes_keeps_pages_longer_and_browsers_do_not(client, visit, editor, settings):
    assert not [address for address in PAGES if "Surrogate-Key" in client.get(address)]
    settings.PURGE_URL = "https://cdn.example/purge"
    for address in (*PAGES, "/en/releases/2024/01.zip"):
        got = client.head(address)
        assert (got["Cache-Control"], got["Surrogate-Key"]) == (PURGED, "mission"), address
        known = client.get(address, headers={"if-none-match": got["ETag"]})
        assert (known.status_code, known["Cache-Control"], known["Surrogate-Key"]) == (304, PURGED, "mission"), address
    for address in ("/en/unknown/", "/en/search/?q=visit", "/preview/unknown/", "/healthz", "/admin/login/"):
        got = client.get(address)
        assert ("s-maxage" in got.get("Cache-Control", ""), "Surrogate-Key" in got) == (False, False), address
    client.force_login(editor)
    assert client.get("/en/")["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("planned", [200, 310, 5])
def test_no_cdn_keeps_anything_past_the_next_planned_change(client, visit, editor, settings, planned):
    settings.PURGE_URL = "https://cdn.example/purge"
    publishing.withdraw([visit], by=editor, reasons={"en": "Called off."}, at=in_future(seconds=planned))
    said = dict(re.findall(r"([a-z-]+)=(\d+)", client.get("/en/")["Cache-Control"]))
    shared = int(said["s-maxage"])
    # As long as it may be, less what this test has taken.
    assert min(300, planned) - 4 <= shared <= min(300, planned)
    assert int(said["max-age"]) == min(10, shared)
    for stale in ("stale-while-revalidate", "stale-if-error"):
        assert shared + int(said[stale]) <= planned


EVERYTHING = (
    *PAGES,
    *(f"{VISIT}.bib", f"{VISIT}.ris", "/en/releases/2024/", "/en/releases/2024/01/", "/en/releases/2024/01.zip"),
    *("/en/anniversaries/", "/en/anniversaries.ics", "/en/topics/", "/en/corrections/", "/en/contact/", "/share.png"),
    *("/en/feed.rss", "/en/feed.json", "/news-sitemap.xml", "/sitemaps/en-2024.xml", "/sitemaps/pages.xml"),
    *(
        "/contact.vcf",
        "/.well-known/security.txt",
        "/api/",
        "/api/v1/",
        "/api/v1/releases",
        "/api/v1/languages",
        "/api/v1/topics",
    ),
    *("picture of the text", "picture to share", "/api/v1/contact", "/api/v1/anniversaries"),
)


@pytest.fixture
def image(db):
    """The picture of the text; and an anniversary, whose calendar can be asked for."""
    image = Image.objects.create(title="P", file="images/a.png", sha256="a" * 64, width=1, height=1)
    ImageDescription.objects.create(image=image, language="en", alternative_text="A hall")
    make_anniversary(en="Black January")
    return image


def no_file(*_args, **_more):
    """In the place of a picture's file."""
    return HttpResponse(b"")


def test_no_copy_outlives_the_next_planned_change_even_while_the_site_is_down(client, details, editor, image):
    release = make_release("A visit to Geneva", lead_image=image)
    (edition,) = publishing.publish([release], by=editor)
    named = {"picture of the text": "/media/images/a.png", "picture to share": f"{VISIT}/{edition.digest}.png"}
    publishing.withdraw([release], by=editor, reasons={"en": "Called off."}, at=in_future(seconds=600))
    for address in EVERYTHING:
        path = named.get(address, address)
        with patch("pressreleases.public.views.pictures.file_of", no_file):
            response = client.get(path, headers={"if-none-match": f'"{image.sha256}"' if "media" in path else ""})
        response.getvalue()
        assert response.status_code in (200, 304), address
        assert longest(response) <= 600, address


def test_a_change_that_nobody_has_planned_yet_is_seen_soon(client, details, editor, image):
    (edition,) = publishing.publish([make_release("A visit to Geneva", lead_image=image)], by=editor)
    named = {"picture of the text": "/media/images/a.png", "picture to share": f"{VISIT}/{edition.digest}.png"}
    for address in EVERYTHING:
        with patch("pressreleases.public.views.pictures.file_of", no_file):
            response = client.get(named.get(address, address))
        response.getvalue()
        assert sum(seconds(response)) <= 30, address


def test_addresses_that_lead_elsewhere_are_asked_each_time_so_that_none_lead_in_a_circle(client, visit, editor):
    correct([rewrite(visit, slug="newer")], by=editor, change_note="A new title.")
    there = client.get(f"{VISIT}/")
    correct([rewrite(visit, slug="a-visit-to-geneva")], by=editor, change_note="The old title.")
    back = client.get("/en/releases/2024/newer/")
    for response, path in ((there, "/en/releases/2024/newer/"), (back, f"{VISIT}/")):
        assert (response.status_code, response["Location"], response["Cache-Control"]) == (301, path, "no-cache")


def test_what_is_unknown_is_asked_for_each_time_and_what_was_removed_is_not(client, visit, editor):
    assert client.get("/en/releases/2024/unknown/")["Cache-Control"] == "no-cache"
    assert client.get("/en/search/?q=visit&year=2024")["Cache-Control"] == "no-cache"
    publishing.withdraw([visit], by=editor, reasons={"en": "It was not ours."}, act="removed")
    response = client.get(f"{VISIT}/")
    assert (response.status_code, response["Cache-Control"].startswith(AT_MOST)) == (410, True)
    assert client.get(f"{VISIT}/", headers={"if-none-match": "*"}).status_code == 410


def test_signed_in_staff_see_at_once_what_they_have_done(client, visit, editor):
    client.force_login(editor)
    response = client.get(f"{VISIT}/")
    assert response["Cache-Control"] == "private, no-cache"
    assert client.get(f"{VISIT}/", headers={"if-none-match": response["ETag"]}).status_code == 304


def test_what_must_not_be_kept_keeps_its_word(client, visit):
    assert "no-store" in client.get("/healthz")["Cache-Control"]
    assert "ETag" not in client.get("/healthz")
    assert client.get("/admin/login/").get("Cache-Control", "").find("public") == -1


def test_what_changes_while_an_answer_is_made_is_not_kept(client, visit, editor, monkeypatch):
    """What an answer says was read before the change; what is asked along with it is answered after the change."""
    begins_at = in_future(seconds=2.5)
    publishing.publish([make_release("Scheduled")], by=editor, at=begins_at)
    real = lists.calendar

    def slow():
        while timezone.now() <= begins_at:
            time.sleep(0.05)
        return real()

    # Of the page of an index its list is asked last, the change before the calendar.
    monkeypatch.setattr(lists, "calendar", slow)
    assert seconds(client.get("/en/releases/")) == [0, 0]


def test_without_any_details_an_answer_is_not_kept_past_a_change_either(client, visit, editor):
    publishing.publish([make_release("Scheduled")], by=editor, at=in_future(seconds=5))
    MissionDetails.objects.all().delete()
    fresh, stale = seconds(client.get("/en/"))
    assert (fresh <= 5, stale) == (True, 0)
