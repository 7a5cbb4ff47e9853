"""A release in two languages side by side, paragraph by paragraph: only where both can be read.

The page belongs to the first language: its address, its masthead, its interface. Each row holds a paragraph in the
first language, then the same in the second, so that the page reads in order without its style.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, override
from django.views.decorators.http import require_safe

from pressreleases.comparing.two_languages import in_parallel
from pressreleases.language.dates import day_in_words
from pressreleases.language.direction import laid_out
from pressreleases.language.punctuation import comma
from pressreleases.models import Edition
from pressreleases.public.formats.release_html import blocks_of, place_of
from pressreleases.public.reading import release_page, resolve
from pressreleases.public.reading.release_page import ReleasePage
from pressreleases.public.views.pages import show
from pressreleases.public.views.redirects import found_at, moved
from pressreleases.public.views.release import notice_at
from pressreleases.public_addresses import address, both_address


@dataclass(frozen=True)
class Side:
    """One of the two, all in its own language. `correction` says what was corrected, if anything was."""

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
    """Where the text cannot be read in both languages, the address leads to the page in the first."""
    first, second = languages
    match resolve.at_address(first, year, slug):
        case resolve.Live(edition) as found:
            other = resolve.in_language(edition, second)
            if other is None or edition.redacted_at or other.redacted_at:
                return found_at(request, address(edition))
            return _page(request, release_page.read(found), release_page.read(resolve.Live(other)))
        case resolve.Moved(edition):
            return moved(request, both_address(edition, second))
        case resolve.TakenBack() as notice:
            return notice_at(request, notice)
    raise Http404


def _page(request: HttpRequest, first: ReleasePage, second: ReleasePage) -> HttpResponse:
    one, other = first.edition, second.edition
    path = both_address(one, other.language)
    place = replace(place_of(one, first.related), path=path, indexed=False, canonical_path=address(one))
    context = {
        "one": _side(first),
        "other": _side(second),
        "body": _rows(*blocks_of(one, other)),
        "notes": _rows(*(_paragraphs(edition.notes_to_editors, edition.language) for edition in (one, other))),
    }
    response = show(request, "public/two_languages.html", place, first, context)
    response["Content-Language"] = f"{one.language}, {other.language}"
    return response


def _side(page: ReleasePage) -> Side:
    edition, language = page.edition, page.edition.language
    with override(language):
        state = gettext("Edition %(number)s") % {"number": edition.number}
        correction = page.correction_in_words
        begun = page.dates.in_words
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
