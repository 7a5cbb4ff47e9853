"""What an Office file fetches from elsewhere as soon as somebody opens it: such a file is refused."""

from __future__ import annotations

import re

from pressreleases.intake.archives import Archive
from pressreleases.intake.errors import FetchesParts, FetchesTemplate, TakesData

HYPERLINK = "hyperlink"
TEMPLATE = "attachedTemplate"
DATA = {"mailMergeSource", "mailMergeHeaderSource", "externalLinkPath", "xlPathMissing"}
# A template on a disk, which is only a note of where the writer had it: “C:\Letter.dotx”, “file:///C:/Letter.dotx”.
ON_A_DISK = re.compile(r"file:///(?![\\/])|[A-Za-z]:[\\/]|(?!\w[\w+.-]*:|[\\/]{2})", re.IGNORECASE)
LONGEST = 100


def refuse_what_fetches(archive: Archive) -> None:
    """Raise FetchesTemplate, FetchesParts or TakesData if a part refers to more than links outside of the file."""
    for name in sorted(archive.names):
        if not name.lower().endswith(".rels"):
            continue
        for one in archive.read_xml(name):
            kind, target = one.get("Type", "").rpartition("/")[2], one.get("Target", "")
            if one.get("TargetMode") == "External" and kind != HYPERLINK:
                _refuse(kind, target)


def _refuse(kind: str, target: str) -> None:
    if kind == TEMPLATE:
        if not ON_A_DISK.match(target):
            raise FetchesTemplate(address=shown(target))
    elif kind in DATA:
        raise TakesData(address=shown(target))
    else:
        raise FetchesParts(address=shown(target))


def shown(address: str) -> str:
    """An address for a sentence."""
    words = " ".join("".join(character if character.isprintable() else " " for character in address).split())
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
