"""Text that runs the other way than the text around it: names, titles, telephone numbers."""

import re
import unicodedata
from collections import Counter
from html import escape, unescape

from django.utils.encoding import uri_to_iri

from pressreleases.language import characters
from pressreleases.language.languages import direction

# What could be years from and to, or a date, is no number: those are to be read from the right. So a number needs its
# plus, the brackets of its area, the 00 of calls abroad, the 0 of its area, or the groups of a North American number.
_NUMBER = re.compile(
    r"""(?:\+\d|\(\d{1,5}\))[\d\s()./-]{4,}\d
    |(?<![\w.,/-])(?:
        00[\s-]?[1-9](?:[\s()./-]{0,2}\d){6,13}
        |0\d{2,4}(?:[\s./-]\d{2,4}){2,4}
        |0\d(?:[\s./-]\d{2}){4}
        |(?:1[\s.-])?[2-9]\d{2}[\s.-][2-9]\d{2}[\s.-]\d{4}
        |[2-9]\d{2}-\d{4}
    )(?![\w/-])""",
    re.VERBOSE,
)
_TAG_OR_NUMBER = re.compile(rf"""(?P<tag><(?:"[^"]*"|[^">])*>)|(?P<number>{_NUMBER.pattern})""", re.VERBOSE)
# A block whose words can run their own way, and its own words: of a list, those up to the end of its first inner list.
_BLOCK = re.compile(r"""<(?P<name>p|h[1-6]|t[dh]|caption|figcaption|ul|ol)(?P<more>(?:\s(?:"[^"]*"|[^">])*)?)>""")
_WORDS_OF_BLOCK = re.compile(r"(?:[^<]+|<(?!/?(?:p|h[1-6]|t[dhr]|table|caption|figcaption|ul|ol|blockquote)\b))*")
_WORDS_OF_LIST = re.compile(r"(?:[^<]+|<(?!/(?:ul|ol)\b))*")
# Figures in groups of three with blanks between them: 200 000.
_GROUPED = r"(?<![\w.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?(?!\w)"
_NUMBER_OR_FIGURES = re.compile(rf"{_NUMBER.pattern}|{_GROUPED}", re.VERBOSE)
_TAG_OR_NUMBER_OR_FIGURES = re.compile(rf"{_TAG_OR_NUMBER.pattern}|(?P<figures>{_GROUPED})", re.VERBOSE)
_TAG = re.compile(r"""<(?:"[^"]*"|[^">])*>""")
_LINK = re.compile(r"""<a\s(?:"[^"]*"|[^">])*>.*?</a>""", re.DOTALL)
# What has only ASCII in it; and of this an e-mail address, the address of a page, or the symbol of a document
# (S/2021/404): Latin letters in any language.
_ASCII = re.compile(r"[!-~]+")
_OF_ADDRESS = re.compile(r"@|://|\w[./]\w", re.ASCII)

# Where all letters are that run from the right; most texts have none, and need no look at each letter.
_FROM_THE_RIGHT = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def laid_out(html: str, language: str) -> str:
    """HTML in `language` with the direction of each block that runs the other way, and telephone numbers isolated."""
    return numbers_kept_whole(blocks_directed(html, language), language)


def blocks_directed(html: str, language: str) -> str:
    """HTML in `language` where each block that has more letters of the other direction is told its own (`dir`).

    Otherwise its full stop appears at the wrong end, and its parts are in the wrong order.
    """
    usual = direction(language)

    def directed(block: re.Match[str]) -> str:
        words = _WORDS_OF_LIST if block["name"] in {"ul", "ol"} else _WORDS_OF_BLOCK
        inside = words.match(html, block.end())
        own = _direction_of(inside[0]) if inside else None
        if own in {None, usual} or "dir=" in block["more"]:
            return block[0]
        return f'<{block["name"]}{block["more"]} dir="{own}">'

    return _BLOCK.sub(directed, html)


