"""When two texts are the same to whoever reads them, although they were written down differently."""

import re

_PART_OF_A_BLOCK = re.compile(r"(</?(?:p|h[1-6]|[uod]l|li|blockquote|table|caption|t(?:r|h|d|head|body)|br)\b[^<>]*>)")


def reads_the_same(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but white space between blocks, as an editor writes it in its own way."""
    return _without_margins(one) == _without_margins(other)


def one_line_ends(text: str) -> str:
    """`text` with the line ends that every system writes, where browsers send those of one."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _without_margins(html: str) -> str:
    pieces = _PART_OF_A_BLOCK.split(html)
    return "".join(piece.strip() if at % 2 == 0 else piece for at, piece in enumerate(pieces))
