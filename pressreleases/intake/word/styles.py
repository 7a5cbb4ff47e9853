"""What the styles and the numbering of a Word file say, with all that they inherit."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from pressreleases.intake.formatted import written
from pressreleases.intake.word.package import W

Facts = dict[str, "str | int | bool"]
"""What properties say, by short names."""

SWITCHES = {"b", "i", "bCs", "iCs", "vanish"}
"""Properties that a style for characters turns off if the style of the paragraph has turned them on."""

OTHER_SWITCHES = {"rtl", "cs", "bidi"}
SIZES = {"sz", "szCs"}
WORDS = {"color", "vertAlign", "jc", "rStyle", "pStyle"}
LANGUAGES = (("lang", "val"), ("lang_east", "eastAsia"), ("lang_bidi", "bidi"))
TWIPS = {"": 1, "pt": 20, "pc": 240, "in": 1440, "cm": 567, "mm": 56.7}
MEASURE = re.compile(r"(-?\d{1,6}(?:\.\d{1,4})?)(pt|pc|in|cm|mm)?")
DEEPEST = 50


def whole_number(value: str | None) -> int | None:
    """Return a number of at most six digits, or None."""
    return int(value) if value and re.fullmatch(r"-?[0-9]{1,6}", value) else None


def is_on(element: etree._Element) -> bool:
    """Whether a property without a value, or with one, is set."""
    return element.get(W + "val", "true").lower() not in {"false", "0", "off", "none"}


def run_facts(properties: etree._Element | None) -> Facts:
    """Return what a `w:rPr` says itself."""
    facts: Facts = {}
    for child in properties if properties is not None else ():
        name, value = local_name(child), child.get(W + "val")
        if name in SWITCHES or name in OTHER_SWITCHES:
            facts[name] = is_on(child)
        elif name in SIZES:
            if size := whole_number(value):
                facts[name] = size
        elif name in WORDS and value:
            facts[name] = value
        elif name == "lang":
            facts |= {key: given for key, attribute in LANGUAGES if (given := child.get(W + attribute))}
    return facts


def paragraph_facts(properties: etree._Element | None) -> Facts:
    """Return what a `w:pPr` says itself."""
    facts: Facts = {}
    for child in properties if properties is not None else ():
        name, value = local_name(child), child.get(W + "val")
        if name == "bidi":
            facts[name] = is_on(child)
        elif name in WORDS and value:
            facts[name] = value
        elif name == "outlineLvl" and (level := whole_number(value)) is not None:
            facts[name] = level
        elif name == "ind":
            facts |= _indents(child)
        elif name == "numPr":
            for key in ("numId", "ilvl"):
                found = child.find(W + key)
                if found is not None and (number := whole_number(found.get(W + "val"))) is not None:
                    facts[key] = number
    return facts


def _indents(element: etree._Element) -> Facts:
    """Return the indent on the side where lines begin, and that of the first line, in twentieths of a point."""
    facts: Facts = {}
    start = _twips(element.get(W + "start") or element.get(W + "left"))
    first, hanging = _twips(element.get(W + "firstLine")), _twips(element.get(W + "hanging"))
    if start is not None:
        facts["indent"] = start
    if hanging is not None or first is not None:
        facts["first"] = -hanging if hanging is not None else first or 0
    return facts


def _twips(value: str | None) -> int | None:
    measure = MEASURE.fullmatch(value or "")
    return round(float(measure[1]) * TWIPS[measure[2] or ""]) if measure else None


def local_name(element: etree._Element) -> str:
    """Return the name of an element of Word's own namespace; for others an empty string."""
    return element.tag[len(W) :] if element.tag.startswith(W) else ""


