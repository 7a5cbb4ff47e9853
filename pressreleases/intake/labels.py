"""Read lines that name the kind of document ("Press release", "Bəyanat")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pressreleases.intake.folding import fold_for_reading, letters, plain

# The values of `models.kinds.Kind`; a test compares them, because intake does not import the models.
WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("press-release", "en"): ("press release", "news release", "media release"),
    ("press-release", "az"): (
        "mətbuat xəbəri",
        "mətbuat açıqlaması",
        "mətbuat üçün açıqlama",
        "mətbuat üçün məlumat",
        "mətbuat məlumatı",
        "mətbuat relizi",
        "press-reliz",
        "press-relizi",
    ),
    ("statement", "en"): ("statement", "press statement", "official statement"),
    ("statement", "az"): ("bəyanat", "rəsmi bəyanat", "açıqlama"),
    ("media-advisory", "en"): ("media advisory", "press advisory", "media alert", "advisory"),
    ("media-advisory", "az"): (
        "media üçün məlumat",
        "media elanı",
        "mətbuat elanı",
        "media üçün elan",
        "mətbuat üçün elan",
    ),
    ("letter", "en"): ("letter", "open letter"),
    ("letter", "az"): ("məktub", "açıq məktub"),
    ("remarks", "en"): ("remarks", "speech"),
    ("remarks", "az"): ("çıxış", "nitq"),
}
IMMEDIATE = ("for immediate release", "dərhal yayım üçün", "dərhal yayılmaq üçün")

LABELS = {letters(words): label for label, several in WORDS.items() for words in several}
LONGEST_FIRST = sorted(
    (fold_for_reading(words) for several in WORDS.values() for words in several), key=len, reverse=True
)
AT_START = re.compile("(?:" + "|".join(re.sub(r"[ -]", "[ -]?", words) for words in LONGEST_FIRST) + r")(?!\w)")
SEPARATORS = " ,;:|/.–—-"


@dataclass(frozen=True, slots=True)
class Label:
    """A label. `language` is empty if it is used in both; `rest` is the rest of its line."""

    kind: str
    language: str
    printed: str
    rest: str = ""


def read_label(text: str) -> Label | None:
    """Return the kind that the first words of the line name, or None. The caller decides whether `rest` is allowed."""
    line = plain(text)
    if len(line) > 120:
        return None
    whole = LABELS.get(letters(line))
    # A digit is not a letter, so "Statement 2" has a rest.
    if whole and not any(character.isdigit() for character in line):
        return Label(*whole, printed=line)
    start = AT_START.match(fold_for_reading(line))
    if not start:
        return None
    kind, language = LABELS[letters(start.group())]
    printed, rest = line[: start.end()], line[start.end() :].strip(SEPARATORS)
    other = LABELS.get(letters(rest))
    if other and not any(character.isdigit() for character in rest):
        return Label(kind, language if other[1] == language else "", printed)
    return Label(kind, language, printed, rest)


def is_for_immediate_release(text: str) -> bool:
    """Whether the line says "for immediate release", which is a label if there is no other one."""
    return len(text) <= 120 and letters(plain(text)) in {letters(words) for words in IMMEDIATE}
