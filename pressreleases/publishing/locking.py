"""How a verb begins: releases locked in one order, the database's clock, and the periods that end or begin then."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import QuerySet

from pressreleases.language.dates import TOO_LATE
from pressreleases.models import Edition, Release, Withdrawal
from pressreleases.models.pages import page_of_family
from pressreleases.publishing.errors import InThePast, NoChangeNote, NothingGiven, TooFarAhead


def lock(releases: Iterable[Release]) -> tuple[list[Release], dt.datetime]:
    """Fresh copies of `releases`, locked in primary-key order until the transaction ends, and the verb's instant.

    The instant is Postgres's clock after the locks are held, so that nothing that another verb did before can lie
    after it. Must run inside `transaction.atomic()`. Raises `NothingGiven` for an empty list.
    """
    keys = {release.pk for release in releases}
    if not keys:
        raise NothingGiven
    locked = list(Release.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    if len(locked) != len(keys):
        raise Release.DoesNotExist
    addresses = [f"{row.language}/{row.issued_on.year}/{row.slug}" for row in locked]
    with connection.cursor() as cursor:
        # Two inserts that an exclusion constraint sets against each other wait for each other, and one is killed for
        # it (deadlock) instead of being told. So all who want an address wait for it here, in one order.
        cursor.execute(
            "SELECT pg_advisory_xact_lock(key) FROM (SELECT DISTINCT hashtextextended(address, 0) AS key"
            " FROM unnest(%s::text[]) AS address ORDER BY key) AS keys",
            [addresses],
        )
    return locked, database_now()


def lock_families(releases: "QuerySet[Release]") -> list[Release]:
    """Every language of the texts of `releases`, locked in primary-key order until the transaction ends.

    For code that writes one language and reads or writes the others too: locking one after the other would
    wait for a verb that waits for them.
    """
    families = releases.order_by().values("family")
    return list(Release.objects.select_for_update(of=("self",)).filter(family__in=families).order_by("pk"))


def database_now() -> dt.datetime:
    """Postgres's clock at this very moment: no other clock agrees with the spans that it has written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
    return now


def instant_of(at: dt.datetime | None, now: dt.datetime) -> dt.datetime:
    """`at`, or `now` when it is None; raises `InThePast` for an instant that has passed, `TooFarAhead` from 2200."""
    if at is None:
        return now
    if at < now:
        raise InThePast
    if at >= TOO_LATE:
        raise TooFarAhead
    return at


def lock_page(family: uuid.UUID | None) -> None:
    """Wait until nobody else begins the page of the mission that has this `family`, for there may be no row to lock."""
    if page_of_family(family):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(family)])


def from_instant(begins: dt.datetime) -> DateTimeTZRange:
    """The span from `begins` on, with an open end."""
    return DateTimeTZRange(begins, None)


def end_edition(edition: Edition, at: dt.datetime | None) -> None:
    """Let `edition` be live until `at`; None reopens its end."""
    edition.live_during = DateTimeTZRange(edition.live_during.lower, at)
    edition.save(update_fields=["live_during"])


def end_withdrawal(withdrawal: Withdrawal, at: dt.datetime | None) -> None:
    """Let `withdrawal` be in force until `at`; None reopens its end."""
    withdrawal.in_force_during = DateTimeTZRange(withdrawal.in_force_during.lower, at)
    withdrawal.save(update_fields=["in_force_during"])


def planned_edition(release: Release, now: dt.datetime) -> Edition | None:
    return Edition.objects.filter(release=release).planned(now).first()


def live_edition(release: Release, now: dt.datetime) -> Edition | None:
    return Edition.objects.filter(release=release).live(now, pages=True).first()


def planned_withdrawal(release: Release, now: dt.datetime) -> Withdrawal | None:
    return Withdrawal.objects.filter(release=release).planned(now).first()


def withdrawal_in_force(release: Release, now: dt.datetime) -> Withdrawal | None:
    return Withdrawal.objects.filter(release=release).in_force(now).first()


ChangeNote = str | Mapping[str, str]


def note_for(release: Release, change_note: ChangeNote, *, needed: bool) -> str:
    """The note in the language of `release`; raise `NoChangeNote` if it is `needed` and there is none."""
    note = change_note if isinstance(change_note, str) else change_note.get(release.language, "")
    if needed and not note.strip():
        raise NoChangeNote(release)
    return note.strip()
