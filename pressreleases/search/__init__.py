"""Search what readers may read: folding, the words of a query, the index in Postgres, hits and excerpts.

Results are always joined with the live editions; nothing here decides what is public.
"""

from pressreleases.search.excerpts import Piece, excerpts
from pressreleases.search.finding import COUNTED, Found, Wanted, find, languages_with, propose
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
    "folded_title",
    "forget",
    "languages_with",
    "propose",
    "terms_of",
]
