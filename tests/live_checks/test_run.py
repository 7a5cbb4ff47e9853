"""After publishing, the site requests its own addresses: which ones, when, how often, and what it finds."""

import datetime as dt
import threading

import pytest
from django.db import connections

from pressreleases.live_checks.run import check_again, next_due, run_checks
from pressreleases.models import Edition, LiveCheck
from pressreleases.models.kinds import Act
from pressreleases.models.live_check import Problem
from pressreleases.public_addresses import release_page
from pressreleases.publishing import publish, unschedule, withdraw
from tests.making import (
    correct,
    database_now,
    in_future,
    make_anniversary,
    make_release,
    reinstate,
    rewrite,
)
from tests.running.sites import wait_for

pytestmark = pytest.mark.django_db(transaction=True)

INDEX, FEED = "/en/releases/", "/en/feed.atom"


def today():
    return database_now().date()


def make_todays(title="A visit to Geneva", **changes):
    """A release of today: older ones are not checked."""
    return make_release(title, issued_on=today(), **changes)


def page_of(release):
    return release_page(Edition.objects.filter(release=release).order_by("-number")[0])


def seen():
    return set(LiveCheck.objects.exclude(seen_at=None).values_list("path", flat=True))


def wrong():
    return {row.path: (row.wrong, row.detail) for row in LiveCheck.objects.wrong()}


def later(**span):
    """A time when every pause is over and the same editions are live."""
    return database_now() + dt.timedelta(**(span or {"minutes": 5}))


def test_a_published_text_is_found_on_its_page_in_the_list_and_in_the_feed(front, editor):
    release = make_todays()
    (edition,) = publish([release], by=editor)
    assert run_checks() == 3
    assert seen() == {page_of(release), INDEX, FEED}
    assert all(row.seen_at and row.seen_at > edition.begins_at for row in LiveCheck.objects.all())
    assert run_checks(later()) == 0, "what was seen is not looked at again"


def test_each_language_is_looked_for_in_its_own_list_and_feed(front, editor):
    release = make_todays(anniversary=make_anniversary(en="Black January", az="Yanvar"))
    other = make_todays(
        "Səfər", language="az", family=release.family, is_original=False, slug="sefer", anniversary=release.anniversary
    )
    publish([release, other], by=editor)
    run_checks()
    assert wrong() == {}
    assert seen() == {page_of(release), INDEX, FEED, page_of(other), "/az/releases/", "/az/feed.atom"}


def test_a_text_that_is_not_on_the_first_page_of_the_list_is_looked_for_on_its_own_page_only(front, editor):
    first = today().replace(day=1)
    publish([make_release(f"Newer {n}", issued_on=first + dt.timedelta(days=31)) for n in range(20)], by=editor)
    release = make_release("Late", issued_on=first)
    publish([release], by=editor)
    run_checks(), run_checks(later())
    assert wrong() == {}
    found = set(LiveCheck.objects.filter(edition__release=release).values_list("path", flat=True))
    assert found == {page_of(release)}


def test_a_text_from_an_archive_is_not_checked_but_its_correction_is(front, editor):
    release = make_release()
    publish([release, make_todays("Of today")], by=editor)
    run_checks()
    assert set(LiveCheck.objects.values_list("edition__title", flat=True)) == {"Of today"}
    rewrite(release, title="A visit to Bern")
    correct([release], by=editor, change_note="It was Bern.")
    run_checks()
    assert wrong() == {}
    assert page_of(release) in seen()


def test_a_scheduled_text_is_requested_only_after_its_instant(front, editor):
    release, other = make_todays("Under embargo"), make_todays("Out")
    publish([release], by=editor, at=in_future(seconds=2))
    publish([other], by=editor)
    run_checks()
    assert page_of(release) not in front.paths
    assert page_of(other) in front.paths
    wait_for(run_checks)
    assert page_of(release) in seen()
    begins = Edition.objects.get(release=release).begins_at
    assert all(row.tried_at and row.tried_at > begins for row in LiveCheck.objects.filter(edition__release=release))


def test_a_cancelled_schedule_is_never_requested(front, editor):
    release = make_todays("Under embargo")
    publish([release], by=editor, at=in_future())
    path = page_of(release)
    unschedule([release], by=editor)
    publish([make_todays("Out")], by=editor)
    run_checks()
    assert front.paths
    assert path not in front.paths
    assert run_checks(later(hours=2)) == 0


