"""The page of one release, those of its earlier editions, and the notices that stand in the place of a text."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.encoding import escape_uri_path
from django.utils.html import format_html
from django.utils.http import http_date
from django.utils.safestring import SafeString
from django.utils.translation import override
from django.views.decorators.http import require_safe

from pressreleases.language.languages import direction, language_codes, place_of_language
from pressreleases.models import Edition
from pressreleases.public import citation, linked_data, missions, related, standing
from pressreleases.public.addresses import address, both_address, edition_address, original_address
from pressreleases.public.body import body_of
from pressreleases.public.corrected import is_reinstated, last_correction
from pressreleases.public.dating import dates_of
from pressreleases.public.heads import head_of
from pressreleases.public.history import changes_of, changes_since, rows
from pressreleases.public.missions import Mission
from pressreleases.public.pages import Place, absolute, show
from pressreleases.public.redirects import found_at, moved
from pressreleases.public.related import Linked, Related
from pressreleases.public.share import sheets


@require_safe
def release(request: HttpRequest, language: str, year: int, slug: str) -> HttpResponse:
    match standing.at_address(language, year, slug):
        case standing.Live(edition):
            return _text(request, edition, edition)
        case standing.TakenBack() as notice:
            return notice_at(request, notice)
        case standing.Moved(edition):
            return moved(request, address(edition))
        case None if elsewhere := standing.in_another_language(language, year, slug):
            return found_at(request, original_address(language, elsewhere))
    raise Http404


@require_safe
def earlier_edition(request: HttpRequest, language: str, year: int, slug: str, number: int) -> HttpResponse:
    """An edition that was superseded; the live one's own number leads to the release."""
    match standing.at_address(language, year, slug):
        case standing.Live(live) if live.number == number:
            return found_at(request, address(live))
        case standing.Live(live) if earlier := standing.superseded(live, number):
            return _text(request, earlier, live)
        case standing.TakenBack() as notice if number <= notice.edition.number:
            return notice_at(request, notice)
        case standing.Moved(live):
            return moved(request, edition_address(live, number))
    raise Http404


def _text(request: HttpRequest, edition: Edition, live: Edition) -> HttpResponse:
    response = page_of(request, edition, live, related.of(edition), missions.current())
    response["Last-Modified"] = http_date(edition.begins_at.timestamp())
    return response


def _for_machines(edition: Edition, history: list[Edition | Linked]) -> dict[str, Any]:
    dates = dates_of(edition, history)
    return {
        "citation": citation.in_words(edition),
        "shared": (shared := sheets.shared(edition)),
        "linked_data": linked_data.script(linked_data.article(edition, history, shared.url)),
        "published_at": dates.published,
        "updated_at": dates.updated,
    }


def page_of(
    request: HttpRequest,
    edition: Edition,
    live: Edition,
    links: Related,
    mission: Mission,
    *,
    place: Place | None = None,
    template: str = "public/release.html",
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page of `edition`, which is the `live` one or an earlier one of the same release.

    At another `place` than its own it is under the masthead of another language, and its words are tagged with theirs.
    """
    is_live, is_own = edition.number == live.number, place is None
    place = place or (place_of(edition, links) if is_live else _place_of_earlier(edition, live, links))
    history: list[Edition | Linked] = [live, *links.editions]
    correction = last_correction(history)
    context = {
        "edition": edition,
        "live": live,
        "is_live": is_live,
        "body": body_of(edition),
        "zone": edition.letterhead["time_zone"],
        "dates": dates_of(edition, history),
        "mission": mission,
        "related": links,
        "history": rows(history, live),
        "short_address": absolute(reverse("short", args=[edition.release.code])),
        "correction": correction if is_live else None,
        "changes": _changes(edition, live, correction, history),
        "reinstated": correction is not None and is_reinstated(correction, history),
        "beside": _beside(edition, links) if is_own and is_live else [],
        "tongue": tongue(edition.language) if edition.language != place.language else "",
        **(_for_machines(edition, history) if is_own and is_live and not edition.redacted_at else {}),
        **(more or {}),
    }
    return show(request, template, place, head_of(edition.letterhead), context)


def _changes(
    edition: Edition, live: Edition, correction: Edition | Linked | None, history: list[Edition | Linked]
) -> str:
    """Where readers see what the last correction changed, or what came after an earlier edition; empty if nowhere."""
    if edition.number != live.number:
        return changes_since(edition, live)
    return changes_of(correction, history, live) if correction else ""


def _beside(edition: Edition, links: Related) -> list[tuple[Linked, str]]:
    """The other languages of the text in which it can be read beside this one, each with where."""
    if edition.redacted_at:
        return []
    codes = language_codes()
    shown = [one for one in links.languages if one.language in codes and not one.redacted_at]
    return [(one, both_address(edition, one.language)) for one in shown]


def notice_at(request: HttpRequest, notice: standing.TakenBack) -> HttpResponse:
    """200 with the title where a release was withdrawn, 410 without it where it was removed; never its text.

    It is in the language of the release at whichever of its addresses it is asked for.
    """
    edition = notice.edition
    place = place_of(edition, related.of(edition), readable=False).unindexed()
    for one in notice.translations:
        place.elsewhere[one["language"]] = reverse("release", args=[one["language"], one["year"], one["slug"]])
    if notice.removed:
        # Another address may say in words what was removed, so only the one that was asked for is named.
        path = escape_uri_path(request.path)
        place = replace(place, path=path, elsewhere={**place.elsewhere, edition.language: path})
    others = [] if notice.removed else [one for one in place.languages if one.path and not one.missing]
    context = {
        "notice": notice,
        "edition": edition,
        "zone": edition.letterhead["time_zone"],
        "others": [one for one in others if one.code != edition.language],
        "short_address": absolute(reverse("short", args=[edition.release.code])),
    }
    status = 410 if notice.removed else 200
    with override(edition.language):
        response = show(request, "public/notice.html", place, head_of(edition.letterhead), context, status=status)
    response["Content-Language"] = edition.language
    return response


def place_of(edition: Edition, links: Related, *, readable: bool = True) -> Place:
    """The same text in its languages; readers of any other are led to the original.

    `readable`: whether the words of `edition` itself may be read.
    """
    paths = {linked.language: address(linked) for linked in links.languages}
    paths[edition.language] = address(edition)
    elsewhere = {code: paths[code] for code in language_codes() if code in paths}
    own = related.linked(edition, is_original=edition.release.is_original)
    original = original_of([own, *links.languages] if readable else links.languages)
    return Place(
        edition.language,
        address(edition),
        elsewhere,
        elsewhere.get(original.language if original else edition.language, ""),
        "releases",
        kind="article",
        instead=leading_to(original) if original else {},
    )


def original_of(editions: Sequence[Linked]) -> Linked | None:
    """Of the live `editions` of one text the original, else that in the first language of the site; None of none."""
    return min(editions, key=lambda one: (not one.is_original, place_of_language(one.language)), default=None)


def leading_to(original: Linked) -> dict[str, str]:
    """For each language of the site where its readers find `original`, if they have not the text themselves."""
    return {code: original_address(code, original) for code in language_codes() if code != original.language}


def tongue(language: str) -> SafeString:
    """For an element whose words are in another language than the page."""
    return format_html(' lang="{}" dir="{}"', language, direction(language))


def _place_of_earlier(edition: Edition, live: Edition, links: Related) -> Place:
    """An earlier edition says other words than the newest, so it is its own canonical page, and not to be indexed."""
    newest, path = place_of(edition, links), edition_address(live, edition.number)
    return replace(newest, path=path, elsewhere={**newest.elsewhere, edition.language: path}, indexed=False)
