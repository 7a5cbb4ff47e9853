"""The sanitised HTML of a text as a tree, in which what no line may end within (`language.line_ends`) is one element.

It is drawn in a box. Beside a box a line may end wherever there is no blank: before the ending of a day (`20 yanvarda`)
or the mark of a footnote. So everything that no blank parts from it is taken into it, or else it is not kept whole.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from pressreleases.richtext.html_reader import End, Start, tokens

# Words within a line.
INLINE = frozenset({"a", "abbr", "bdi", "cite", "em", "q", "span", "strong"})
# Below so many letters, words that have a direction do not part, and neither do those that belong together.
LONGEST_WHOLE = 40
KEPT = "day"
_SPACES = re.compile(r"[ \t\r\n\f]+")
_EMPTY = frozenset({"br", "img", "source"})
# Blanks; Chinese and Japanese letters, beside which a line may end; other words.
_BLANK, _EAST = r"\s", "\u2e80-\ufaff\uff00-\uffef"
_PARTS = re.compile(rf"{_BLANK}+|[{_EAST}]+|[^{_BLANK}{_EAST}]+")
_LAST_WORD = re.compile(rf"(.*{_BLANK})([^{_BLANK}]+)\Z", re.DOTALL)


@dataclass
class Element:
    name: str
    given: dict[str, str] = field(default_factory=dict)
    inside: "list[Element | str]" = field(default_factory=list)

    def all(self, *names: str) -> "Iterator[Element]":
        """The elements with one of these names in it, in order, but none within another table."""
        for each in self.inside:
            if isinstance(each, Element):
                if each.name in names:
                    yield each
                elif each.name != "table":
                    yield from each.all(*names)

    @property
    def words(self) -> str:
        """Its words without the elements in it."""
        return "".join(map(words_of, self.inside))

    @property
    def direction(self) -> str:
        """`ltr` or `rtl` if it says so, or if it is to have that of its first letter; else nothing."""
        given = self.given.get("dir", "auto" if self.name == "bdi" else "")
        return next(_directions(self.words), "") if given == "auto" else given

    @property
    def is_kept(self) -> bool:
        return self.given.get("class") == KEPT


def tree_of(html: str, direction: str) -> Element:
    """`html`, which was sanitised, of a page with this `direction`."""
    opened = [Element("")]
    for token in tokens(html):
        if isinstance(token, Start):
            element = Element(token.name, token.attributes)
            opened[-1].inside.append(element)
            if token.name not in _EMPTY:
                opened.append(element)
        elif isinstance(token, End):
            if len(opened) > 1 and token.name == opened[-1].name:
                opened.pop()
        else:
            # This mark has no shape, and PDF/A refuses it.
            opened[-1].inside.append(_SPACES.sub(" ", token.words.replace("\ufeff", "")))
    if f'class="{KEPT}"' in html:
        _join(opened[0], direction)
    return opened[0]


def words_of(node: "Element | str") -> str:
    return node if isinstance(node, str) else node.words


def _join(element: Element, direction: str) -> None:
    """Make one element of each that is kept whole and all that is joined to it; without a direction, keep none."""
    direction = direction and (element.direction or direction)
    found: list[Element | str] = []
    for group in _groups(element.inside):
        for each in group:
            if isinstance(each, Element) and not each.is_kept:
                # What is in an element and joined to words beside it could part from them.
                _join(each, direction if len(group) == 1 else "")
        is_kept = any(isinstance(each, Element) and each.is_kept for each in group)
        found += _whole(group, direction) if is_kept else group
    element.inside = _in_runs(found)


def _groups(inside: "list[Element | str]") -> "Iterator[list[Element | str]]":
    """What is in an element, parted at blanks, at blocks and between Chinese letters and others."""
    group: list[Element | str] = []
    for place, each in enumerate(inside):
        following = inside[place + 1 : place + 2]
        for part in _parts(each, before_kept=any(isinstance(one, Element) and one.is_kept for one in following)):
            if _is_joined(part):
                group.append(part)
            else:
                yield group
                yield [part]
                group = []
    yield group


def _parts(node: "Element | str", *, before_kept: bool) -> "list[Element | str]":
    """The words of a string; of an element before what is kept whole, its last word and the others."""
    if isinstance(node, str):
        return [*_PARTS.findall(node)]
    alone = node.inside[0] if before_kept and len(node.inside) == 1 else None
    last = _LAST_WORD.match(alone) if isinstance(alone, str) and node.name in ("em", "strong", "cite", "a") else None
    return [Element(node.name, node.given, [part]) for part in last.groups()] if last else [node]


def _is_joined(part: "Element | str") -> bool:
    if isinstance(part, str):
        return not re.match(f"[{_BLANK}{_EAST}]", part)
    return part.is_kept or ((part.name in INLINE or part.name in ("sup", "sub")) and not part.words[-1:].isspace())


def _whole(group: "list[Element | str]", direction: str) -> "list[Element | str]":
    """`group` as one element, if it is short and runs as the line does: else a box would set it apart."""
    kept = [one for each in group for one in (each.inside if isinstance(each, Element) and each.is_kept else [each])]
    words = "".join(map(words_of, kept))
    if not direction or len(words) > LONGEST_WHOLE or not {*_directions(words)} <= {direction}:
        return kept
    return [Element("span", {"class": KEPT}, _in_runs(kept))]


def _in_runs(nodes: "list[Element | str]") -> "list[Element | str]":
    """`nodes` with the strings beside each other as one."""
    found: list[Element | str] = []
    for each in nodes:
        if isinstance(each, str) and found and isinstance(found[-1], str):
            found[-1] += each
        else:
            found.append(each)
    return found


def _directions(words: str) -> Iterator[str]:
    """`ltr` or `rtl` for each letter that has one."""
    of_letters = {"L": "ltr", "R": "rtl", "AL": "rtl"}
    return (of_letters[one] for one in map(unicodedata.bidirectional, words) if one in of_letters)
