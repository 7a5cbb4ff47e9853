"""Run live checks: add rows for what has just begun, request the addresses that are due, store the results.

Verbs do not ask for checks. The database is asked what has begun, so scheduled editions are checked like those
published by hand, and nothing is requested before its instant.
"""

import datetime as dt
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from pressreleases.language.dates import ARCHIVED_AFTER
from pressreleases.language.languages import language_codes
from pressreleases.live_checks.fetch import NotFetched, fetch
from pressreleases.live_checks.verify import Address, Verdict, addresses_of, verify
from pressreleases.models import Edition, EditionQuerySet, LiveCheck, Release, Withdrawal
from pressreleases.models.spans import Lower, instant
from pressreleases.publishing.locking import database_now

Subject = Edition | Withdrawal

# What began longer ago and was never checked is not checked: on a site that gets this code, nobody waits for it.
REMEMBERED = dt.timedelta(days=7)
# A process holds a row for this time. If it dies, another one checks the row after that.
HELD = dt.timedelta(seconds=60)
MOST_AT_ONCE = 16
FETCHING_TOGETHER = 8
# Pauses after the first tries, in seconds. Later ones depend on how long the page has been wrong.
PAUSES = (1, 2, 3, 5, 8, 13, 20)
QUARTER, DAY = dt.timedelta(minutes=15), dt.timedelta(days=1)


@dataclass(frozen=True)
class _Result:
    """The result for one row, `took` seconds after the round began; `wrong` is empty if all is right."""

    sighting: LiveCheck
    took: float
    wrong: str = ""
    detail: str = ""


def run_checks(at: dt.datetime | None = None, releases: Iterable[Release] | None = None) -> int:
    """Check every address that is due at `at` (None: now), only of `releases` if given; return how many.

    Several processes may run this; each address is checked by one of them.
    """
    now, began = at or database_now(), time.monotonic()
    only = None if releases is None else [release.pk for release in releases]
    for subject in unchecked(now, only):
        _make_rows(subject, now)
    held = _hold(now, only)
    tasks = list(_with_addresses(held, now))
    if tasks:
        with ThreadPoolExecutor(FETCHING_TOGETHER) as pool:
            for seen in pool.map(lambda task: _check(task[0], task[1], began), tasks):
                _store(seen, now)
    return len(tasks)


def next_due() -> dt.datetime | None:
    """When the next planned edition or withdrawal begins, or an address is to be requested again."""
    found = (
        LiveCheck.objects.that_hold().unseen().order_by("due_at").values_list("due_at", flat=True).first(),
        _first_begin(Edition.objects.all(), "live_during"),
        _first_begin(Withdrawal.objects.all(), "in_force_during"),
    )
    return min((at for at in found if at is not None), default=None)


def _first_begin(rows: "QuerySet[Any]", span: str) -> dt.datetime | None:
    begins = rows.annotate(begun_at=Lower(span)).filter(begun_at__gt=Now()).order_by("begun_at")
    return begins.values_list("begun_at", flat=True).first()


def check_again(releases: Iterable[Release], at: dt.datetime | None = None) -> int:
    """Check at once all addresses of `releases` that were not confirmed, without waiting for their pauses."""
    chosen = list(releases)
    rows = LiveCheck.objects.that_hold(at).unseen().filter(_of_releases([release.pk for release in chosen]))
    rows.exclude(tries=0).update(due_at=at or database_now())
    return run_checks(at, chosen)


def unchecked(at: dt.datetime | None = None, releases: list[int] | None = None) -> list[Subject]:
    """Editions and withdrawals in force at `at` that began recently and have no rows yet, newest first.

    Only in languages of the site: in others, readers find no pages.
    """
    rows = LiveCheck.objects.all()
    editions = worth_checking(Edition.objects.live(at, pages=True).in_languages_of_site(), at).filter(
        ~Exists(rows.filter(edition=OuterRef("pk")))
    )
    withdrawals = (
        Withdrawal.objects.in_force(at)
        .filter(release__language__in=language_codes())
        .alias(begun_at=Lower("in_force_during"))
        .filter(~Exists(rows.filter(withdrawal=OuterRef("pk"))), begun_at__gt=instant(at) - REMEMBERED)
    )
    found: list[Subject] = []
    subjects: Any
    for subjects in (editions, withdrawals):
        chosen = subjects if releases is None else subjects.filter(release__in=releases)
        found += chosen.select_related("release").order_by("-begun_at", "pk")[:MOST_AT_ONCE]
    return found


