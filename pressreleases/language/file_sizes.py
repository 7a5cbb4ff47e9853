"""How large a file is, in words of a language, such as `240 kB`, and the attachments of a text in a line each."""

from collections.abc import Iterable
from typing import Any

from babel.units import format_unit

from pressreleases.language.languages import cldr, own_name
from pressreleases.language.punctuation import comma

_KB, _MB = 1_000, 1_000_000


def size_in_words(size: int, language: str) -> str:
    """`240 kB`, `1.4 MB`, `15 MB`: the unit as CLDR has it; at least 1 kB."""
    if size < _MB - _KB / 2:
        return format_unit(max(1, round(size / _KB)), "digital-kilobyte", length="short", locale=cldr(language))
    megabytes = size / _MB
    number = round(megabytes, 1) if megabytes < 10 else round(megabytes)
    return format_unit(number, "digital-megabyte", length="short", locale=cldr(language))


def attachments_in_lines(entries: Iterable[dict[str, Any]], language: str) -> tuple[str, ...]:
    """Each attachment of a text in a line, to be compared, in the language of the text.

    Two files that differ in no other way differ in the beginning of their hash.
    """
    return tuple(
        comma(language).join(
            [
                entry["title"],
                own_name(entry["language"]),
                entry["type"].upper(),
                size_in_words(entry["size"], language),
                f"SHA-256 {entry['sha256'][:12]}",
            ]
        )
        for entry in entries
    )
