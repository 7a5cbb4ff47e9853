"""Which requests are answered without Django, with what, and how often a page is made."""

import gzip
import math
import socket
import time

import brotli
import pytest
from django.contrib.messages.storage.cookie import CookieStorage

from mission_site import asgi
from mission_site.page_cache import Freshness, Position
from mission_site.page_cache.pages import _until_the_day_may_change
from tests.page_cache.asking import WORDS, Front, request


@pytest.fixture
def front():
    return Front()


def test_a_page_is_made_once(front):
    first, second = front.get(), front.get()
    assert first == second
    assert first[2] == b"/en/" + WORDS
    assert front.behind.asked == ["/en/"]
    assert front.get("/az/")[2] == b"/az/" + WORDS


@pytest.mark.parametrize(
    ("accepted", "encoding", "opened"),
    [
        ("gzip, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip", "gzip", gzip.decompress),
        ("gzip;q=0", None, bytes),
        ("", None, bytes),
        ("zstd", None, bytes),
    ],
)
def test_each_reader_gets_the_encoding_that_they_take(front, accepted, encoding, opened):
    for _each in range(2):
        status, headers, content = front.get(accept_encoding=accepted)
        assert (status, headers.get("content-encoding"), opened(content)) == (200, encoding, b"/en/" + WORDS)
        assert headers["content-length"] == str(len(content))
        assert headers["etag"].startswith("W/") == bool(encoding)
        assert headers["vary"] == "Accept-Encoding"
    front.get(accept_encoding="br")
    front.get(accept_encoding="gzip")
    assert front.behind.asked == ["/en/"]


def test_who_has_the_answer_gets_304_and_no_content(front):
    front.behind.more = [("Content-Language", "en"), ("X-Content-Type-Options", "nosniff")]
    etag = front.get()[1]["etag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        status, headers, content = front.get(if_none_match=known, accept_encoding="gzip")
        assert (status, content, headers["etag"]) == (304, b"", f"W/{etag}")
        assert {"vary", "cache-control", "x-content-type-options"} <= set(headers)
        assert not {"content-type", "content-length", "content-encoding", "content-language"} & set(headers)
    assert front.get(if_none_match='"other"')[0] == 200
    assert front.behind.asked == ["/en/"]


def test_the_first_reader_may_have_the_answer_already(front):
    etag = Front().get()[1]["etag"]
    assert front.get(if_none_match=etag)[0] == 304
    assert front.get()[2] == b"/en/" + WORDS
    assert front.behind.asked == ["/en/"]


def test_head_has_the_headers_of_get_and_its_own_answer_is_not_kept(front):
    assert front.get("/en/", "HEAD")[2] == b""
    whole = front.get(accept_encoding="br")
    head = front.get("/en/", "HEAD", accept_encoding="br")
    assert head == (200, whole[1], b"")
    assert front.behind.asked == ["/en/", "/en/"]


@pytest.mark.parametrize(
    ("method", "query", "headers"),
    [
        ("GET", "q=a", {}),
        ("GET", "utm_source=mail", {}),
        ("GET", "", {"cookie": "sessionid=abc"}),
        ("GET", "", {"cookie": "theme=dark; __Host-sessionid=abc"}),
        ("GET", "", {"cookie": "csrftoken=abc"}),
        ("GET", "", {"cookie": "messages=abc"}),
        ("GET", "", {"cookie": "mission_browser=abc"}),
        ("GET", "", {"cookie": "django_language=az"}),
        ("GET", "", {"authorization": "Basic abc"}),
        ("GET", "", {"if_match": '"a"'}),
        ("GET", "", {"if_unmodified_since": "Mon, 30 Nov 2026 22:16:18 GMT"}),
        ("OPTIONS", "", {}),
    ],
)
def test_django_sees_every_other_request_and_its_answer_is_not_kept(front, method, query, headers):
    for _each in range(2):
        front.get("/en/", method, query, **headers)
    assert front.behind.asked == ["/en/"] * 2
    front.get()
    for _each in range(2):
        front.get("/en/", method, query, **headers)
    assert front.behind.asked == ["/en/"] * 5


def test_a_cookie_of_others_changes_nothing(front):
    """Such as one that another site below the same domain sets for all of them."""
    for cookie in ("_ga=GA1.2.3; theme=dark", "", "session=1"):
        assert front.get(cookie=cookie) == front.get()
    assert front.behind.asked == ["/en/"]
    assert front.behind.cookies == [None]
    front.get("/en/", query="q=a", cookie="theme=dark")
    assert front.behind.cookies[-1] == "theme=dark"


def test_the_cookies_of_the_site_have_these_names(settings):
    names = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME}
    names |= {settings.BROWSER_COOKIE_NAME, CookieStorage.cookie_name}
    for name in names:
        assert any(own in name for own in settings.COOKIES_OF_THE_SITE), name