def worth_checking(editions: EditionQuerySet, at: dt.datetime | None = None) -> EditionQuerySet:
    """Those that began recently, without texts from an archive, for which nobody waits."""
    # An index finds what was issued after this day, so that an imported archive is not searched every second.
    first_day = (at or timezone.now()).date() - REMEMBERED - ARCHIVED_AFTER - 2 * DAY
    return editions.alias(begun_at=Lower("live_during")).filter(
        Q(number__gt=1) | Q(issued_on__gt=first_day),
        Q(number__gt=1) | Q(issued_on__gt=F("begun_at") - ARCHIVED_AFTER),
        begun_at__gt=instant(at) - REMEMBERED,
        begun_at__lte=instant(at),
    )


def is_checked_soon(subject: Subject, now: dt.datetime) -> bool:
    """Whether `unchecked` finds `subject` while it has no rows."""
    begins = subject.begins_at
    if begins <= now - REMEMBERED:
        return False
    if isinstance(subject, Withdrawal) or subject.number > 1:
        return True
    return dt.datetime.combine(subject.issued_on, dt.time(), dt.UTC) > begins - ARCHIVED_AFTER


def _make_rows(subject: Subject, now: dt.datetime) -> None:
    own = {"edition": subject} if isinstance(subject, Edition) else {"withdrawal": subject}
    rows = [LiveCheck(**own, what=found.what, path=found.path, due_at=now) for found in addresses_of(subject, now)]
    LiveCheck.objects.bulk_create(rows, ignore_conflicts=True)


def _hold(now: dt.datetime, releases: list[int] | None) -> list[LiveCheck]:
    """The rows that are due, held for this process until their results are stored or the time is over."""
    due = LiveCheck.objects.due(now)
    if releases is not None:
        due = due.filter(_of_releases(releases))
    with transaction.atomic():
        # Left joins cannot be locked, so only the rows are.
        keys = list(due.order_by("due_at", "pk").values_list("pk", flat=True)[:MOST_AT_ONCE])
        free = LiveCheck.objects.filter(pk__in=keys, seen_at=None, due_at__lte=now).select_for_update(skip_locked=True)
        mine = [row.pk for row in free]
        LiveCheck.objects.filter(pk__in=mine).update(due_at=now + HELD)
    rows = LiveCheck.objects.filter(pk__in=mine).order_by("pk")
    return list(rows.select_related("edition__release", "withdrawal__release"))


def _with_addresses(held: list[LiveCheck], now: dt.datetime) -> "Iterable[tuple[LiveCheck, Address]]":
    """Each row with what must be found there now; a row that is no longer needed is deleted.

    For example, after twenty newer texts, this one is no longer on the first page of the list.
    """
    wanted: dict[Subject, dict[str, Address]] = {}
    for row in held:
        subject = row.edition or row.withdrawal
        assert subject is not None, "the constraint live_check_of_one_thing sees to it"  # noqa: S101  for the type checker
        if subject not in wanted:
            wanted[subject] = {address.path: address for address in addresses_of(subject, now)}
        if address := wanted[subject].get(row.path):
            yield row, address
        else:
            row.delete()


def _check(sighting: LiveCheck, address: Address, began: float) -> _Result:
    """Request and verify one address. Runs in a thread, without the database."""
    verdict: Verdict | None
    try:
        answer = fetch(address.path)
        took = time.monotonic() - began
        verdict = verify(address, answer)
    except NotFetched as error:
        took = time.monotonic() - began
        verdict = error.wrong, error.detail
    return _Result(sighting, took, *(verdict or ("", "")))


def _store(seen: _Result, now: dt.datetime) -> None:
    row, then = seen.sighting, now + dt.timedelta(seconds=seen.took)
    row.tries += 1
    row.tried_at = then
    row.wrong, row.detail = seen.wrong, seen.detail[:200]
    row.seen_at = None if seen.wrong else then
    row.wrong_since = (row.wrong_since or then) if seen.wrong else None
    row.due_at = then + _pause(row, then)
    # Another process may have confirmed it at the same time; the first result stays.
    LiveCheck.objects.filter(pk=row.pk, seen_at=None).update(
        **{name: getattr(row, name) for name in ("tried_at", "seen_at", "wrong", "detail", "wrong_since", "due_at")},
        tries=F("tries") + 1,
    )


def _pause(row: LiveCheck, now: dt.datetime) -> dt.timedelta:
    if row.tries <= len(PAUSES):
        return dt.timedelta(seconds=PAUSES[row.tries - 1])
    wrong_for = now - (row.wrong_since or now)
    minutes = 0.5 if wrong_for < QUARTER else 10 if wrong_for < DAY else 60
    return dt.timedelta(minutes=minutes)


def _of_releases(keys: list[int]) -> Q:
    return Q(edition__release__in=keys) | Q(withdrawal__release__in=keys)
