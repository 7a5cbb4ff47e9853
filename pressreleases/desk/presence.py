"""Who has the form of a release open at this moment, so that two people in one text know of each other."""

import datetime as dt

from django.contrib.auth.models import User
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from pressreleases.models import Presence, Release

# Whoever was not seen for so long has left: four times the pause between two signs of life.
FRESH_FOR = dt.timedelta(seconds=40)


def beat(release_key: int, *, by: User, writing: bool, at: dt.datetime | None = None) -> list[Presence] | None:
    """Note that `by` has its form open, with or without text that is not saved; return who else has, and `by`.

    Each with its release as it is stored now. Two queries, but for the first time. None if there is no such release.
    """
    now = at or timezone.now()
    began = Coalesce(F("began_writing_at"), now) if writing else None
    if not Presence.objects.filter(release=release_key, user=by).update(seen_at=now, began_writing_at=began):
        if not Release.objects.filter(pk=release_key).exists():
            return None
        row = Presence(release_id=release_key, user=by, seen_at=now, began_writing_at=now if writing else None)
        # Another window of the same person may have been quicker.
        Presence.objects.bulk_create([row], ignore_conflicts=True)
    return list(_fresh(release_key, now).select_related("release__changed_by"))


def others(release: Release, besides: User, at: dt.datetime | None = None) -> list[Presence]:
    """Who else has its form open, who came first first. One query."""
    return list(_fresh(release.pk, at or timezone.now()).exclude(user=besides))


def leave(release_key: int, *, by: User) -> None:
    """Note that `by` has closed it."""
    Presence.objects.filter(release=release_key, user=by).delete()


def forget(at: dt.datetime | None = None) -> None:
    """Delete what says nothing any more."""
    Presence.objects.filter(seen_at__lte=(at or timezone.now()) - FRESH_FOR).delete()


def _fresh(release_key: int, now: dt.datetime) -> "QuerySet[Presence]":
    seen = Presence.objects.filter(release=release_key, seen_at__gt=now - FRESH_FOR, user__is_active=True)
    return seen.select_related("user").order_by("pk")
