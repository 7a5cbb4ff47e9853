"""What writers leave in a draft for themselves: [TBC], [XX], xxx, TODO, ???, lorem, a {name} that was never filled in.

Only what no finished text has. An editor's brackets round a word of a quotation ("the [UN] Secretary-General", [sic],
[…]) are none, nor is a Roman numeral: `XX əsr` is how Azerbaijani writes the century, XXX are Games.
"""

import re

# Each part ends where the next one begins, so that there is one way only to read a bracket, and time for long ones.
_WORDS_IN_BRACKETS = (
    r"(?:tb[acd]|tk|x{2,}|n{2,}|_+|todo|fixme|check|date|name|title|place|number|quote|link|ad|tarix|yer|rəqəm|sitat)?"
    r"[\s?!:.]*"
)
_ORDERS_IN_BRACKETS = r"(?:insert\b|to be (?:confirmed|added|checked)|dəqiqləşdir|yoxla|əlavə et)[^\[\]]{0,300}"
_PATTERNS = (
    re.compile(rf"\[\s{{0,9}}(?:{_ORDERS_IN_BRACKETS}|{_WORDS_IN_BRACKETS})\]", re.IGNORECASE),
    re.compile(r"\b(?:TODO|FIXME|TB[CD])\b"),
    # In small letters or mixed it is no Roman numeral; four of them are none in any case.
    re.compile(r"\b(?!XXX\b)[xX]{3,}\b"),
    re.compile(r"\?{3,}|\b_{3,}|\blorem\b", re.IGNORECASE),
    # A pattern that nobody filled in: {ordinal}, {{ name }}.
    re.compile(r"\{\{?\s*\w+\s*\}?\}"),
)


def leftovers(text: str) -> list[str]:
    """The leftover comments in plain `text`, each once, in their order."""
    found = sorted((match.start(), match.end(), match[0]) for pattern in _PATTERNS for match in pattern.finditer(text))
    kept: list[str] = []
    end = -1
    for starts, ends, words in found:
        if starts >= end:
            kept.append(words)
            end = ends
    return list(dict.fromkeys(kept))
