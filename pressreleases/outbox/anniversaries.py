"""What a mail says about anniversaries that are due: their days, names and years at the time of sending."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pressreleases.language.dates import day_in_words
from pressreleases.models import Anniversary, Notice


@dataclass(frozen=True)
class Told:
    name: str
    line: str


def as_details(observances: list[tuple[Anniversary, dt.date]]) -> dict[str, object]:
    """What a notice stores of `observances`: numbers and days, no words."""
    return {"observances": [{"anniversary": row.pk, "on": on.isoformat()} for row, on in observances]}


def told(notice: Notice, language: str) -> list[Told]:
    """The observances of `notice` that still exist, sorted by day; none for a notice of another kind."""
    rows = notice.details.get("observances", [])
    anniversaries = Anniversary.objects.whole().in_bulk([row["anniversary"] for row in rows]) if rows else {}
    days = [(dt.date.fromisoformat(row["on"]), anniversaries.get(row["anniversary"])) for row in rows]
    found = []
    for on, anniversary in sorted(days, key=lambda pair: pair[0]):
        if anniversary is not None and anniversary.observed_on(on.year) == on:
            years = anniversary.years_on(on)
            count = ngettext("%(years)s year", "%(years)s years", years) % {"years": years}
            name = anniversary.name_in(language)
            said = {"day": day_in_words(on, language), "name": name, "count": count}
            found.append(Told(name, _("%(day)s: %(name)s (%(count)s)") % said))
    return found
