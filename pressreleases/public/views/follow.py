"""How to follow the mission: feeds, calendars, offline copies and data, in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pressreleases.language.languages import language_codes, own_name
from pressreleases.models.kinds import KINDS_IN_LISTS
from pressreleases.public.formats import calendar_events
from pressreleases.public.formats.page_place import everywhere
from pressreleases.public.reading import anniversaries, lists, mission_today
from pressreleases.public.reading.anniversaries import Observance
from pressreleases.public.views.pages import show
from pressreleases.public_addresses import absolute

MONTHS = 3  # how many are offered to be read offline
NEXT = 6  # of how many anniversaries the feeds are listed; each has its own on its page


@dataclass(frozen=True)
class Listed:
    """A feed: what it is called, in which language if not in that of the page, and where it is."""

    name: str
    path: str
    language: str = ""

    @property
    def address(self) -> str:
        return absolute(self.path)


@require_safe
def follow(request: HttpRequest, language: str) -> HttpResponse:
    mission = mission_today.read()
    months = lists.calendar().newest_months(language, MONTHS)
    file = calendar_events.link_to_all(language)
    observed = [row for row in anniversaries.of_language(language, mission.today) if row.next_on is not None]
    context = {
        "feeds": _feeds(language, observed[:NEXT]),
        "file": file if observed else None,
        "webcal": calendar_events.to_subscribe(file),
        "months": months,
    }
    return show(request, "public/follow.html", everywhere(language, "follow", section="follow"), mission, context)


def _feeds(language: str, observed: Sequence[Observance]) -> list[tuple[str, list[Listed]]]:
    """The feeds under their headings: all and by kind, by topic, by anniversary, and all in each other language."""

    def listed(name: str, view: str, *args: Any, code: str = "") -> Listed:
        return Listed(name, reverse(view, args=[code or language, *args, "atom"]), code)

    kinds = lists.kinds_of_language(language)
    groups = [
        ("", [listed(_("News"), "feed"), *(listed(str(KINDS_IN_LISTS[kind]), "kind_feed", kind) for kind in kinds)]),
        (_("Topics"), [listed(row.name, "topic_feed", row.slug) for row in lists.topics_of_language(language)]),
        (_("Anniversaries"), [listed(row.name, "anniversary_feed", row.slug) for row in observed]),
        (
            _("In other languages"),
            [listed(own_name(code), "feed", code=code) for code in language_codes() if code != language],
        ),
    ]
    return [(heading, feeds) for heading, feeds in groups if feeds]
