"""Builders that tests share: staff, mission details, releases, and instants on the database's clock."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.models import Group, User
from django.db import connection
from django.utils import timezone

from pressreleases import publishing, search
from pressreleases.models import (
    Anniversary,
    AnniversaryName,
    ContactNumber,
    Edition,
    MissionDetails,
    MissionName,
    Release,
    ReviewComment,
)
from pressreleases.models.pages import MissionPage, become
from pressreleases.publishing import publish
from pressreleases.publishing.digest import digest, seal
from pressreleases.publishing.making import details_of_days, draft_edition
from pressreleases.richtext import from_paragraphs

ISSUED_ON = dt.date(2024, 1, 20)


def make_user(role: str = "Editor", username: str = "") -> User:
    """A member of staff in the group `role` (`Author`, `Editor`, `Administrator`)."""
    user = User.objects.create_user(username or role.lower(), password="a long enough password", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def today() -> dt.date:
    """The day at the sample mission, which is not always that of UTC."""
    return dt.datetime.now(ZoneInfo("America/New_York")).date()


def make_details(**changes: Any) -> MissionDetails:
    """Details of the sample mission, valid for ever unless `valid_during` says otherwise."""
    details = MissionDetails.objects.create(
        **{
            "valid_during": (None, None),
            "address": "633 Third Avenue, Suite 3210, New York, NY, 10017",
            "email": "press@mission.example",
            "time_zone": "America/New_York",
            **changes,
        }
    )
    names = [
        ("az", "Azərbaycan Respublikasının\nBMT yanında Daimi\nNümayəndəliyi"),
        ("en", "Permanent Mission of the\nRepublic of Azerbaijan\nto the United Nations"),
    ]
    MissionName.objects.bulk_create(
        MissionName(details=details, language=language, name=name, position=position)
        for position, (language, name) in enumerate(names, start=1)
    )
    numbers = [
        ("telephone", "+12123712559", ""),
        ("telephone", "+12123712832", "101"),
        ("fax", "+12123712784", ""),
        ("fax", "+16467386143", ""),
    ]
    ContactNumber.objects.bulk_create(
        ContactNumber(details=details, kind=kind, number=number, extension=extension, position=position)
        for position, (kind, number, extension) in enumerate(numbers, start=1)
    )
    return details


def make_release(title: str = "A visit to Geneva", *paragraphs: str, **changes: Any) -> Release:
    """A draft in English, issued on 20 January 2024."""
    release = unsaved_release(title, *paragraphs, **changes)
    release.save(force_insert=True)
    return release


def unsaved_release(title: str = "A visit to Geneva", *paragraphs: str, **changes: Any) -> Release:
    slug = changes.pop("slug", _slug(title))
    return Release(
        **{
            "language": "en",
            "title": title,
            "slug": slug,
            "issued_on": ISSUED_ON,
            "place": "New York",
            "body": from_paragraphs(paragraphs or ("The delegation arrived on Monday.",)),
            **changes,
        }
    )


def make_page(page: MissionPage, *paragraphs: str, **changes: Any) -> Release:
    """The draft of a page of the mission, in English and in its family."""
    release = unsaved_release(changes.pop("title", str(page.label)), *paragraphs, **{"place": "", **changes})
    become(release, page)
    release.save(force_insert=True)
    return release


def publish_many(
    count: int, *, by: User, each: Callable[[int], dict[str, Any]] = lambda n: {}, title: str = "Number {}"
) -> list[Release]:
    """`Number 0`, `Number 1`, … live in English, `each` with fields of its own: the first is published, the rest are
    put beside it as publishing would have, in a few queries for all.
    """
    words = [{"title": title.format(n), **each(n)} for n in range(count)]
    released = [make_release(**words[0])]
    (first,) = publish(released, by=by)
    released += [unsaved_release(**each_words) for each_words in words[1:]]
    Release.objects.bulk_create(released[1:])
    details_on = details_of_days(release.issued_on for release in released)
    editions = [draft_edition(release, details_on) for release in released[1:]]
    for edition in editions:
        edition.number, edition.made_at, edition.published_by = 1, first.made_at, by
        edition.live_during = first.live_during
        seal(edition)
    search.add(Edition.objects.bulk_create(editions))
    return released


def age_digest(edition: Edition) -> Edition:
    """Make of `edition` one of before digests were salted, past the trigger that keeps it as it is."""
    edition.digest_version, edition.digest_salt = 1, ""
    edition.digest = digest(edition)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE pressreleases_edition DISABLE TRIGGER edition_guard")
        edition.save(update_fields=["digest", "digest_version", "digest_salt"])
        cursor.execute("ALTER TABLE pressreleases_edition ENABLE TRIGGER edition_guard")
    return edition


def rewrite(release: Release, **changes: Any) -> Release:
    """Save other words into the working copy."""
    for name, value in changes.items():
        setattr(release, name, value)
    release.save()
    return release


def in_future(**span: float) -> dt.datetime:
    return timezone.now() + dt.timedelta(**(span or {"hours": 1}))


def database_now() -> dt.datetime:
    """The database's clock at this very moment, not at the start of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: dt.datetime = cursor.fetchone()[0]
    return now


def make_anniversary(month: int = 1, day: int = 20, year: int = 1990, **names: str) -> Anniversary:
    """An anniversary of a day, named by language: `make_anniversary(en="Black January")`; its slug comes from that."""
    anniversary = Anniversary.objects.create(event_first_on=dt.date(year, month, day), month=month, day=day)
    for language, name in names.items():
        AnniversaryName.objects.create(anniversary=anniversary, language=language, name=name, slug=_slug(name))
    return anniversary


def correct(releases: Iterable[Release], *, by: User, change_note: Any = "", **more: Any) -> list[Edition]:
    """Correct, with a change note that a colleague has proposed: where four eyes are not the matter of the test."""
    releases = list(releases)
    _propose(releases, change_note)
    return publishing.correct(releases, by=by, change_note=change_note, **more)


def reinstate(releases: Iterable[Release], *, by: User, change_note: Any = "", **more: Any) -> list[Edition]:
    """Reinstate, with a change note that a colleague has proposed."""
    releases = list(releases)
    _propose(releases, change_note)
    return publishing.reinstate(releases, by=by, change_note=change_note, **more)


def schedule_newest(releases: Iterable[Release], *, by: User, change_note: Any = "", **more: Any) -> list[Edition]:
    """Schedule the newest text, with a change note that a colleague has proposed."""
    releases = list(releases)
    _propose(releases, change_note)
    return publishing.schedule_newest(releases, by=by, change_note=change_note, **more)


def _propose(releases: list[Release], change_note: Any) -> None:
    colleague, _made = User.objects.get_or_create(username="who-proposed-the-note", is_active=False)
    for release in releases:
        note = (change_note if isinstance(change_note, str) else change_note.get(release.language, "")).strip()
        if note and release.pk:
            ReviewComment.objects.create(
                release=release, act="submitted", version=1, change_note=note, by=colleague, at=timezone.now()
            )


def _slug(words: str) -> str:
    return re.sub(r"[^\w-]", "", words.lower().replace(" ", "-"))
