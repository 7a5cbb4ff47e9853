"""Telephone numbers in a text from right to left, which would be printed with their parts the other way round."""

import re

from pressreleases.vocabulary.languages import direction

_TAG_OR_NUMBER = re.compile(
    r"""
    (?P<tag><(?:"[^"]*"|[^">])*>)
    # No number without its plus or the brackets of its area: years from and to are to be read from the right.
    | (?P<number>(?:\+\d|\(\d{1,5}\))[\d\s()./-]{4,}\d)
    """,
    re.VERBOSE,
)


def numbers_kept_whole(html: str, language: str) -> str:
    """HTML in `language` with each telephone number that stands in a text from right to left isolated (`<bdi>`)."""
    return _TAG_OR_NUMBER.sub(_isolated, html) if direction(language) == "rtl" else html


def number_in_text(number: str, language: str) -> str:
    """The same for plain text, by the letters that no one sees (LRI and PDI, Unicode Standard Annex 9)."""
    return f"\u2066{number}\u2069" if direction(language) == "rtl" else number


def _isolated(found: re.Match[str]) -> str:
    return found["tag"] or f'<bdi class="number" dir="ltr">{found["number"]}</bdi>'
