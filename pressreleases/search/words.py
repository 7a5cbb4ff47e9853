"""What a reader typed into the search, taken apart: words, "phrases", -exclusions. Nothing is ever an error."""

import re
from dataclasses import dataclass

from pressreleases.search.folding import fold

LONGEST = 300  # letters of a query that are read: as many as a title can have
_LONGEST_OF_TERMS = 200
MOST_TERMS = 12
_QUOTES = '"“”„«»‟＂'
_TERM = re.compile(
    rf"(?P<minus>(?<!\S)[-−–])?(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]|(?P<word>[^\s{_QUOTES}]+))"
)


@dataclass(frozen=True)
class Term:
    """One thing that a text must have, or must not have: folded words that stand beside each other, and as typed."""

    words: tuple[str, ...]
    typed: str
    excluded: bool = False
    is_phrase: bool = False


def terms_of(query: str) -> list[Term]:
    """The terms of `query`, in its order; a quotation mark without its partner is none."""
    found = []
    if len(query) > _LONGEST_OF_TERMS:  # cut between two words, as half a word finds nothing
        query = query[:_LONGEST_OF_TERMS].rpartition(" ")[0] or query[:_LONGEST_OF_TERMS]
    for match in _TERM.finditer(query):
        typed = match["phrase"] if match["phrase"] is not None else match["word"]
        words = tuple(fold(typed).split())
        if words:
            term = Term(words, typed.strip(), bool(match["minus"]), match["phrase"] is not None or len(words) > 1)
            found.append(term)
    return found[:MOST_TERMS]
