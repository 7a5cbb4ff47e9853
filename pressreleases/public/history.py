"""The editions of one release as its page lists them, each with the address of what it changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from pressreleases.models import Edition
from pressreleases.public.addresses import comparison_address
from pressreleases.public.related import Linked


@dataclass(frozen=True)
class Row:
    """`changes` is where `edition` is compared with the one before it; empty if it cannot be."""

    edition: Edition | Linked
    changes: str


def rows(history: Sequence[Edition | Linked], live: Edition) -> list[Row]:
    """One for each edition of `history`, in its order, which is the newest first."""
    before: list[Edition | Linked | None] = [*history[1:], None]
    return [Row(one, _compared(older, one, live)) for one, older in zip(history, before, strict=True)]


def changes_of(correction: Edition | Linked, history: Sequence[Edition | Linked], live: Edition) -> str:
    """Where `correction` is compared with the edition before it; empty if it cannot be."""
    older = next((one for one in history if one.number < correction.number), None)
    return _compared(older, correction, live)


def changes_since(earlier: Edition, live: Edition) -> str:
    """Where the superseded edition `earlier` is compared with the live one; empty if it cannot be."""
    return _compared(earlier, live, live)


def _compared(older: Edition | Linked | None, newer: Edition | Linked, live: Edition) -> str:
    """Empty for the first edition, and where words were removed."""
    if older is None or older.redacted_at or newer.redacted_at:
        return ""
    return comparison_address(live, older.number, newer.number)
