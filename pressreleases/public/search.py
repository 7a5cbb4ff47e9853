"""The search: whatever is typed is answered, with hits or with words; a date or a whole title leads straight there."""

import datetime as dt
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Value
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.views.decorators.http import require_safe

from pressreleases import ordinals
from pressreleases import search as searching
from pressreleases.intake.dates import read_date_line
from pressreleases.intake.errors import IntakeError
from pressreleases.language.direction import numbers_kept_whole_in_text
from pressreleases.language.languages import language_codes, own_name
from pressreleases.models import AnniversaryName, Edition
from pressreleases.models.kinds import kind_choices
from pressreleases.models.topic import TopicName
from pressreleases.public import listing, missions
from pressreleases.public.addresses import address
from pressreleases.public.converters import Key
from pressreleases.public.heads import head_of
from pressreleases.public.pages import everywhere, show
from pressreleases.request_values import YEARS, number_in, words_in
from pressreleases.search import Found, Piece, Spelling, Term, Wanted

_LAST_PAGE = 25  # of those best first, of which the first 500 are put in order


@dataclass(frozen=True)
class Choice:
    value: str
    name: str
    chosen: bool


@dataclass(frozen=True)
class Hit:
    edition: Edition
    pieces: list[Piece]


@require_safe
def search(request: HttpRequest, language: str) -> HttpResponse:
    """Filters that say nothing sensible are left out, so that no address of a search is an error."""
    query = words_in(request.GET.get("q", "").replace("\x00", " ").strip(), most=searching.LONGEST)
    wanted = _wanted(request.GET, language)
    terms = _terms(query, wanted.language)
    is_first = wanted == Wanted(wanted.language)
    if not terms:
        wanted = replace(wanted, best_first=False, page=1)
    is_asked = bool(terms) or wanted != Wanted(language, before=wanted.before)
    found = Found()
    if is_asked:
        straight_to = (searching.folded_title(query), _day(query, language)) if is_first else ()
        found = searching.find(terms, wanted, *straight_to)
    if straight := _straight_to(found):
        return HttpResponseRedirect(address(straight))
    if found.of_the_day:
        found = Found(editions=found.of_the_day, count=len(found.of_the_day))
        hits = [Hit(edition, []) for edition in _editions(found)]
    else:
        hits = _hits(found, terms, wanted)
    nothing = is_asked and not found.count and not found.too_common
    mission = missions.current()
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
        "elsewhere": _elsewhere(query, wanted, place.path) if nothing else [],
        "next": _next(query, wanted, found, place.path),
        "by_best": f"{place.path}?{_asked(query, replace(wanted, best_first=True, before=None, page=1))}",
        "by_newest": f"{place.path}?{_asked(query, replace(wanted, best_first=False, before=None, page=1))}",
        "filters": _filters(wanted, language),
    }
    return show(request, "public/search.html", place, head_of(mission.letterhead), context)


def _terms(query: str, language: str) -> list[Term]:
    """Ordinals are looked for in words and in figures, whichever were typed."""
    spellings = [
        Spelling(found.start, found.end, other)
        for found in ordinals.find(query, language)
        for other in ordinals.spellings(found.number, language)
    ]
    return searching.terms_of(query, spellings)


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


def _key(written: str) -> listing.Key | None:
    try:
        return Key().to_python(written)
    except ValueError:
        return None


def _day(query: str, language: str) -> dt.date | None:
    """The day that `query` is, as sheets or as `language` writes it; None for what could be two, or is none."""
    try:
        line = read_date_line(query, line=1)
    except IntakeError:
        return None
    if line:
        return line.day if not line.place else None
    return searching.day_of(query, language)


def _straight_to(found: Found) -> Edition | None:
    """The one release of the day that was typed, or the one with just that title."""
    for keys in (found.of_the_day, found.titled):
        if len(keys) == 1:
            return Edition.objects.live().filter(pk=keys[0]).first()
    return None


def _editions(found: Found, *more: str) -> list[Edition]:
    rows = listing.listed(Edition.objects.live().filter(pk__in=found.editions), *more)
    by_key = {edition.pk: edition for edition in rows}
    return [by_key[key] for key in found.editions if key in by_key]


def _hits(found: Found, terms: list[Term], wanted: Wanted) -> list[Hit]:
    if not found.editions:
        return []
    if not terms:
        return [Hit(edition, []) for edition in _editions(found)]
    editions = _editions(found, "text")
    pieces = searching.excerpts(
        [numbers_kept_whole_in_text(edition.text, edition.language) for edition in editions], terms, wanted.language
    )
    return [Hit(edition, shown) for edition, shown in zip(editions, pieces, strict=True)]


def _proposed(terms: list[Term], wanted: Wanted, path: str) -> tuple[str, str] | None:
    """What may have been meant, and the address of a search for it."""
    query = searching.propose(terms, wanted)
    return (query, f"{path}?{_asked(query, replace(wanted, before=None, page=1))}") if query else None


def _elsewhere(query: str, wanted: Wanted, path: str) -> list[tuple[str, str, str]]:
    """The other languages in which the same search finds something: code, name, and the address of that search."""
    others = {code: _terms(query, code) for code in language_codes() if code != wanted.language}
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


def _filters(wanted: Wanted, language: str) -> dict[str, list[Choice]]:
    """What each list of the form offers, in the language of the page; one query."""
    topics = TopicName.objects.filter(language=language, topic__shown=True)
    anniversaries = AnniversaryName.objects.filter(language=language, anniversary__shown=True)
    rows = topics.annotate(part=Value("topic")).values_list("part", "topic_id", "name")
    rows = rows.union(
        anniversaries.annotate(part=Value("anniversary")).values_list("part", "anniversary_id", "name"), all=True
    )
    names: dict[str, list[tuple[int, str]]] = {"topic": [], "anniversary": []}
    for part, key, name in rows:
        names[part].append((key, name))
    return {
        "language": [Choice(code, own_name(code), code == wanted.language) for code in language_codes()],
        "kind": [Choice(value, str(name), value == wanted.kind) for value, name in kind_choices()],
        "topic": _choices(names["topic"], wanted.topic),
        "anniversary": _choices(names["anniversary"], wanted.anniversary),
    }


def _choices(rows: list[tuple[int, str]], chosen: int | None) -> list[Choice]:
    return [Choice(str(key), name, key == chosen) for key, name in sorted(rows, key=_by_name)]


def _by_name(row: tuple[int, str]) -> str:
    return row[1].casefold()
