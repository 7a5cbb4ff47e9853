"""Which paragraphs are items of a list, how deep, and with which number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from pressreleases.intake.marks import written
from pressreleases.intake.word.package import W
from pressreleases.intake.word.styles import Facts, Styles, local_name, whole_number

DEEPEST = 8
MOST = 100_000
LONGEST_LABEL = 40
PLACE = re.compile(r"%([1-9])")
PLAIN_LABEL = re.compile(r"\(?\d+[.)]?")
DEEP_STYLE = re.compile(r"list (?:bullet|number) ([2-5])")


@dataclass(frozen=True, slots=True)
class Item:
    """A place in a list; a bullet has no number. `label`: what Word shows before the item, such as `2.1`, or ""."""

    level: int
    number: int | None
    label: str = ""

    @property
    def is_counted(self) -> bool:
        """Whether a list of the site shows the number: readers refer to “(a)”, “IV.” or “2.1” as it is written."""
        return self.number is not None and (not self.label or bool(PLAIN_LABEL.fullmatch(self.label)))


@dataclass(frozen=True, slots=True)
class _Level:
    kind: str
    start: int
    style: str
    text: str


class Numbering:
    """The lists of a document. It counts, so each paragraph is asked for once, in the order of the text."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[int, etree._Element] = {}
        self._lists: dict[int, etree._Element] = {}
        self._patterns: dict[int, dict[int, _Level]] = {}
        self._levels: dict[int, dict[int, _Level]] = {}
        self._starts: dict[int, dict[int, int]] = {}
        self._counts: dict[int, dict[int, int]] = {}
        self._begun: set[tuple[int, int]] = set()
        for element in root if root is not None else ():
            if local_name(element) == "abstractNum":
                self._abstract.setdefault(whole_number(element.get(W + "abstractNumId")) or 0, element)
            elif local_name(element) == "num":
                self._lists.setdefault(whole_number(element.get(W + "numId")) or 0, element)

    def item(self, facts: Facts) -> Item | None:
        """Return the place in a list of a paragraph of which these facts hold, or None."""
        key = self._key(facts.get("numId"))
        if key is None:
            return None
        number, abstract = key
        levels = self._levels_of(number, abstract)
        at = facts.get("ilvl")
        by_style = [one for one, level in levels.items() if level.style and level.style == facts.get("pStyle")]
        level = max(0, min(DEEPEST, at if isinstance(at, int) else by_style[0] if by_style else 0))
        if level not in levels or levels[level].kind == "none":
            return None
        count = self._count(number, abstract, level, levels[level].start)
        depth = level or self._depth(str(facts.get("pStyle", "")))
        if levels[level].kind == "bullet":
            return Item(depth, None)
        return Item(depth, count, self._label(levels, level, self._counts[abstract]))

    def _label(self, levels: dict[int, _Level], level: int, counts: dict[int, int]) -> str:
        """Return what is shown, if its numbers are of a kind that is written here; Arabic letters are not."""

        def shown(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            number = counts.get(at, levels[at].start if at in levels else 1)
            shown_number = written(number, levels[at].kind if at in levels else "decimal")
            unknown.extend([] if shown_number else [at])
            return shown_number

        unknown: list[int] = []
        label = PLACE.sub(shown, levels[level].text[:LONGEST_LABEL])
        return "" if unknown else label.strip()

    def _depth(self, style: str) -> int:
        """Return how deep a style such as “List Bullet 2” is, which makes a list of its own with one level."""
        found = next((match for name in self._styles.names(style) if (match := DEEP_STYLE.fullmatch(name))), None)
        return int(found[1]) - 1 if found else 0

    def _key(self, number: object) -> tuple[int, int] | None:
        """Return the list, after styles for lists, and what it is made from."""
        for _step in range(5):
            element = self._lists.get(number) if isinstance(number, int) else None
            reference = None if element is None else element.find(W + "abstractNumId")
            abstract = None if reference is None else whole_number(reference.get(W + "val"))
            if abstract is None or abstract not in self._abstract or not isinstance(number, int):
                return None
            link = self._abstract[abstract].find(W + "numStyleLink")
            if link is None:
                return number, abstract
            number = self._styles.number_of(link.get(W + "val", ""))
        return None

    def _levels_of(self, number: int, abstract: int) -> dict[int, _Level]:
        if number not in self._levels:
            if abstract not in self._patterns:
                self._patterns[abstract] = _levels(self._abstract[abstract])
            levels = dict(self._patterns[abstract])
            self._starts[number] = {}
            for override in self._lists[number].iterfind(W + "lvlOverride"):
                levels |= _levels(override)
                at, start = whole_number(override.get(W + "ilvl")), override.find(W + "startOverride")
                if at is not None and start is not None:
                    self._starts[number][at] = whole_number(start.get(W + "val")) or 0
            self._levels[number] = levels
        return self._levels[number]

    def _count(self, number: int, abstract: int, level: int, start: int) -> int:
        """Return the number of the next item. Lists made from one pattern count on, unless told where to start."""
        counts = self._counts.setdefault(abstract, {})
        if level in self._starts[number] and (number, level) not in self._begun:
            counts[level] = self._starts[number][level]
        else:
            counts[level] = counts[level] + 1 if level in counts else self._starts[number].get(level, start)
        self._begun.add((number, level))
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        return max(0, min(MOST, counts[level]))


def _levels(pattern: etree._Element) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for element in pattern.iterfind(W + "lvl"):
        values = {local_name(child): child.get(W + "val", "") for child in element}
        at, start = whole_number(element.get(W + "ilvl")) or 0, whole_number(values.get("start"))
        kind = values.get("numFmt", "decimal")
        if kind != "bullet" and not values.get("lvlText", "%"):
            kind = "none"
        if 0 <= at <= DEEPEST:
            found[at] = _Level(
                kind, 1 if start is None else start, values.get("pStyle", ""), values.get("lvlText", "%1.")
            )
    return found
