"""The search page: every query is answered; a date or a whole title leads straight to its release."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.views.decorators.http import require_safe

from pressreleases import search as searching
from pressreleases.language.languages import language_codes, own_name
from pressreleases.models.kinds import kind_choices
from pressreleases.public.converters import Key
from pressreleases.public.formats.page_place import everywhere
from pressreleases.public.reading import lists, mission_today
from pressreleases.public.reading.search import (
    Hit,
    day_of,
    filters_of,
    hits_of,
    listed_results,
    release_to_open,
    terms_of,
)
from pressreleases.public.views.pages import show
from pressreleases.public_addresses import address
from pressreleases.request_values import YEARS, number_in, words_in
from pressreleases.search import Found, Term, Wanted

_LAST_PAGE = 25  # of those best first, of which the first 500 are put in order


@require_safe
def search(request: HttpRequest, language: str) -> HttpResponse:
    """Filters that say nothing sensible are left out, so that no address of a search is an error."""
    query = words_in(request.GET.get("q", "").replace("\x00", " ").strip(), most=searching.LONGEST)
    wanted = _wanted(request.GET, language)
    terms = terms_of(query, wanted.language)
    is_first = wanted == Wanted(wanted.language)
    if not terms:
        wanted = replace(wanted, best_first=False, page=1)
    is_asked = bool(terms) or wanted != Wanted(language, before=wanted.before)
    found = Found()
    if is_asked:
        straight_to = (searching.folded_title(query), day_of(query, language)) if is_first else ()
        found = searching.find(terms, wanted, *straight_to)
    if straight := release_to_open(found):
        return HttpResponseRedirect(address(straight))
    if found.of_the_day:
        found = Found(editions=found.of_the_day, count=len(found.of_the_day))
        hits = [Hit(edition, []) for edition in listed_results(found)]
    else:
        hits = hits_of(found, terms, wanted)
    nothing = is_asked and not found.count and not found.too_common
    mission = mission_today.read()
    place = everywhere(language, "search", section="search").unindexed()
    context = {
        "query": query,
        "wanted": wanted,
        "found": found,
        "counted": searching.COUNTED,
        "hits": hits,
        "terms": terms,
        "is_asked": bool(query) or is_asked,
        "only_excluded": bool(terms) and not found.count and all(term.excluded for term in terms),
        "proposed": _proposed(terms, wanted, place.path) if nothing and terms else None,
        "nothing": nothing,
        "language_searched": own_name(wanted.language),
        "everything": "" if is_first or not query else f"{place.path}?{_asked(query, Wanted(wanted.language))}",
        "elsewhere": _elsewhere(query, wanted, place.path) if nothing else [],
        "next": _next(query, wanted, found, place.path),
        "by_best": f"{place.path}?{_asked(query, replace(wanted, best_first=True, before=None, page=1))}",
        "by_newest": f"{place.path}?{_asked(query, replace(wanted, best_first=False, before=None, page=1))}",
        "filters": filters_of(wanted, language),
    }
    return show(request, "public/search.html", place, mission, context)


def _wanted(given: QueryDict, language: str) -> Wanted:
    def number(name: str, most: int, *, least: int = 1) -> int | None:
        return number_in(given.get(name), least=least, most=most)

    asked = given.get("language", "")
    kind = given.get("kind", "")
    best_first = given.get("order") == "best"
    return Wanted(
        language=asked if asked in language_codes() else language,
        year=number("year", YEARS[-1], least=YEARS[0]),
        kind=kind if kind in dict(kind_choices()) else "",
        topic=number("topic", 2**31),
        anniversary=number("anniversary", 2**31),
        best_first=best_first,
        before=None if best_first else _key(given.get("before", "")),
        page=(number("page", _LAST_PAGE) or 1) if best_first else 1,
    )


def _key(written: str) -> lists.Key | None:
    try:
        return Key().to_python(written)
    except ValueError:
        return None


def _proposed(terms: list[Term], wanted: Wanted, path: str) -> tuple[str, str] | None:
    """What may have been meant, and the address of a search for it."""
    query = searching.propose(terms, wanted)
    return (query, f"{path}?{_asked(query, replace(wanted, before=None, page=1))}") if query else None


def _elsewhere(query: str, wanted: Wanted, path: str) -> list[tuple[str, str, str]]:
    """The other languages in which the same search finds something: code, name, and the address of that search."""
    others = {code: terms_of(query, code) for code in language_codes() if code != wanted.language}
    same = replace(wanted, before=None, page=1)
    return [
        (code, own_name(code), f"{path}?{_asked(query, replace(same, language=code))}")
        for code in searching.languages_with(others, wanted)
    ]


def _next(query: str, wanted: Wanted, found: Found, path: str) -> str:
    if not found.more or wanted.page == _LAST_PAGE:
        return ""
    later = replace(wanted, page=wanted.page + 1) if wanted.best_first else replace(wanted, before=found.older)
    return f"{path}?{_asked(query, later)}"


def _asked(query: str, wanted: Wanted) -> str:
    """The part of an address after the question mark: the same search has the same address."""
    parts = {
        "q": query,
        "language": wanted.language,
        "year": wanted.year,
        "kind": wanted.kind,
        "topic": wanted.topic,
        "anniversary": wanted.anniversary,
        "order": "best" if wanted.best_first else "",
        "before": Key().to_url(wanted.before) if wanted.before else "",
        "page": wanted.page if wanted.page > 1 else "",
    }
    return urlencode({name: value for name, value in parts.items() if value})