class Styles:
    """The styles of a document. What is not defined says nothing."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[tuple[str, str], etree._Element] = {}
        self._known: dict[tuple[str, str, str], Facts] = {}
        self._runs: dict[tuple[str, str], Facts] = {}
        self._names: dict[str, list[str]] = {}
        self.usual = ""
        self._defaults: tuple[Facts, Facts] = ({}, {})
        if root is None:
            return
        defaults = root.find(f"{W}docDefaults")
        if defaults is not None:
            self._defaults = (
                paragraph_facts(defaults.find(f"{W}pPrDefault/{W}pPr")),
                run_facts(defaults.find(f"{W}rPrDefault/{W}rPr")),
            )
        for style in root.iter(W + "style"):
            key = (style.get(W + "type", "paragraph"), style.get(W + "styleId", ""))
            self._elements.setdefault(key, style)
            if key[0] == "paragraph" and style.get(W + "default", "0") in {"1", "true", "on"}:
                self.usual = self.usual or key[1]

    def paragraph(self, properties: etree._Element | None) -> Facts:
        """Return all that holds for a paragraph with these properties; `pStyle` is its style."""
        own = paragraph_facts(properties)
        style = str(own.get("pStyle", self.usual))
        return self._defaults[0] | self._of_style("paragraph", style, "pPr", paragraph_facts) | own | {"pStyle": style}

    def run(self, style: str, properties: etree._Element | None) -> Facts:
        """Return all that holds for a run with these properties in a paragraph of this style."""
        if properties is None:
            return self.of_characters(style)
        own = run_facts(properties)
        return self.of_characters(style, str(own.get("rStyle", ""))) | own

    def of_characters(self, style: str, run_style: str = "") -> Facts:
        """Return what the styles of a paragraph and of a run say together."""
        key = (style, run_style)
        if key not in self._runs:
            facts = self._defaults[1] | self._of_style("paragraph", style, "rPr", run_facts)
            more = self._of_style("character", run_style, "rPr", run_facts) if run_style else {}
            self._runs[key] = facts | {
                name: (not facts.get(name, False) if value else facts.get(name, False)) if name in SWITCHES else value
                for name, value in more.items()
            }
        return self._runs[key]

    def names(self, style: str) -> list[str]:
        """Return the names of a style for paragraphs and of those it is based on, in small letters, its own first."""
        if style not in self._names:
            names = [element.find(W + "name") for element in reversed(self._chain("paragraph", style))]
            self._names[style] = ["" if name is None else name.get(W + "val", "").lower().strip() for name in names]
        return self._names[style]

    def number_of(self, style: str) -> int | None:
        """Return the list that a style for lists stands for."""
        number = self._of_style("numbering", style, "pPr", paragraph_facts).get("numId")
        return number if isinstance(number, int) else None

    def _of_style(
        self, kind: str, style: str, properties: str, facts_of: Callable[[etree._Element | None], Facts]
    ) -> Facts:
        key = (kind, style, properties)
        if key not in self._known:
            facts: Facts = {}
            for element in self._chain(kind, style):
                own = (kind, element.get(W + "styleId", ""), f"own {properties}")
                if own not in self._known:
                    self._known[own] = facts_of(element.find(W + properties))
                facts |= self._known[own]
            self._known[key] = facts
        return self._known[key]

    def _chain(self, kind: str, style: str) -> list[etree._Element]:
        """Return the style and those it is based on, the furthest first."""
        found: list[etree._Element] = []
        element = self._elements.get((kind, style))
        while element is not None and element not in found and len(found) < DEEPEST:
            found.insert(0, element)
            based_on = element.find(W + "basedOn")
            element = None if based_on is None else self._elements.get((kind, based_on.get(W + "val", "")))
        return found


DEEPEST_LEVEL = 8
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
        level = max(0, min(DEEPEST_LEVEL, at if isinstance(at, int) else by_style[0] if by_style else 0))
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
        if 0 <= at <= DEEPEST_LEVEL:
            found[at] = _Level(
                kind, 1 if start is None else start, values.get("pStyle", ""), values.get("lvlText", "%1.")
            )
    return found
