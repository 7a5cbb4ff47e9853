"""New mission details that begin on a day, made as a copy of those valid until then."""

import datetime as dt
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q

from pressreleases.audit import record
from pressreleases.editorial.errors import DetailsBeginThen, NoDetailsToCopy
from pressreleases.language.dates import FIRST_DAY
from pressreleases.models import MissionDetails
from pressreleases.models.audit import AuditAct
from pressreleases.retrying import retried


@retried
def details_from(day: dt.date, *, by: User) -> MissionDetails:
    """Copy the details valid on `day`, or the last ones before it, with all their rows; the copy begins on `day`.

    The details copied end on the day before, and the copy ends where they did, or before the next details begin.
    Raises `DetailsBeginThen` and `NoDetailsToCopy`.
    """
    with transaction.atomic():
        rows = list(MissionDetails.objects.select_for_update().order_by("pk"))
        begun = [row for row in rows if (row.valid_during.lower or FIRST_DAY) <= day]
        if not begun:
            raise NoDetailsToCopy
        old = max(begun, key=lambda row: row.valid_during.lower or FIRST_DAY)
        first, end = old.valid_during.lower, old.valid_during.upper
        if (first or FIRST_DAY) == day:
            raise DetailsBeginThen(old)
        if end is None or day < end:
            old.valid_during = DateRange(first, day)
            old.save(update_fields=["valid_during"])
            # On the days that are left nothing has changed, so this does not count as writing their texts.
            said = {"changed": ["last_on"], "only_shortened": True}
            record(AuditAct.MISSION_DETAILS_CHANGED, old, by=by, details=said)
        else:
            later = [row.valid_during.lower for row in rows if row.valid_during.lower and row.valid_during.lower > day]
            end = min(later, default=None)
        new = _copy(old, DateRange(day, end))
        record(AuditAct.MISSION_DETAILS_CHANGED, new, by=by, details={"new": True})
    return new


def _copy(old: MissionDetails, valid_during: DateRange) -> MissionDetails:
    """`old` with its rows once more, saved; closed days that are over by then are left out."""
    new = MissionDetails.objects.get(pk=old.pk)
    new.pk, new.valid_during = None, valid_during
    new.save(force_insert=True)
    not_over = Q(first_on__gte=valid_during.lower) | Q(last_on__gte=valid_during.lower)
    kinds: tuple[Any, ...] = (old.names.all(), old.numbers.all(), old.hours.all(), old.closed_days.filter(not_over))
    for rows in kinds:
        copies = list(rows)
        for row in copies:
            row.pk, row.details = None, new
        rows.model._default_manager.bulk_create(copies)
    return new