def test_the_earlier_edition_does_not_confirm_a_correction(front, editor):
    release = make_todays()
    publish([release], by=editor)
    page = page_of(release)
    run_checks()
    front.instead[page] = front.keep(page).send
    rewrite(release, body="<p>The delegation arrived on Tuesday.</p>")
    correct([release], by=editor, change_note="It was Tuesday.")
    run_checks()
    assert wrong() == {page: (Problem.OTHER_EDITION, "1")}
    front.instead.clear()
    run_checks(later())
    assert wrong() == {}
    assert page in seen()


def test_a_page_with_the_right_digest_and_other_words_is_wrong(front, editor):
    release = make_todays()
    publish([release], by=editor)
    page = page_of(release)
    kept = front.keep(page)
    kept.content = kept.content.replace(b"arrived on Monday", b"left on Monday")
    kept.headers["Content-Length"] = str(len(kept.content))
    front.instead[page] = kept.send
    run_checks()
    assert wrong() == {page: (Problem.OTHER_WORDS, "")}


def test_an_old_list_is_wrong_until_the_cache_is_renewed(front, editor):
    front.instead[INDEX] = front.keep(INDEX).send
    release = make_todays()
    publish([release], by=editor)
    run_checks()
    assert wrong() == {INDEX: (Problem.NOT_LISTED, "")}
    assert seen() == {page_of(release), FEED}
    since = LiveCheck.objects.get(path=INDEX).wrong_since
    assert since is not None
    run_checks(later(seconds=2))
    assert LiveCheck.objects.get(path=INDEX).wrong_since == since
    assert LiveCheck.objects.get(path=INDEX).tries == 2
    front.instead.clear()
    run_checks(later())
    assert wrong() == {}
    row = LiveCheck.objects.get(path=INDEX)
    assert (row.tries, row.wrong_since) == (3, None)


def test_an_old_feed_is_wrong_after_a_correction_and_after_a_withdrawal(front, editor):
    release = make_todays()
    publish([release], by=editor)
    run_checks()
    front.instead[FEED] = front.keep(FEED).send
    correct([rewrite(release, body="<p>On Tuesday.</p>")], by=editor, change_note="The day.")
    run_checks()
    assert wrong() == {FEED: (Problem.NOT_LISTED, "")}
    withdraw([release], by=editor, reasons={"en": "Called off."})
    run_checks()
    held = LiveCheck.objects.that_hold().wrong()
    assert list(held.values_list("path", "wrong")) == [(FEED, Problem.STILL_LISTED)]
    front.instead.clear()
    run_checks(later())
    assert not held.all()


def test_a_new_address_and_its_redirect_are_checked(front, editor):
    release = make_todays()
    publish([release], by=editor)
    old = page_of(release)
    kept = front.keep(old)
    rewrite(release, slug="visit-to-geneva")
    correct([release], by=editor, minor=True)
    front.instead[old] = kept.send
    run_checks()
    assert wrong() == {old: (Problem.OTHER_EDITION, "1")}
    front.instead.clear()
    run_checks(later())
    assert wrong() == {}
    assert {old, page_of(release)} <= seen()


@pytest.mark.parametrize("act", [Act.WITHDRAWN, Act.REMOVED])
def test_after_a_withdrawal_or_removal_the_text_must_be_gone(front, editor, act):
    release = make_todays()
    publish([release, make_todays("Another")], by=editor)
    rewrite(release, title="A visit to Bern")
    correct([release], by=editor, change_note="It was Bern.")
    page = page_of(release)
    for path in (page, INDEX):
        front.instead[path] = front.keep(path).send
    withdraw([release], by=editor, reasons={"en": "It was no visit."}, act=act)
    run_checks()
    assert wrong() == {page: (Problem.STILL_READ, "2"), INDEX: (Problem.STILL_LISTED, "")}
    front.instead.clear()
    run_checks(later())
    assert wrong() == {}
    assert {page, INDEX, FEED} <= seen()


def test_a_scheduled_withdrawal_is_checked_after_its_instant(front, editor):
    release = make_todays()
    publish([release], by=editor)
    run_checks()
    withdraw([release], by=editor, reasons={"en": "It was no visit."}, at=in_future(seconds=1))
    assert run_checks() == 0
    wait_for(run_checks)
    assert wrong() == {}
    assert LiveCheck.objects.exclude(withdrawal=None).unseen().count() == 0


def test_a_reinstated_release_is_checked_as_its_new_edition(front, editor):
    release = make_todays()
    publish([release], by=editor)
    withdraw([release], by=editor, reasons={"en": "It was no visit."})
    page = page_of(release)
    front.instead[page] = front.keep(page).send
    reinstate([release], by=editor, change_note="It was one.")
    run_checks()
    assert wrong() == {page: (Problem.NOT_OURS, "")}
    front.instead.clear()
    run_checks(later())
    assert wrong() == {}


