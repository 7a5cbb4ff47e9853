"""The history of a release: its editions, the correction that readers are told of, and its dates."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pressreleases.language.dates import (
    ARCHIVED_AFTER,
    instant_day_in_words,
    instant_for_machines,
    instant_in_words,
    zone_info,
)


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
    @property
    def redacted_at(self) -> dt.datetime | None: ...


S = TypeVar("S", bound=Step)


def last_correction(history: Iterable[S]) -> S | None:
    """The last edition of `history` (newest first) that was not a minor change; None if there was none."""
    return next((one for one in history if one.number > 1 and not one.minor), None)


def is_reinstated(correction: S, history: Iterable[S]) -> bool:
    """Whether a withdrawal lay between `correction` and the edition before it, which a correction takes over from."""
    before = next(one for one in history if one.number == correction.number - 1)
    return before.ends_at != correction.begins_at


# This hour in UTC falls on the same day in all but a few places.
_NOON = dt.time(12, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Dates:
    """Of one edition: `begins_at` is its own beginning, `online_since` that of the first edition of its release."""

    issued_on: dt.date
    number: int
    begins_at: dt.datetime
    online_since: dt.datetime
    zone: str

    @property
    def archived(self) -> bool:
        """Whether the text was issued more than 30 days before its first edition went online."""
        return self.online_since.astimezone(zone_info(self.zone)).date() - self.issued_on > ARCHIVED_AFTER

    @property
    def published_at(self) -> dt.datetime:
        """When it was first published; of a text from an archive noon (UTC) of its date of issue."""
        return dt.datetime.combine(self.issued_on, _NOON) if self.archived else self.online_since

    @property
    def updated_at(self) -> dt.datetime:
        """When its words last changed: bringing a text from an archive to this site did not change them."""
        return self.published_at if self.number == 1 else self.begins_at

    @property
    def published(self) -> str:
        """`published_at` for machines, a day alone where no hour is known."""
        return self.issued_on.isoformat() if self.archived else instant_for_machines(self.published_at)

    @property
    def updated(self) -> str:
        return self.published if self.number == 1 else instant_for_machines(self.updated_at)

    @property
    def in_words(self) -> str:
        """When the edition was published: `22 January 2024, 10:15`, or `on this site since 22 January 2024`."""
        language = get_language() or "en"
        if self.archived and self.number == 1:
            since = instant_day_in_words(self.online_since, language, self.zone)
            return _("on this site since %(since)s") % {"since": since}
        return instant_in_words(self.begins_at, language, self.zone)
