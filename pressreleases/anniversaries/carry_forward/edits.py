"""The two observances, the changes and notes of a text, its sentences, and HTML as blocks of plain text.

In a block of sanitised HTML words can be replaced while the markup stays.
"""

import datetime as dt
import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape

from pressreleases.models.observance import Reason
from pressreleases.richtext import BLOCKS

# In any other language only dates and ordinals are carried forward; the author is told to check the rest.
IN_DEPTH = frozenset({"en", "az"})


@dataclass(frozen=True)
class Step:
    """From the observance `old_on`, `old_years` after the event, to `new_on`, `new_years` after it."""

    language: str
    old_on: dt.date
    new_on: dt.date
    old_years: int
    new_years: int


@dataclass(frozen=True)
class Change:
    """`text[start:end]` becomes `words`."""

    start: int
    end: int
    words: str
    reason: Reason


@dataclass(frozen=True)
class Look:
    """`text[start:end]` stays, and the author should check it."""

    start: int
    end: int
    reason: Reason


Piece = Change | Look


@dataclass(frozen=True)
class Point:
    """One thing to check in a sentence: `words` as they are in the draft, and `before`, what a change replaced."""

    reason: Reason
    words: str
    before: str = ""


@dataclass(frozen=True)
class Note:
    """A sentence of the draft, in `field` of the release, with what to check in it."""

    field: str
    sentence: str
    points: tuple[Point, ...]


class Spans:
    """Sorted spans. Those given at the beginning may overlap, and are joined; those added later must not overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._spans: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if self._spans and start < self._spans[-1][1]:
                self._spans[-1] = (self._spans[-1][0], max(end, self._spans[-1][1]))
            else:
                self._spans.append((start, end))

    def add(self, start: int, end: int) -> None:
        """Add a span that overlaps none of these."""
        insort(self._spans, (start, end))

    def touch(self, start: int, end: int) -> bool:
        """Whether any of these overlaps the span."""
        before = bisect_left(self._spans, (end, end))
        return before > 0 and self._spans[before - 1][0] < end and start < self._spans[before - 1][1]

    def hold(self, start: int, end: int) -> bool:
        """Whether one of these contains the whole span."""
        at = bisect_left(self._spans, (start + 1, start + 1)) - 1
        return at >= 0 and self._spans[at][0] <= start and end <= self._spans[at][1]


# A full stop after these does not end a sentence; nor does one after a single capital, as in initials.
_SHORT = r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bNo)(?<!\bSt)(?<!\bart)(?<!\bvs)(?<!\b[^\W\d_a-z])"
_END = re.compile(rf"(?:{_SHORT}\.|[!?…؟])[\"'”’»)\]]*\s+|[。！？][”」』]*|\n+")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The span of each sentence of `text`, without the space around it."""
    start = 0
    for end in [*(found.end() for found in _END.finditer(text)), len(text)]:
        words = text[start:end]
        if words.strip():
            yield start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
        start = end


# In sanitised text "<" always begins a tag and ">" always ends one; in words they are escaped.
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z0-9]+)(?P<rest>[^>]*)>")
_LANG = re.compile(r' lang="(?P<language>[^"]*)"')
_VOID = frozenset({"br", "img"})
_QUOTING = frozenset({"q", "blockquote", "cite"})
_BREAKS = BLOCKS | {"br", "thead", "tbody"}
_MARKS = {"“": "”", "«": "»", "„": "“", '"': '"', "「": "」"}


@dataclass(frozen=True)
class Edit:
    """Replace `text[start:end]` of a block with `words`."""

    start: int
    end: int
    words: str


@dataclass
class Block:
    """The text of a paragraph or an item. `quoted_spans`: quotations, and words in another language."""

    text: str = ""
    quoted_spans: list[tuple[int, int]] = field(default_factory=list)
    # For each piece of the HTML: where it begins in the text, and its number.
    pieces: list[tuple[int, int]] = field(default_factory=list)


