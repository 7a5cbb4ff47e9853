"""The lines of a head in groups, and what the words of a title tell of its kind."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pressreleases.intake.folding import fold_loosely, letters, plain
from pressreleases.intake.lines import Line, joined
from pressreleases.intake.parts import LABEL_AT_START, Part, Role
from pressreleases.intake.vocabulary import HONORIFICS, LABEL_OF, LABELS

SPOKEN = frozenset({"statement", "remarks"})
# Languages that put the kind at the end of a title, perhaps with an ending: “… Nazirliyinin bəyanatı”.
KINDS_AT_END = tuple(
    (fold_loosely(words), kind)
    for (kind, language), several in LABELS.items()
    if language in ("az", "tr", "zh")
    for words in several
    if (kind != "press-release" and " " not in words) or language == "zh"
)
SPEAKS = re.compile("|".join(rf"(?<!\w){re.escape(each)}(?![^\W_])" for each in HONORIFICS if len(each) > 3))


@dataclass(slots=True)
class Group:
    """Lines of a head that follow each other and are none of the small ones."""

    parts: list[Part] = field(default_factory=list)
    is_heading: bool = False

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(part.line for part in self.parts)

    @property
    def roles(self) -> set[Role]:
        return {part.role for part in self.parts}

    @property
    def text(self) -> str:
        return plain(joined(tuple(replace(part.line, text=part.text) for part in self.parts)))


@dataclass(slots=True)
class Head:
    """The groups above and below the label, and what else was seen."""

    above: list[Group] = field(default_factory=list)
    below: list[Group] = field(default_factory=list)
    label: Part | None = None
    immediate: Part | None = None
    dates: list[Part] = field(default_factory=list)
    date_above_label: bool = False


def is_letterhead(group: Group) -> bool:
    return bool(group.roles & {Role.NAME, Role.DETAILS}) and not group.is_heading


def kind_of(head: Head) -> str:
    """The kind of the label, else the one that the words above the text begin with."""
    if head.label is not None and head.label.label is not None:
        return head.label.label.kind
    for group in [*head.below, *head.above]:
        if (LABEL_AT_START.match(fold_loosely(group.text))) and (kind := kind_of_title(group.text)[0]):
            return kind
    title = head.below[0].text if head.below else head.above[-1].text if head.above else ""
    return kind_of_title(title)[0]


def kind_of_title(title: str) -> tuple[str, frozenset[str]]:
    """The kind that a title names at its beginning, as in “Statement of …”, or in some languages at its end."""
    folded = fold_loosely(title)
    if found := LABEL_AT_START.match(folded):
        kind, languages = LABEL_OF[letters(found.group())]
        is_whole = folded[found.end() : found.end() + 1] in ("", " ", "的")
        if (is_whole and kind != "remarks") or (is_whole and len(found.group()) > 5):
            return kind, languages
    last = folded.split()[-1] if folded.split() else ""
    for words, kind in KINDS_AT_END:
        ending = words.split()[-1]
        if len(ending) > 1 and (
            last.startswith(ending) if ending.isascii() or ending[0] < "\u2e80" else last.endswith(ending)
        ):
            return kind, frozenset()
    return "", frozenset()
