"""If nothing was found, propose similar words, written as a text has them.

Only words of live editions are proposed, and other words have no influence. So nobody can learn from a proposal, or
from a missing one, which words a scheduled, withdrawn or earlier edition has.
"""

from collections.abc import Sequence
from dataclasses import replace

from django.db import connection

from pressreleases.search.finding import Wanted, find
from pressreleases.search.query import Term
from pressreleases.search.statements import LIVE, statement


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
