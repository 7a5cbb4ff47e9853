"""Where the mission was before, from its earlier details that are shown: each address for each time it was there."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pressreleases.language.dates import day_in_words, days_in_words
from pressreleases.models import MissionDetails
from pressreleases.public.heads import numbers_bound
from pressreleases.public.missions import Mission


@dataclass(frozen=True)
class Address:
    """Where the mission was from its first day there (None: since ever, as far as is known) to its last one."""

    lines: str
    first_on: dt.date | None
    last_on: dt.date

    @property
    def printed(self) -> str:
        return numbers_bound(self.lines)

    @property
    def days(self) -> str:
        """Both days, or the last one, in the active language."""
        language = get_language() or "en"
        if self.first_on is None:
            return _("until %(day)s") % {"day": day_in_words(self.last_on, language)}
        return days_in_words(self.first_on, self.last_on, language)


def before(mission: Mission) -> list[Address]:
    """The addresses before that of `mission`, the newest first; one query.

    Details may end for another reason than a move, so that the same address in details that follow each other is one.
    """
    ended = MissionDetails.objects.shown().filter(valid_during__endswith__lte=mission.today)
    found: list[Address] = []
    rows: Any = ended.order_by("-valid_during").values_list("address", "valid_during")
    for lines, span in rows:
        last_on = span.upper - dt.timedelta(days=1)
        if not found and _same(lines, mission.letterhead["address"]):
            continue
        if found and _same(lines, found[-1].lines) and found[-1].first_on == span.upper:
            found[-1] = replace(found[-1], first_on=span.lower)
        else:
            found.append(Address(lines, span.lower, last_on))
    return found


def _same(one: str, other: str) -> bool:
    """Whatever the line ends: the sheet may have been set anew."""
    return one.replace(",", " ").split() == other.replace(",", " ").split()
