"""Ordinals of anniversaries and years in eight languages: write them, find them in a text, change them in its style.

    ordinal(34, "en")                     thirty-fourth
    ordinal(34, "az", "figures")          34-cü
    ordinal(34, "fr", noun="year")        trente-quatrième
    [found] = find("Thirty Fourth Anniversary", "en")
    written_as(35, found)                 Thirty Fifth

The tables are our own, one file a language, and name their sources. This package needs neither Django nor a database.
"""

from pressreleases.ordinals.finding import Found, find
from pressreleases.ordinals.tables import HIGHEST, Form, Noun, UnknownOrdinal
from pressreleases.ordinals.writing import fitting_article, ordinal, other_article, spellings, written_as

__all__ = [
    "HIGHEST",
    "Form",
    "Found",
    "Noun",
    "UnknownOrdinal",
    "find",
    "fitting_article",
    "ordinal",
    "other_article",
    "spellings",
    "written_as",
]
