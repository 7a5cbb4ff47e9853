"""The worker, the background process: the list of its tasks, in their order, and running them for ever.

A task is one short function that is right at any moment, also twice, or after a year's pause: nothing that readers see
ever waits for one. An error is logged, and the task is tried again the next time.
"""

import datetime as dt
import logging
import math
import os
import select
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import InterfaceError, InternalError, OperationalError, connection
from django.utils import timezone
from django.utils.translation import ngettext_lazy

from pressreleases import attachments, outbox, picture_copies, purging, search, second_factors
from pressreleases.anniversaries import drafts
from pressreleases.anniversaries.nightly import draft_anniversaries
from pressreleases.audit import acting
from pressreleases.direct_connection import sessions_are_shared
from pressreleases.doctor import examine
from pressreleases.editorial import autosave, preview_links, source_documents, trash
from pressreleases.letterhead_pdf import making
from pressreleases.live_checks import run as live_checks
from pressreleases.live_checks.report import alert_editors
from pressreleases.mission_clock import clock_of, details_now
from pressreleases.models import Heartbeat, PolicyReport, StaffSession, month_counts
from pressreleases.models.audit import ActorType
from pressreleases.outbox.telling import CHANNEL
from pressreleases.publishing.locking import database_now
from pressreleases.retrying import is_away

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def forget_sessions() -> int:
    """Remove the sessions of people who were signed in, once they have expired."""
    return StaffSession.objects.filter(expire_date__lt=timezone.now()).delete()[0]


# Each removes what has expired and returns how much that was; with the sentence that says it.
STORES: "tuple[tuple[Callable[[], int], _StrPromise], ...]" = (
    (
        trash.forget,
        ngettext_lazy(
            "Permanently removed %(count)s deleted draft.", "Permanently removed %(count)s deleted drafts.", "count"
        ),
    ),
    (
        preview_links.forget_visits,
        ngettext_lazy("Removed %(count)s preview visit.", "Removed %(count)s preview visits.", "count"),
    ),
    (
        autosave.forget,
        ngettext_lazy("Removed %(count)s unsaved text.", "Removed %(count)s unsaved texts.", "count"),
    ),
    (
        source_documents.forget,
        ngettext_lazy(
            "Removed %(count)s document of which no draft was made.",
            "Removed %(count)s documents of which no draft was made.",
            "count",
        ),
    ),
    (
        attachments.forget,
        ngettext_lazy(
            "Removed %(count)s attachment that no text has.", "Removed %(count)s attachments that no text has.", "count"
        ),
    ),
    (
        drafts.forget_notes,
        ngettext_lazy("Removed %(count)s note on a draft.", "Removed %(count)s notes on drafts.", "count"),
    ),
    (
        forget_sessions,
        ngettext_lazy("Removed %(count)s ended session.", "Removed %(count)s ended sessions.", "count"),
    ),
    (
        PolicyReport.objects.forget,
        ngettext_lazy("Removed %(count)s report of a browser.", "Removed %(count)s reports of browsers.", "count"),
    ),
    (outbox.forget, ngettext_lazy("Removed %(count)s old notice.", "Removed %(count)s old notices.", "count")),
)


def tidy(*, renew: bool = True) -> list[tuple[int, str]]:
    """Remove what has expired, count again, encrypt and index anew; return a number and a sentence for each store.

    With `renew`, entries of an older version are indexed again.
    """
    month_counts.recount()
    second_factors.encrypt_anew()
    search.add_missing(renew=renew)
    autosave.forget_presence()
    return [(count, said % {"count": count}) for count, said in ((forget(), said) for forget, said in STORES)]


# Postgres calls on it in each transaction that changes what readers see (`migrations/rules/readers_see.sql`).
READERS = purging.CHANNEL


@dataclass(frozen=True)
class Task:
    """`do` is called again when `every` has passed since it began.

    It is called sooner at the instant that `next_due` reads from the database after each time, and when somebody calls
    on the channel `called_on`, but not before `pause` has passed. So `every` is for a call that got lost.

    `note` is called at each such call, also when one may have been missed. Within a round all tasks share one thread,
    so that each should be done in seconds. It runs outside a transaction.
    """

    name: str
    do: Callable[[], object]
    every: dt.timedelta
    called_on: str = ""
    next_due: Callable[[], dt.datetime | None] = lambda: None
    pause: dt.timedelta = dt.timedelta(0)
    note: Callable[[], object] = lambda: None


def send_mail() -> None:
    outbox.send_due(zone=clock_of(details_now()).zone)


def _next_purge() -> dt.datetime | None:
    left = _purging.seconds_left()
    return None if math.isinf(left) else database_now() + dt.timedelta(seconds=left)


_purging = purging.Purging()
_SECOND, _MINUTE = dt.timedelta(seconds=1), dt.timedelta(minutes=1)
TASKS: tuple[Task, ...] = (
    Task("mail", send_mail, 30 * _SECOND, CHANNEL, outbox.next_due, pause=_SECOND),
    Task("purge the CDN", _purging.purge_when_due, _MINUTE, READERS, _next_purge, note=_purging.note),
    Task("live checks", live_checks.run_checks, _MINUTE, READERS, live_checks.next_due, pause=_SECOND),
    # At a publication; those of scheduled editions are there long before their time.
    Task("letterhead PDFs", making.make_missing, _MINUTE, READERS, making.next_due, pause=2 * _SECOND),
    Task("alert about live checks", alert_editors, 20 * _SECOND),
    # Of pictures that came with a document or were pasted, and of those from before the site made any.
    Task("smaller copies of pictures", picture_copies.make_missing, _MINUTE),
    # Hourly, so that no zone's day begins without it for long; of each observance it does everything once.
    Task("draft anniversaries", draft_anniversaries, dt.timedelta(hours=1)),
    Task("tidy", tidy, dt.timedelta(days=1)),
    # Last, when the process has been seen at work and what is left over from the day before is done.
    Task("doctor", examine, dt.timedelta(days=1)),
)


