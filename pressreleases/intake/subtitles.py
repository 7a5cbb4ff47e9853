"""Find where a subtitle begins among the lines of a title."""

from __future__ import annotations

import re

from pressreleases.intake.folding import fold_loosely
from pressreleases.intake.parts import Group
from pressreleases.intake.textual import ends_amid

# With these words, or letters, a line of Arabic goes on with the one above it.
ARABIC_LINK = re.compile(r"(?:و|ب|ل|ك|لل)\w|(?:في|من|علي|الي|عن|مع|حول|بين|بشان|خلال|لدي|امام|ال\w+يه)\s")
ARABIC_LINES, LEAST_OF_TITLE = 2, 4
OPENS_QUOTE = re.compile("[“«„][^”»]*$")


def subtitle_in(group: Group) -> int:
    """Which line may begin a subtitle; 0 if there is none.

    It is in small letters under one in capitals, or begins with a capital under one that could be a whole title.
    """
    for at in range(1, len(group.parts)):
        above, under = (_share_of_capitals(group.parts[place].text) for place in (at - 1, at))
        words, before = group.parts[at].text.split(), group.parts[at - 1].text.split()
        if words[0][0] in "“「『《—«" and not OPENS_QUOTE.search(group.parts[at - 1].text):
            return at
        if len(group.parts) == at + 1 == ARABIC_LINES and _may_be_arabic_lead(group.parts[at].text, before):
            return at
        begins = words[0][0].isupper() and under <= 0.5
        is_whole = len(before) >= 5 and above <= 0.5 and len(before[-1]) > 3 and len(words) > 1
        if begins and ((above >= 0.7 and len(words) >= 4 and under < 0.5) or is_whole):
            return at
    return 0


def _may_be_arabic_lead(text: str, before: list[str]) -> bool:
    """Whether a second line in Arabic, which has no capitals, may be a lead: both lines are words that can be alone."""
    is_arabic = "\u0600" < text[0] < "\u0700"
    ends = fold_loosely(before[-1])
    goes_on = bool(
        ARABIC_LINK.match(fold_loosely(text)) or ARABIC_LINK.match(f"{ends} ") or ends_amid(" ".join(before))
    )
    return is_arabic and not goes_on and len(before) >= LEAST_OF_TITLE and len(text.split()) >= LEAST_OF_TITLE


def _share_of_capitals(text: str) -> float:
    """Which share of the longer words begins with a capital."""
    words = [word for word in text.split() if len(word) > 3]
    return sum(word[0].isupper() for word in words) / len(words) if words else 0.5