def test_a_request_with_a_body_or_two_hosts_is_not_answered_from_here(front):
    front.get()
    assert front.get(content_length="3")[0] == 413
    twice = request()
    twice["headers"].append((b"host", b"other.example"))
    front.together(twice)
    assert front.behind.asked == ["/en/"] * 2


@pytest.mark.parametrize("with_range", ["bytes=0-9", "bytes=-5", "lines=1"])
def test_a_range_gets_the_whole_answer(front, with_range):
    for _each in range(2):
        status, headers, content = front.get(range=with_range)
        assert (status, content, "content-range" in headers) == (200, b"/en/" + WORDS, False)


@pytest.mark.parametrize(
    ("status", "more"),
    [
        ("404 Not Found", []),
        ("410 Gone", []),
        ("302 Found", [("Location", "/en/")]),
        ("500 Internal Server Error", []),
        ("200 OK", [("Set-Cookie", "a=b")]),
        ("200 OK", [("Vary", "Accept-Language, Accept-Encoding")]),
        ("200 OK", [("Vary", "*")]),
        ("200 OK", [("Content-Range", "bytes 0-9/10")]),
    ],
)
def test_an_answer_that_is_not_for_everyone_is_not_kept(front, status, more):
    front.behind.status, front.behind.more = status, more
    for _each in range(2):
        assert front.get()[0] == int(status[:3])
    assert front.behind.asked == ["/en/"] * 2
    assert len(front.pages.store) == 0


def test_an_answer_that_django_does_not_give_away_is_not_kept(front):
    front.behind.good_until = None
    front.get()
    front.get()
    assert front.behind.asked == ["/en/"] * 2


def test_hosts_and_schemes_do_not_share_answers(front):
    for _each in range(2):
        front.get()
        front.get(host="other.example")
        front.get(x_forwarded_proto="https")
        front.get(x_forwarded_proto="https, http")
    assert front.behind.asked == ["/en/"] * 3


def test_a_host_in_capitals_or_with_any_port_is_the_same_one(front):
    for host in ("press.example", "PRESS.example", "press.example:1", "press.example:443", "press.example.:80"):
        front.get(host=host)
    assert front.behind.asked == ["/en/"]
    # Django refuses these.
    for host in ("press.example..", "press.example:", "press.example:1:1", "press.example:x", ":1"):
        front.get(host=host)
    assert len(front.behind.asked) == 6


@pytest.mark.parametrize("path", ["/%65n/", "/en/%d8%a7/", "/en/%D8%A7%2f/", "/en/%zz/", "/en/%2B/"])
def test_only_the_spelling_that_links_have_is_kept(front, path):
    """There is no end of the others, so that who asks for each of them twice would put out all else."""
    for _each in range(2):
        assert front.get(path)[0] == 200
    assert len(front.behind.asked) == 2
    assert len(front.pages.store) == 0


def test_an_address_in_another_script_is_kept_as_it_is_linked(front):
    for _each in range(2):
        front.get("/en+ar/%D8%A7-(1)/")
    assert len(front.behind.asked) == 1


