"""The contact page: where the mission is, how and when to reach it."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from pressreleases.public import linked_data, missions, moves
from pressreleases.public.heads import Head, head_of
from pressreleases.public.pages import everywhere, show


@require_safe
def contact(request: HttpRequest, language: str) -> HttpResponse:
    mission = missions.current()
    place = everywhere(language, "contact", section="contact")
    head = head_of(mission.letterhead)
    context = {
        "mission": mission,
        "map": _on_a_map(head),
        "before": moves.before(mission) if mission.known else [],
        "linked_data": linked_data.script(linked_data.organisation(mission, language)) if mission.known else "",
    }
    return show(request, "public/contact.html", place, head, context)


def _on_a_map(head: Head) -> str:
    """Where OpenStreetMap looks for the address. It is only linked to: nothing of it is loaded."""
    return f"https://www.openstreetmap.org/search?{urlencode({'query': ' '.join(head.address.split())})}"
