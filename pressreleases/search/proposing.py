"""Proposing what may have been meant, where nothing was found: each word as it is written in some text that has it.

The words come from editions of every state, so that a proposal is made only if readers can read something it finds.
"""

from collections.abc import Sequence
from dataclasses import replace

from django.db import connection

from pressreleases.search.finding import Wanted, find
from pressreleases.search.words import Term

_ALIKE = """
    SELECT DISTINCT ON (asked) asked, known.word, known.written
    FROM unnest(%s::text[]) AS asked
    JOIN pressreleases_searchword AS known ON known.language = %s AND known.word %% asked
    ORDER BY asked, similarity(known.word, asked) DESC, known.word
"""


def propose(terms: Sequence[Term], wanted: Wanted) -> str:
    """A query like that of `terms`, of which something can be found; empty if there is none. At most two queries."""
    asked = sorted({word for term in terms if not term.excluded for word in term.words})
    if not asked:
        return ""
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE, [asked, wanted.language])
        alike = {row[0]: row[1:] for row in cursor.fetchall()}
    if all(word == alike.get(word, (word,))[0] for word in asked):
        return ""
    meant = [term if term.excluded else _respelt(term, alike) for term in terms]
    return " ".join(map(_written, meant)) if find(meant, replace(wanted, before=None, page=1)).count else ""


def _respelt(term: Term, alike: dict[str, tuple[str, str]]) -> Term:
    words = tuple(alike.get(word, (word, word))[0] for word in term.words)
    if words == term.words:
        return term
    return replace(term, words=words, typed=" ".join(alike.get(word, (word, word))[1] for word in term.words))


def _written(term: Term) -> str:
    typed = f'"{term.typed}"' if term.is_phrase else term.typed
    return f"-{typed}" if term.excluded else typed
