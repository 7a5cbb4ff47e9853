"""A text as paragraphs of words, each word with its formatting, so that two states of it can be compared.

A word is a run of letters, a number, or one other character: `131,` is the words `131` and `,`, and `0.5` is one word.
`two_states` finds which words differ.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import groupby

from pressreleases import richtext
from pressreleases.richtext.html_reader import Start, Text, tokens

# Characters that belong to the letter before them: accents, vowel points, joiners, direction marks, soft hyphens.
_JOINED = "\u00ad\u200c-\u200f\u2060"


def _combining() -> str:
    points = [point for point in range(0x300, 0x10000) if unicodedata.category(chr(point)) in ("Mn", "Mc", "Me")]
    runs = [[point for _i, point in run] for _k, run in groupby(enumerate(points), lambda pair: pair[1] - pair[0])]
    return "".join(f"{chr(run[0])}-{chr(run[-1])}" for run in runs)


# Scripts without spaces between words: each character is a word.
UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"


@cache
def _word() -> re.Pattern[str]:
    """Made at its first use: looking through all characters would take a tenth of the start of every process."""
    tail = f"[{_JOINED}{_combining()}]*"
    return re.compile(
        rf"(?:\d+(?:[.,:/\u066b\u066c]\d+)*|[{UNSPACED}]{tail}|(?:(?![{UNSPACED}])[^\W\d_]{tail})+|\S{tail})(?P<space>\s*)",
        re.UNICODE,
    )


_STRUCTURE = richtext.BLOCKS | {"thead", "tbody"}
_CELLS = frozenset({"th", "td"})
_LINK = "a href="
# What changes what a figure means.
_OUT_OF_LINE = frozenset({"sup", "sub"})
# The formatting of the separator between two cells of a row.
_BETWEEN_CELLS = ("cell",)

Marks = tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A word. `space`: what follows it, such as a line end. `marks`: formatting, and the letter where it begins."""

    text: str
    space: str = ""
    marks: Marks = ()

    @property
    def is_sign(self) -> bool:
        return not any(char.isalnum() for char in self.text)

    @property
    def markup(self) -> str:
        """It as HTML, raised and lowered as it is written: without that, 10⁶ would be 106."""
        ends = [at for at, _names in self.marks[1:]] + [len(self.text)]
        begun = self.marks[0][0] if self.marks else len(self.text)
        parts = [escape(self.text[:begun], quote=False)]
        for (at, names), end in zip(self.marks, ends, strict=False):
            written = escape(self.text[at:end], quote=False)
            for name in _OUT_OF_LINE & {*names} if written else ():
                written = f"<{name}>{written}</{name}>"
            parts.append(written)
        return "".join(parts)

    @property
    def parts_cells(self) -> bool:
        """Whether it is the separator of two cells of a table's row."""
        return self.marks == ((0, _BETWEEN_CELLS),)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, with at least one word. `kind`: the blocks that contain it, such as `ul > li`."""

    kind: str
    words: tuple[Word, ...]

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(word.text for word in self.words)

    @property
    def links(self) -> tuple[str, ...]:
        """The targets of its links, each once, in order."""
        marks = (mark for word in self.words for _at, there in word.marks for mark in there)
        return tuple(dict.fromkeys(mark.removeprefix(_LINK) for mark in marks if mark.startswith(_LINK)))


def of_plain_text(text: str) -> list[Paragraph]:
    """Each line of `text` that has words."""
    lines = [Paragraph("", _words([(line, ())])) for line in text.splitlines()]
    return [line for line in lines if line.words]


def of_rich_text(html: str) -> list[Paragraph]:
    """The blocks of `html`, cleaned first; an item or a table's row is a paragraph, a picture its description."""
    blocks = _Blocks()
    for token in tokens(richtext.sanitise(html)):
        if isinstance(token, Text):
            blocks.words(token.words)
        elif isinstance(token, Start):
            blocks.start(token.name, token.attributes)
        else:
            blocks.end(token.name)
    return blocks.result()


