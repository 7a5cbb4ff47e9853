"""What is done once for each observance whose lead time has begun: its drafts are made, staff are told by e-mail.

It is right at any moment and any number of times: what was done is not done again, also by two processes at once, and
a draft that staff deleted does not come back. Nothing is published.
"""

import datetime as dt
import logging
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from pressreleases.anniversaries.coming import begins_on, in_lead, releases_of
from pressreleases.anniversaries.drafts import Outcome, make_drafts
from pressreleases.anniversaries.recognising import earlier
from pressreleases.errors import ExplainedError
from pressreleases.language.dates import day_in_words
from pressreleases.mission_clock import clock_of, details_now
from pressreleases.models import Anniversary, Edition, Observance, Release, Reminder
from pressreleases.outbox import NoticeKind, tell
from pressreleases.outbox.anniversaries import as_details
from pressreleases.retrying import retried

log = logging.getLogger("mission.anniversaries")

Days = list[tuple[Anniversary, dt.date]]


@dataclass(frozen=True)
class Refused:
    """An observance of which no drafts could be made; `why` says it in words."""

    anniversary: Anniversary
    on: dt.date
    why: str


@dataclass(frozen=True)
class Nothing:
    """An anniversary for which no drafts were made; `why` says it in words."""

    anniversary: Anniversary
    why: str


def draft_anniversaries(today: dt.date | None = None) -> list[Outcome | Refused]:
    """Make the drafts of what comes by `today` (None: the mission's own), and tell; return what is new of each.

    What stands in the way of one observance is logged and told, and hinders no other.
    """
    today = today or clock_of(details_now()).today
    begun, _later = in_lead(today)
    keys = [anniversary.pk for anniversary, _on in begun]
    years = {on.year for _anniversary, on in begun}
    rows = Observance.objects.filter(anniversary__in=keys, year__in=years).values_list("anniversary", "year")
    done = set(rows)
    found: list[Outcome | Refused] = []
    for anniversary, on in begun:
        if (anniversary.pk, on.year) not in done:
            try:
                outcome = make_drafts(anniversary.pk, on.year, by=None)
            except ExplainedError as refusal:
                log.warning("No drafts of anniversary %s for %s: %s", anniversary.pk, on, refusal)
                found.append(Refused(anniversary, on, str(refusal)))
            except Anniversary.DoesNotExist:
                continue
            else:
                found += [outcome] if outcome.made or outcome.by_hand else []
    remind(begun)
    return found


@retried
def why_nothing(today: dt.date | None = None, *, exclude: Collection[int] = ()) -> list[Nothing]:
    """For each anniversary but those with the keys `exclude`, why there is nothing to draft for it by `today`."""
    today = today or clock_of(details_now()).today
    rows = Anniversary.objects.exclude(pk__in=exclude).order_by("pk").whole()
    return [Nothing(anniversary, _why(anniversary, today)) for anniversary in rows]


def _why(anniversary: Anniversary, today: dt.date) -> str:
    language = get_language() or "en"
    on = anniversary.next_on(today)
    if not anniversary.goes_on:
        return _("This anniversary is no longer observed.")
    if on is None:
        return _("The next day is not known.")
    if (begins := begins_on(anniversary, on)) > today:
        return _("The next day is %(day)s. Drafts are made from %(begins)s on.") % {
            "day": day_in_words(on, language),
            "begins": day_in_words(begins, language),
        }
    places = Observance.objects.filter(anniversary=anniversary, year=on.year).select_related("release")
    if there := [row.release.title for row in places if row.release is not None]:
        return _("There is already a release for %(day)s: %(there)s.") % {
            "day": day_in_words(on, language),
            "there": ", ".join(f"“{title}”" for title in there),
        }
    if places:
        return _(
            "The draft for %(day)s was deleted. The site makes a new one only if someone asks for it on the desk."
        ) % {"day": day_in_words(on, language)}
    said = _("Readers can read no earlier release of it, so there is no text to carry forward.")
    if count := len(earlier(anniversary, today)):
        offer = ngettext(
            "%(count)s release looks like a release of it: link it under “Earlier releases” of the anniversary.",
            "%(count)s releases look like releases of it: link them under “Earlier releases” of the anniversary.",
            count,
        )
        said = f"{said} {offer % {'count': count}}"
    return said


def remind(begun: Days) -> Days:
    """Tell staff, in one mail, of those observances of which they were not told before; return which these are.

    Of one whose release is out already nobody is told.
    """
    with transaction.atomic():
        told = set(
            Reminder.objects.filter(anniversary__in=[row.pk for row, _on in begun]).values_list("anniversary", "year")
        )
        new = [pair for pair in begun if (pair[0].pk, pair[1].year) not in told]
        new = [(row, on) for row, on in new if Reminder.objects.get_or_create(anniversary=row, year=on.year)[1]]
        releases = _releases(new)
        out = set(
            Edition.objects.filter(release__in=[row for rows in releases.values() for row in rows]).values_list(
                "release", flat=True
            )
        )
        open_ones = [(row, on) for row, on in new if not any(release.pk in out for release in releases.get(row.pk, ()))]
        if open_ones:
            about = [release for row, _on in open_ones for release in releases.get(row.pk, ())]
            tell(NoticeKind.ANNIVERSARY, about, by=None, details=as_details(open_ones))
    return open_ones


def _releases(new: Days) -> dict[int, list[Release]]:
    """Every language of the release of each observance, and what may be its release, by the keys of anniversaries."""
    there, offered = releases_of(new)
    first = {**offered, **there}
    families: dict[object, list[Release]] = {}
    for row in Release.objects.filter(family__in=[release.family for release in first.values()]).order_by("pk"):
        families.setdefault(row.family, []).append(row)
    return {key: families[release.family] for key, release in first.items()}
