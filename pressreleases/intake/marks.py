"""Write the numbers of lists as letters or Roman figures: readers refer to “(a)” or “IV.”, so these stay as words."""

from __future__ import annotations

ROMAN = tuple(zip((100, 90, 50, 40, 10, 9, 5, 4, 1), "c xc l xl x ix v iv i".split(), strict=True))
KINDS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
"""The kinds of HTML and of OpenDocument, by their names in Word."""


def written(number: int, kind: str) -> str:
    """Return a number as a level of this kind shows it, or an empty string for other kinds and numbers."""
    if kind == "decimal":
        return str(number)
    found = ""
    if kind in {"upperRoman", "lowerRoman"} and 0 < number < 200:
        for value, letters in ROMAN:
            found += letters * (number // value)
            number %= value
    elif kind in {"upperLetter", "lowerLetter"} and 0 < number <= 26:
        found = chr(ord("a") + number - 1)
    return found.upper() if kind.startswith("upper") else found


def with_marks(items: list[str], start: int, kind: str, *, before: str = "", after: str = ".") -> str:
    """A list of `<li>` with the mark of each, as HTML; `kind` is one of `KINDS`."""
    marked = []
    for number, item in enumerate(items, start):
        mark = written(number, KINDS[kind])
        marked.append(item.replace("<li>", f"<li>{before}{mark}{after} " if mark else "<li>", 1))
    return f"<ul>{''.join(marked)}</ul>"
