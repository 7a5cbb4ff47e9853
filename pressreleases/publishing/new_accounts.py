"""Accounts that are no second person yet: made, or given their rights, by somebody who wrote part of a text.

The audit trail says who did it. It knows accounts by their keys, so that another user name changes nothing.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from pressreleases.models import AuditEntry
from pressreleases.models.audit import AuditAct, AuditKind
from pressreleases.publishing.permissions import Actor

FOR = dt.timedelta(days=14)

# What gives an account its rights, or lets somebody else use it.
_POWERS = frozenset(
    {"groups", "user_permissions", "is_superuser", "is_staff", "is_active", "password", "password1", "usable_password"}
)


@dataclass(frozen=True)
class MadeBy:
    """Who made an account or gave it its rights, when, and until when it is therefore no second person."""

    who: User
    at: dt.datetime

    @property
    def until(self) -> dt.datetime:
        return self.at + FOR

    @property
    def name(self) -> str:
        return self.who.get_full_name() or self.who.get_username()


def made_by(by: Actor, writers: Collection[int], at: dt.datetime | None = None) -> dict[int, MadeBy]:
    """Those of `writers` who within 14 days before `at` (None: now) made the account `by`, or gave it what it may do.

    Making it active again and setting its password count too, and so does doing it through another account that one
    has made. One query, and none without writers; one more if there is anybody.
    """
    others = set(writers) - {by.pk}
    if not others:
        return {}
    now = at or timezone.now()
    acts = AuditEntry.objects.filter(
        kind=AuditKind.ACCOUNT, act=AuditAct.ACCOUNT_CHANGED, actor__isnull=False, at__gt=now - FOR, at__lte=now
    )
    rows = [row for row in acts.order_by("at", "pk").values_list("actor", "key", "at", "details") if _gives(row[3])]
    found = {writer: last for writer in others if (last := _reached(by.pk, writer, rows))}
    people = User.objects.in_bulk(found) if found else {}
    return {writer: MadeBy(people[writer], last) for writer, last in found.items()}


def _reached(account: int | None, writer: int, rows: list[Any]) -> dt.datetime | None:
    """When `account` came last under `writer`, by its own hand or through accounts it had made before."""
    reached, last = {writer}, None
    for actor, key, at, _details in rows:
        if actor in reached and key != actor:
            reached.add(key)
            last = at if key == account else last
    return last


def _gives(details: dict[str, Any]) -> bool:
    return bool(details.get("new") or _POWERS & set(details.get("changed", ())))
