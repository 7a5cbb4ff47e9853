"""The start page of a language, and the way from `/` to a language."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from pressreleases.models import Edition
from pressreleases.public.formats import linked_data
from pressreleases.public.formats.page_place import everywhere
from pressreleases.public.language import preferred_language
from pressreleases.public.reading import anniversaries, lists, mission_today
from pressreleases.public.views.pages import show
from pressreleases.public.views.redirects import found_at
from pressreleases.public_addresses import start_address

NEWEST, NEXT = 6, 4  # how many releases and anniversaries it shows


@require_safe
def start(request: HttpRequest, language: str) -> HttpResponse:
    mission = mission_today.read()
    newest = lists.page_of(Edition.objects.live().in_language(language), size=NEWEST)
    coming = [row for row in anniversaries.of_language(language, mission.today) if row.next_on is not None]
    context = {
        "mission": mission,
        "newest": newest,
        "coming": coming[:NEXT],
        "linked_data": linked_data.script(linked_data.organisation(mission, language)) if mission.known else "",
    }
    return show(request, "public/start.html", everywhere(language, "start"), mission, context)


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Lead a reader to the language that their browser asks for; nowhere else is a language guessed."""
    language = preferred_language(request.headers.get("Accept-Language", ""))
    response = found_at(request, start_address(language))
    patch_vary_headers(response, ("Accept-Language",))
    return response
