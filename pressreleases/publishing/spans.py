"""Ending and reopening spans of editions and withdrawals, for the verbs of this package only."""

import datetime as dt

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from pressreleases.models import Edition, Release, Withdrawal


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
    return Edition.objects.filter(release=release).live(now).first()


def planned_withdrawal(release: Release, now: dt.datetime) -> Withdrawal | None:
    return Withdrawal.objects.filter(release=release).planned(now).first()


def withdrawal_in_force(release: Release, now: dt.datetime) -> Withdrawal | None:
    return Withdrawal.objects.filter(release=release).in_force(now).first()
