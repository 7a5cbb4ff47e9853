"""The sample content of a new site, as the TOML files of `samples/` have it; `sample_loading` puts it into a site.

The facts are public, the words our own. 20 January 2024 is free, so that a real sheet of that day can be imported.
"""

import datetime as dt
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pressreleases.models.kinds import Act
from pressreleases.richtext import from_paragraphs

_FOLDER = Path(__file__).resolve().parent / "samples"

# The languages of the samples; a site with fewer languages gets fewer texts.
LANGUAGES = ("en", "az")


@dataclass(frozen=True)
class Words:
    """A text in one language, as the fields of a release: title, place, summary, body and the like."""

    fields: dict[str, str]

    @property
    def title(self) -> str:
        return self.fields["title"]


@dataclass(frozen=True)
class Correction:
    """Another body, and the change note that explains it; no note: it is not published."""

    body: str
    note: str = ""


@dataclass(frozen=True)
class Family:
    """One text in its languages, and what happens to it: `state` is live, scheduled, submitted or draft."""

    state: str
    kind: str
    original: str
    reference: str
    issued_on: dt.date | None
    topics: tuple[str, ...]
    anniversary: str
    words: dict[str, Words]
    corrections: dict[str, Correction]
    rewritings: dict[str, Correction]
    withdrawal: tuple[Act, dict[str, str]] | None


def table(name: str) -> dict[str, Any]:
    """The tables of `mission`, `topics` or `anniversaries`, as TOML has them."""
    return _parsed(_FOLDER / f"{name}.toml")


def families() -> list[Family]:
    """All sample releases, in the order of their dates; what has no date yet comes last."""
    return [_family(_parsed(path)) for path in sorted((_FOLDER / "releases").glob("*.toml"))]


def _parsed(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _family(written: dict[str, Any]) -> Family:
    taken_back = written.get("withdrawal")
    return Family(
        state=written.get("state", "live"),
        kind=written["kind"],
        original=written["original"],
        reference=written.get("reference", ""),
        issued_on=written.get("issued_on"),
        topics=tuple(written.get("topics", ())),
        anniversary=written.get("anniversary", ""),
        words={language: _words(written[language]) for language in LANGUAGES if language in written},
        corrections=_corrections(written.get("correction", {})),
        rewritings=_corrections(written.get("rewriting", {})),
        withdrawal=(Act(taken_back["act"]), taken_back["reasons"]) if taken_back else None,
    )


def _words(written: dict[str, str]) -> Words:
    rest = {name: value for name, value in written.items() if name != "text"}
    return Words({**rest, "body": _html(written["text"])})


def _corrections(written: dict[str, dict[str, str]]) -> dict[str, Correction]:
    return {language: Correction(_html(row["text"]), row.get("note", "")) for language, row in written.items()}


def _html(text: str) -> str:
    """The body for paragraphs parted by empty lines; one that begins with a tag is HTML already."""
    blocks = text.strip().split("\n\n")
    return "\n".join(block if block.startswith("<") else from_paragraphs([block]) for block in blocks)
