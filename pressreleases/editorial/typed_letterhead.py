"""The letterhead that a form of mission details would make, read from what is typed in it; nothing is stored."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from pressreleases.editorial.telephone_numbers import NotANumber, read_number, regions_of
from pressreleases.language import characters
from pressreleases.language.languages import language_codes
from pressreleases.letterhead import EMPTY
from pressreleases.models import Image
from pressreleases.models.kinds import NumberKind
from pressreleases.request_values import number_in

# More rows, or longer ones, than any form of ours sends are not looked at.
MOST_ROWS, LONGEST = 50, 1000


def read_typed(typed: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """The letterhead as an edition would keep it, without the numbers that nobody can read; and remarks on those."""
    zone = _words(typed, "time_zone")
    numbers, remarks = _numbers(typed, zone)
    key = number_in(_words(typed, "emblem"))
    emblem = Image.objects.filter(pk=key).first() if key else None
    made = {
        **EMPTY,
        "names": [
            {"language": row["language"], "name": row["name"]}
            for row in _rows(typed, "names", "language", "name")
            if row["name"] and row["language"] in language_codes()
        ],
        "address": _words(typed, "address"),
        "numbers": numbers,
        "email": _words(typed, "email"),
        "emblem": {"sha256": emblem.sha256, "file": emblem.file.name} if emblem else None,
    }
    return made, remarks


def _numbers(typed: Mapping[str, str], zone: str) -> tuple[list[dict[str, str]], list[str]]:
    rows = [row for row in _rows(typed, "numbers", "kind", "number", "extension") if row["number"]]
    regions = regions_of(zone, [row["number"] for row in rows])
    numbers, remarks = [], []
    for row in rows:
        try:
            read = read_number(row["number"], regions)
        except NotANumber:
            remarks.append(_("“%(number)s” is not a valid telephone number.") % {"number": row["number"]})
            continue
        extension = row["extension"] or read.extension
        kind = row["kind"] if row["kind"] in NumberKind.values else NumberKind.TELEPHONE.value
        numbers.append({"kind": kind, "number": read.number, "extension": extension})
    return numbers, remarks


def _rows(typed: Mapping[str, str], prefix: str, *names: str) -> Iterator[dict[str, str]]:
    """The rows that stay, by their place; those without one come last, as they are stored."""
    count = min(number_in(typed.get(f"{prefix}-TOTAL_FORMS")) or 0, MOST_ROWS)
    found = []
    for at in range(count):
        if typed.get(f"{prefix}-{at}-DELETE"):
            continue
        place = number_in(typed.get(f"{prefix}-{at}-position"))
        row = {name: _words(typed, f"{prefix}-{at}-{name}") for name in names}
        found.append((place is None, place or 0, at, row))
    for *_place, row in sorted(found, key=lambda each: each[:3]):
        yield row


def _words(typed: Mapping[str, str], name: str) -> str:
    return characters.lines(str(typed.get(name) or "")[:LONGEST]).strip()