def test_an_answer_is_not_sent_past_the_instant_until_which_it_holds(front):
    front.behind.good_until = time.monotonic() + 0.4
    front.get()
    front.get()
    assert len(front.behind.asked) == 1
    time.sleep(0.4)
    front.behind.good_until = math.inf
    front.get()
    assert len(front.behind.asked) == 2


def test_the_time_that_making_took_is_taken_off(front):
    """Django counts the instant from one of its queries, this from before the first one."""
    front.behind.during = lambda: time.sleep(0.3)
    front.behind.good_until = time.monotonic() + 0.5
    front.get()
    front.get()
    assert len(front.behind.asked) == 2


def test_others_may_not_keep_it_past_a_planned_change(front):
    front.behind.good_until = time.monotonic() + 6
    assert front.get()[1]["cache-control"] == "public, max-age=5, stale-while-revalidate=0, stale-if-error=0"
    time.sleep(1.1)
    assert front.get()[1]["cache-control"] == "public, max-age=4, stale-while-revalidate=0, stale-if-error=0"
    assert front.behind.asked == ["/en/"]


def test_no_answer_outlives_a_quarter_of_an_hour_which_may_be_midnight():
    assert _until_the_day_may_change(900 * 1000 + 10) == 890
    assert _until_the_day_may_change(900 * 1000 + 899) == 1
    # The database's clock may be behind: what is made at midnight is made again a little later.
    assert _until_the_day_may_change(900 * 1000 + 0.5) == 1.5
    assert _until_the_day_may_change(900 * 1000) == 2


def test_a_call_empties_it(front):
    front.get()
    front.pages.freshness.renew()
    front.get()
    front.get()
    assert len(front.behind.asked) == 2


def test_nothing_is_sent_while_a_call_is_there_that_was_not_heard_yet(front):
    """As after the whole process was stopped: the thread that listens does not always come first."""
    front.get()
    here, there = socket.socketpair()
    with here, there:
        front.pages.freshness.watch(here)
        front.get()
        assert len(front.behind.asked) == 1
        there.send(b"a call")
        time.sleep(0.05)
        front.get()
        front.get()
        assert len(front.behind.asked) == 3
        here.recv(100)
        front.get()
        assert len(front.behind.asked) == 3
        # Read, but not understood yet.
        front.pages.freshness._hearing_until = time.monotonic() + 10
        front.get()
        assert len(front.behind.asked) == 4


def test_what_was_read_before_a_call_and_made_after_it_is_not_kept(front):
    front.behind.during = front.pages.freshness.renew
    front.get()
    front.behind.during = lambda: None
    front.get()
    assert len(front.behind.asked) == 2


def test_nothing_is_kept_or_sent_without_trust(front):
    front.get()
    front.pages.freshness.trusted_until = 0
    front.get()
    front.get()
    assert len(front.behind.asked) == 3
    # What was kept before is forgotten: meanwhile readers may have seen what nobody was told of here.
    front.pages.freshness.trusted_until = math.inf
    front.get()
    front.get()
    assert len(front.behind.asked) == 4


@pytest.mark.parametrize(
    "headers", [{"host": "press.example:" + "0" * 300}, {"accept_encoding": "gzip, " * 200}], ids=["host", "encodings"]
)
def test_what_no_reader_sends_takes_no_room(front, headers):
    front.get(**headers)
    front.get(**headers)
    assert len(front.behind.asked) == 2
    assert front.pages.store.size == 0


def test_many_requests_of_a_missing_page_make_it_once(front):
    front.behind.during = lambda: time.sleep(0.2)
    answers = front.together(*(request() for _each in range(50)))
    assert {content for _status, _headers, content in answers} == {b"/en/" + WORDS}
    assert front.behind.asked == ["/en/"]


def test_who_waits_for_an_answer_that_is_outdated_then_gets_a_new_one(front):
    def outdated_once() -> None:
        time.sleep(0.2)
        if front.pages.freshness.generation == 0:
            front.pages.freshness.renew()
            front.behind.words = b"New words"

    front.behind.during = outdated_once
    answers = [content for _status, _headers, content in front.together(*(request() for _each in range(20)))]
    assert answers[1:] == [b"/en/New words"] * 19
    assert len(front.behind.asked) == 2


