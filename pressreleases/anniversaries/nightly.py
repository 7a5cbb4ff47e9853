"""For each observance whose lead time has begun, make its drafts and tell staff by e-mail, once.

It can run at any time and any number of times, also in two processes at once: nothing is done twice, and a draft that
staff deleted is not made again. Nothing is published.
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
from pressreleases.anniversaries.recognising import earlier, written_by_hand
from pressreleases.errors import ExplainedError
from pressreleases.language.dates import day_in_words
from pressreleases.mission_clock import clock_of, details_now
from pressreleases.models import Anniversary, Edition, Observance, Release, Reminder
from pressreleases.outbox import NoticeKind, tell
from pressreleases.outbox.writing import as_details
from pressreleases.retrying import retried

log = logging.getLogger("mission.anniversaries")

Days = list[tuple[Anniversary, dt.date]]


@dataclass(frozen=True)
class Refused:
    """An observance whose drafts could not be made; `why` is a sentence."""

    anniversary: Anniversary
    on: dt.date
    why: str


@dataclass(frozen=True)
class Nothing:
    """An anniversary for which no drafts were made; `why` is a sentence."""

    anniversary: Anniversary
    why: str


def draft_anniversaries(today: dt.date | None = None) -> list[Outcome | Refused]:
    """Make the drafts that are due on `today` (None: the mission's date), and tell staff; return what is new.

    An error with one observance is logged and returned, and does not stop the others.
    """
    today = today or clock_of(details_now()).today
    begun, _later = in_lead(today)
    found: list[Outcome | Refused] = []
    for anniversary, on, by_hand in _open(begun):
        if by_hand:
            found.append(Outcome(anniversary, on, by_hand=by_hand))
            continue
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


def _open(begun: Days) -> list[tuple[Anniversary, dt.date, list[Release]]]:
    """Those of `begun` for which the site has not done everything, each with the releases that may be of that day.

    Those with neither such a release nor a text to carry forward are left out: they are looked at hourly, so all
    together. Three queries.
    """
    keys = [anniversary.pk for anniversary, _on in begun]
    years = {on.year for _anniversary, on in begun}
    rows = Observance.objects.filter(anniversary__in=keys, year__in=years).values_list("anniversary", "year")
    done = set(rows)
    left = [(anniversary, on) for anniversary, on in begun if (anniversary.pk, on.year) not in done]
    by_hand = written_by_hand(left)
    texts = Edition.objects.live().filter(anniversary__in=[anniversary.pk for anniversary, _on in left])
    with_text = set(texts.order_by().values_list("anniversary", flat=True).distinct())
    return [
        (anniversary, on, by_hand.get(anniversary.pk, []))
        for anniversary, on in left
        if anniversary.pk in by_hand or anniversary.pk in with_text
    ]


@retried
def why_nothing(today: dt.date | None = None, *, exclude: Collection[int] = ()) -> list[Nothing]:
    """For each anniversary except the keys `exclude`, why there is nothing to draft for it on `today`."""
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
    """Tell staff, in one mail, about the observances that they were not told of before; return these.

    Nobody is told about an observance whose release is already published.
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
    """All languages of the release of each observance, or of a release that may be its own, by anniversary key."""
    there, offered = releases_of(new)
    first = {**offered, **there}
    families: dict[object, list[Release]] = {}
    for row in Release.objects.filter(family__in=[release.family for release in first.values()]).order_by("pk"):
        families.setdefault(row.family, []).append(row)
    return {key: families[release.family] for key, release in first.items()}