def test_an_edition_that_ended_is_not_checked_any_more(front, editor):
    release = make_todays()
    page = f"/en/releases/{today().year}/{release.slug}/"
    front.instead[page] = lambda asked: asked.send_error(500)
    publish([release], by=editor)
    run_checks()
    assert wrong() == {page: (Problem.STATUS, "500")}
    withdraw([release], by=editor, reasons={"en": "It was no visit."})
    front.instead.clear()
    run_checks(later())
    assert set(LiveCheck.objects.that_hold().values_list("edition", flat=True)) == {None}
    assert wrong() == {page: (Problem.STATUS, "500")}, "what the edition was seen as stays on record"


def test_pauses_grow_while_a_page_is_wrong(front, editor):
    release = make_todays()
    front.instead[INDEX] = lambda asked: asked.send_error(503)
    publish([release], by=editor)
    now = database_now()
    run_checks(now)
    pauses = []
    for _i in range(12):
        row = LiveCheck.objects.get(path=INDEX)
        assert row.tried_at is not None
        pauses.append((row.due_at - row.tried_at).total_seconds())
        assert run_checks(row.due_at - dt.timedelta(milliseconds=1)) == 0
        assert run_checks(row.due_at) == 1
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (1, 30)
    assert run_checks(now + dt.timedelta(hours=2)) == 1
    row = LiveCheck.objects.get(path=INDEX)
    assert row.tried_at is not None
    assert row.due_at - row.tried_at == dt.timedelta(minutes=10)


def test_checking_again_does_not_wait_for_the_pause(front, editor):
    release, other = make_todays(), make_todays("Another")
    front.instead[page_of_slug(release)] = lambda asked: asked.send_error(500)
    publish([release, other], by=editor)
    run_checks()
    for _i in range(8):
        run_checks(later(hours=1))
    front.instead.clear()
    assert run_checks() == 0
    assert check_again([other]) == 0
    assert check_again([release]) == 1
    assert wrong() == {}


def page_of_slug(release):
    return f"/en/releases/{release.issued_on.year}/{release.slug}/"


def test_processes_at_the_same_time_request_each_address_once(front, editor):
    for number in range(4):
        publish([make_todays(f"Visit {number}")], by=editor)
    before, start = len(front.asked), threading.Barrier(3)

    def run():
        start.wait(timeout=10)
        run_checks()
        connections.close_all()

    threads = [threading.Thread(target=run) for _i in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    paths = [path for path in front.paths[before:] if path.startswith("/en/releases/2")]
    assert sorted(paths) == sorted(set(paths))
    assert len(paths) == 4
    assert LiveCheck.objects.count() == 12
    assert set(LiveCheck.objects.values_list("tries", flat=True)) == {1}
    assert wrong() == {}


def test_an_address_held_by_a_dead_process_is_requested_after_a_minute(front, editor):
    publish([make_todays()], by=editor)
    run_checks()
    now = database_now()
    LiveCheck.objects.filter(path=INDEX).update(
        seen_at=None, tries=0, tried_at=None, due_at=now + dt.timedelta(minutes=1)
    )
    assert run_checks(now + dt.timedelta(seconds=59)) == 0
    assert run_checks(now + dt.timedelta(seconds=61)) == 1


def test_requests_are_anonymous_and_name_the_site(front, editor):
    publish([make_todays()], by=editor)
    run_checks()
    for _path, headers in front.asked:
        assert set(headers) == {"host", "user-agent", "accept", "accept-encoding", "connection"}
        assert headers["user-agent"] == f"proof-of-live (+{front.url})"
        assert headers["accept-encoding"] == "identity"


def test_what_is_due_next_is_what_begins_next_or_is_to_be_tried_again(details, editor):
    assert next_due() is None
    begins = in_future(minutes=3)
    first, second = make_todays(), make_todays("Another visit")
    publish([second], by=editor, at=in_future(minutes=9))
    publish([first], by=editor, at=begins)
    assert next_due() == begins
    publish([make_todays("A third")], by=editor)
    run_checks()
    soon = min(LiveCheck.objects.filter(seen_at=None).values_list("due_at", flat=True))
    assert soon < begins
    assert next_due() == soon


def test_a_text_that_readers_see_and_one_that_was_superseded_are_not_due(front, editor):
    release = make_todays()
    publish([release], by=editor)
    run_checks()
    assert next_due() is None
    LiveCheck.objects.update(seen_at=None)
    assert next_due() is not None
    correct([rewrite(release, body="<p>Other words.</p>")], by=editor, change_note="It changed.")
    assert next_due() is None
    at = in_future(minutes=3)
    withdraw([release], by=editor, reasons={"en": "A mistake."}, at=at)
    assert next_due() == at
