"""Proposing what may have been meant, where nothing was found: each word as it is written in some text that has it.

Only words that a live edition writes so are proposed, and no other word has a say in which: neither that a scheduled,
withdrawn or earlier edition has a word, nor how it writes it, can be inferred from a proposal or from its absence.
"""

from collections.abc import Sequence
from dataclasses import replace

from django.db import connection

from pressreleases.search.finding import LIVE, Wanted, find
from pressreleases.search.query import Term

# The nearest words are gone through until a live edition has one. Each OFFSET 0 keeps Postgres from joining its part
# with the rest: words are looked up one by one, in the index of entries, and no further than the first that is live.
_ALIKE = """
    SET LOCAL work_mem = '64MB'; SET LOCAL jit = off;
    SELECT asked, nearest.word, nearest.written
    FROM unnest(%(asked)s::text[]) AS asked CROSS JOIN LATERAL (
        SELECT known.word, known.written
        FROM (
            SELECT word, written FROM pressreleases_searchword
            WHERE language = %(language)s AND word %% asked
            ORDER BY similarity(word, asked) DESC, word, written OFFSET 0
        ) AS known
        WHERE (
            SELECT true
            FROM (
                SELECT edition_id FROM pressreleases_searchentry
                WHERE language = %(language)s AND vector @@ quote_literal('=' || known.written)::tsquery OFFSET 0
            ) AS entry {live}
            LIMIT 1
        )
        LIMIT 1
    ) AS nearest
"""


def propose(terms: Sequence[Term], wanted: Wanted) -> str:
    """A query like that of `terms`, of which something can be found; empty if there is none. At most two queries."""
    asked = sorted({word for term in terms if not term.excluded for word in term.words})
    if not asked:
        return ""
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE.format(live=LIVE), {"asked": asked, "language": wanted.language})
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
