"""From which editions an observance's drafts are carried forward: the newest that readers can read, per language."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F

from pressreleases.desk.anniversary_ordinals import observed_near
from pressreleases.models import Anniversary, Edition, Release
from pressreleases.vocabulary.kinds import Kind
from pressreleases.vocabulary.languages import language_codes

# A language in which nothing was issued for longer is not one of this anniversary any more.
YEARS_BACK = 3


@dataclass(frozen=True)
class Source:
    """The edition to carry forward and the day of its own observance; `withdrawn_on` is that of a newer one."""

    edition: Edition
    observed_on: dt.date
    withdrawn_on: dt.date | None = None


@dataclass(frozen=True)
class Sources:
    """By language; `original` is that of the newest text, `withdrawn` tells what readers cannot read any more."""

    by_language: dict[str, Source]
    original: str
    withdrawn: dict[str, dt.date]


def sources(anniversary: Anniversary, on: dt.date) -> Sources:
    """What is there to carry forward to the observance `on`. Three queries."""
    before = Edition.objects.filter(anniversary=anniversary, issued_on__lt=on, language__in=language_codes())
    newest: dict[str, tuple[tuple[object, ...], int, dt.date]] = {}
    given = before.live().annotate(given_year=F("release__observance__year"))
    for row in given.values("pk", "language", "issued_on", "kind", "release_id", "given_year"):
        # Whose year staff said it is goes before what its date seems to say.
        told = anniversary.observed_on(row["given_year"]) if row["given_year"] else None
        day = told or observed_near(anniversary, row["issued_on"])
        if day.year < on.year:
            rank = (day.year, row["kind"] == Kind.PRESS_RELEASE, row["issued_on"], -row["release_id"])
            if row["language"] not in newest or rank > newest[row["language"]][0]:
                newest[row["language"]] = rank, row["pk"], day
    taken_back = before.taken_back().order_by("issued_on").values_list("language", "issued_on")
    withdrawn = {code: day for code, day in taken_back if code not in newest or day > newest[code][2]}
    last_year = max((day.year for _rank, _pk, day in newest.values()), default=0)
    kept = {code: found for code, found in newest.items() if found[2].year > last_year - YEARS_BACK}
    editions = (
        Edition.objects.filter(pk__in=[key for _rank, key, _day in kept.values()])
        .select_related("release")
        .prefetch_related("topics")
        .in_bulk()
    )
    by_language = {
        code: Source(editions[kept[code][1]], kept[code][2], withdrawn.get(code))
        for code in language_codes()
        if code in kept
    }
    return Sources(by_language, _original(by_language), withdrawn)


def _original(by_language: dict[str, Source]) -> str:
    """The language in which the newest text was first written, if it is among them; else the site's first."""
    newest = sorted(by_language.items(), key=lambda pair: -pair[1].observed_on.year)
    first: dict[str, Release] = {code: source.edition.release for code, source in newest}
    return next((code for code, release in first.items() if release.is_original), next(iter(first), ""))
