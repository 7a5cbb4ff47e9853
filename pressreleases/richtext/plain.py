"""The words of a text without markup: for files, mails, searches and copying."""

import re
from html import escape

from pressreleases.richtext.html_reader import End, Start, Text, tokens
from pressreleases.richtext.sanitising import BLOCKS

_SPACES = re.compile(r"[ \t\r\n\f]+")
_RAISED = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_LOWERED = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
# Letters that are superscript in formulas. Others belong to an ordinal or an abbreviation: 20th, 1er, No.
_OF_FORMULAS = frozenset("kmnixyz")


def plain_text(html: str) -> str:
    """The words of sanitised `html`: an empty line between paragraphs, items on lines with a dash or a number.

    Cells of a row are separated by tabs. Superscripts and subscripts stay where they have a meaning: `10⁶`, `H₂O`,
    `2^(½)`, but `20th`.
    """
    words = _Words()
    for token in tokens(html):
        words.take(token)
    return words.result()


def from_paragraphs(paragraphs: list[str] | tuple[str, ...]) -> str:
    """HTML of plain paragraphs."""
    return "".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in paragraphs)


class _Words:
    """Collects words; a block begins a new paragraph, an item or a row a new line."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.counters: list[int | None] = []
        self.cells = 0
        # Whether the next words begin a line, and whether they must, below the words of an item.
        self.at_line_start = True
        self.line_due = False
        # Open superscripts and subscripts: the element, and its words so far.
        self.set_off: list[tuple[str, list[str]]] = []

    def take(self, token: Start | End | Text) -> None:
        if isinstance(token, Text):
            self._put(_SPACES.sub(" ", token.words))
        elif token.name in ("sup", "sub"):
            self._set_off(token)
        elif token.name in ("td", "th"):
            self._cell(token)
        elif self.cells or self.set_off:
            self._put(" " if token.name in BLOCKS or token.name == "br" else "")
        elif isinstance(token, Start) and token.name in ("ul", "ol", "li"):
            self._start_of_list(token)
        elif isinstance(token, End) and token.name in ("ul", "ol"):
            self._end_of_list()
        elif token.name == "small" and isinstance(token, Start):
            # A credit below its caption.
            self._line("\n")
        elif token.name == "br":
            self._line("\n" + "  " * len(self.counters))
        elif token.name in BLOCKS and token.name != "li":
            self._block(token)

    def result(self) -> str:
        lines = "".join(self.parts).split("\n")
        tidy = "\n".join(re.sub(r"(?<=\S) {2,}(?=\S)", " ", line).rstrip(" \t\u00a0") for line in lines)
        return re.sub(r"\n{3,}", "\n\n", tidy).strip(" \n\u00a0")

    def _put(self, words: str) -> None:
        if self.set_off:
            self.set_off[-1][1].append(words)
            return
        if self.line_due and words.strip():
            self._line("\n" + "  " * len(self.counters))
        if self.at_line_start:
            words = words.lstrip(" ")
        if words:
            self.parts.append(words)
            self.at_line_start = False

    def _line(self, beginning: str) -> None:
        self.parts.append(beginning)
        self.at_line_start, self.line_due = True, False

    def _block(self, token: Start | End) -> None:
        if self.counters:
            self.line_due = not self.at_line_start
        elif token.name != "tr":
            self._line("\n\n")
        elif isinstance(token, Start):
            self._line("\n")

    def _cell(self, token: Start | End) -> None:
        self.cells += 1 if isinstance(token, Start) else -1
        if isinstance(token, End):
            if self.cells:
                self._put(" ")
            else:
                while self.parts and self.parts[-1].endswith(" "):
                    self.parts[-1:] = [kept] if (kept := self.parts[-1].rstrip(" ")) else []
                self.parts.append("\t")
                self.at_line_start = True

    def _start_of_list(self, token: Start) -> None:
        if token.name == "li":
            number = self.counters[-1]
            self._line("\n" + "  " * (len(self.counters) - 1) + ("- " if number is None else f"{number}. "))
            if number is not None:
                self.counters[-1] = number + 1
            return
        self._line("\n" if self.counters else "\n\n")
        self.counters.append(int(token.attributes.get("start") or "1") if token.name == "ol" else None)

    def _end_of_list(self) -> None:
        self.counters.pop()
        if self.counters:
            self.line_due = True
        else:
            self._line("\n\n")

    def _set_off(self, token: Start | End) -> None:
        if isinstance(token, Start):
            self.set_off.append((token.name, []))
            return
        name, words = self.set_off.pop()
        self._put(_out_of_line("".join(words), *((_RAISED, "^") if name == "sup" else (_LOWERED, "_"))))


def _out_of_line(words: str, signs: dict[str, str], mark: str) -> str:
    """Superscript or subscript `words` as plain text."""
    bare = words.strip()
    if bare.startswith("[") and bare.endswith("]"):
        # The mark of a footnote.
        return words
    if not any(letter.isnumeric() for letter in bare) and bare not in {*_OF_FORMULAS, *"+-−="}:
        return words
    if all(letter in signs for letter in bare):
        written = "".join(signs[letter] for letter in bare)
    else:
        written = f"{mark}{bare}" if len(bare) == 1 or bare.isdecimal() else f"{mark}({bare})"
    before, _bare, after = words.partition(bare)
    return f"{before}{written}{after}"