def test_a_request_after_a_call_does_not_wait_for_one_before_it(front):
    scopes = [request(), request()]

    def outdated() -> None:
        time.sleep(0.1)
        front.pages.freshness.renew()

    front.behind.during = outdated
    front.together(*scopes)
    assert len(front.behind.asked) == 2


def test_who_waits_for_an_answer_that_is_not_kept_gets_their_own(front):
    front.behind.status = "404 Not Found"
    front.behind.during = lambda: time.sleep(0.1)
    assert [status for status, *_rest in front.together(*(request() for _each in range(6)))] == [404] * 6
    assert len(front.behind.asked) == 6


def test_an_error_of_one_request_is_not_that_of_those_who_waited(front):
    def fails_once() -> None:
        time.sleep(0.1)
        if len(front.behind.asked) == 1:
            raise ValueError

    front.behind.during = fails_once
    assert [status for status, *_rest in front.together(*(request() for _each in range(4)))] == [500, 200, 200, 200]


def test_a_flood_puts_out_nothing_that_readers_come_back_to():
    front = Front(room=1_000_000)
    for _each in range(2):
        front.get("/en/")
    for number in range(300):
        front.get(f"/en/{number}/")
        assert front.pages.store.size <= 1_000_000
    assert len(front.pages.store) < 250
    asked = len(front.behind.asked)
    front.get("/en/")
    assert len(front.behind.asked) == asked
    front.get("/en/0/")
    assert len(front.behind.asked) == asked + 1


def test_of_answers_that_are_asked_for_again_the_one_unused_for_longest_leaves():
    front = Front(room=600_000)
    for number in range(100):
        front.get("/en/")
        for _each in range(2):
            front.get(f"/en/{number}/")
    assert front.pages.store.size <= 600_000
    asked = len(front.behind.asked)
    front.get("/en/")
    front.get("/en/99/")
    assert len(front.behind.asked) == asked
    front.get("/en/0/")
    assert len(front.behind.asked) == asked + 1


def test_an_answer_that_is_too_large_is_passed_on_whole(front):
    front.behind.words = b"a" * 200_000
    for _each in range(2):
        assert len(front.get()[2]) > 200_000
    assert len(front.behind.asked) == 2


def test_a_large_ready_answer_arrives_whole():
    front = Front(room=64_000_000)
    front.behind.words = b"0123456789" * 20_000
    assert front.get() == front.get()
    assert front.get()[2] == b"/en/" + b"0123456789" * 20_000
    assert len(front.behind.asked) == 1


def test_without_room_nothing_is_kept():
    front = Front(room=0)
    front.get()
    front.get()
    assert len(front.behind.asked) == 2


def test_the_site_trusts_nothing_before_it_listens():
    assert asgi.ready_pages().freshness.trusted_until == 0
    asked = asgi.application.pages.asked(request())
    assert asked is not None
    assert asgi.application.pages.find(asked) is None


def test_a_replica_may_be_asked_only_while_calls_are_heard_and_none_is_unread() -> None:
    freshness = Freshness("mission_readers", positions=True)
    assert freshness.position() is None
    freshness._position = position = Position("0/1", 0.0, 0.0)
    freshness.trusted_until = math.inf
    assert freshness.position() is position
    freshness.trusted_until = time.monotonic()
    assert freshness.position() is None
    freshness.trusted_until = math.inf
    freshness.renew()
    assert freshness.position() is None


def test_nothing_is_sent_until_what_came_is_understood_however_long_the_thread_has_to_wait() -> None:
    freshness = Freshness("mission_readers")
    ours, of_database = socket.socketpair()
    of_database.send(b"a call")

    class Database:
        notifies: tuple[str, ...] = ()
        fileno = ours.fileno

        def poll(self) -> None:
            assert freshness.has_news(time.monotonic() + 60)
            raise InterruptedError

    with ours, of_database, pytest.raises(InterruptedError):
        freshness._listen_on(None, Database())
