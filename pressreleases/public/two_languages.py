"""A release in two languages beside each other, paragraph by paragraph: only where readers may read it in both.

The page belongs to the first language: its address, its masthead, its interface. Each row holds what the one says, then
what the other says of the same, so that the page reads in order without its style.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, override
from django.views.decorators.http import require_safe

from pressreleases.comparing.side_by_side import in_parallel
from pressreleases.language.dates import day_in_words
from pressreleases.language.direction import laid_out
from pressreleases.language.punctuation import comma
from pressreleases.models import Edition
from pressreleases.public import related, standing
from pressreleases.public.addresses import address, both_address
from pressreleases.public.body import blocks_of
from pressreleases.public.corrected import correction_in_words
from pressreleases.public.dating import dates_of
from pressreleases.public.heads import head_of
from pressreleases.public.pages import show
from pressreleases.public.redirects import found_at, moved
from pressreleases.public.related import Related
from pressreleases.public.release import notice_at, place_of


@dataclass(frozen=True)
class Side:
    """One of the two; all is said in its own language. `correction` tells what was corrected, if anything was."""

    edition: Edition
    issued: str
    state: str
    correction: str


@dataclass(frozen=True)
class Row:
    """The HTML of what both say of the same; empty where one of them says nothing of it."""

    one: SafeString
    other: SafeString


@require_safe
def page(request: HttpRequest, languages: tuple[str, str], year: int, slug: str) -> HttpResponse:
    """Where the text is not to be read in both languages, its address leads to what stands in the first."""
    first, second = languages
    match standing.at_address(first, year, slug):
        case standing.Live(edition):
            other = standing.in_language(edition, second)
            if other is None or edition.redacted_at or other.redacted_at:
                return found_at(request, address(edition))
            return _page(request, edition, other)
        case standing.Moved(edition):
            return moved(request, both_address(edition, second))
        case standing.TakenBack() as notice:
            return notice_at(request, notice)
    raise Http404


def _page(request: HttpRequest, one: Edition, other: Edition) -> HttpResponse:
    path = both_address(one, other.language)
    links = related.of(one)
    place = replace(place_of(one, links), path=path, indexed=False, canonical_path=address(one))
    context = {
        "one": _side(one, links),
        "other": _side(other, related.of(other)),
        "body": _rows(*blocks_of(one, other)),
        "notes": _rows(*(_paragraphs(edition.notes_to_editors, edition.language) for edition in (one, other))),
    }
    response = show(request, "public/two_languages.html", place, head_of(one.letterhead), context)
    response["Content-Language"] = f"{one.language}, {other.language}"
    return response


def _side(edition: Edition, links: Related) -> Side:
    language, zone = edition.language, edition.letterhead["time_zone"]
    with override(language):
        state = gettext("Edition %(number)s") % {"number": edition.number}
        correction = correction_in_words([edition, *links.editions], zone)
        begun = dates_of(edition, [edition, *links.editions]).in_words
    issued = day_in_words(edition.issued_on, language)
    return Side(
        edition,
        f"{issued}{comma(language)}{edition.place}" if edition.place else issued,
        f"{state} · {begun}",
        correction,
    )


def _rows(one: Sequence[str], other: Sequence[str]) -> list[Row]:
    return [Row(_together(mine), _together(theirs)) for mine, theirs in in_parallel(one, other)]


def _together(blocks: Sequence[str]) -> SafeString:
    return mark_safe("\n".join(blocks))  # noqa: S308  each was cleaned or escaped


def _paragraphs(text: str, language: str) -> list[str]:
    """Plain `text` as the paragraphs that its page shows, escaped."""
    return laid_out(linebreaks(text, autoescape=True), language).split("\n\n") if text else []
