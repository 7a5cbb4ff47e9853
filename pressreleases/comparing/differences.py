"""What differs between two states of a release, field by field, as a reader would see it. No database here.

The states are made by whoever compares them; how paragraphs and words are compared is the business of `aligning`.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from pressreleases.comparing.aligning import Row, align
from pressreleases.comparing.paragraphs import Paragraph, of_plain_text, of_rich_text
from pressreleases.models import Release


@dataclass(frozen=True)
class Wording:
    """All that readers see of one state of a release, in words. Names and dates are in the staff's language.

    `body` is HTML. `letterhead` is known of editions only; two states are compared in it if both have it.
    """

    title: str = ""
    kind: str = ""
    language: str = ""
    reference: str = ""
    issued_on: str = ""
    place: str = ""
    speaker_name: str = ""
    speaker_office: str = ""
    summary: str = ""
    body: str = ""
    notes_to_editors: str = ""
    lead_image: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    anniversary: str = ""
    slug: str = ""
    letterhead: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Difference:
    """One field that differs: its name in `Wording`, how staff call it, and its paragraphs.

    `in_staffs_language` is false for words that are in the language of the release.
    """

    name: str
    label: str
    rows: tuple[Row, ...]
    in_staffs_language: bool


_OF_THE_STAFF = frozenset({"kind", "language", "issued_on", "lead_image", "topics", "anniversary", "slug"})
_AS_A_WHOLE = frozenset({"kind", "language", "anniversary", "topics", "slug"})
# In reading order: what changed in the text comes before what changed around it.
_FIELDS = (
    *("title", "summary", "body", "notes_to_editors", "kind", "reference", "issued_on", "place"),
    *("speaker_name", "speaker_office", "lead_image", "topics", "anniversary", "slug", "language", "letterhead"),
)


def differences(old: Wording, new: Wording, *, whole: bool = False) -> list[Difference]:
    """The fields in which `old` and `new` differ, with what became of each paragraph; empty if none does.

    `whole` leaves no words out of a changed paragraph, however long it is.
    """
    found = []
    for name in _FIELDS:
        before, after = getattr(old, name), getattr(new, name)
        if before == after or before is None or after is None:
            continue
        split = _splitter(name)
        rows = align(split(before), split(after), by_words=name not in _AS_A_WHOLE, whole=whole)
        if rows:
            found.append(Difference(name, label_of(name), tuple(rows), name in _OF_THE_STAFF))
    return found


def changed_words(found: Iterable[Difference]) -> int:
    """How many words were changed in all; one that took the place of another is one."""
    total = 0
    for difference in found:
        runs = [run for row in difference.rows for run in row.runs]
        total += max(sum(run.words for run in runs if run.act == act) for act in ("removed", "added"))
    return total


def label_of(name: str) -> str:
    """How staff call the field `name` of a release, with a capital."""
    if name == "letterhead":
        return str(_("Letterhead"))
    return capfirst(str(getattr(Release._meta.get_field(name), "verbose_name", name)))


def _splitter(name: str) -> Callable[[str | tuple[str, ...]], list[Paragraph]]:
    if name == "body":
        return lambda html: of_rich_text(str(html))
    return lambda value: of_plain_text(value if isinstance(value, str) else "\n".join(value))


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
