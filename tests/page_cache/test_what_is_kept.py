"""Which answers of the site are given to the page cache, and that the database calls whenever one of them changes."""

import datetime as dt
import re
import time
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mission_site.page_cache import Offer
from pressreleases import picture_copies, picture_names, publishing
from pressreleases.editorial import preview_links
from pressreleases.models import Announcement, Edition, Image, MissionDetails, Release, Topic
from pressreleases.models.kinds import Act
from pressreleases.models.topic import TopicName
from pressreleases.public.caching import OFFER
from tests.making import correct, in_future, make_anniversary, make_details, make_release, make_user, rewrite, today
from tests.models.test_what_pages_can_show import public_addresses
from tests.public.views.test_pictures import make_picture

pytestmark = pytest.mark.django_db

# What is in memory for another reason, or is asked for too seldom and is too large.
NOT_KEPT = {"month_archive", "icon", "healthz", "readyz", "robots"}
# These lead elsewhere, or depend on what the reader's browser prefers.
LEAD_ON = {"front", "short"}
# Derived from editions: new counts of the same instant say the same.
DERIVED = {"pressreleases_monthcount", "pressreleases_countstaken"}


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def site(details, editor):
    """A release with two editions and everything that a page may show beside it; one that was withdrawn."""
    topic, anniversary = Topic.objects.create(), make_anniversary(en="Black January", az="Qara Yanvar")
    TopicName.objects.create(topic=topic, language="en", name="Peace", slug="peace")
    announcement = Announcement.objects.create(first_on=dt.date(2000, 1, 1), last_on=dt.date(2199, 1, 1))
    announcement.texts.create(language="en", words="Closed")
    release = make_release("A visit to Geneva", anniversary=anniversary, lead_image=make_picture("teal", (640, 320)))
    release.topics.set([topic])
    withdrawn = make_release("A mistake")
    publishing.publish([release, withdrawn], by=editor)
    correct([rewrite(release, body="<p>Other words.</p>")], by=editor, change_note="A word was wrong.")
    publishing.withdraw([withdrawn], by=editor, reasons={"en": "Sent by mistake."})
    return release


def offer() -> Offer:
    return Offer(1, 1_000_000, time.monotonic(), time.monotonic() + 900)


def ask(path: str, client: Client | None = None, made: Offer | None = None, **more: Any) -> tuple[Any, Offer]:
    made = made or offer()
    response = (client or Client()).get(path, **{OFFER: made, **more})
    if response.streaming:
        b"".join(response)
    return response, made


def test_all_that_is_the_same_for_everyone_is_given_away_whole(site):
    seen = set()
    for name, paths in public_addresses().items():
        for path in paths:
            response, made = ask(path, headers={"accept-encoding": "gzip, br", "if-none-match": "*"})
            assert made.is_taken == (response.status_code == 200 and name not in NOT_KEPT), path
            if made.is_taken:
                seen.add(name)
                assert "Content-Encoding" not in response, path
                assert response["ETag"].startswith('"'), path
    assert set(public_addresses()) - NOT_KEPT - LEAD_ON - seen <= {
        *("release_pdf", "edition_pdf", "attachment", "comparison", "two_languages", "original"),
        *("compare_years", "years_compared", "topic_feed", "anniversary_feed"),
    }


@pytest.mark.parametrize("path", ["/en/", "/en/releases/", "/en/releases/2024/a-visit-to-geneva/", "/en/feed.atom"])
def test_what_somebody_who_is_signed_in_sees_is_not(site, client, path):
    client.force_login(make_user("Author"))
    response, made = ask(path, client)
    assert (response.status_code, made.is_taken) == (200, False)
    assert response["Cache-Control"].startswith("private")
    assert ask(path)[1].is_taken


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/no/such/page/", "/en/releases/2024/draft/", "/en/releases/?before=2024-01-20-1", "/en/search/?q=a"),
        *("/admin/login/", "/healthz", "/readyz", "/preview/secret/", "/api/v1/releases?limit=1"),
    ],
)
def test_what_depends_on_who_asks_and_what_is_not_found_is_not(site, path):
    make_release("Draft")
    assert not ask(path)[1].is_taken


def test_what_the_holder_of_a_preview_link_sees_is_not(editor):
    make_details()
    made = preview_links.make(make_release("Draft"), by=editor, for_whom="The capital", days=3, asks_clearance=False)
    link = urlsplit(made.address).path
    for path in (link, f"{link}text.txt"):
        response, offered = ask(path)
        assert (response.status_code, offered.is_taken) == (200, False)


def test_a_removed_text_is_not_and_a_picture_is_only_for_readers(site, editor):
    picture = Image.objects.get()
    assert ask(f"/media/{picture.file.name}")[1].is_taken
    publishing.withdraw([site], act=Act.REMOVED, by=make_user("Administrator"), reasons={"en": "A court's order."})
    response, made = ask("/en/releases/2024/a-visit-to-geneva/")
    assert (response.status_code, made.is_taken) == (410, False)
    client = Client()
    client.force_login(editor)
    other = make_picture("red", (640, 320))
    response, made = ask(f"/media/{other.file.name}", client)
    assert (response.status_code, made.is_taken) == (200, False)


