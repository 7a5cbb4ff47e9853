"""Search editions: folding, the words of a query, the index in Postgres, hits and excerpts.

What is found for readers is always joined with the live editions; only `releases_with`, for staff, finds all editions.
"""

from pressreleases.search.excerpts import Piece, excerpts
from pressreleases.search.finding import COUNTED, Found, Wanted, find, languages_with, propose, releases_with
from pressreleases.search.folding import fold_for_search
from pressreleases.search.indexing import add, add_missing, folded_title, forget
from pressreleases.search.query import LONGEST, Spelling, Term, day_of, terms_of

__all__ = [
    "COUNTED",
    "LONGEST",
    "Found",
    "Piece",
    "Spelling",
    "Term",
    "Wanted",
    "add",
    "add_missing",
    "day_of",
    "excerpts",
    "find",
    "fold_for_search",
    "folded_title",
    "forget",
    "languages_with",
    "propose",
    "releases_with",
    "terms_of",
]
