"""Recognise which observance a release is about: releases written by hand, and ordinals that do not fit the year.

Releases are found by their date and title only. The site only offers to link them, and those that staff linked
themselves are not offered again. Ordinals are reported only where both the anniversary and the number are certain.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property

from django.db.models import Exists, Min, OuterRef, Q

from pressreleases.intake.folding import fold_for_reading
from pressreleases.models import Anniversary, Release, Withdrawal
from pressreleases.ordinals import Found, find

# Days between the observance and the date of issue.
NEAR = dt.timedelta(days=14)
NEAREST = dt.timedelta(days=3)
# Words of a name that are shorter are words like "of"; only this many letters are compared, because endings differ.
_WORD = _STEM = 4


def written_by_hand(coming: Iterable[tuple[Anniversary, dt.date]]) -> dict[int, list[Release]]:
    """The releases that seem to belong to these observances, by anniversary key. One query.

    Fetch the anniversaries with their names. A release is one of them if it belongs to no anniversary, was issued
    within 14 days of the day and has the name in its title; or within three days, with the ordinal and a word of the
    name.
    """
    days = list(coming)
    near = Q()
    for day in {on for _anniversary, on in days}:
        near |= Q(issued_on__range=(day - NEAR, day + NEAR))
    if not near:
        return {}
    taken_back = Withdrawal.objects.filter(release=OuterRef("pk")).in_force()
    rows = Release.objects.no_pages().filter(near, ~Exists(taken_back), anniversary=None, observance=None)
    rows = rows.only("language", "title", "issued_on", "family", "is_original").order_by("-is_original", "pk")
    found: dict[int, list[Release]] = {}
    for release in rows:
        title = _Title(release)
        for anniversary, on in days:
            if title.is_of(anniversary, on):
                found.setdefault(anniversary.pk, []).append(release)
    return found


def earlier(anniversary: Anniversary, today: dt.date) -> list[Release]:
    """The releases that seem to belong to its past observances and have no anniversary, newest first. Two queries.

    Fetch the anniversary with its names and dates.
    """
    first = Release.objects.aggregate(first=Min("issued_on"))["first"]
    years = range(max(anniversary.first_year, first.year), today.year + 1) if first else range(0)
    days = [(anniversary, on) for year in years if (on := anniversary.observed_on(year)) and on <= today]
    found = {release.pk: release for release in written_by_hand(days).get(anniversary.pk, [])}
    return sorted(found.values(), key=lambda release: (release.issued_on, release.pk), reverse=True)


class _Title:
    """The title of a release, prepared once for comparison with many anniversaries."""

    def __init__(self, release: Release) -> None:
        self.release, self.bare = release, f" {_letters_alone(release.title)}"

    def is_of(self, anniversary: Anniversary, on: dt.date) -> bool:
        apart = abs(self.release.issued_on - on)
        names = [row.name for row in anniversary.names.all() if row.language == self.release.language]
        if apart > NEAR or not names:
            return False
        return any(f" {_letters_alone(name)}" in self.bare for name in names) or (
            apart <= NEAREST
            and any(_shares_a_word(name, self.bare) for name in names)
            and self._counts(anniversary.years_on(on))
        )

    def _counts(self, years: int) -> bool:
        fitting = {("anniversary", years), ("year", years + 1)}
        return any((found.noun, found.number) in fitting for found in self.ordinals)

    @cached_property
    def ordinals(self) -> list[Found]:
        return find(self.release.title, self.release.language)


def _shares_a_word(name: str, title: str) -> bool:
    stems = {word[:_STEM] for word in title.split()}
    return any(word[:_STEM] in stems for word in _letters_alone(name).split() if len(word) >= _WORD)


def _letters_alone(text: str) -> str:
    """The folded words without punctuation."""
    return " ".join(
        "".join(c if c.isalnum() else " " for c in fold_for_reading(unicodedata.normalize("NFKC", text))).split()
    )


# How far from its day a release may be issued and still be about that year's observance.
_MOST_DAYS = 60
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])|\n+")


def misfits(
    heading: str, text: str, language: str, anniversary: Anniversary, issued_on: dt.date
) -> list[tuple[str, int]]:
    """Each ordinal that does not fit, as it is written, with the right number: `[("thirty-third anniversary", 34)]`.

    In `heading` (title and lead) every ordinal belongs to the anniversary. In `text` only those in a sentence that
    names it do, because other anniversaries may be mentioned. Fetch `anniversary` with its names and dates. Years are
    not checked: "the 35th year" and "the 34th anniversary" are both right.
    """
    fitting = anniversary.years_on(observed_near(anniversary, issued_on))
    names = [fold_for_reading(row.name) for row in anniversary.names.all() if row.language == language]
    about_it = [
        sentence for sentence in _SENTENCE.split(text) if any(name in fold_for_reading(sentence) for name in names)
    ]
    return [
        (found.phrase, fitting)
        for part in (heading, *about_it)
        for found in find(part, language)
        if found.noun == "anniversary" and found.number != fitting
    ]


def observed_near(anniversary: Anniversary, day: dt.date) -> dt.date:
    """The observance nearest to `day`: a release of December may belong to an observance in January."""
    days = [anniversary.observed_on(year) for year in (day.year - 1, day.year, day.year + 1)]
    near = min((found for found in days if found), key=lambda found: abs((found - day).days), default=day)
    return near if abs((near - day).days) <= _MOST_DAYS else day
