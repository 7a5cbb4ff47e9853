"""Where a line must not end: within a date or a short word with hyphens, before a dash or a mark, and behind `№`.

A span that does not break is put around each of these, so that what readers copy is the text as it was written.
"""

import re
from functools import cache

from babel import dates

from pressreleases.language.languages import cldr

_TAG = r"""(?P<tag><(?:"[^"]*"|[^">])*>)"""
# `1990-cı`, `COP29-dan`.
_ENDING = r"(?<![\w-])\w*\d-[^\W\d_]{1,4}(?![\w-])"
# `Нью-Йорк`, `twenty-four`: what has room in a line on every screen.
_HYPHENATED = r"(?<![\w-])(?=[\w-]{3,18}(?![\w-]))[^\W\d_]+(?:-[^\W\d_]+)+"
# A blank and what stands apart behind it: a dash, the marks of French, the dots where words are left out. With the word
# before it: Chromium 156 ends a line before a span that begins with a blank, where it makes lines even (`text-wrap`).
_MARK = r" (?:[—–…·%»]|[!?:;](?!\w))(?![\w—–…])"
# Of Chinese, which has no blanks, only some letters: each is as wide as two.
_EAST = "\u2e80-\ufaff\uff00-\uffef"
_WORD = rf"(?:(?<![^\s<>])[^\s<>{_EAST}]{{1,30}}(?![^\s<>{_EAST}])|[{_EAST}]{{1,3}})"
_APART = rf"{_WORD}?{_MARK}"
# A sign and a blank before what it is of: an opening mark of French, `№ 5`, `§ 5`.
_SIGN = r"[«№§] "
# The dash and the dots of Chinese, which take the room of two letters.
_DOUBLE = r"[^\s<>;](?:——|……)"


def unbroken(html: str, language: str) -> str:
    """HTML in `language` where no line ends within what belongs together: a date, a short word with hyphens, a mark."""

    def whole(found: re.Match[str]) -> str:
        return found["tag"] or f'<span class="day">{found[0]}</span>'

    return _kept_whole(language).sub(whole, html)


@cache
def _kept_whole(language: str) -> re.Pattern[str]:
    """A tag, one of the above, or a day with the name of its month: `1er janvier`, `20 de enero`, `2024年1月20日`."""
    if language == "zh":
        day = r"(?:\d{4}年)?\d{1,2}月\d{1,2}日"
    else:
        months = dates.get_month_names("wide", "format", cldr(language)).values()
        day = rf"(?<![\w.,])\d{{1,2}}(?:er)? (?:de )?(?:{'|'.join(map(re.escape, months))})"
    signed = rf"{_SIGN}(?:{day}|{_WORD})(?:{_MARK})?"
    return re.compile(
        rf"{_TAG}|{signed}|(?:{day})(?:[^\s<>{_EAST}]{{0,20}}{_MARK})?|{_APART}|{_ENDING}|{_HYPHENATED}|{_DOUBLE}"
    )