# Running the tasks for ever: one process for each database, woken by a call

# Of this database's advisory locks, the one that says "a worker is running".
LOCK = 0x6D697373696F6E
# Seconds: between two looks at the list when nobody calls; between two tries to be the one, or to find the database.
PAUSE = 5.0
# Seconds after a planned instant: it must have come by the clock of the database, too.
_AFTER = 0.02
# Seconds between two notes that this process is at work; `/readyz` has more patience than that.
BEAT = 20.0

log = logging.getLogger("mission.worker")


class Stop:
    """Set by SIGTERM and SIGINT, which wake a `select` on `fileno` at once. The second signal ends the process."""

    def __init__(self) -> None:
        self.asked = False
        self._reading, self._writing = os.pipe()

    def fileno(self) -> int:
        return self._reading

    def ask(self, number: int = 0, _frame: Any = None) -> None:
        if self.asked:
            raise SystemExit(128 + number)
        self.asked = True
        os.write(self._writing, b".")

    def close(self) -> None:
        os.close(self._reading)
        os.close(self._writing)


@contextmanager
def stop_on_signals() -> Iterator[Stop]:
    stop = Stop()
    before = {number: signal.signal(number, stop.ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        stop.close()


class SessionsAreShared(Exception):
    """No worker can serve this database over this connection."""


def run_worker(stop: Stop, tasks: Iterable[Task] = TASKS, pause: float = PAUSE) -> None:
    """Do the tasks in turn until `stop` is asked for; while another worker serves this database, wait.

    A database that goes away is waited for. No transaction is open while it waits. Raises SessionsAreShared.
    """
    rounds, heart = _Rounds(tuple(tasks)), _Heart()
    channels = {task.called_on for task in rounds.tasks if task.called_on}
    present: object = None
    known: object = None
    while not stop.asked:
        try:
            connection.ensure_connection()
            if known is not connection.connection:
                _refuse_shared_sessions()
                known = connection.connection
            if present is not connection.connection:
                present = connection.connection if _take_the_place(channels) else None
                # Of what was called before, nothing was heard.
                rounds.called = set(channels)
            if present is not None:
                heart.beat()
                rounds.go(stop)
                rounds.called = _wait(stop, rounds.seconds_left(pause))
            else:
                _wait(stop, pause)
        except (OperationalError, InterfaceError, InternalError) as error:
            # A database that can only be read, as after a failover, raises the last.
            log.warning("The database cannot be reached: %s", str(error).strip().partition("\n")[0])
            present = None
            connection.close()
            select.select([stop], [], [], pause)
    connection.close()


def run_once(tasks: Iterable[Task] = TASKS) -> bool:
    """Do each task once, for cron; do nothing and return False if a worker is running already.

    Raises SessionsAreShared.
    """
    _refuse_shared_sessions()
    if not _take_the_place():
        return False
    try:
        for task in tasks:
            task.note()
            _do(task)
        Heartbeat.objects.beat()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    return True


def _refuse_shared_sessions() -> None:
    if sessions_are_shared():
        raise SessionsAreShared


class _Heart:
    """Notes now and then that this process is at work, not at each round, which may come every second."""

    def __init__(self) -> None:
        self._beat = float("-inf")

    def beat(self) -> None:
        if time.monotonic() - self._beat >= BEAT:
            Heartbeat.objects.beat()
            self._beat = time.monotonic()


class _Rounds:
    """When each task is due, by the steady clock, and not before which instant a call makes it due."""

    def __init__(self, tasks: tuple[Task, ...]) -> None:
        self.tasks = tasks
        self.called: set[str] = set()
        self._due = {task.name: 0.0 for task in tasks}
        self._soonest = dict(self._due)

    def go(self, stop: Stop) -> None:
        for task in self.tasks:
            if task.called_on in self.called:
                task.note()
                self._due[task.name] = min(self._due[task.name], self._soonest[task.name])
        for task in self.tasks:
            if stop.asked:
                return
            if self._due[task.name] <= time.monotonic():
                began = time.monotonic()
                self._soonest[task.name] = began + task.pause.total_seconds()
                ends = began + task.every.total_seconds()
                self._due[task.name] = max(self._soonest[task.name], min(ends, _do(task)))

    def seconds_left(self, most: float) -> float:
        return max(0.0, min([most, *(due - time.monotonic() for due in self._due.values())]))


def _do(task: Task) -> float:
    """Do it; return when it is to be done again, unless it is called, by the steady clock."""
    try:
        with acting(ActorType.SITE):
            task.do()
        at = task.next_due()
        return math.inf if at is None else time.monotonic() + (at - database_now()).total_seconds() + _AFTER
    except Exception as error:
        if is_away(error):
            raise
        log.exception("“%s” failed; it is tried again the next time.", task.name)
        return math.inf


def _take_the_place(channels: Iterable[str] = ()) -> bool:
    """Become the worker for as long as this connection lasts, and listen; False if another process is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        (taken,) = cursor.fetchone()
        for channel in channels if taken else ():
            cursor.execute(f"LISTEN {channel}")
    return bool(taken)


def _wait(stop: Stop, seconds: float) -> set[str]:
    """Wait that long, or until `stop` is asked for or somebody calls; return the channels of the calls."""
    database: Any = connection.connection
    with connection.wrap_database_errors:
        # A call that came while a task asked the database was read with the answer.
        select.select([stop, database], [], [], 0 if database.notifies else seconds)
        database.poll()
    called = {call.channel for call in database.notifies}
    database.notifies.clear()
    return called
