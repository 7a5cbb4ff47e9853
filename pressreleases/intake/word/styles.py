"""What holds for a paragraph and for its runs, after the styles they are based on."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

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
