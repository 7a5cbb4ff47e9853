"""The contact page: where the mission is, how and when to reach it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from pressreleases.public import linked_data, missions
from pressreleases.public.heads import head_of
from pressreleases.public.pages import everywhere, show


@require_safe
def contact(request: HttpRequest, language: str) -> HttpResponse:
    mission = missions.current()
    place = everywhere(language, "contact", section="contact")
    context = {
        "mission": mission,
        "linked_data": linked_data.script(linked_data.organisation(mission, language)) if mission.known else "",
    }
    return show(request, "public/contact.html", place, head_of(mission.letterhead), context)
