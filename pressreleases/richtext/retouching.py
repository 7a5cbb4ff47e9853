"""Change single characters in the words of a sanitised text; its elements and attributes stay as they are."""

import re
from collections.abc import Callable, Iterator
from html import escape, unescape
from itertools import pairwise

from pressreleases.language.punctuation import Edit
from pressreleases.richtext.blocks import LINE_TAGS
from pressreleases.richtext.html_reader import End, Start, tokens

_PIECE = re.compile(r"<[^>]*>|&(?:amp|lt|gt);|[^<]", re.DOTALL)
_NO_CONTENT = frozenset({"br", "img"})
# Where words lie between two characters of a paragraph that are not next to each other in the markup.
_NOWHERE = (-1, -1)

Span = tuple[int, int]


def retouched(clean: str, language: str, find: Callable[[str], list[Edit]]) -> str:
    """`clean`, which is sanitised and in `language`, with the edits that `find` proposes for each of its paragraphs."""
    parts, at = [], 0
    for (start, end), new in _changes(clean, language, find):
        parts += [clean[at:start], escape(new, quote=False)]
        at = end
    return "".join([*parts, clean[at:]])


def _changes(clean: str, language: str, find: Callable[[str], list[Edit]]) -> Iterator[tuple[Span, str]]:
    for words, places in _paragraphs(clean, language):
        for edit in find(words):
            place = _place_of(edit, places)
            if place is not None:
                yield place, edit.new


def _place_of(edit: Edit, places: list[Span]) -> Span | None:
    """Where `edit` lies in the markup; None if a tag or a line break is in the middle of it."""
    if edit.start == edit.end:
        before = places[edit.start - 1] if edit.start else _NOWHERE
        return None if before == _NOWHERE else (before[1], before[1])
    here = places[edit.start : edit.end]
    if _NOWHERE in here or any(one[1] != other[0] for one, other in pairwise(here)):
        return None
    return here[0][0], here[-1][1]


def _paragraphs(clean: str, language: str) -> Iterator[tuple[str, list[Span]]]:
    """The words of each block, and where in `clean` each character is. Words in another language are masked."""
    words: list[str] = []
    places: list[Span] = []
    foreign: list[str] = []
    for piece in _PIECE.finditer(clean):
        written = piece[0]
        if not written.startswith("<"):
            words.append("x" if foreign else unescape(written))
            places.append(piece.span())
            continue
        tag = next(iter(tokens(written)), None)
        if isinstance(tag, Start) and tag.name not in _NO_CONTENT:
            if foreign or not _is_in(tag.attributes.get("lang", language), language):
                foreign.append(tag.name)
        elif isinstance(tag, End) and foreign:
            foreign.pop()
        name = tag.name if isinstance(tag, Start | End) else ""
        if name in _NO_CONTENT:
            words.append(" " if name == "br" else "\ufffc")
            places.append(_NOWHERE)
        elif name not in LINE_TAGS:
            yield "".join(words), places
            words, places = [], []
    yield "".join(words), places


def _is_in(code: str, language: str) -> bool:
    return code.partition("-")[0].lower() == language.partition("-")[0].lower()
