"""Finding: from the terms of a query to the editions that readers may read, newest or best first, with their count.

A word may stand in three texts or in a third of a million. Few hits are sorted at once; many are met soon enough on the
way from the newest to the oldest; and where neither holds (many, but all of them old), all are sorted after all.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from pressreleases.language.languages import language_codes
from pressreleases.search.query import Term, words_of

PAGE = 20
COUNTED = 1000  # of more hits it is said that they are more than these
RANKED = 500  # best first looks at the newest of these
_ON_THE_WAY = 20_000  # so many of the newest are looked through before all are sorted
_SHORTEST_PREFIX = 4
_MOST_PREFIXES = 2  # for which the index is asked

Key = tuple[dt.date, int]

# A bitmap of all that has a common word takes some 30 MB at a million entries; in less, Postgres forgets which entries
# of a page were meant and compares them all again: two seconds instead of a tenth. The settings go with the statement.
# `few` are hits in no order, one more than are counted. While there are not more, they are all there is. Else the
# newest entries are gone through in order, as far as needed and no further than `way`; `all_of_them` is for the rest.
# Postgres does not begin a part whose gate (a count of another part) is closed. Joined with `live`, always.
_HITS = """
    SET LOCAL work_mem = '64MB'; SET LOCAL jit = off;
    WITH titled AS MATERIALIZED (
        (SELECT entry.edition_id, true AS here FROM pressreleases_searchentry AS entry {live}
         WHERE entry.language = %(language)s AND entry.title = %(title)s LIMIT 2)
        UNION ALL
        (SELECT entry.edition_id, false FROM pressreleases_searchentry AS entry {live}
         WHERE entry.language = ANY(%(others)s) AND entry.title = %(title)s LIMIT 2)
    ), of_the_day AS MATERIALIZED (
        SELECT entry.edition_id, entry.issued_on, entry.release_key FROM pressreleases_searchentry AS entry {live}
        WHERE entry.language = %(language)s AND entry.issued_on = %(day)s
        ORDER BY entry.release_key DESC LIMIT {counted}
    ), straight AS MATERIALIZED (
        SELECT (SELECT count(*) FROM of_the_day) > 0 OR (SELECT count(*) FROM titled) = 1 OR {too_common} AS there
    ), few AS MATERIALIZED (
        SELECT * FROM (
            SELECT entry.edition_id, entry.issued_on, entry.release_key, entry.vector
            FROM pressreleases_searchentry AS entry {live}
            WHERE {matches} AND entry.language = %(language)s {filters}
            LIMIT {counted} + 1
        ) AS any_of_them WHERE NOT (SELECT there FROM straight)
    ), n AS MATERIALIZED (
        SELECT count(*) AS few FROM few
    ), on_the_way AS MATERIALIZED (
        SELECT * FROM (
            SELECT entry.edition_id, entry.issued_on, entry.release_key, entry.vector
            FROM (
                SELECT * FROM pressreleases_searchentry AS entry
                WHERE entry.language = %(language)s {year} {after}
                ORDER BY entry.issued_on DESC, entry.release_key DESC LIMIT {way}
            ) AS entry {live}
            WHERE {matches_next} {filters}
            ORDER BY entry.issued_on DESC, entry.release_key DESC LIMIT {size}
        ) AS met WHERE (SELECT few FROM n) > {counted}
    ), all_of_them AS MATERIALIZED (
        SELECT * FROM (
            SELECT entry.edition_id, entry.issued_on, entry.release_key, entry.vector
            FROM pressreleases_searchentry AS entry {live}
            WHERE {matches} AND entry.language = %(language)s {filters} {after}
            ORDER BY entry.issued_on DESC, entry.release_key DESC LIMIT {size}
        ) AS sorted
        WHERE (SELECT few FROM n) > {counted} AND (SELECT count(*) FROM on_the_way) <= {page}
    ), hits AS (
        SELECT * FROM few AS entry WHERE (SELECT few FROM n) <= {counted} {after}
        UNION ALL SELECT * FROM on_the_way WHERE (SELECT count(*) FROM on_the_way) > {page}
        UNION ALL SELECT * FROM all_of_them
    ), sorted AS (
        SELECT edition_id, issued_on, release_key FROM hits AS entry ORDER BY {order} LIMIT {page} + 1 OFFSET %(first)s
    )
    SELECT 'hit', edition_id, issued_on, release_key FROM sorted
    UNION ALL SELECT 'count', few, NULL, NULL FROM n
    UNION ALL SELECT CASE WHEN here THEN 'titled' ELSE 'elsewhere' END, edition_id, NULL, NULL FROM titled
    UNION ALL SELECT 'of the day', edition_id, issued_on, release_key FROM of_the_day
    UNION ALL SELECT 'too common', NULL, NULL, NULL WHERE {too_common}
"""
# Whether another language has anything, by its own rules.
_ELSEWHERE = """
    SELECT %({name}language)s WHERE NOT {too_common} AND EXISTS (
        SELECT FROM pressreleases_searchentry AS entry {live}
        WHERE entry.language = %({name}language)s AND {matches} {filters}
    )
"""
LIVE = """
    JOIN pressreleases_edition AS edition
    ON edition.id = entry.edition_id AND edition.live_during @> statement_timestamp()
