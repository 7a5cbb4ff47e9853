"""The history of a release: its editions, the correction that readers are told of, and its dates."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pressreleases.models import Edition, EditionQuerySet
from pressreleases.models.spans import Lower, Upper
from pressreleases.public.addresses import comparison_address
from pressreleases.public.reading import topics
from pressreleases.public.reading.release_page import Linked
from pressreleases.vocabulary.dates import instant_day_in_words, instant_for_machines, instant_in_words
from pressreleases.vocabulary.limits import ARCHIVED_AFTER
from pressreleases.vocabulary.zones import zone_info


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


def dates_of(edition: Edition, history: Sequence[Step]) -> Dates:
    """`history` is all of its release's editions that have begun, the newest first."""
    zone: str = edition.letterhead["time_zone"]
    return Dates(edition.issued_on, edition.number, edition.begins_at, history[-1].begins_at, zone)


@dataclass(frozen=True)
class HistoryRow:
    """`changes` is where `edition` is compared with the one before it; empty if it cannot be."""

    edition: Edition | Linked
    changes: str


def history_rows(history: Sequence[Edition | Linked], live: Edition) -> list[HistoryRow]:
    """One for each edition of `history`, in its order, which is the newest first."""
    before: list[Edition | Linked | None] = [*history[1:], None]
    return [HistoryRow(one, _compared(older, one, live)) for one, older in zip(history, before, strict=True)]


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


@dataclass(frozen=True)
class EditionStep:
    """One edition in the history of a release, as `corrected` wants it."""

    number: int
    minor: bool
    change_note: str
    begins_at: dt.datetime
    ends_at: dt.datetime | None


def with_history(editions: EditionQuerySet) -> EditionQuerySet:
    """`editions` with their releases, their topics' names and, for `history_of`, the steps of each release."""
    steps = Edition.objects.begun().filter(release=OuterRef("release")).order_by("-number")
    step = JSONObject(
        number="number",
        minor="minor",
        change_note="change_note",
        begins_at=Lower("live_during"),
        ends_at=Upper("live_during"),
    )
    return editions.select_related("release").annotate(
        steps=ArraySubquery(steps.values_list(step)), topic_names=topics.names_of_topics()
    )


def history_of(edition: Any) -> list[EditionStep]:
    """The editions of its release that have begun, the newest first."""
    return [_step(row) for row in edition.steps]


def _step(row: dict[str, Any]) -> EditionStep:
    ends_at = dt.datetime.fromisoformat(row["ends_at"]) if row["ends_at"] else None
    return EditionStep(
        row["number"], row["minor"], row["change_note"], dt.datetime.fromisoformat(row["begins_at"]), ends_at
    )
