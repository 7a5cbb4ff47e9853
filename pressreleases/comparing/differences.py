"""What differs between two states of a release, field by field, as a reader would see it. No database here.

The states are made by whoever compares them; how paragraphs and words are compared is the business of `aligning`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pressreleases.comparing.paragraphs import Paragraph, of_plain_text, of_rich_text
from pressreleases.comparing.two_states import Row, align
from pressreleases.models.fields import COMPARED, Compared, Words, label_of

# One state of a release in words, by the names of `models/fields.py`: `body` is HTML, lists are tuples, names and dates
# are in the language of the person who compares. Two states are compared in what both have: a letterhead, for example,
# only editions have.
Wording = Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True)
class Difference:
    """One field that differs: its name, its label, and its paragraphs.

    `in_staffs_language` is false for words that are in the language of the release.
    """

    name: str
    label: str
    rows: tuple[Row, ...]
    in_staffs_language: bool


def differences(old: Wording, new: Wording, *, whole: bool = False) -> list[Difference]:
    """The fields in which `old` and `new` differ, with what became of each paragraph; empty if none does.

    `whole` leaves no words out of a changed paragraph, however long it is.
    """
    found = []
    for field in COMPARED:
        before, after = old.get(field.name), new.get(field.name)
        if before == after or before is None or after is None:
            continue
        split = _of_html if field.words is Words.HTML else _of_lines
        rows = align(split(before), split(after), by_words=field.compared is not Compared.WHOLE, whole=whole)
        if rows:
            in_staffs_language = field.compared is not Compared.WORDS
            found.append(Difference(field.name, label_of(field.name), tuple(rows), in_staffs_language))
    return found


def changed_words(found: Iterable[Difference]) -> int:
    """How many words were changed in all; one that took the place of another is one."""
    total = 0
    for difference in found:
        runs = [run for row in difference.rows for run in row.runs]
        total += max(sum(run.words for run in runs if run.act == act) for act in ("removed", "added"))
    return total


def _of_html(value: str | tuple[str, ...]) -> list[Paragraph]:
    return of_rich_text(str(value))


def _of_lines(value: str | tuple[str, ...]) -> list[Paragraph]:
    return of_plain_text(value if isinstance(value, str) else "\n".join(value))


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