"""
_AFTER = "AND (entry.issued_on, entry.release_key) < (%(before_day)s, %(before_key)s)"
_NEWEST_FIRST = "entry.issued_on DESC, entry.release_key DESC"
_BEST_FIRST = f"ts_rank_cd(entry.vector, ({{query}}), 4) DESC, {_NEWEST_FIRST}"
_YEAR = "AND entry.issued_on BETWEEN %(first_day)s AND %(last_day)s"


@dataclass(frozen=True)
class Wanted:
    """What is asked for apart from the words. `before`: key of the last hit seen; `page`: of those best first."""

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
    """Keys of editions, in order. `count` is exact up to `COUNTED`; `older` is the key of the page after this one."""

    editions: tuple[int, ...] = ()
    count: int = 0
    more: bool = False
    older: Key | None = None
    # Those whose whole title was typed, at most two: in the language asked for, else in others.
    titled: tuple[int, ...] = ()
    of_the_day: tuple[int, ...] = ()
    # Whether there was nothing to look for but words that nearly every text has.
    too_common: bool = False

    @property
    def is_more_than_counted(self) -> bool:
        return self.count > COUNTED


def find(terms: Sequence[Term], wanted: Wanted, title: str = "", day: dt.date | None = None) -> Found:
    """The editions that readers may read: with all of `terms`, with just this folded `title`, issued on that `day`.

    Without terms all that is wanted, the newest first; nothing for terms that are all excluded, or all too common. One
    statement.
    """
    if terms and all(term.excluded for term in terms):
        return Found()
    query, params = tsquery(terms, wanted.language)
    params |= {
        "language": wanted.language,
        "title": title or None,
        "others": [code for code in language_codes() if code != wanted.language],
        "day": day,
        "first": (wanted.page - 1) * PAGE if wanted.best_first else 0,
    }
    filters = _filters(wanted, params)
    after = ""
    if wanted.before and not wanted.best_first:
        after = _AFTER
        params |= {"before_day": wanted.before[0], "before_key": wanted.before[1]}
    sql = _HITS.format(
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
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()

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
    """Of the languages of `terms` those in which their terms find something that readers may read. One statement.

    Without terms: in which anything is as `wanted`.
    """
    params: dict[str, Any] = {}
    filters = _filters(wanted, params)
    parts: list[str] = []
    for code, here in terms.items():
        if here and all(term.excluded for term in here):
            continue
        name = f"part{len(parts)}_"
        query, more = tsquery(here, code, name)
        params |= {**more, f"{name}language": code}
        too_common = _too_common(here, code, name)
        matches = f"entry.vector @@ ({query})" if here else "true"
        parts.append(_ELSEWHERE.format(name=name, live=LIVE, matches=matches, too_common=too_common, filters=filters))
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        found = {row[0] for row in cursor.fetchall()}
    return [code for code in terms if code in found]


def tsquery(terms: Sequence[Term], language: str, name: str = "") -> tuple[str, dict[str, Any]]:
    """The SQL expression, and its parameters, of a query that has all `terms`, and none of the excluded ones.

    The names of the parameters begin with `name`.
    """
    words = words_of(language)
    params = {f"{name}words": words.configuration, f"{name}quoted": words.with_stop_words}
    for number, term in enumerate(terms):
        params[f"{name}term{number}"] = " | ".join(_in_any_spelling(term, language))
    return _joined([_part(number, term, name) for number, term in enumerate(terms)]), params


def _in_any_spelling(term: Term, language: str) -> Iterator[str]:
    # A folded word has nothing but letters and digits, so that nothing in it means something to Postgres.
    yield f"'{term.words[0]}':*" if _is_prefix(term, language) else _next_to_each_other(term.words)
    yield from map(_next_to_each_other, term.spellings)


def _next_to_each_other(words: Sequence[str]) -> str:
    return " <-> ".join(f"'{word}'" for word in words)


def _too_common(terms: Sequence[Term], language: str, name: str = "") -> str:
    """The condition that nothing is left to look for of `terms`; some languages have words that are not looked for."""
    parts = [_part(number, term, name) for number, term in enumerate(terms) if not term.excluded]
    return f"numnode({_joined(parts)}) = 0" if parts and words_of(language).configuration != "simple" else "false"


def _matches(terms: Sequence[Term], language: str) -> str:
    """The condition that an entry has all `terms`; of beginnings of words the index is asked for the longest only.

    For each of them it gathers all entries that have such a word, a tenth of a second where these are half a million.
    The others are compared in what is left then, by the function behind `@@`, for which no index is asked.
    """
    prefixes = [number for number, term in enumerate(terms) if _is_prefix(term, language)]
    rest = sorted(prefixes, key=lambda number: (terms[number].excluded, -len(terms[number].words[0])))[_MOST_PREFIXES:]
    parts = [(number in rest, _part(number, term)) for number, term in enumerate(terms)]
    asked = f"entry.vector @@ ({_joined([part for is_rest, part in parts if not is_rest])})"
    if not rest:
        return asked
    return f"{asked} AND ts_match_vq(entry.vector, {_joined([part for is_rest, part in parts if is_rest])})"


def _is_prefix(term: Term, language: str) -> bool:
    """Whether it is looked for by the beginning of words; a number never is."""
    word = term.words[0]
    return words_of(language).prefix and not term.is_phrase and len(word) >= _SHORTEST_PREFIX and not word.isdigit()


def _part(number: int, term: Term, name: str = "") -> str:
    part = f"to_tsquery(%({name}{'quoted' if term.quoted else 'words'})s::regconfig, %({name}term{number})s)"
    return f"!!({part})" if term.excluded else part


def _joined(parts: Sequence[str]) -> str:
    return " && ".join(parts)


def _filters(wanted: Wanted, params: dict[str, Any]) -> str:
    """Conditions on the entry and its edition; their parameters are added to `params`.

    By a topic or an anniversary that is not shown nothing is found: readers may not know what belongs to it.
    """
    conditions = []
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
