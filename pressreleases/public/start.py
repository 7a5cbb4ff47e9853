"""The start page of a language: the newest releases, the next anniversaries, how to reach the press office."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from pressreleases.models import Edition
from pressreleases.public import linked_data, listing, missions, observances
from pressreleases.public.heads import head_of
from pressreleases.public.pages import everywhere, show

NEWEST, NEXT = 6, 4  # how many releases and anniversaries it shows


@require_safe
def start(request: HttpRequest, language: str) -> HttpResponse:
    mission = missions.current()
    newest = listing.page_of(Edition.objects.live().in_language(language), size=NEWEST)
    coming = [row for row in observances.of_language(language, mission.today) if row.next_on is not None]
    context = {
        "mission": mission,
        "newest": newest,
        "coming": coming[:NEXT],
        "linked_data": linked_data.script(linked_data.organisation(mission, language)) if mission.known else "",
    }
    return show(request, "public/start.html", everywhere(language, "start"), head_of(mission.letterhead), context)
