"""One release with all that is shown with it: its page, text, JSON, feed item, preview and archive are made of it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, CharField, DateField, F, OuterRef, QuerySet, UUIDField, Value
from django.db.models.functions import JSONObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pressreleases.language.dates import instant_day_in_words
from pressreleases.language.languages import language_codes, place_of_language
from pressreleases.models import Edition, EditionQuerySet
from pressreleases.models.kept_query import Given, KeptQuery, is_any_of
from pressreleases.models.live_check import ON_A_PAGE
from pressreleases.models.spans import Lower, Upper
from pressreleases.public.reading import attached, lists
from pressreleases.public.reading.attached import Attached
from pressreleases.public.reading.history import Dates, Step, is_reinstated, last_correction
from pressreleases.public.reading.lists import NEWEST_FIRST, Key, after, names_of_topics
from pressreleases.public.reading.masthead import Head, head_of
from pressreleases.public.reading.mission_today import Mission
from pressreleases.public.reading.resolve import Live
from pressreleases.public_addresses import comparison_address


@dataclass(frozen=True)
class Linked:
    """As much of an edition as a link to it needs."""

    language: str
    year: int
    slug: str
    number: int
    title: str
    issued_on: dt.date
    change_note: str
    minor: bool
    begins_at: dt.datetime
    ends_at: dt.datetime | None
    redacted_at: dt.datetime | None
    is_original: bool


def linked(edition: Edition) -> Linked:
    """`edition` (with its release) itself as a link to it."""
    return Linked(
        language=edition.language,
        year=edition.year,
        slug=edition.slug,
        number=edition.number,
        title=edition.title,
        issued_on=edition.issued_on,
        change_note=edition.change_note,
        minor=edition.minor,
        begins_at=edition.begins_at,
        ends_at=edition.ends_at,
        redacted_at=edition.redacted_at,
        is_original=edition.release.is_original,
    )


@dataclass(frozen=True)
class Related:
    """What the page of a release links to, besides its own editions."""

    languages: tuple[Linked, ...] = ()  # in the order of the site
    earlier: Linked | None = None
    later: Linked | None = None
    same_anniversary: tuple[Linked, ...] = ()  # newest first


@dataclass(frozen=True)
class PastEdition:
    """One edition in the history of a release in a list."""

    number: int
    minor: bool
    change_note: str
    begins_at: dt.datetime
    ends_at: dt.datetime | None
    redacted_at: dt.datetime | None


@dataclass(frozen=True)
class HistoryRow:
    """`changes` is where `edition` is compared with the one before it; empty if it cannot be."""

    edition: Step
    changes: str


@dataclass(frozen=True)
class ReleasePage:
    """The edition that is shown, and all that is shown with it.

    `live` is the newest edition of its release: the same one, unless an earlier edition is shown. `history` has every
    edition of the release that has begun, newest first. An answer made of it holds until `good_until` (None: not read).
    `pages` of the mission are live, as `footer_pages` reads them (None: not read).
    """

    edition: Edition
    live: Edition
    history: Sequence[Step]
    related: Related = field(default_factory=Related)
    mission: Mission = field(default_factory=lambda: Mission(letterhead={}, today=dt.date.min))
    good_until: float | None = None
    pages: frozenset[str] | None = None

    @property
    def is_live(self) -> bool:
        return self.edition.number == self.live.number

    @property
    def letterhead(self) -> dict[str, Any]:
        letterhead: dict[str, Any] = self.edition.letterhead
        return letterhead

    @property
    def head(self) -> Head:
        return head_of(self.letterhead)

    @property
    def pdf_size(self) -> int:
        """The bytes of its letterhead PDF; 0 until it is made, and of a draft, which has none."""
        return getattr(self.edition, "pdf_size", None) or 0

    @property
    def zone(self) -> str:
        zone: str = self.letterhead["time_zone"]
        return zone

    @property
    def dates(self) -> Dates:
        edition = self.edition
        return Dates(edition.issued_on, edition.number, edition.begins_at, self.history[-1].begins_at, self.zone)

    @property
    def correction(self) -> Step | None:
        """The last edition that was not a minor change; None if there was none, and of a page, which just changes."""
        return None if self.edition.page else last_correction(self.history)

    @property
    def is_reinstated(self) -> bool:
        """Whether that edition ended a withdrawal."""
        correction = self.correction
        return correction is not None and is_reinstated(correction, self.history)

    @property
    def correction_in_words(self) -> str:
        """`Corrected on 22 January 2024. The day was wrong.`, for plain formats; empty if nothing was corrected."""
        correction = self.correction
        if correction is None:
            return ""
        when = {"when": instant_day_in_words(correction.begins_at, get_language() or "en", self.zone)}
        done = _("Reinstated on %(when)s.") if self.is_reinstated else _("Corrected on %(when)s.")
        return " ".join([done % when, *correction.change_note.split()])

    @property
    def history_rows(self) -> list[HistoryRow]:
        """The editions in the order of `history`, each with what it changed."""
        before: list[Step | None] = [*self.history[1:], None]
        return [HistoryRow(one, self._compared(old, one)) for one, old in zip(self.history, before, strict=True)]

    @property
    def changes(self) -> str:
        """Where to see what the last correction changed, or what came after an earlier edition; empty if nowhere."""
        if not self.is_live:
            return self._compared(self.edition, self.live)
        correction = self.correction
        if correction is None:
            return ""
        return self._compared(next((one for one in self.history if one.number < correction.number), None), correction)

    @property
    def attachments(self) -> list[Attached]:
        """As a public page has them."""
        return attached.of_edition(self.edition, self.live)

    def with_mission(self, mission: Mission) -> "ReleasePage":
        """The same with the mission's details of today, whose press contact is shown below the text."""
        known = [until for until in (self.good_until, mission.good_until) if until is not None]
        pages = mission.pages if self.pages is None else self.pages
        return replace(self, mission=mission, good_until=min(known) if known else None, pages=pages)

    def _compared(self, old: Step | None, new: Step) -> str:
        """Where two editions are compared; empty for the first one, and where words were removed."""
        if old is None or old.redacted_at or new.redacted_at:
            return ""
        return comparison_address(self.live, old.number, new.number)


