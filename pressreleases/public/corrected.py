"""What the editions of one release say of its correction: which one readers are told of, and what it was."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pressreleases.language.dates import instant_day_in_words


class Step(Protocol):
    """One edition in the history of its release."""

    @property
    def number(self) -> int: ...
    @property
    def minor(self) -> bool: ...
    @property
    def change_note(self) -> str: ...
    @property
    def begins_at(self) -> dt.datetime: ...
    @property
    def ends_at(self) -> dt.datetime | None: ...


S = TypeVar("S", bound=Step)


def last_correction(history: Iterable[S]) -> S | None:
    """The last edition of `history` (newest first) that changed more than a trifle; None if there was none."""
    return next((one for one in history if one.number > 1 and not one.minor), None)


def is_reinstated(correction: S, history: Iterable[S]) -> bool:
    """Whether a withdrawal lay between `correction` and the edition before it, which a correction takes over from."""
    before = next(one for one in history if one.number == correction.number - 1)
    return before.ends_at != correction.begins_at


def correction_in_words(history: Sequence[Step], zone: str) -> str:
    """`Corrected on 22 January 2024. The day was wrong.`, for formats that are no page; empty if nothing was."""
    correction = last_correction(history)
    if correction is None:
        return ""
    when = {"when": instant_day_in_words(correction.begins_at, get_language() or "en", zone)}
    done = _("Reinstated on %(when)s.") if is_reinstated(correction, history) else _("Corrected on %(when)s.")
    return " ".join([done % when, *correction.change_note.split()])