def test_a_smaller_copy_is_given_away_to_who_has_it_already_too_and_a_whole_picture_is_not_read_for_them(site):
    picture = Image.objects.get()
    picture_copies.make(picture)
    whole = str(picture.file.name)
    copy = picture_names.all_copies(whole, picture.width)[0]
    for name, expected in ((copy, (200, True)), (whole, (304, False))):
        known = {"if-none-match": Client().get(f"/media/{name}")["ETag"]}
        response, made = ask(f"/media/{name}", headers=known)
        assert (response.status_code, made.is_taken) == expected
        # Nobody would keep it.
        assert ask(f"/media/{name}", made=Offer(1, 0, 0, 0), headers=known)[0].status_code == 304
        assert Client().get(f"/media/{name}", headers=known).status_code == 304


def test_it_holds_until_the_next_planned_change(site, editor):
    soon = make_release("Soon")
    publishing.publish([soon], at=in_future(minutes=2), by=editor)
    for path in ("/en/", "/en/releases/", "/en/feed.atom", "/en/releases/2024/a-visit-to-geneva/", "/sitemap.xml"):
        planned = ask(path)[1].planned
        assert planned is not None
        assert 100 < planned - time.monotonic() <= 120, path


def test_the_list_of_news_changes_when_the_first_of_them_is_no_news_any_more(site, editor):
    news = make_release("News", issued_on=today())
    publishing.publish([news], by=editor)
    planned = ask("/news-sitemap.xml")[1].planned
    assert planned is not None
    # At the latest at midnight.
    assert planned - time.monotonic() < 2 * 24 * 60 * 60


def test_an_answer_that_is_too_large_is_passed_on_as_ever(site):
    small = Offer(1, 100, time.monotonic(), time.monotonic() + 900)
    response, small = ask("/en/", headers={"accept-encoding": "br"}, made=small)
    assert (small.is_taken, response["Content-Encoding"]) == (False, "br")


# What the database calls for

CALLED = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'readers_see_changes'"


def called_for() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(CALLED)
        return {name for (name,) in cursor.fetchall()}


def asked_of_the_database() -> list[str]:
    """The queries of all answers that are kept."""
    found = []
    for paths in public_addresses().values():
        for path in paths:
            with CaptureQueriesContext(connection) as queries:
                made = ask(path)[1]
            if made.is_taken:
                found += [query["sql"] for query in queries.captured_queries]
    return found


def test_each_table_that_a_kept_answer_is_made_of_calls(site):
    """If this fails: a new migration gives the table the triggers of `rules/readers_see.sql`."""
    sql = "\n".join(asked_of_the_database())
    tables = set(re.findall(r"\b((?:pressreleases|auth|account|mfa|django)_[a-z_]+)\b", sql)) - DERIVED
    assert {"pressreleases_edition", "pressreleases_announcementtext", "pressreleases_anniversarydate"} <= tables
    assert tables - called_for() == set()


@pytest.fixture
def calls(transactional_db):
    """Tells how often the database has called since it was asked last."""
    listening = connection.copy()
    with listening.cursor() as cursor:
        cursor.execute("LISTEN mission_readers")

        def calls() -> int:
            cursor.execute("SELECT 1")
            listening.connection.poll()
            found = len(listening.connection.notifies)
            listening.connection.notifies.clear()
            return found

        yield calls
    listening.close()


@pytest.mark.django_db(transaction=True)
def test_it_calls_once_for_each_act_and_not_for_what_no_reader_sees(calls):
    details, editor = make_details(), make_user()
    calls()
    release = make_release("A visit to Geneva")
    rewrite(release, title="Another title", body="<p>Other words.</p>")
    assert calls() == 0
    publishing.publish([release], by=editor)
    assert calls() == 1
    rewrite(release, title="A third title")
    # Not needed, but it happens seldom, and nothing that a page shows of a release can be forgotten so.
    assert calls() == 1
    correct([release], by=editor, change_note="The title was wrong.")
    assert calls() == 1
    MissionDetails.objects.filter(pk=details.pk).update(email="other@mission.example")
    assert calls() == 1
    MissionDetails.objects.filter(pk=details.pk).update(email="other@mission.example")
    MissionDetails.objects.filter(pk=0).update(email="third@mission.example")
    assert calls() == 0
    with transaction.atomic():
        Topic.objects.create()
        assert calls() == 0
        Topic.objects.create()
    assert calls() == 1
    with transaction.atomic():
        Topic.objects.create()
        transaction.set_rollback(True)
    assert calls() == 0
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM pressreleases_topic")
    assert calls() == 1
    publishing.withdraw([release], by=editor, reasons={"en": "Sent by mistake."})
    assert calls() == 1
    assert Edition.objects.count() == Release.objects.count() + 1
