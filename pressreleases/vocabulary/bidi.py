"""Words that run the other way than the text around them: names and titles, and telephone numbers."""

import re
import unicodedata

from pressreleases.vocabulary import characters
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


def isolated(words: str, language: str) -> str:
    """One line of words as it stands among others in plain text in `language`, apart from them (FSI and PDI).

    Words that run the same way as the text stay as they are; marks that an old edition holds are left out.
    """
    line = characters.line(words)
    other = ("L",) if direction(language) == "rtl" else ("R", "AL")
    return f"\u2068{line}\u2069" if any(unicodedata.bidirectional(one) in other for one in line) else line
