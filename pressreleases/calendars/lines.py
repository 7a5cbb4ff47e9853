"""Lines of calendar and address-book files: text escaped and long lines folded (RFC 5545, 3.1 and 3.3.11; RFC 6350)."""

import unicodedata
from collections.abc import Iterable, Iterator

LONGEST = 75  # octets, the line end aside


def escaped(words: str) -> str:
    """Text as a value; a line end of any kind is `\\n`, control characters are left out."""
    one = "\n".join(words.splitlines())
    for plain, written in (("\\", "\\\\"), (",", "\\,"), (";", "\\;"), ("\n", "\\n")):
        one = one.replace(plain, written)
    return "".join(letter for letter in one if unicodedata.category(letter) != "Cc")


def joined(lines: Iterable[str]) -> str:
    """The content of a file, each line folded and ended."""
    return "".join(f"{folded(line)}\r\n" for line in lines)


def folded(line: str) -> str:
    """`line` broken where it is too long, never within a letter."""
    return "\r\n ".join(_pieces(line))


def _pieces(line: str) -> Iterator[str]:
    piece, size = "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > LONGEST:
            yield piece
            piece, size = "", 1  # the space before what goes on
        piece, size = piece + letter, size + width
    yield piece