def _words(pieces: list[tuple[str, tuple[str, ...]]]) -> tuple[Word, ...]:
    """The words of text in pieces of different formatting; a word may extend over several."""
    pieces = [(unicodedata.normalize("NFC", text), marks) for text, marks in pieces]
    text = "".join(piece for piece, _marks in pieces)
    starts, at = [], 0
    for piece, marks in pieces:
        starts.append((at, marks))
        at += len(piece)
    words, first = [], 0
    for found in _word().finditer(text):
        begins, ends = found.start(), found.start("space")
        while first + 1 < len(starts) and starts[first + 1][0] <= begins:
            first += 1
        last = first
        while last + 1 < len(starts) and starts[last + 1][0] < ends:
            last += 1
        marks_here = [(max(start - begins, 0), marks) for start, marks in starts[first : last + 1]]
        space = found["space"]
        word = unicodedata.normalize("NFC", text[begins:ends])
        words.append(Word(word, "\n" if "\n" in space else " " if space else "", _plainly(marks_here)))
    return tuple(words)


def _plainly(marks: list[tuple[int, tuple[str, ...]]]) -> Marks:
    """Without changes to the same formatting."""
    kept: list[tuple[int, tuple[str, ...]]] = []
    for at, names in marks:
        if names != (kept[-1][1] if kept else ()):
            kept.append((at, names))
    return tuple(kept)


def _described(tag: str, attributes: dict[str, str]) -> str:
    return " ".join([tag, *(f"{name}={value}" for name, value in sorted(attributes.items()))])


class _Blocks:
    """Collects paragraphs from the tags and words of sanitised HTML."""

    def __init__(self) -> None:
        self.found: list[Paragraph] = []
        self.blocks: list[tuple[str, str]] = []
        self.inline: list[tuple[str, str]] = []
        self.pieces: list[tuple[str, tuple[str, ...]]] = []
        # Cells of the open row so far.
        self.cells = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "br":
            self._add("\n")
        elif tag == "img":
            self.inline.append((tag, f"img {attributes.get('src')}"))
            self._add(f" [{attributes.get('alt') or '…'}] ")
            self.inline.pop()
        elif tag in _CELLS:
            if self.cells:
                self.pieces += [(" ", ()), ("|", _BETWEEN_CELLS), (" ", ())]
            self.cells += 1
        elif self.cells and tag in _STRUCTURE:
            # A row is one paragraph, even if its cells contain paragraphs.
            self._add(" ")
        elif tag in _STRUCTURE:
            self._end_paragraph()
            self.blocks.append((tag, _described(tag, attributes)))
        else:
            self.inline.append((tag, _described(tag, attributes)))

    def end(self, tag: str) -> None:
        if tag in _CELLS or tag in ("br", "img"):
            return
        if self.cells and tag in _STRUCTURE - {"tr"}:
            self._add(" ")
        elif tag in _STRUCTURE:
            self._end_paragraph()
            _close(self.blocks, tag)
        else:
            _close(self.inline, tag)

    def words(self, data: str) -> None:
        # A no-break space is a space: editors insert them without being asked.
        self._add(re.sub(r"[ \t\r\n\u00a0]+", " ", data))

    def result(self) -> list[Paragraph]:
        self._end_paragraph()
        return self.found

    def _add(self, text: str) -> None:
        if text.strip() or self.pieces:
            # Readers do not see in which order formatting is nested.
            self.pieces.append((text, tuple(sorted(named for _tag, named in self.inline))))

    def _end_paragraph(self) -> None:
        words = _words(self.pieces)
        if any(not word.parts_cells for word in words):
            self.found.append(Paragraph(" > ".join(named for _tag, named in self.blocks), words))
        self.pieces, self.cells = [], 0


def _close(opened: list[tuple[str, str]], tag: str) -> None:
    for at in range(len(opened) - 1, -1, -1):
        if opened[at][0] == tag:
            del opened[at]
            return


_PART_OF_A_BLOCK = re.compile(
    r"(</?(?:p|h[1-6]|[uod]l|li|blockquote|table|caption|t(?:r|h|d|head|body)|br|figure|figcaption)\b[^<>]*>)"
)
_PICTURE = re.compile(r"<img ([^<>]*)>")
_ATTRIBUTE = re.compile(r'[\w-]+="[^"]*"')


def reads_the_same(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but what an editor writes in its own way.

    That is white space between blocks, and the order of the attributes of a picture.
    """
    return _without_margins(one) == _without_margins(other)


def one_line_ends(text: str) -> str:
    """`text` with the line ends that every system writes, where browsers send those of one."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _without_margins(html: str) -> str:
    # An editor writes the attributes of a picture in an order of its own.
    html = _PICTURE.sub(lambda found: f"<img {' '.join(sorted(_ATTRIBUTE.findall(found[1])))}>", html)
    pieces = _PART_OF_A_BLOCK.split(html)
    return "".join(piece.strip() if at % 2 == 0 else piece for at, piece in enumerate(pieces))
