"""Withdraw: readers see a notice, or that the release was removed, in place of the text."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.contrib.auth.models import User
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from pressreleases.audit import record
from pressreleases.language.languages import own_name
from pressreleases.models import Edition, Release, Withdrawal
from pressreleases.models.audit import AuditAct
from pressreleases.models.kinds import Act
from pressreleases.outbox import NoticeKind, tell
from pressreleases.outbox.recipients import publishers
from pressreleases.publishing import errors, permissions
from pressreleases.publishing.locking import (
    end_edition,
    end_withdrawal,
    from_instant,
    instant_of,
    live_edition,
    lock,
    planned_edition,
    planned_withdrawal,
    withdrawal_in_force,
)
from pressreleases.retrying import retried


@retried
def withdraw(
    releases: Iterable[Release],
    *,
    by: User,
    reasons: Mapping[str, str],
    act: str = Act.WITHDRAWN,
    at: dt.datetime | None = None,
) -> list[Withdrawal]:
    """End the live edition of each release at `at` (None: now), put a withdrawal in its place, drop what was planned.

    `reasons` gives the public sentence for each language code; the language of every release must be among them.
    Raises `NotAllowed`, `NoReason`, `InThePast`, `TakenBack`, `AlreadyPlanned` (a withdrawal is), or `NotLive`.
    """
    permissions.require(by, permissions.PUBLISH)
    act = Act(act)
    told = {language: reason.strip() for language, reason in reasons.items() if reason.strip()}
    with transaction.atomic():
        locked, now = lock(releases)
        begins = instant_of(at, now)
        withdrawals = []
        ended: list[Edition] = []
        were = {}
        for release in locked:
            if release.language not in told:
                raise errors.NoReason(release, language=own_name(release.language))
            if withdrawal_in_force(release, now):
                raise errors.TakenBack(release)
            if planned_withdrawal(release, now):
                raise errors.AlreadyPlanned(release)
            live = live_edition(release, now)
            if live is None:
                raise errors.NotLive(release)
            planned = planned_edition(release, now)
            if planned is not None:
                were[str(release.pk)] = planned.begins_at.isoformat()
                ended.append(planned)
                planned.delete()
            end_edition(live, begins)
            ended.append(live)
            withdrawals.append(
                Withdrawal.objects.create(
                    release=release, act=act, reasons=told, in_force_during=from_instant(begins), by=by
                )
            )
            done = AuditAct.REMOVED if act == Act.REMOVED else AuditAct.WITHDRAWN
            details = {
                "in_force_from": begins.isoformat(),
                "planned_edition_dropped": planned.number if planned else None,
            }
            record(done, release, by=by, edition=live, details=details)
        _tell(locked, withdrawals, by=by, were=were, also=publishers(ended))
    return withdrawals


@retried
def change_notice(
    releases: Iterable[Release],
    *,
    by: User,
    reasons: Mapping[str, str],
    act: str,
    at: dt.datetime | None = None,
) -> list[Withdrawal]:
    """Replace the withdrawal in force of each release, at `at` (None: now), by one with this `act` and these `reasons`.

    So a reason is corrected and what was withdrawn becomes removed, without publishing the text again. A reinstatement
    that is planned stays planned. Raises `NotAllowed`, `NoReason`, `InThePast`, `NotTakenBack`, `SameNotice`, or
    `AlreadyPlanned` for a release whose notice is to change already, and with `at` if its reinstatement is planned.
    """
    permissions.require(by, permissions.PUBLISH)
    act = Act(act)
    told = {language: reason.strip() for language, reason in reasons.items() if reason.strip()}
    with transaction.atomic():
        locked, now = lock(releases)
        begins = instant_of(at, now)
        withdrawals, replaced = [], []
        for release in locked:
            if release.language not in told:
                raise errors.NoReason(release, language=own_name(release.language))
            before = withdrawal_in_force(release, now)
            if before is None:
                raise errors.NotTakenBack(release)
            until = before.in_force_during.upper
            if until is not None and (at is not None or planned_withdrawal(release, now)):
                raise errors.AlreadyPlanned(release)
            if (before.act, before.reasons) == (act, told):
                raise errors.SameNotice(release)
            end_withdrawal(before, begins)
            span = DateTimeTZRange(begins, until)
            withdrawals.append(
                Withdrawal.objects.create(release=release, act=act, reasons=told, in_force_during=span, by=by)
            )
            replaced.append(before)
            done = AuditAct.REMOVED if act == Act.REMOVED else AuditAct.WITHDRAWN
            details = {"in_force_from": begins.isoformat(), "was": before.act}
            record(done, release, by=by, details=details)
        _tell(locked, withdrawals, by=by, were={}, also=publishers(replaced))
    return withdrawals


def _tell(
    releases: list[Release], withdrawals: list[Withdrawal], *, by: User, were: dict[str, str], also: Iterable[User]
) -> None:
    """`were` says when an edition that was planned, and is dropped, was to begin. The mail looks the reasons up."""
    kind = NoticeKind.REMOVED if withdrawals[0].act == Act.REMOVED else NoticeKind.WITHDRAWN
    details = {
        "at": withdrawals[0].begins_at.isoformat(),
        "withdrawals": [row.pk for row in withdrawals],
        "were": were,
    }
    tell(kind, releases, by=by, details=details, also=also)
