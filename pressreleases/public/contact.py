"""The contact page: where the mission is, how and when to reach it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from pressreleases.public import missions
from pressreleases.public.heads import head_of
from pressreleases.public.pages import everywhere, show


@require_safe
def contact(request: HttpRequest, language: str) -> HttpResponse:
    mission = missions.current()
    place = everywhere(language, "contact", section="contact")
    return show(request, "public/contact.html", place, head_of(mission.letterhead), {"mission": mission})
