"""Elements of a text as they are built: blocks and what is in their lines; a figure is one picture with its caption."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

LINE_TAGS = ("strong", "em", "sup", "sub", "small", "a", "abbr", "cite", "q", "span")
WITHIN = frozenset({*LINE_TAGS, "br", "img"})
_SPACE = " \t\n\f\r"

Attributes = dict[str, str]


@dataclass(slots=True, eq=False)
class Node:
    """An element; without a name, text directly in its parent."""

    name: str
    attributes: Attributes = field(default_factory=dict)
    children: "list[Node | str]" = field(default_factory=list)

    @property
    def shows_something(self) -> bool:
        """Whether it contains a letter or a picture."""
        return any(
            child.strip() != "" if isinstance(child, str) else child.name == "img" or child.shows_something
            for child in self.children
        )

    def written(self) -> str:
        inner = "".join(
            escape(child, quote=False) if isinstance(child, str) else child.written() for child in self.children
        )
        if not self.name:
            return inner
        given = "".join(f' {name}="{escape(value)}"' for name, value in self.attributes.items())
        return f"<{self.name}{given}>" if self.name in ("br", "img") else f"<{self.name}{given}>{inner}</{self.name}>"


def settled(block: Node) -> list[Node]:
    """`block`; a figure as one picture with one caption in a line, or as paragraphs if it is anything else."""
    if block.name != "figure":
        return [block]
    captions = [child for child in block.children if isinstance(child, Node) and child.name == "figcaption"]
    rest = _in_a_line(child for child in block.children if child not in captions)
    words = _in_a_line(captions[0].children) if captions else []
    has_words = any(_words_of(child) for child in words)
    if len(_pictures(rest)) == 1 and not any(map(_words_of, rest)) and has_words and not _pictures(words):
        caption = Node("figcaption", captions[0].attributes, words)
        return [Node("figure", block.attributes, [*_pictures(rest), caption]), *_paragraphs(captions[1:])]
    return _paragraphs(block.children)


def _in_a_line(pieces: Iterable[Node | str]) -> list[Node | str]:
    """What `pieces` hold, with spaces in place of their paragraphs, and none at either end."""
    found: list[Node | str] = []
    for piece in pieces:
        if isinstance(piece, Node) and piece.name not in WITHIN:
            inner: list[Node | str] = [" ", *_in_a_line(piece.children), " "]
        else:
            inner = [piece]
        for each in inner:
            if isinstance(each, str) and found and isinstance(found[-1], str):
                found[-1] = f"{found[-1].rstrip(_SPACE)} " if not each.strip(_SPACE) else found[-1] + each
            else:
                found.append(each)
    if found and isinstance(found[0], str):
        found[:1] = [kept] if (kept := found[0].lstrip(_SPACE)) else []
    if found and isinstance(found[-1], str):
        found[-1:] = [kept] if (kept := found[-1].rstrip(_SPACE)) else []
    return found


def _paragraphs(pieces: Iterable[Node | str]) -> list[Node]:
    """`pieces` as blocks: words and pictures between two of them become a paragraph."""
    found: list[Node] = []
    line: list[Node | str] = []

    def end_line() -> None:
        paragraph = Node("p", {}, _in_a_line(line))
        if paragraph.shows_something:
            found.append(paragraph)
        line.clear()

    for piece in pieces:
        if isinstance(piece, str) or piece.name in WITHIN:
            line.append(piece)
            continue
        end_line()
        found += _paragraphs(piece.children) if piece.name == "figcaption" else [piece]
    end_line()
    return found


def _words_of(piece: Node | str) -> str:
    return piece.strip() if isinstance(piece, str) else "".join(map(_words_of, piece.children))


def _pictures(pieces: Iterable[Node | str]) -> list[Node | str]:
    """The pictures in `pieces`, each with its link if it has one, and with nothing else around it."""
    found: list[Node | str] = []
    for node in pieces:
        if isinstance(node, Node):
            inner: list[Node | str] = [node] if node.name == "img" else _pictures(node.children)
            found += [Node("a", node.attributes, inner)] if node.name == "a" and inner else inner
    return found