def _direction_of(html: str) -> str | None:
    """The direction of most letters: a paragraph may begin with a name or an abbreviation of another language.

    Links and addresses count only where there are no other words: an Arabic sentence can be shorter than they are.
    """
    whole = unescape(_TAG.sub("", html))
    if not _FROM_THE_RIGHT.search(whole):
        return "ltr" if any(unicodedata.bidirectional(letter) == "L" for letter in whole) else None
    linked = unescape(_TAG.sub("", _LINK.sub("", html)))
    for words in (_without_addresses(linked), _without_addresses(whole), whole):
        found = Counter(unicodedata.bidirectional(letter) for letter in words)
        from_the_right = found["R"] + found["AL"]
        if from_the_right or found["L"]:
            return "rtl" if from_the_right > found["L"] else "ltr"
    return None


def _without_addresses(words: str) -> str:
    return _ASCII.sub(lambda found: "" if _OF_ADDRESS.search(found[0]) else found[0], words)


def numbers_kept_whole(html: str, language: str) -> str:
    """HTML in `language` with telephone numbers and figures in groups isolated (`<bdi>`) if any of it may run from the
    right: else the groups of 200 000 would change places.

    A text in any language can have a paragraph in Arabic: its letters decide, not the language of the page.
    """
    return _TAG_OR_NUMBER_OR_FIGURES.sub(_isolated, html) if _runs_from_the_right(html, language) else html


def numbers_unbroken(html: str) -> str:
    """HTML whose telephone numbers and figures in groups (200 000) do not part where a line ends."""

    def unbroken(found: re.Match[str]) -> str:
        return found["tag"] or f'<span class="number">{found[0]}</span>'

    return _TAG_OR_NUMBER_OR_FIGURES.sub(unbroken, html)


def numbers_kept_whole_in_text(text: str, language: str) -> str:
    """The same for plain text, by the letters that no one sees (LRI and PDI, Unicode Standard Annex 9).

    Only in lines that can run from right to left, so that a number copied from any other line is the number alone.
    """
    return "".join(_kept_whole_in_line(line, language) for line in text.splitlines(keepends=True))


def _kept_whole_in_line(line: str, language: str) -> str:
    letters = {unicodedata.bidirectional(one) for one in line}
    from_the_right = letters & {"R", "AL"} or (direction(language) == "rtl" and "L" not in letters)
    return _NUMBER_OR_FIGURES.sub("\u2066\\g<0>\u2069", line) if from_the_right else line


def number_in_text(number: str, language: str) -> str:
    """The same for a text that is one number, of any form."""
    return f"\u2066{number}\u2069" if direction(language) == "rtl" else number


def address_on_page(address: str) -> str:
    """The address of a page as HTML: written from the left in any sentence, and a line may end only at its slashes.

    Letters of other scripts stand there as letters, which browsers and feed readers take as well.
    """
    readable = uri_to_iri(address)
    parts = "<wbr>".join(f"<span>{escape(part)}</span>" for part in re.findall(r"(?:\w+://)?[^/]+/*", readable))
    return f'<bdi class="uri" dir="ltr">{parts}</bdi>'


def _runs_from_the_right(words: str, language: str) -> bool:
    return direction(language) == "rtl" or _has_from_the_right(words)


def _has_from_the_right(words: str) -> bool:
    """Whether any letter of `words` runs from the right."""
    if not _FROM_THE_RIGHT.search(words):
        return False
    return any(unicodedata.bidirectional(one) in {"R", "AL"} for one in words)


def _isolated(found: re.Match[str]) -> str:
    return found["tag"] or f'<bdi class="number" dir="ltr">{found[0]}</bdi>'


def isolated(words: str, language: str) -> str:
    """One line of words isolated from the other words of a plain text in `language` (FSI and PDI).

    Words that run the same way as the text stay as they are; marks that an old edition holds are left out.
    """
    line = characters.line(words)
    if direction(language) == "rtl":
        runs_the_other_way = any(unicodedata.bidirectional(one) == "L" for one in line)
    else:
        runs_the_other_way = _has_from_the_right(line)
    return f"\u2068{line}\u2069" if runs_the_other_way else line
