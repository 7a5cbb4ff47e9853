"""How to follow the mission: feeds, calendars, offline copies and data, in plain words."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from pressreleases.models.kinds import KINDS_IN_LISTS
from pressreleases.public.formats import calendar_events
from pressreleases.public.formats.page_place import everywhere
from pressreleases.public.reading import anniversaries, lists, mission_today
from pressreleases.public.views.pages import show

MONTHS = 3  # how many are offered to be read offline


@require_safe
def follow(request: HttpRequest, language: str) -> HttpResponse:
    mission = mission_today.read()
    months = lists.calendar().newest_months(language, MONTHS)
    file = calendar_events.link_to_all(language)
    observed = [row for row in anniversaries.of_language(language, mission.today) if row.next_on is not None]
    context = {
        "kinds": [(kind, KINDS_IN_LISTS[kind]) for kind in lists.kinds_of_language(language)],
        "topics": lists.topics_of_language(language),
        "observed": observed,
        "file": file if observed else None,
        "webcal": calendar_events.to_subscribe(file),
        "months": months,
    }
    return show(request, "public/follow.html", everywhere(language, "follow", section="follow"), mission, context)
