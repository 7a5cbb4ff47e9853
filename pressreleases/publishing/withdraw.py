"""Withdraw: readers see a notice, or that the release was removed, in place of the text."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.contrib.auth.models import User
from django.db import transaction

from pressreleases.audit import record
from pressreleases.models import Release, Withdrawal
from pressreleases.publishing import errors, permission
from pressreleases.publishing.locking import instant_of, lock
from pressreleases.publishing.spans import (
    end_edition,
    from_instant,
    live_edition,
    planned_edition,
    planned_withdrawal,
    withdrawal_in_force,
)
from pressreleases.retrying import retried
from pressreleases.vocabulary.audit import AuditAct
from pressreleases.vocabulary.kinds import Act
from pressreleases.vocabulary.languages import own_name


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
    permission.require(by, permission.PUBLISH)
    act = Act(act)
    told = {language: reason.strip() for language, reason in reasons.items() if reason.strip()}
    with transaction.atomic():
        locked, now = lock(releases)
        begins = instant_of(at, now)
        withdrawals = []
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
                planned.delete()
            end_edition(live, begins)
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
    return withdrawals