def read(found: Live, *, earlier: Edition | None = None) -> ReleasePage:
    """The page of the live edition `found`, or of an `earlier` one of its release; one query."""
    edition = earlier or found.edition
    past, related = _around(edition)
    history: tuple[Step, ...] = (found.edition, *past)
    return ReleasePage(edition, found.edition, history, related, good_until=found.good_until, pages=found.pages)


def read_draft(edition: Edition, past: Sequence[Edition], mission: Mission) -> ReleasePage:
    """The page that a draft would have: `edition` is made of it, `past` were public before it; one query."""
    _superseded, related = _around(edition)
    return ReleasePage(edition, edition, (edition, *past), related).with_mission(mission)


def related_to(edition: Edition) -> Related:
    """What the page of `edition` (with its release) links to; one query."""
    return _around(edition)[1]


def page_of(
    editions: EditionQuerySet, before: Key | None, size: int = ON_A_PAGE
) -> tuple[list[ReleasePage], Key | None]:
    """A page of `editions`, newest first, after the key `before`, and the key of the next one; one query.

    They have their history and their topics, and no links to other releases.
    """
    found = lists.cut(_with_history(editions), before, size)
    return [ReleasePage(edition, edition, _history_of(edition)) for edition in found.editions], found.older


def _with_history(editions: EditionQuerySet) -> EditionQuerySet:
    steps = Edition.objects.begun().filter(release=OuterRef("release")).order_by("-number")
    step = JSONObject(
        number="number",
        minor="minor",
        change_note="change_note",
        begins_at=Lower("live_during"),
        ends_at=Upper("live_during"),
        redacted_at="redacted_at",
    )
    return editions.select_related("release").annotate(
        steps=ArraySubquery(steps.values_list(step)), topic_names=names_of_topics(), pdf_size=F("pdf__size")
    )


def _history_of(edition: Any) -> list[PastEdition]:
    return [
        PastEdition(
            **{name: row[name] for name in ("number", "minor", "change_note")},
            **{name: _instant(row[name]) for name in ("begins_at", "ends_at", "redacted_at")},
        )
        for row in edition.steps
    ]


def _instant(written: str | None) -> Any:
    return dt.datetime.fromisoformat(written) if written else None


_COLUMNS = (
    *("language", "year", "slug", "number", "title", "issued_on"),
    *("change_note", "minor", "live_during", "redacted_at"),
)
OLDEST_FIRST = ("issued_on", "release_id")
LONGEST = 60  # how many years of one anniversary a release lists


def _around(edition: Edition) -> tuple[list[Linked], Related]:
    """The superseded editions of its release, newest first, and everything else that its page links to; one query."""
    kept = _AROUND if edition.anniversary_id is None else _AROUND_OF_ANNIVERSARY
    rows = kept(
        release=edition.release_id,
        family=edition.release.family,
        language=edition.language,
        languages=language_codes(),
        issued_on=edition.issued_on,
        anniversary=edition.anniversary_id,
    )
    found: dict[str, list[Linked]] = {}
    for row in rows:
        relation, span = row.pop("relation"), row.pop("live_during")
        found.setdefault(relation, []).append(Linked(**row, begins_at=span.lower, ends_at=span.upper))
    related = Related(
        languages=tuple(sorted(found.get("language", []), key=lambda one: place_of_language(one.language))),
        earlier=next(iter(found.get("earlier", [])), None),
        later=next(iter(found.get("later", [])), None),
        same_anniversary=tuple(sorted(found.get("anniversary", []), key=lambda one: one.issued_on, reverse=True)),
    )
    return sorted(found.get("edition", []), key=lambda one: -one.number), related


def _rows_around(*, of_anniversary: bool) -> "QuerySet[Any, dict[str, Any]]":
    release = Given("release", BigIntegerField())
    same_language = Edition.objects.live().exclude(release=release).filter(language=Given("language", CharField()))
    key = (Given("issued_on", DateField()), release)
    of_family = Edition.objects.live(pages=True).exclude(release=release)
    of_family = of_family.filter(release__family=Given("family", UUIDField()))
    parts = [
        _rows("edition", Edition.objects.superseded(pages=True).filter(release=release)),
        _rows("language", of_family.filter(is_any_of("language", "languages", CharField()))),
        _rows("earlier", after(same_language, NEWEST_FIRST, key).newest_first()[:1]),
        _rows("later", after(same_language, OLDEST_FIRST, key).order_by(*OLDEST_FIRST)[:1]),
    ]
    if of_anniversary:
        same = same_language.filter(anniversary=Given("anniversary", BigIntegerField()), anniversary__shown=True)
        parts.append(_rows("anniversary", same.newest_first()[:LONGEST]))
    return parts[0].union(*parts[1:], all=True)


_AROUND = KeptQuery(lambda: _rows_around(of_anniversary=False))
_AROUND_OF_ANNIVERSARY = KeptQuery(lambda: _rows_around(of_anniversary=True))


def _rows(relation: str, editions: "EditionQuerySet | QuerySet[Edition]") -> "QuerySet[Any, dict[str, Any]]":
    """Same columns in the same order for every relation, as a union needs them."""
    rows: QuerySet[Any, dict[str, Any]] = editions.annotate(
        relation=Value(relation), is_original=F("release__is_original")
    ).values("relation", *_COLUMNS, "is_original")
    return rows
