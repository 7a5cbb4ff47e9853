"""The contact page, and the same as a card for an address book."""

from urllib.parse import urlencode

from babel.lists import format_list
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pressreleases.language.languages import cldr, uncapitalised
from pressreleases.models.kinds import NumberKind
from pressreleases.public import caching
from pressreleases.public.formats import contact_card, linked_data
from pressreleases.public.formats.page_place import everywhere
from pressreleases.public.reading import mission_today
from pressreleases.public.reading.masthead import Head, head_of
from pressreleases.public.reading.mission_today import Mission
from pressreleases.public.views.pages import show


@require_safe
def contact(request: HttpRequest, language: str) -> HttpResponse:
    mission = mission_today.read()
    place = everywhere(language, "contact", section="contact")
    head = head_of(mission.letterhead)
    context = {
        "mission": mission,
        "announcements": mission_today.announcements(mission, language),
        "map": _on_a_map(head),
        "moves": mission_today.announced_moves(mission) if mission.known else [],
        "before": mission_today.former_addresses(mission) if mission.known else [],
        "numbers_heading": _numbers_heading(head, mission, language),
        "linked_data": linked_data.script(linked_data.organisation(mission, language)) if mission.known else "",
    }
    return show(request, "public/contact.html", place, mission, context)


def _numbers_heading(head: Head, mission: Mission, language: str) -> str:
    """`Telephone, fax and e-mail`, as far as the mission has them."""
    kinds = {group.kind for group in head.numbers}
    names = {
        _("Telephone"): NumberKind.TELEPHONE in kinds,
        _("Fax"): NumberKind.FAX in kinds,
        _("E-mail"): bool(mission.email),
    }
    first, *others = [name for name, has in names.items() if has] or [""]
    return format_list([first, *(uncapitalised(name, language) for name in others)], locale=cldr(language))


def _on_a_map(head: Head) -> str:
    """Where OpenStreetMap looks for the address. It is only linked to: nothing of it is loaded."""
    return f"https://www.openstreetmap.org/search?{urlencode({'query': ' '.join(head.address.split())})}"


@require_safe
def card(request: HttpRequest, version: str = contact_card.NEWEST) -> HttpResponse:
    mission = mission_today.read()
    if not mission.known:
        raise Http404
    response = HttpResponse(contact_card.write(mission, version), content_type="text/vcard; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="contact.vcf"'
    caching.keep(request, response, mission.good_until)
    return response
