"""Build valid HTML from tags in any order: what may be inside what, and where paragraphs begin and end.

Unknown elements that browsers show as blocks become paragraphs, so separate words never join. The depth is limited, and
so is the work for each tag.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from pressreleases.richtext.blocks import LINE_TAGS, WITHIN, Attributes, Node, settled
from pressreleases.richtext.html_reader import End, Start, Text, tokens
from pressreleases.richtext.links import is_mark_of_comment

HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
INLINE = {name: name for name in LINE_TAGS}
INLINE |= {"b": "strong", "i": "em"}
LISTS = frozenset({"ul", "ol"})
CELLS = frozenset({"td", "th"})
SECTIONS = {"thead": "thead", "tbody": "tbody", "tfoot": "tbody"}
_TABLE_PARTS = CELLS | SECTIONS.keys() | {"tr", "caption"}
# Elements that contain text as well as blocks. The root is one of them, except that its text gets a paragraph.
_FLOW = CELLS | {"", "li", "blockquote", "caption"}
# What contains them, if they stay: a figure is at the top of a text.
_FIGURE_IN = {"figure": "", "figcaption": "figure"}
_TABLE_FRAME = frozenset({"table", "tr", *SECTIONS.values()})
# Shown as blocks by browsers, by the rendering section of the HTML standard; options of a list, too.
_OTHER_BLOCKS = frozenset(
    "address article aside body center dd details dialog dir div dl dt fieldset figcaption figure footer form frameset "
    "header hgroup html legend listing main menu nav optgroup option plaintext pre search section select summary "
    "noscript xmp".split()
)
_DROPPED = frozenset({"template", "object", "applet", "audio", "canvas", "video"})
# Words deleted in the document, such as tracked changes in Word. There they are struck through, which cannot be shown
# here.
_TAKEN_OUT = frozenset({"del", "s", "strike"})
_NOT_SHOWN = re.compile(r"mso-element:\s*comment|mso-hide:\s*all|display:\s*none", re.IGNORECASE)
_WITHOUT_DOUBLES = frozenset({"strong", "em", "small"})
# More than any text has. Deeper lists, and more marks on one word, become part of what contains them.
_DEEPEST, _MOST_CONTAINERS, _MOST_INLINE = 60, 24, 12
# Levels that are needed below, so that an element can contain text: a list has items, a table has cells.
_ROOM = {"ul": 3, "ol": 3, "table": 4, "thead": 3, "tbody": 3, "tfoot": 3, "tr": 2}
_SPACE = " \t\n\f\r"

Keep = Callable[[str, Attributes], Attributes | None]


@dataclass(slots=True, eq=False)
class _Open:
    """A start tag without its end tag yet; `node` is its element, if it contains blocks."""

    name: str
    kind: str  # "inline", "text" or "container"
    written: str
    attributes: Attributes
    node: Node | None = None
    implied: bool = False


def build(html: str, keep: Keep) -> list[Node]:
    """The blocks of `html` that show something: paragraphs, headings, lists, quotations, tables, captioned pictures.

    `keep` gets the name of an element and its attributes. It returns the attributes that stay, or None if only the
    content stays.
    """
    return _Builder(keep).read(html)


class _Builder:
    def __init__(self, keep: Keep) -> None:
        self.keep = keep
        self.root = Node("")
        self.open: list[_Open] = []
        self.run: Node | None = None
        # The open inline elements of the run, outermost first, and the node of each.
        self.wrappers: list[tuple[_Open, Node]] = []
        self.dropping: list[str] = []

    def read(self, html: str) -> list[Node]:
        for token in tokens(html):
            if self.dropping:
                self._drop(token)
            elif isinstance(token, Text):
                self._words(token.words)
            elif isinstance(token, Start):
                self._start(token.name, token.attributes)
            else:
                self._end(token.name)
        self._close_to(0)
        return [one for node in self.root.children if isinstance(node, Node) for one in settled(node)]

    def _drop(self, token: Text | Start | End) -> None:
        if isinstance(token, Start) and token.name == self.dropping[-1] and len(self.dropping) < _DEEPEST:
            self.dropping.append(token.name)
        elif isinstance(token, End) and token.name == self.dropping[-1]:
            self.dropping.pop()

    # Where we are

    def _container(self, before: int | None = None) -> tuple[int, Node]:
        """The innermost element that contains blocks: its place among the open ones (-1: none), and its node."""
        for at in range((len(self.open) if before is None else before) - 1, -1, -1):
            if node := self.open[at].node:
                return at, node
        return -1, self.root

    def _find(self, names: frozenset[str] | set[str], *, until: frozenset[str] | set[str] = frozenset()) -> int:
        """Where the innermost open one of these is, unless one of `until` is open within it; -1 if there is none."""
        for at in range(len(self.open) - 1, -1, -1):
            if self.open[at].name in names:
                return at
            if self.open[at].name in until:
                return -1
        return -1

    # Tags

    def _start(self, name: str, attributes: Attributes) -> None:
        if name in _DROPPED or name in _TAKEN_OUT or _is_not_for_readers(name, attributes):
            self.dropping.append(name)
        elif name in INLINE:
            self._start_inline(name, attributes)
        elif name in ("br", "img", "hr", "rt"):
            self._start_empty(name, attributes)
        else:
            self._start_block(name, attributes)

    def _start_empty(self, name: str, attributes: Attributes) -> None:
        """A line break, a picture, a rule, or the reading of a character, which must not join it."""
        if name == "br":
            self._into_run(Node("br"))
        elif name == "hr":
            self._end_paragraph()
        elif name == "rt":
            self._words(" ")
        elif (kept := self.keep("img", attributes)) and "src" in kept:
            kept.setdefault("alt", "")
            self._into_run(Node("img", kept))

    def _start_block(self, name: str, attributes: Attributes) -> None:
        if name == "li":
            self._start_item(attributes)
        elif name in _FIGURE_IN and self._container()[1].name == _FIGURE_IN[name]:
            self._start_container(name, attributes)
        elif name in _TABLE_PARTS and self._find({"table"}) >= 0:
            self._start_table_part(name, attributes)
        elif name in LISTS or name in ("blockquote", "table"):
            self._start_container(name, attributes)
        elif name == "p" or name in HEADINGS or name in _OTHER_BLOCKS or name in _TABLE_PARTS:
            self._end_paragraph()
            self._push(_Open(name, "text", HEADINGS.get(name, "p"), self.keep("p", attributes) or {}))

    def _start_inline(self, name: str, attributes: Attributes) -> None:
        written = INLINE[name]
        # Google Docs wraps what is copied in <b style="font-weight:normal">.
        style = attributes.get("style", "").replace(" ", "").lower()
        kept = None if written == "strong" and "font-weight:normal" in style else self.keep(written, attributes)
        if kept is not None and ((written == "a" and "href" not in kept) or (written == "span" and not kept)):
            kept = None
        if written == "small" and self._find({"figcaption"}) < 0:
            # Only a credit below a picture is smaller than the text.
            kept = None
        marks = sum(each.kind == "inline" for each in self.open)
        if kept is None or marks >= _MOST_INLINE:
            written = ""
        # Without a name it changes nothing, but its end tag has a partner.
        self._push(_Open(name, "inline", written, kept or {}))

    def _start_item(self, attributes: Attributes) -> None:
        self._end_paragraph()
        at, node = self._container()
        if node.name == "li":
            self._close_to(at)
            node = self._container()[1]
        if node.name not in LISTS:
            self._ready_for_blocks()
            if not self._open_container("ul", {}, implied=True):
                return
        self._open_container("li", self.keep("li", attributes) or {})

    def _start_table_part(self, name: str, attributes: Attributes) -> None:
        table = self._find({"table"})
        if name == "caption":
            self._close_to(table + 1)
            node = self.open[table].node
            if node is None or node.children:
                self._push(_Open(name, "text", "p", {}))
            else:
                self._open_container("caption", self.keep("caption", attributes) or {})
            return
        if name in SECTIONS:
            self._close_to(table + 1)
            self._open_container(name, self.keep(name, attributes) or {}, SECTIONS[name])
            return
        self._close_to_part(table, name)
        if self._container()[1].name == "table":
            self._open_container("tbody", {}, implied=True)
        if name == "tr":
            self._open_container("tr", self.keep("tr", attributes) or {})
            return
        if self._container()[1].name != "tr":
            self._open_container("tr", {}, implied=True)
        self._open_container(name, self.keep(name, attributes) or {})

    def _close_to_part(self, table: int, name: str) -> None:
        """Before a row or a cell: close open cells, and before a row, open rows."""
        keeps = {*SECTIONS} if name == "tr" else {*SECTIONS, "tr"}
        at = self._find(keeps, until={"table"})
        self._close_to(max(at, table) + 1)

    def _start_container(self, name: str, attributes: Attributes) -> None:
        self._end_paragraph()
        if name == "table" and self._find({"caption"}, until={"table"}) >= 0:
            self._push(_Open("div", "text", "p", {}))
            return
        if name in LISTS:
            self._into_last_item()
        self._ready_for_blocks()
        self._open_container(name, self.keep(name, attributes) or {})

    def _into_last_item(self) -> None:
        """A list directly in a list belongs to the item before it."""
        node = self._container()[1]
        last = node.children[-1] if node.name in LISTS and node.children else None
        if isinstance(last, Node):
            self.open.append(_Open("li", "container", "li", {}, last, implied=True))

    def _end(self, name: str) -> None:
        if name in INLINE:
            self._end_inline(name)
            return
        if name == "br":
            self._into_run(Node("br"))
            return
        known = name == "p" or name in HEADINGS or name in LISTS or name in _OTHER_BLOCKS or name in _TABLE_PARTS
        if not known and name not in ("li", "blockquote", "table"):
            return
        if name in HEADINGS:
            at = self._find({*HEADINGS}, until={*_TABLE_PARTS, "table", "li", *LISTS, "blockquote"})
        elif name in _TABLE_PARTS:
            at = self._find({name}, until={"table"})
        elif name == "table":
            at = self._find({name})
        elif name == "p":
            at = self._find({name}, until={*_TABLE_PARTS, "table", "li", *LISTS, "blockquote"})
        else:
            at = self._find({name}, until={*CELLS, "caption", "table", *(LISTS if name == "li" else ())})
        self._end_run()
        if at >= 0:
            self._close_to(at)

    def _end_inline(self, name: str) -> None:
        for at in range(len(self.open) - 1, -1, -1):
            if self.open[at].name == name and self.open[at].kind == "inline":
                del self.open[at]
                return

    # Opening and closing

    def _push(self, opened: _Open) -> None:
        if len(self.open) < _DEEPEST:
            self.open.append(opened)

    def _open_container(self, name: str, attributes: Attributes, written: str = "", *, implied: bool = False) -> bool:
        self._end_run()
        parent = self._container()[1]
        if sum(each.node is not None for each in self.open) + _ROOM.get(name, 1) > _MOST_CONTAINERS:
            return False
        node = Node(written or name, attributes)
        self.open.append(_Open(name, "container", node.name, attributes, node, implied=implied))
        parent.children.append(node)
        return True

    def _ready_for_blocks(self) -> None:
        """Where only items or rows are allowed, open one."""
        at, node = self._container()
        while node.name in LISTS and self.open[at].implied:
            self._close_to(at)
            at, node = self._container()
        if node.name in LISTS:
            self._open_container("li", {}, implied=True)
        elif node.name in _TABLE_FRAME:
            self._start_table_part("td", {})

    def _end_paragraph(self) -> None:
        """Before a block: end an open paragraph."""
        self._end_run()
        at = self._find({"p"}, until={*_TABLE_PARTS, "table", "li", *LISTS, "blockquote"})
        if at >= 0:
            self._close_to(at)

    def _close_to(self, at: int) -> None:
        if at >= len(self.open):
            return
        self._end_run()
        while len(self.open) > at:
            closed = self.open.pop()
            if closed.node is None:
                continue
            empty = not closed.node.children and closed.node.name not in {*CELLS, "li"}
            if empty or (self._container()[1] is self.root and not closed.node.shows_something):
                self._remove(closed.node)

    def _remove(self, node: Node) -> None:
        children = self._container()[1].children
        if children and children[-1] is node:
            children.pop()

    # Text

    def _words(self, words: str) -> None:
        if self.run is None and not words.strip(_SPACE):
            return
        preformatted = any(each.name in ("pre", "listing", "plaintext") for each in self.open)
        if not preformatted or "\n" not in words:
            self._into_run(words)
            return
        for place, line in enumerate(words.split("\n")):
            if place and self.run is not None:
                self._into_run(Node("br"))
            if line:
                self._into_run(line)

    def _into_run(self, piece: Node | str) -> None:
        if self.run is None:
            self._begin_run()
        inner = self._wrapped()
        if isinstance(piece, str) and not inner.children and inner is self.run:
            piece = piece.lstrip(_SPACE)
            if not piece:
                return
        if isinstance(piece, str) and inner.children and isinstance(inner.children[-1], str):
            inner.children[-1] += piece
        else:
            inner.children.append(piece)

    def _begin_run(self) -> None:
        self._ready_for_blocks()
        at, parent = self._container()
        about = [each for each in self.open[at + 1 :] if each.kind == "text"]
        before = parent.children[-1] if parent.children else None
        beside_text = isinstance(before, str) or (before is not None and before.name in WITHIN)
        name = "p" if about or parent is self.root or beside_text else ""
        headings = [each.written for each in about if each.written != "p"]
        attributes: Attributes = {}
        for each in about:
            attributes |= each.attributes
        self.run = Node(headings[-1] if headings else name, attributes)
        parent.children.append(self.run)
        self.wrappers = []

    def _wrapped(self) -> Node:
        """The node of the run that gets text now: within all open inline elements."""
        assert self.run is not None  # noqa: S101  for the type checker
        wanted = self._wanted()
        same = 0
        while same < min(len(wanted), len(self.wrappers)) and self.wrappers[same][0] is wanted[same]:
            same += 1
        del self.wrappers[same:]
        inner = self.wrappers[-1][1] if self.wrappers else self.run
        for opened in wanted[same:]:
            node = Node(opened.written, opened.attributes)
            inner.children.append(node)
            self.wrappers.append((opened, node))
            inner = node
        return inner

    def _wanted(self) -> list[_Open]:
        """The inline elements that apply: only the innermost link, and no second bold within bold."""
        found: list[_Open] = []
        for each in self.open:
            if each.kind != "inline" or not each.written:
                continue
            if each.written == "a":
                found = [other for other in found if other.written != "a"]
            elif each.written in _WITHOUT_DOUBLES and any(
                other.written == each.written and other.attributes == each.attributes for other in found
            ):
                continue
            found.append(each)
        return found

    def _end_run(self) -> None:
        run, self.run, self.wrappers = self.run, None, []
        if run is None:
            return
        _strip_end(run)
        if not run.shows_something:
            # It is the last child, because nothing was added to its parent while it was open.
            self._container()[1].children.pop()
        elif not run.name:
            _unwrap(self._container()[1])


def _strip_end(run: Node) -> None:
    last = run.children[-1] if run.children else None
    if isinstance(last, str):
        kept = last.rstrip(_SPACE)
        run.children[-1:] = [kept] if kept else []


def _unwrap(parent: Node) -> None:
    last = parent.children.pop()
    assert isinstance(last, Node)  # noqa: S101  for the type checker
    parent.children.extend(last.children)


def _is_not_for_readers(name: str, attributes: Attributes) -> bool:
    """Whether it is a comment of the document, the mark of one, or hidden in the document."""
    if name == "a":
        return is_mark_of_comment(attributes.get("href", ""))
    return name in ("div", "span") and bool(_NOT_SHOWN.search(attributes.get("style", "")))
