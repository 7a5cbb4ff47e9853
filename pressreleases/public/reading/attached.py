"""The attachments of an edition as readers see them: title, language, type, size, and where each is downloaded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from pressreleases.attachments import facts_of, file_name
from pressreleases.models import Edition
from pressreleases.models.attachment import TYPES, Entry
from pressreleases.public_addresses import Addressed, attachment_address


@dataclass(frozen=True)
class Attached:
    """`address` is empty where there is nothing to download it from. `language` is that of the file."""

    title: str
    language: str
    type: str
    size: int
    sha256: str
    address: str

    @property
    def media_type(self) -> str:
        return TYPES[self.type].media_type

    @property
    def facts(self) -> tuple[str, str]:
        """`PDF` and `240 kB`, in the active language. Each has its own direction, in Arabic not the same."""
        return facts_of(self.type, self.size, get_language() or "en")


def of_edition(edition: Edition, live: Addressed) -> list[Attached]:
    """Those of a public edition, below the address that its release has now, which is that of `live`."""
    return _made(edition, lambda name: attachment_address(live, name))


def of_draft(edition: Edition, at: str) -> list[Attached]:
    """Those of a text that is not public: each file is found at the address `at` and its name; nowhere without it."""
    return _made(edition, lambda name: f"{at}{name}" if at else "")


def _made(edition: Edition, address: Callable[[str], str]) -> list[Attached]:
    entries: Sequence[Entry] = edition.attachments
    return [
        Attached(
            title=entry["title"] or TYPES[entry["type"]].name,
            language=entry["language"],
            type=entry["type"],
            size=entry["size"],
            sha256=entry["sha256"],
            address=address(file_name(entry)),
        )
        for entry in entries
    ]
