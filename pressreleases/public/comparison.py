"""What differs between two editions of one release, word by word, as readers may see it.

Only editions that readers may read are compared: the live one and those it superseded. Of redacted words there is
nothing to compare, and the page says so.
"""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from pressreleases import letterhead
from pressreleases.comparing.differences import Wording, differences
from pressreleases.language.dates import day_in_words
from pressreleases.models import Edition
from pressreleases.models.fields import COMPARED
from pressreleases.public import related, standing
from pressreleases.public.addresses import address, comparison_address, edition_address
from pressreleases.public.converters import Number, Year
from pressreleases.public.heads import head_of
from pressreleases.public.history import rows
from pressreleases.public.pages import Place, show
from pressreleases.public.redirects import found_at, moved
from pressreleases.public.related import Linked, Related
from pressreleases.public.release import notice_at, place_of


@require_safe
def comparison(request: HttpRequest, language: str, year: int, slug: str, *, old: int, new: int) -> HttpResponse:
    """The older edition first; the other way round leads here, and an edition beside itself to that edition."""
    match standing.at_address(language, year, slug):
        case standing.Live(live) if both := standing.two_editions(live, old, new):
            return _page(request, *both, live) if old < new else found_at(request, _address(live, old, new))
        case standing.TakenBack() as notice if max(old, new) <= notice.edition.number:
            return notice_at(request, notice)
        case standing.Moved(live):
            return moved(request, comparison_address(live, old, new))
    raise Http404


@require_safe
def choice(request: HttpRequest, language: str, year: int, slug: str) -> HttpResponse:
    """From the two numbers that a form gives to the address that stays; without both of them, the form."""
    asked = chosen(request, Number())
    match standing.at_address(language, year, slug):
        case standing.Moved(live):
            return moved(request, reverse("compare", args=[live.language, live.year, live.slug]))
        case standing.Live(live) if asked:
            return HttpResponseRedirect(_address(live, *asked))
        case standing.Live(live):
            return _form(request, live)
        case standing.TakenBack() as notice:
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


def _form(request: HttpRequest, live: Edition) -> HttpResponse:
    links = related.of(live)
    history = rows([live, *links.editions], live)
    context = {"live": live, "new": live, "old": history[1].edition if len(history) > 1 else None, "history": history}
    path = reverse("compare", args=[live.language, live.year, live.slug])
    return show(request, "public/comparison_choice.html", _place(path, live, links), head_of(live.letterhead), context)


def _page(request: HttpRequest, old: Edition, new: Edition, live: Edition) -> HttpResponse:
    links = related.of(live)
    history: list[Edition | Linked] = [live, *links.editions]
    removed = old.redacted_at or new.redacted_at
    context = {
        "old": old,
        "new": new,
        "live": live,
        "zone": new.letterhead["time_zone"],
        "removed": removed,
        "differences": [] if removed else differences(wording_of(old), wording_of(new), whole=True),
        "history": rows(history, live),
    }
    place = _place(comparison_address(live, old.number, new.number), live, links)
    return show(request, "public/comparison.html", place, head_of(new.letterhead), context)


def _place(path: str, live: Edition, links: Related) -> Place:
    release = place_of(live, links)
    elsewhere = {**release.elsewhere, live.language: path}
    return replace(release, path=path, elsewhere=elsewhere, indexed=False, canonical_path=address(live))


def wording_of(edition: Edition) -> Wording:
    """What readers of `edition` saw, without what is no text of it: its topics, anniversary and address."""
    picture = edition.lead_picture or {}
    wording: dict[str, str | tuple[str, ...]] = {
        **{field.name: getattr(edition, field.column) for field in COMPARED if field.public},
        "kind": edition.kind_label,
        "issued_on": day_in_words(edition.issued_on, edition.language),
        "lead_image": tuple(words for name in ("alternative_text", "credit") if (words := picture.get(name))),
        "letterhead": letterhead.in_lines(edition.letterhead),
    }
    return wording
