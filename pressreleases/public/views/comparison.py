"""What differs between two editions of a release or two years, word by word, and a release in two languages.

Only editions that readers may read are compared: the live one and those it superseded. A redacted text cannot be
compared, and the page says so. The page of two languages belongs to the first: its address, its masthead, its
interface. Each row holds a paragraph in the first language, then the same in the second, so that the page reads in
order without its style.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, override
from django.views.decorators.http import require_safe

from pressreleases import letterhead
from pressreleases.comparing.two_languages import in_parallel
from pressreleases.comparing.two_states import Wording, differences
from pressreleases.language.dates import day_in_words
from pressreleases.language.direction import laid_out
from pressreleases.language.numbers import attachments_in_lines
from pressreleases.language.punctuation import comma
from pressreleases.models import Edition
from pressreleases.models.fields import COMPARED
from pressreleases.public.converters import Number, Year
from pressreleases.public.formats.page_place import Place
from pressreleases.public.formats.release_html import blocks_of, place_of
from pressreleases.public.reading import anniversaries, attached, mission_today, release_page, resolve
from pressreleases.public.reading.anniversaries import NamedAnniversary
from pressreleases.public.reading.attached import Attached
from pressreleases.public.reading.masthead import head_of
from pressreleases.public.reading.release_page import ReleasePage
from pressreleases.public.views import redirects
from pressreleases.public.views.anniversaries import place_of_anniversary
from pressreleases.public.views.pages import show
from pressreleases.public.views.redirects import found_at, moved
from pressreleases.public.views.release import notice_at
from pressreleases.public_addresses import (
    address,
    anniversary_address,
    both_address,
    compare_address,
    comparison_address,
    edition_address,
)


@require_safe
def editions(request: HttpRequest, language: str, year: int, slug: str, *, old: int, new: int) -> HttpResponse:
    """The older edition first; the other order is redirected here, and one edition twice to that edition."""
    match resolve.at_address(language, year, slug):
        case resolve.Live(live) as found if both := resolve.two_editions(live, old, new):
            if old >= new:
                return found_at(request, _address(live, old, new))
            return _page(request, *both, release_page.read(found))
        case resolve.TakenBack() as notice if max(old, new) <= notice.edition.number:
            return notice_at(request, notice)
        case resolve.Moved(live):
            return moved(request, comparison_address(live, old, new))
    raise Http404


@require_safe
def choice_of_editions(request: HttpRequest, language: str, year: int, slug: str) -> HttpResponse:
    """From the two numbers that a form gives to the address that stays; without both of them, the form."""
    asked = chosen(request, Number())
    match resolve.at_address(language, year, slug):
        case resolve.Moved(live):
            return moved(request, compare_address(live))
        case resolve.Live(live) if asked:
            return HttpResponseRedirect(_address(live, *asked))
        case resolve.Live() as found:
            return _form(request, release_page.read(found))
        case resolve.TakenBack() as notice:
            return notice_at(request, notice)
    raise Http404


def chosen(request: HttpRequest, converter: Number | Year) -> tuple[int, int] | None:
    """The two numbers of a form that asks what to compare; None if one is left out. Raise Http404 for anything else."""
    given = [request.GET.get(name, "") for name in ("from", "to")]
    if not all(given):
        return None
    try:
        one, other = map(converter.to_python, given)
    except ValueError as error:
        raise Http404 from error
    return one, other


def _address(live: Edition, one: int, other: int) -> str:
    """Where two editions are compared, or the edition is to be read that both numbers name."""
    return comparison_address(live, min(one, other), max(one, other)) if one != other else edition_address(live, one)


def _form(request: HttpRequest, page: ReleasePage) -> HttpResponse:
    live, history = page.live, page.history_rows
    context = {"live": live, "new": live, "old": history[1].edition if len(history) > 1 else None, "history": history}
    path = compare_address(live)
    return show(request, "public/comparison_choice.html", _place(path, page), page, context)


def _page(request: HttpRequest, old: Edition, new: Edition, page: ReleasePage) -> HttpResponse:
    removed = old.redacted_at or new.redacted_at
    context = {
        "old": old,
        "new": new,
        "live": page.live,
        "zone": new.letterhead["time_zone"],
        "removed": removed,
        "differences": [] if removed else differences(wording_of(old), wording_of(new), whole=True),
        "history": page.history_rows,
    }
    place = _place(comparison_address(page.live, old.number, new.number), page)
    return show(request, "public/comparison.html", place, page, context, head=head_of(new.letterhead))


def _place(path: str, page: ReleasePage) -> Place:
    release = place_of(page.live, page.related)
    elsewhere = {**release.elsewhere, page.live.language: path}
    return replace(release, path=path, elsewhere=elsewhere, indexed=False, canonical_path=address(page.live))


def wording_of(edition: Edition) -> Wording:
    """What readers of `edition` saw, without topics, anniversary and address, which are not part of its text."""
    picture = edition.lead_picture or {}
    wording: dict[str, str | tuple[str, ...]] = {
        **{field.name: getattr(edition, field.column) for field in COMPARED if field.public},
        "kind": edition.kind_label,
        "issued_on": "" if edition.page else day_in_words(edition.issued_on, edition.language),
        "attachments": attachments_in_lines(edition.attachments, edition.language),
        "lead_image": tuple(words for name in ("alternative_text", "credit") if (words := picture.get(name))),
        "letterhead": letterhead.in_lines(edition.letterhead),
    }
    return wording


@require_safe
def years(request: HttpRequest, language: str, slug: str, *, old: int, new: int) -> HttpResponse:
    """The older year first; the other order is redirected here, and one year twice to the anniversary."""
    mission = mission_today.read()
    named = anniversaries.at_address(language, slug, mission.today)
    if named is None:
        return redirects.moved_anniversary(request, "years_compared", language, slug, old, new)
    if old >= new:
        return found_at(request, _address_of_years(language, slug, old, new))
    told = _release_of_each_year(named, language)
    if not {old, new} <= told.keys():
        raise Http404
    whole = Edition.objects.live().in_bulk([told[old].pk, told[new].pk])
    if len(whole) < 2:
        raise Http404
    before, after = whole[told[old].pk], whole[told[new].pk]
    removed = bool(before.redacted_at or after.redacted_at)
    context = {
        "observance": named.observance,
        "sides": [(old, before), (new, after)],
        "old": old,
        "new": new,
        "removed": removed,
        "differences": [] if removed else _differences_of_years(before, after),
        "choice": sorted(told, reverse=True),
    }
    place = _place_of_years(language, named, request.path)
    return show(request, "public/years_compared.html", place, mission, context)


@require_safe
def choice_of_years(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """From the two years that a form gives to the address that stays; without both of them, the form."""
    asked = chosen(request, Year())
    mission = mission_today.read()
    named = anniversaries.at_address(language, slug, mission.today)
    if named is None:
        return redirects.moved_anniversary(request, "compare_years", language, slug)
    if asked:
        return HttpResponseRedirect(_address_of_years(language, slug, *asked))
    told = sorted(_release_of_each_year(named, language), reverse=True)
    new, old = told[:2] if len(told) > 1 else (None, None)
    context = {"observance": named.observance, "choice": told, "old": old, "new": new}
    place = _place_of_years(language, named, request.path)
    return show(request, "public/years_compared_choice.html", place, mission, context)


def _place_of_years(language: str, named: NamedAnniversary, path: str) -> Place:
    place = place_of_anniversary(language, named)
    elsewhere = {**place.elsewhere, language: path}
    return replace(place, path=path, elsewhere=elsewhere, indexed=False, canonical_path=place.path)


def _address_of_years(language: str, slug: str, one: int, other: int) -> str:
    if one == other:
        return anniversary_address(language, slug)
    return reverse("years_compared", args=[language, slug, min(one, other), max(one, other)])


def _release_of_each_year(named: NamedAnniversary, language: str) -> dict[int, Edition]:
    """The release of each year, that of the day itself if there are several."""
    anniversary = named.observance.anniversary
    live = Edition.objects.live().in_language(language).filter(anniversary=anniversary)
    return anniversaries.by_year(
        anniversary, anniversaries.of_their_years(live).only("issued_on", "release_id").newest_first()
    )


def _differences_of_years(before: Edition, after: Edition) -> list[object]:
    """But for the heads of the sheets and their numbers, which differ from year to year and are no wording."""
    found = differences(wording_of(before), wording_of(after), whole=True)
    return [each for each in found if each.name not in ("letterhead", "reference")]


@dataclass(frozen=True)
class Side:
    """One of the two, all in its own language. `correction` says what was corrected, if anything was."""

    edition: Edition
    issued: str
    state: str
    correction: str

    @property
    def attachments(self) -> list[Attached]:
        return attached.of_edition(self.edition, self.edition)


@dataclass(frozen=True)
class Row:
    """The HTML of what both say of the same; empty where one of them says nothing of it."""

    one: SafeString
    other: SafeString


@require_safe
def two_languages(request: HttpRequest, languages: tuple[str, str], year: int, slug: str) -> HttpResponse:
    """Where the text cannot be read in both languages, the address leads to the page in the first."""
    first, second = languages
    match resolve.at_address(first, year, slug):
        case resolve.Live(edition) as found:
            other = resolve.in_language(edition, second)
            if other is None or edition.redacted_at or other.redacted_at:
                return found_at(request, address(edition))
            return _side_by_side(request, release_page.read(found), release_page.read(resolve.Live(other)))
        case resolve.Moved(edition):
            return moved(request, both_address(edition, second))
        case resolve.TakenBack() as notice:
            return notice_at(request, notice)
    raise Http404


def _side_by_side(request: HttpRequest, first: ReleasePage, second: ReleasePage) -> HttpResponse:
    one, other = first.edition, second.edition
    path = both_address(one, other.language)
    place = replace(place_of(one, first.related), path=path, indexed=False, canonical_path=address(one))
    context = {
        "shown_in": [one.language, other.language],
        "one": _side(first),
        "other": _side(second),
        "body": _rows(*blocks_of(one, other)),
        "press": _rows(*(_paragraphs(edition.press_contact, edition.language) for edition in (one, other))),
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
