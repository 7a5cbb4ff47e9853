"""Withdraw and reinstate: a notice, or that the release was removed, in place of the text; and the text again."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.contrib.auth.models import User
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from pressreleases import search
from pressreleases.audit import record
from pressreleases.language.languages import own_name
from pressreleases.models import Edition, Release, Withdrawal
from pressreleases.models.audit import AuditAct
from pressreleases.models.kinds import Act
from pressreleases.outbox import NoticeKind, tell
from pressreleases.outbox.telling import publishers
from pressreleases.publishing import errors, permissions
from pressreleases.publishing.four_eyes import record_override, require_four_eyes
from pressreleases.publishing.locking import (
    ChangeNote,
    end_edition,
    end_withdrawal,
    from_instant,
    instant_of,
    live_edition,
    lock,
    note_for,
    planned_edition,
    planned_withdrawal,
    withdrawal_in_force,
)
from pressreleases.publishing.making import make_edition
from pressreleases.publishing.review import mark_as_drafts
from pressreleases.retrying import retried

_AUDIT_ACTS = {Act.WITHDRAWN: AuditAct.WITHDRAWN, Act.REMOVED: AuditAct.REMOVED}


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
        ended: list[Edition] = []
        were = {}
        for release in locked:
            if release.language not in told:
                raise errors.NoReason(release, language=own_name(release.language))
            live, planned = _to_be_withdrawn(release, now)
            if planned is not None:
                were[str(release.pk)] = planned.begins_at.isoformat()
                ended.append(planned)
                planned.delete()
            end_edition(live, begins)
            ended.append(live)
            details = {"in_force_from": begins.isoformat(), "planned_edition_dropped": planned and planned.number}
            record(_AUDIT_ACTS[act], release, by=by, edition=live, details=details)
        span = from_instant(begins)
        withdrawals = [
            Withdrawal.objects.create(release=release, act=act, reasons=told, in_force_during=span, by=by)
            for release in locked
        ]
        _tell(locked, withdrawals, by=by, were=were, also=publishers(ended))
    return withdrawals


def _to_be_withdrawn(release: Release, now: dt.datetime) -> tuple[Edition, Edition | None]:
    """The live edition, and the planned one if there is one; raises what `withdraw` raises."""
    if withdrawal_in_force(release, now):
        raise errors.TakenBack(release)
    if planned_withdrawal(release, now):
        raise errors.AlreadyPlanned(release)
    live = live_edition(release, now)
    if live is None:
        raise errors.NotLive(release)
    return live, planned_edition(release, now)


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
            before = _to_be_replaced(release, now, scheduled=at is not None)
            if (before.act, before.reasons) == (act, told):
                raise errors.SameNotice(release)
            span = DateTimeTZRange(begins, before.in_force_during.upper)
            end_withdrawal(before, begins)
            replaced.append(before)
            withdrawals.append(
                Withdrawal.objects.create(release=release, act=act, reasons=told, in_force_during=span, by=by)
            )
            details = {"in_force_from": begins.isoformat(), "was": before.act}
            record(_AUDIT_ACTS[act], release, by=by, details=details)
        _tell(locked, withdrawals, by=by, were={}, also=publishers(replaced))
    return withdrawals


def _to_be_replaced(release: Release, now: dt.datetime, *, scheduled: bool) -> Withdrawal:
    """The withdrawal in force, with the end that it had; raises what `change_notice` raises."""
    before = withdrawal_in_force(release, now)
    if before is None:
        raise errors.NotTakenBack(release)
    if before.in_force_during.upper is not None and (scheduled or planned_withdrawal(release, now)):
        raise errors.AlreadyPlanned(release)
    return before


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


@retried
def reinstate(
    releases: Iterable[Release],
    *,
    by: User,
    change_note: ChangeNote,
    at: dt.datetime | None = None,
    alone: str = "",
) -> list[Edition]:
    """End the withdrawal of each release at `at` (None: now) and begin a new edition of its working copy then.

    `alone` is the reason for publishing one's own words, this note among them, without a colleague; it is ignored
    where it is not needed. Raises `NotAllowed`, `NoChangeNote`, `InThePast`, `NotTakenBack`, `AlreadyPlanned`, what
    `four_eyes.why_refused` gives, or what `make_edition` raises.
    """
    permissions.require(by, permissions.PUBLISH)
    with transaction.atomic():
        locked, now = lock(releases)
        begins = instant_of(at, now)
        editions, without = [], []
        for release in locked:
            note = note_for(release, change_note, needed=True)
            withdrawal = withdrawal_in_force(release, now)
            if withdrawal is None:
                raise errors.NotTakenBack(release)
            if planned_edition(release, now) or planned_withdrawal(release, now):
                raise errors.AlreadyPlanned(release)
            without.append(require_four_eyes(release, by=by, now=now, reason=alone, note=note))
            end_withdrawal(withdrawal, begins)
            editions.append(make_edition(release, by=by, made_at=now, begins=begins, change_note=note))
        search.add(editions)
        mark_as_drafts(locked, by=by)
        for release, edition in zip(locked, editions, strict=True):
            details = {"live_from": begins.isoformat(), "planned": at is not None}
            record(AuditAct.REINSTATED, release, by=by, edition=edition, details=details)
        kind = NoticeKind.PUBLISHED if at is None else NoticeKind.SCHEDULED
        tell(kind, locked, by=by, edition=editions, details={"at": begins.isoformat()})
        record_override(zip(locked, editions, without, strict=True), by=by, reason=alone, at=now)
    return editions
