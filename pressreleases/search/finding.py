"""Find the editions that readers may read and that have the terms of a query, with their count; else similar words.

The statements are in `sql/`, with comments: they decide by the number of hits how to go on, which the ORM cannot say.
Parts that depend on the query are put together here.

If nothing was found, similar words are proposed, written as a text has them. Only words of live editions are proposed,
and other words have no influence. So nobody can learn from a proposal, or from a missing one, which words a scheduled,
withdrawn or earlier edition has.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection

from pressreleases.language.languages import language_codes
from pressreleases.search.query import Term, words_of

_FOLDER = Path(__file__).parent / "sql"

# The same editions as `Edition.objects.live(pages=True)`. Every statement that finds entries for readers joins it.
LIVE = """
    JOIN pressreleases_edition AS edition
    ON edition.id = entry.edition_id AND edition.live_during @> statement_timestamp()
"""


@cache
def statement(name: str) -> str:
    """The text of `sql/<name>.sql`."""
    return (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")


PAGE = 20
COUNTED = 1000  # more hits are shown as "more than 1000"
RANKED = 500  # by relevance, only so many of the newest are compared
_ON_THE_WAY = 20_000  # so many of the newest are looked at before all are sorted
_SHORTEST_PREFIX = 4
_SHORTEST_BEGINNING = 3  # for staff, in every language
_MOST_PREFIXES = 2  # that are looked for in the index

Key = tuple[dt.date, int]

_AFTER = "AND (entry.issued_on, entry.release_key) < (%(before_day)s, %(before_key)s)"
_NEWEST_FIRST = "entry.issued_on DESC, entry.release_key DESC"
_BEST_FIRST = f"ts_rank_cd(entry.vector, ({{query}}), 4) DESC, {_NEWEST_FIRST}"
_YEAR = "AND entry.issued_on BETWEEN %(first_day)s AND %(last_day)s"


@dataclass(frozen=True)
class Wanted:
    """What is searched besides the words. `before`: the key of the last hit seen. `page`: the page, by relevance."""

    language: str
    year: int | None = None
    kind: str = ""
    topic: int | None = None
    anniversary: int | None = None
    best_first: bool = False
    before: Key | None = None
    page: int = 1


@dataclass(frozen=True)
class Found:
    """Keys of editions, in order. `count` is exact up to `COUNTED`; `older` is the key of the next page."""

    editions: tuple[int, ...] = ()
    count: int = 0
    more: bool = False
    older: Key | None = None
    # Editions whose whole title was typed, at most two: in this language, else in others.
    titled: tuple[int, ...] = ()
    of_the_day: tuple[int, ...] = ()
    # Whether the query has only words that nearly every text has.
    too_common: bool = False

    @property
    def is_more_than_counted(self) -> bool:
        return self.count > COUNTED


def find(terms: Sequence[Term], wanted: Wanted, title: str = "", day: dt.date | None = None) -> Found:
    """The editions that readers may read with all of `terms`, with exactly this folded `title`, or issued on `day`.

    Without terms, everything that is wanted, newest first. If all terms are excluded or too common, nothing. One
    statement.
    """
    if terms and all(term.excluded for term in terms):
        return Found()
    sql, params = _statement(terms, wanted, title, day)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return _found(cursor.fetchall())


def _statement(terms: Sequence[Term], wanted: Wanted, title: str, day: dt.date | None) -> tuple[str, dict[str, Any]]:
    query, params = tsquery(terms, wanted.language)
    params |= {
        "language": wanted.language,
        "title": title or None,
        "others": [code for code in language_codes() if code != wanted.language],
        "day": day,
        "first": (wanted.page - 1) * PAGE if wanted.best_first else 0,
    }
    filters = _filters(wanted, params, with_pages=bool(terms))
    after = ""
    if wanted.before and not wanted.best_first:
        after = _AFTER
        params |= {"before_day": wanted.before[0], "before_key": wanted.before[1]}
    sql = statement("hits").format(
        live=LIVE,
        query=query,
        matches=_matches(terms, wanted.language) if terms else "true",
        matches_next=f"entry.vector @@ ({query})" if terms else "true",
        too_common=_too_common(terms, wanted.language),
        filters=filters,
        year=_YEAR if wanted.year else "",
        after=after,
        counted=COUNTED,
        way=_ON_THE_WAY,
        size=RANKED if wanted.best_first else PAGE + 1,
        page=PAGE,
        order=(_BEST_FIRST if wanted.best_first and terms else _NEWEST_FIRST).format(query=query),
    )
    return sql, params


def _found(rows: Sequence[tuple[Any, ...]]) -> Found:
    def of(part: str) -> tuple[int, ...]:
        return tuple(row[1] for row in rows if row[0] == part)

    hits = [row[1:] for row in rows if row[0] == "hit"]
    return Found(
        editions=tuple(hit[0] for hit in hits[:PAGE]),
        count=next(row[1] for row in rows if row[0] == "count"),
        more=len(hits) > PAGE,
        older=hits[PAGE - 1][1:] if len(hits) > PAGE else None,
        titled=of("titled") or of("elsewhere"),
        of_the_day=of("of the day"),
        too_common=bool(of("too common")),
    )


def languages_with(terms: Mapping[str, Sequence[Term]], wanted: Wanted) -> list[str]:
    """The languages of `terms` in which their terms find something that readers may read. One statement.

    Without terms, the languages that have anything that is wanted.
    """
    params: dict[str, Any] = {}
    filters = _filters(wanted, params, with_pages=any(terms.values()))
    parts: list[str] = []
    for code, here in terms.items():
        if here and all(term.excluded for term in here):
            continue
        name = f"part{len(parts)}_"
        query, more = tsquery(here, code, name)
        params |= {**more, f"{name}language": code}
        too_common = _too_common(here, code, name)
        matches = f"entry.vector @@ ({query})" if here else "true"
        filled = {"live": LIVE, "matches": matches, "too_common": too_common, "filters": filters, "counted": COUNTED}
        parts.append(statement("has_hits").format(name=name, **filled))
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        found = {row[0] for row in cursor.fetchall()}
    return [code for code in terms if code in found]


def releases_with(terms: Mapping[str, Sequence[Term]], most: int) -> list[int]:
    """The keys of at most `most` releases of which some edition has the terms of its language, the newest first.

    For staff: scheduled, superseded and withdrawn editions count too, and the beginning of a word is enough. One
    statement.
    """
    params: dict[str, Any] = {}
    matches, newest = [], []
    for number, (code, here) in enumerate(terms.items()):
        if all(term.excluded for term in here):
            continue
        name = f"part{number}_"
        query, more = tsquery(here, code, name, by_beginnings=True)
        params |= {**more, f"{name}language": code}
        matches.append(f"entry.language = %({name}language)s AND entry.vector @@ ({query})")
        newest.append(statement("newest_with").format(name=name, query=query, way=_ON_THE_WAY, most=most))
    if not matches:
        return []
    sql = statement("all_editions").format(matches=" OR ".join(matches), newest=" UNION ALL ".join(newest), most=most)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [row[0] for row in cursor.fetchall()]


def tsquery(
    terms: Sequence[Term], language: str, name: str = "", *, by_beginnings: bool = False
) -> tuple[str, dict[str, Any]]:
    """The SQL expression for a query with all `terms` and without the excluded ones, and its parameters.

    The names of the parameters begin with `name`. With `by_beginnings`, words count that begin like a single term.
    """
    words = words_of(language)
    params = {f"{name}words": words.configuration, f"{name}quoted": words.with_stop_words}
    for number, term in enumerate(terms):
        params[f"{name}term{number}"] = " | ".join(_in_any_spelling(term, language, by_beginnings))
    return _joined([_part(number, term, name) for number, term in enumerate(terms)]), params


def _in_any_spelling(term: Term, language: str, by_beginnings: bool) -> Iterator[str]:
    # A folded word has only letters and digits, so nothing in it has a meaning for Postgres.
    begins = not term.is_phrase and len(term.words[0]) >= _SHORTEST_BEGINNING and by_beginnings
    yield f"'{term.words[0]}':*" if begins or _is_prefix(term, language) else _next_to_each_other(term.words)
    yield from map(_next_to_each_other, term.spellings)


def _next_to_each_other(words: Sequence[str]) -> str:
    return " <-> ".join(f"'{word}'" for word in words)


def _too_common(terms: Sequence[Term], language: str, name: str = "") -> str:
    """The condition that all `terms` are stop words of the language."""
    parts = [_part(number, term, name) for number, term in enumerate(terms) if not term.excluded]
    return f"numnode({_joined(parts)}) = 0" if parts and words_of(language).configuration != "simple" else "false"


def _matches(terms: Sequence[Term], language: str) -> str:
    """The condition that an entry has all `terms`. Of beginnings of words, only the longest are searched in the index.

    For each of them, the index collects all entries with such a word: a tenth of a second for half a million. The
    others are compared in the remaining entries, by the function behind `@@`, which uses no index.
    """
    prefixes = [number for number, term in enumerate(terms) if _is_prefix(term, language)]
    rest = sorted(prefixes, key=lambda number: (terms[number].excluded, -len(terms[number].words[0])))[_MOST_PREFIXES:]
    parts = [(number in rest, _part(number, term)) for number, term in enumerate(terms)]
    asked = f"entry.vector @@ ({_joined([part for is_rest, part in parts if not is_rest])})"
    if not rest:
        return asked
    return f"{asked} AND ts_match_vq(entry.vector, {_joined([part for is_rest, part in parts if is_rest])})"


def _is_prefix(term: Term, language: str) -> bool:
    """Whether words that begin like the term count too; never for a number."""
    word = term.words[0]
    return words_of(language).prefix and not term.is_phrase and len(word) >= _SHORTEST_PREFIX and not word.isdigit()


def _part(number: int, term: Term, name: str = "") -> str:
    part = f"to_tsquery(%({name}{'quoted' if term.quoted else 'words'})s::regconfig, %({name}term{number})s)"
    return f"!!({part})" if term.excluded else part


def _joined(parts: Sequence[str]) -> str:
    return " && ".join(parts)


def _filters(wanted: Wanted, params: dict[str, Any], *, with_pages: bool) -> str:
    """Conditions on the entry and its edition; their parameters are added to `params`.

    Pages of the mission are found by their words alone: with any filter, the search is one among releases.
    A topic or an anniversary that is not shown finds nothing, because readers may not know what belongs to it.
    """
    narrowed = wanted.year or wanted.kind or wanted.anniversary or wanted.topic
    conditions = [] if with_pages and not narrowed else ["AND edition.page = ''"]
    if wanted.year:
        params |= {"first_day": dt.date(wanted.year, 1, 1), "last_day": dt.date(wanted.year, 12, 31)}
        conditions.append(_YEAR)
    if wanted.kind:
        params["kind"] = wanted.kind
        conditions.append("AND edition.kind = %(kind)s")
    if wanted.anniversary:
        params["anniversary"] = wanted.anniversary
        conditions.append(
            "AND edition.anniversary_id = %(anniversary)s AND EXISTS (SELECT FROM pressreleases_anniversary AS one"
            " WHERE one.id = %(anniversary)s AND one.shown)"
        )
    if wanted.topic:
        params["topic"] = wanted.topic
        conditions.append(
            "AND EXISTS (SELECT FROM pressreleases_editiontopic AS about"
            " JOIN pressreleases_topic AS one ON one.id = about.topic_id AND one.shown"
            " WHERE about.edition_id = edition.id AND about.topic_id = %(topic)s)"
        )
    return " ".join(conditions)


def propose(terms: Sequence[Term], wanted: Wanted) -> str:
    """A query similar to `terms` that finds something; empty if there is none. At most two database queries."""
    asked = sorted({word for term in terms if not term.excluded for word in term.words})
    if not asked:
        return ""
    with connection.cursor() as cursor:
        cursor.execute(statement("proposals").format(live=LIVE), {"asked": asked, "language": wanted.language})
        alike = {row[0]: row[1:] for row in cursor.fetchall()}
    if all(word == alike.get(word, (word,))[0] for word in asked):
        return ""
    meant = [term if term.excluded else _respelt(term, alike) for term in terms]
    return " ".join(map(_written, meant)) if find(meant, replace(wanted, before=None, page=1)).count else ""


def _respelt(term: Term, alike: dict[str, tuple[str, str]]) -> Term:
    words = tuple(alike.get(word, (word, word))[0] for word in term.words)
    if words == term.words:
        return term
    return replace(
        term, words=words, spellings=(), typed=" ".join(alike.get(word, (word, word))[1] for word in term.words)
    )


def _written(term: Term) -> str:
    typed = f'"{term.typed}"' if term.is_phrase else term.typed
    return f"-{typed}" if term.excluded else typed