class Markup:
    """The blocks of `html`; after `replace`, `html()` returns it with other words and the same markup."""

    def __init__(self, html: str, language: str) -> None:
        self._pieces: list[str] = []
        self._read: dict[int, str] = {}
        self.blocks: list[Block] = []
        self._open: list[tuple[str, bool]] = []
        self._current = Block()
        at = 0
        for tag in _TAG.finditer(html):
            self._text(html[at : tag.start()])
            self._tag(tag, language)
            at = tag.end()
        self._text(html[at:])
        self._end_block()

    def replace(self, block: Block, edits: Iterable[Edit]) -> None:
        """Put the words of `edits`, which must not overlap, into the HTML of `block`."""
        starts = [start for start, _number in block.pieces]
        of_pieces: dict[int, list[Edit]] = {}
        for edit in sorted(edits, key=lambda each: each.start):
            for at, part in _shared(starts, len(block.text), _shortest(block.text, edit)):
                of_pieces.setdefault(block.pieces[at][1], []).append(part)
        for number, parts in of_pieces.items():
            self._read[number] = with_edits(unescape(self._pieces[number]), parts)

    def html(self) -> str:
        pieces = [escape(self._read[n], quote=False) if n in self._read else raw for n, raw in enumerate(self._pieces)]
        return "".join(pieces)

    def _text(self, raw: str) -> None:
        if not raw:
            return
        words = unescape(raw)
        self._current.pieces.append((len(self._current.text), len(self._pieces)))
        if any(other for _name, other in self._open):
            self._current.quoted_spans.append((len(self._current.text), len(self._current.text) + len(words)))
        self._current.text += words
        self._pieces.append(raw)

    def _tag(self, tag: re.Match[str], language: str) -> None:
        name = tag["name"]
        if name in _BREAKS:
            self._end_block()
        if tag["end"]:
            while self._open and self._open.pop()[0] != name:
                pass
        elif name not in _VOID:
            foreign = _LANG.search(tag["rest"])
            self._open.append((name, name in _QUOTING or bool(foreign and foreign["language"] != language)))
        self._pieces.append(tag[0])

    def _end_block(self) -> None:
        if self._current.text.strip():
            self._current.quoted_spans += quoted(self._current.text)
            self.blocks.append(self._current)
        self._current = Block()


def plain_block(text: str) -> Block:
    """A text without markup as one block."""
    return Block(text, quoted(text))


def with_edits(text: str, edits: Iterable[Edit], start: int = 0, end: int | None = None) -> str:
    """`text[start:end]` with those of `edits` that are in it; they must not overlap."""
    end = len(text) if end is None else end
    parts, at = [], start
    for edit in sorted(edits, key=lambda each: each.start):
        if start <= edit.start and edit.end <= end:
            parts += [text[at : edit.start], edit.words]
            at = edit.end
    return "".join([*parts, text[at:end]])


def quoted(text: str) -> list[tuple[int, int]]:
    """The spans between quotation marks; an opening mark without a closing one does not count."""
    found, at = [], 0
    alone: set[str] = set()
    while at < len(text):
        closing = _MARKS.get(text[at])
        end = text.find(closing, at + 1) if closing and closing not in alone else -1
        if end > 0:
            found.append((at, end + 1))
            at = end
        elif closing:
            alone.add(closing)
        at += 1
    return found


def _shared(starts: list[int], length: int, edit: Edit) -> Iterator[tuple[int, Edit]]:
    """`edit` divided among the pieces: each gets as many characters as it loses, the last one gets the rest."""
    if edit.start == edit.end:
        at = max(0, bisect_left(starts, edit.start) - 1)
        yield at, Edit(edit.start - starts[at], edit.end - starts[at], edit.words)
        return
    first, last = bisect_right(starts, edit.start) - 1, bisect_left(starts, edit.end) - 1
    left = edit.words
    for at in range(first, last + 1):
        end = starts[at + 1] if at + 1 < len(starts) else length
        span = max(edit.start, starts[at]) - starts[at], min(edit.end, end) - starts[at]
        taken = left if at == last else left[: span[1] - span[0]]
        left = left[len(taken) :]
        yield at, Edit(*span, taken)


def _shortest(text: str, edit: Edit) -> Edit:
    """The same change without equal characters at either end, so that it seldom crosses a tag."""
    old, new, before = text[edit.start : edit.end], edit.words, 0
    while before < min(len(old), len(new)) and old[before] == new[before]:
        before += 1
    behind = 0
    while behind < min(len(old), len(new)) - before and old[-1 - behind] == new[-1 - behind]:
        behind += 1
    return Edit(edit.start + before, edit.end - behind, new[before : len(new) - behind])
