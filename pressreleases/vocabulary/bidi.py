"""Words that run the other way than the text around them: names and titles, and telephone numbers."""

import re
import unicodedata

from pressreleases.vocabulary import characters
from pressreleases.vocabulary.languages import direction

# No number without its plus or the brackets of its area: years from and to are to be read from the right.
_NUMBER = re.compile(r"(?:\+\d|\(\d{1,5}\))[\d\s()./-]{4,}\d")
_TAG_OR_NUMBER = re.compile(rf"""(?P<tag><(?:"[^"]*"|[^">])*>)|(?P<number>{_NUMBER.pattern})""")


def numbers_kept_whole(html: str, language: str) -> str:
    """HTML in `language` with each telephone number isolated (`<bdi>`), if any of it may run from right to left.

    A paragraph in Arabic can stand in a text in any language: its letters decide, not the language of the page.
    """
    return _TAG_OR_NUMBER.sub(_isolated, html) if _runs_from_the_right(html, language) else html


def numbers_kept_whole_in_text(text: str, language: str) -> str:
    """The same for plain text, by the letters that no one sees (LRI and PDI, Unicode Standard Annex 9)."""
    return _NUMBER.sub("\u2066\\g<0>\u2069", text) if _runs_from_the_right(text, language) else text


def number_in_text(number: str, language: str) -> str:
    """The same for a text that is one number, of any form."""
    return f"\u2066{number}\u2069" if direction(language) == "rtl" else number


def _runs_from_the_right(words: str, language: str) -> bool:
    return direction(language) == "rtl" or any(unicodedata.bidirectional(one) in {"R", "AL"} for one in words)


def _isolated(found: re.Match[str]) -> str:
    return found["tag"] or f'<bdi class="number" dir="ltr">{found["number"]}</bdi>'


def isolated(words: str, language: str) -> str:
    """One line of words as it stands among others in plain text in `language`, apart from them (FSI and PDI).

    Words that run the same way as the text stay as they are; marks that an old edition holds are left out.
    """
    line = characters.line(words)
    other = ("L",) if direction(language) == "rtl" else ("R", "AL")
    return f"\u2068{line}\u2069" if any(unicodedata.bidirectional(one) in other for one in line) else line
