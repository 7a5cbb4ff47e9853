"""While the database cannot be reached: what is shown of before, for how long, and what never is."""

import math
import time

import pytest

from tests.page_cache.asking import WORDS, Front, request

OF_BEFORE = b"/en/ text/html; charset=utf-8 of before: /en/" + WORDS


@pytest.fixture
def front():
    """A site that has `/en/` ready."""
    front = Front()
    front.get()
    front.pages.freshness.shown_until = math.inf
    return front


def lose(front):
    front.behind.is_away = True
    front.pages.freshness.trusted_until = time.monotonic()


def test_readers_get_what_is_ready_marked_and_to_be_kept_by_nobody(front):
    front.behind.more = [("Last-Modified", "Mon, 30 Nov 2026 22:16:18 GMT")]
    front.get("/az/")
    lose(front)
    for path in ("/en/", "/az/"):
        status, headers, content = front.get(path, accept_encoding="br", if_none_match="*")
        assert (status, content) == (200, OF_BEFORE.replace(b"/en/", path.encode()))
        assert (headers["age"], headers["cache-control"]) == ("0", "no-store")
        assert headers["content-length"] == str(len(content))
        assert not {"etag", "last-modified", "content-encoding"} & set(headers)
    assert front.get("/en/", "HEAD")[::2] == (200, b"")


def test_what_is_not_ready_is_503(front):
    lose(front)
    for asked in (("/az/",), ("/en/", "GET", "q=a")):
        assert front.get(*asked)[0] == 503
    assert front.get(cookie="sessionid=abc")[0] == 503


def test_the_database_is_not_tried_for_each_request(front):
    lose(front)
    for _each in range(10):
        front.get()
    assert len(front.behind.asked) == 2
    time.sleep(1.1)
    front.get()
    front.get()
    assert len(front.behind.asked) == 3


def test_only_one_request_waits_while_it_is_tried_again(front):
    lose(front)
    front.get()
    time.sleep(1.1)
    front.behind.during = lambda: time.sleep(0.5)
    answers = front.together(*(request() for _each in range(20)))
    assert {content for _status, _headers, content in answers} == {OF_BEFORE}
    assert len(front.behind.asked) == 3


def test_it_recovers_by_itself(front):
    lose(front)
    front.get()
    front.behind.is_away = False
    front.behind.words = b"New words"
    time.sleep(1.1)
    assert front.get()[2] == b"/en/New words"
    front.pages.freshness.renew()
    front.pages.freshness.trusted_until = math.inf
    assert front.get()[2] == front.get()[2] == b"/en/New words"


def test_what_was_kept_is_not_shown_when_the_database_answers(front):
    front.pages.freshness.trusted_until = time.monotonic()
    front.behind.words = b"New words"
    assert front.get()[2] == b"/en/New words"


def test_nothing_of_before_comes_back_once_the_database_was_found_again(front):
    """What was redacted meanwhile called nobody."""
    lose(front)
    assert front.get()[0] == 200
    front.pages.freshness.renew()
    front.pages.freshness.shown_until = math.inf
    assert front.get()[0] == 503
    front.pages.freshness.trusted_until = math.inf
    lose(front)
    assert front.get()[0] == 503


def test_a_change_that_was_heard_before_the_loss_stays_heard(front):
    front.pages.freshness.renew()
    front.pages.freshness.shown_until = math.inf
    lose(front)
    assert front.get()[0] == 503


def test_nothing_is_shown_before_it_is_known_until_when(front):
    """Right after a call: what is planned may have changed."""
    front.pages.freshness.shown_until = 0.0
    lose(front)
    assert front.get()[0] == 503


def test_nothing_is_shown_past_a_planned_withdrawal(front):
    front.pages.freshness.shown_until = time.monotonic() + 0.5
    lose(front)
    assert front.get()[0] == 200
    time.sleep(0.5)
    assert front.get()[0] == 503


def test_what_was_outdated_when_the_database_was_lost_is_not_shown():
    front = Front()
    front.behind.good_until = time.monotonic() + 0.3
    front.get()
    front.pages.freshness.shown_until = math.inf
    time.sleep(0.3)
    lose(front)
    assert front.get()[0] == 503


def test_what_is_older_than_a_day_is_not_shown(front):
    lose(front)
    answer = front.pages.store.find(front.pages.asked(request()).key)
    answer.began -= 24 * 60 * 60 - 5
    assert front.get()[1]["age"] in ("86395", "86396", "86397", "86398", "86399")
    answer.began -= 5
    assert front.get()[0] == 503


def test_an_answer_that_needs_no_database_says_nothing_of_it(front):
    lose(front)
    front.get()
    front.behind.is_away, front.behind.good_until = False, None
    assert front.get("/healthz")[0] == 200
    asked = len(front.behind.asked)
    assert front.get()[2] == OF_BEFORE
    assert len(front.behind.asked) == asked


@pytest.mark.parametrize(
    ("path", "method", "headers"),
    [
        ("/en/removed/", "GET", {}),
        ("/en/", "HEAD", {}),
        ("/en/", "GET", {"cookie": "sessionid=abc"}),
        ("/admin/", "POST", {"cookie": "sessionid=abc"}),
    ],
    ids=["gone", "head", "cookie", "form"],
)
def test_nothing_comes_back_once_the_database_answered_somebody_of_whom_nobody_was_told_here(
    front, path, method, headers
):
    """Listening was lost alone. What this process then read or did may have been a redaction."""
    front.pages.freshness.trusted_until = time.monotonic()
    front.behind.status, front.behind.good_until, front.behind.asks_the_database = "410 Gone", None, True
    front.get(path, method, **headers)
    front.behind.is_away = True
    assert front.get()[0] == 503


def test_what_was_done_counts_from_its_end(front):
    def is_done():
        front.pages.freshness.trusted_until = time.monotonic()

    front.behind.asks_the_database, front.behind.good_until, front.behind.during = True, None, is_done
    front.get("/admin/", "POST", cookie="sessionid=abc")
    front.behind.is_away, front.behind.during = True, lambda: None
    assert front.get()[0] == 503


def test_what_the_database_answered_before_it_was_lost_says_nothing(front):
    front.behind.asks_the_database, front.behind.good_until = True, None
    front.get("/en/?q=a")
    front.get("/admin/", "POST", cookie="sessionid=abc")
    lose(front)
    assert front.get()[2] == OF_BEFORE
