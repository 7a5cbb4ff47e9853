"""What the site says while its database cannot be reached."""

import datetime as dt
import json
import math
import time
from unittest.mock import patch

import psycopg2
import pytest
from django.db import InterfaceError, OperationalError, connection

from mission_site.page_cache import Offer
from pressreleases import publishing
from pressreleases.public.caching import OFFER
from pressreleases.public.views import outage
from pressreleases.retrying import is_away, was_cut
from tests.making import in_future, make_details, make_release

AT = dt.datetime(2026, 11, 30, 22, 16, tzinfo=dt.UTC)


@pytest.fixture
def cut():
    """No query gets an answer."""

    def refused(*_args, **_more):
        raise OperationalError("connection refused") from psycopg2.OperationalError("connection refused")

    with patch("django.db.backends.utils.CursorWrapper._execute_with_wrappers", refused):
        yield


@pytest.fixture
def site(client):
    client.raise_request_exception = False
    return client


@pytest.mark.django_db
def test_readers_are_told_to_come_back_and_whom_to_ask(site, request):
    make_details(press_contact_name="A. Aliyev", press_contact_number="+12025550123")
    outage.prepare()
    request.getfixturevalue("cut")
    for path, language in (("/en/", "en"), ("/az/releases/", "az"), ("/en/releases/2024/a/", "en"), ("/r/abc", "en")):
        response = site.get(path)
        content = response.content.decode()
        assert (response.status_code, response["Retry-After"]) == (503, "30"), path
        assert response["Cache-Control"] == "no-store"
        assert f'lang="{language}"' in content
        assert 'href="tel:+12025550123"' in content
        assert "A. Aliyev" in content


@pytest.mark.django_db
def test_without_a_press_contact_it_is_the_telephone_of_the_mission(site, request):
    make_details(press_contact_name="", press_contact_number="", press_contact_email="")
    outage.prepare()
    request.getfixturevalue("cut")
    assert "tel:" in site.get("/en/").content.decode()


@pytest.mark.django_db
def test_a_process_that_never_had_the_database_says_so_without_a_telephone(site, cut):
    outage._known[0] = outage._Known()
    response = site.get("/en/")
    assert (response.status_code, b"tel:" in response.content) == (503, False)


@pytest.mark.django_db
def test_programs_staff_and_probes_are_told_too(site, cut):
    assert json.loads(site.get("/api/v1/releases").content)["status"] == 503
    assert site.get("/admin/", headers={"cookie": "sessionid=abcdefghijklmnopqrstuvwxyz012345"}).status_code == 503
    ready = site.get("/readyz")
    assert (ready.status_code, ready.content) == (503, b"The database does not answer.\n")
    assert site.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_the_page_cache_is_told(site, request):
    there, away = Offer(1, 1000000, 0, 0), Offer(1, 1000000, 0, 0)
    site.get("/en/", **{OFFER: there})
    request.getfixturevalue("cut")
    site.get("/en/", **{OFFER: away})
    assert (there.database_is_away, away.database_is_away, away.is_taken) == (False, True, False)


@pytest.mark.django_db
def test_another_failure_is_still_500(site):
    with patch("pressreleases.public.reading.mission_today.read", side_effect=ZeroDivisionError):
        assert site.get("/en/").status_code == 500


@pytest.mark.parametrize(
    ("codes", "away", "cut"),
    [
        ([None, "57P01", "57P03", "08006", "53300"], True, False),
        (["57014"], False, True),
        (["40P01", "53100", "55P03"], False, False),
    ],
)
def test_which_errors_mean_that_the_database_is_away_or_took_too_long(codes, away, cut):
    for code in codes:
        error = OperationalError("a")
        error.__cause__ = type("Refused", (psycopg2.OperationalError,), {"pgcode": code})("a")
        assert (is_away(error), was_cut(error)) == (away, cut), code


def test_a_broken_connection_is_away_and_other_errors_are_not():
    assert is_away(InterfaceError("connection already closed"))
    for other in (ValueError("a"), None):
        assert not is_away(other)
        assert not was_cut(other)


def cut_short(*_args, **_more):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 10; SELECT pg_sleep(60)")


@pytest.mark.django_db(transaction=True)
def test_a_statement_that_took_too_long_is_503(site):
    make_details(press_contact_number="+12025550123")
    outage.prepare()
    there = Offer(1, 1000000, 0, 0)
    with patch("pressreleases.public.reading.mission_today.read", cut_short):
        for path, language in (("/en/", "en"), ("/az/releases/", "az")):
            response = site.get(path, **{OFFER: there})
            assert (response.status_code, response["Retry-After"]) == (503, "30"), path
            assert response["Content-Language"] == language
            assert b'href="tel:+12025550123"' in response.content
            assert b"reload" not in response.content
    # The database is there: nothing of before is shown in its stead.
    assert not there.database_is_away
    assert site.get("/en/").status_code == 200


def test_the_page_is_made_once_for_each_language(rf):
    outage._known[0] = outage._Known(press_contact_email="one@mission.example")
    outage._page.cache_clear()
    for path in ("/en/", "/en/releases/", "/az/", "/admin/", "/en/search/"):
        outage.too_busy(rf.get(path))
    assert outage._page.cache_info().misses == 3
    outage._known[0] = outage._Known(press_contact_email="two@mission.example")
    assert b"two@mission.example" in outage.too_busy(rf.get("/en/")).content


def test_only_who_sends_a_form_is_told_how_to_send_it_again(rf):
    for method, said in (("get", False), ("head", False), ("post", True)):
        content = outage.too_busy(getattr(rf, method)("/admin/", headers={"Accept-Language": "en"})).content
        assert (b"reload this page" in content) is said
    azerbaijani = outage.too_busy(rf.post("/admin/", headers={"Accept-Language": "az"})).content.decode()
    assert "bu səhifəni yeniləyin" in azerbaijani


def test_a_page_of_before_says_so_in_its_language_above_its_text():
    page = b'<body><header></header><main id="text" class="sheet"></main></body>'
    outage._known[0] = outage._Known(time_zone="America/New_York")
    for path, words in (
        ("/en/", "State of this page: 30 November 2026"),
        ("/ru/", "Последнее обновление этой страницы: 30 ноября"),
    ):
        marked = outage.marked(path, "text/html; charset=utf-8", page, AT).decode()
        assert marked.count("<main") == marked.count('role="status"') == 1
        assert marked.index("</header>") < marked.index('role="status"') < marked.index("<main")
        if path == "/en/":
            assert words in marked
            assert "17:16" in marked or "5:16" in marked
    assert outage.marked("/en/feed.atom", "application/atom+xml", page, AT) == page


@pytest.mark.django_db
def test_what_is_prepared_is_when_the_next_text_is_taken_back(details, editor):
    release = make_release()
    publishing.publish([release], by=editor)
    publishing.publish([make_release("Later")], by=editor, at=in_future(minutes=1))
    assert outage.prepare() == math.inf
    publishing.withdraw([release], by=editor, reasons={"en": "A mistake."}, at=in_future(minutes=2))
    assert 100 < outage.prepare() - time.monotonic() <= 120
