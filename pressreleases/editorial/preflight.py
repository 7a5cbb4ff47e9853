"""Preflight, the checks before publishing, as data: what stops a text, what to look at, and what staff must answer.

Errors stop a text. Warnings need a tick, differences between languages a reason. What readers see already in the live
edition is not asked a second time.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from django.db.models import Q, prefetch_related_objects

from pressreleases.anniversaries.drafts import open_notes_of
from pressreleases.editorial import preview_links
from pressreleases.editorial.checklist import (
    Going,
    Item,
    checklist,
    items_about_comments,
    items_about_notes,
    missing_in_letterhead,
)
from pressreleases.editorial.missing_languages import MissingLanguages
from pressreleases.editorial.parity import Difference, Side, compare
from pressreleases.editorial.passage_comments import open_counts
from pressreleases.editorial.site_links import Site, look_up
from pressreleases.editorial.states import Facts
from pressreleases.language.dates import zone_info
from pressreleases.mission_clock import MissionClock
from pressreleases.models import Edition, MissionDetails, Release, ReviewComment
from pressreleases.publishing import PublishingError, errors
from pressreleases.publishing.embargo import refuse_under_embargo
from pressreleases.publishing.four_eyes import Refusal, alone_is_forbidden, proposed_notes, refusals
from pressreleases.publishing.making import DetailsOn, details_of_days, draft_edition, says_the_same
from pressreleases.publishing.permissions import Actor

# The verbs that tell readers new words. For every other one there is nothing to check.
PUBLISHES = frozenset({"publish", "schedule", "schedule-newest", "correct", "reinstate"})

# What the checklist reads apart from the text itself.
_READ_WITH_TEXT = ("anniversary__names", "anniversary__dates", "lead_image__descriptions")

Address = tuple[str, int, str]


@dataclass(frozen=True)
class ReleaseFindings:
    """What was found about one release.

    `edition` is what readers would be told; None if `refusal` says why publishing would refuse. `details` make its
    letterhead. `four_eyes` says why the user is no second person for it.
    """

    release: Release
    edition: Edition | None = None
    refusal: PublishingError | None = None
    same_as_live: bool = False
    details: MissionDetails | None = None
    errors: tuple[Item, ...] = ()
    warnings: tuple[Item, ...] = ()
    four_eyes: Refusal | None = None
    proposed_note: ReviewComment | None = None

    @property
    def is_ready(self) -> bool:
        """Whether it can be published, perhaps after staff have answered."""
        forbidden = self.four_eyes is not None and alone_is_forbidden()
        return not (self.refusal or self.same_as_live or self.errors or forbidden)


@dataclass(frozen=True)
class Findings:
    """What was found about texts that are published together.

    `differences` are those between languages of each text, by its family. `also_live` are the other languages that
    readers see of the text that is corrected, of which nothing is scheduled: are they affected too?
    """

    verb: str
    texts: tuple[ReleaseFindings, ...]
    differences: dict[UUID, tuple[Difference, ...]]
    also_live: tuple[Release, ...]
    _gathered: "_Gathered | None" = field(repr=False, default=None)

    def of(self, release: Release) -> ReleaseFindings:
        return next(each for each in self.texts if each.release.pk == release.pk)

    def among(self, releases: Sequence[Release], at: dt.datetime | None = None) -> "Findings":
        """The same if only these go, at that instant; nothing is fetched again. The first one stays the first."""
        return _judge(releases, self.verb, at, self._gathered)

    @property
    def details_on(self) -> DetailsOn | None:
        """The mission details of each day, as they were fetched; None if the verb publishes nothing."""
        return self._gathered.details_on if self._gathered else None

    @property
    def warnings(self) -> list[tuple[Release, Item]]:
        return [(text.release, item) for text in self.texts for item in text.warnings]

    @property
    def all_differences(self) -> list[Difference]:
        return [each for found in self.differences.values() for each in found]

    @property
    def refused(self) -> list[Refusal]:
        """Those of the texts for which the user is no second person."""
        return [text.four_eyes for text in self.texts if text.four_eyes]


def preflight(
    releases: Sequence[Release],
    verb: str,
    at: dt.datetime | None = None,
    *,
    clock: MissionClock,
    by: Actor | None = None,
    others: Iterable[Release] = (),
    drafts: bool = True,
) -> Findings:
    """Check `releases`, were `verb` done to them at `at` (None: at once, or not known yet) by the user `by`.

    All were fetched with their states. The first release of each family is compared with its other languages, among
    `releases` or among `others`, which stay as they are. `by` None: four eyes are not asked. Without `drafts` only
    errors and warnings are found, not what readers would be told. As many queries for one release as for thirty.
    """
    gathered = _Gathered(list(releases), list(others), verb, clock, by, drafts=drafts) if verb in PUBLISHES else None
    return _judge(releases, verb, at, gathered)


def mark(*what: object) -> str:
    """A short name for a finding that stays the same as long as it says the same, in whichever language."""
    parts = [str(part.pk) if isinstance(part, Release) else repr(part) for part in what]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _judge(releases: Sequence[Release], verb: str, at: dt.datetime | None, gathered: "_Gathered | None") -> Findings:
    if gathered is None:
        return Findings(verb, tuple(map(ReleaseFindings, releases)), {}, ())
    firsts: dict[UUID, Release] = {}
    for release in releases:
        firsts.setdefault(release.family, release)
    together = {release.pk for release in releases}
    texts = tuple(
        gathered.findings_of(release, at, together, is_first=firsts[release.family] is release) for release in releases
    )
    differences = {family: tuple(gathered.differences(first, together)) for family, first in firsts.items()}
    return Findings(verb, texts, differences, tuple(gathered.also_live(releases[0])), gathered)


class _Gathered:
    """What the findings about `releases` and `others` are made of, fetched at once."""

    def __init__(
        self,
        releases: list[Release],
        others: list[Release],
        verb: str,
        clock: MissionClock,
        by: Actor | None,
        *,
        drafts: bool,
    ) -> None:
        self.rows, self.clock = [*releases, *others], clock
        # The newest text is looked at as when it was scheduled.
        newest_of_correction = verb == "schedule-newest" and Facts.of(releases[0]).was_public
        self.scheduled = verb == "schedule" or (verb == "schedule-newest" and not newest_of_correction)
        self.dated, self.corrects = self.scheduled or verb == "publish", verb == "correct"
        prefetch_related_objects(self.rows, *_READ_WITH_TEXT)
        live = list(Edition.objects.live(pages=True).filter(release__in=self.rows).prefetch_related(*_READ_WITH_TEXT))
        self.live = {edition.release_id: edition for edition in live}
        self.site: Site = look_up(
            [*(row.body for row in self.rows), *(edition.body for edition in live)], going=releases
        )
        self.details_on: DetailsOn = details_of_days(row.issued_on for row in self.rows)
        self.asked, self.noted = preview_links.asked_of(self.rows), open_notes_of(self.rows)
        self.commented = open_counts(self.rows)
        self.four_eyes = {each.release.pk: each for each in refusals(releases, by=by)} if by else {}
        self.proposed = proposed_notes(releases) if drafts else {}
        self.taken = _taken_addresses(releases) if drafts else {}
        self.languages = MissingLanguages(self.rows) if drafts and self.dated else None
        self.drafts = {row.pk: self._draft(row) if drafts else (None, None) for row in releases}
        self.same_as_live = {row.pk for row in releases if drafts and self._says_the_same_as_live(row)}

    def findings_of(
        self, release: Release, at: dt.datetime | None, together: set[int], *, is_first: bool
    ) -> ReleaseFindings:
        edition, refusal = self.drafts[release.pk]
        if refusal is None and (at or not self.scheduled):
            refusal = _refused_under_embargo(release, at or self.clock.now, self.clock.zone)
        details = self.details_on.get(release.issued_on)
        missing = missing_in_letterhead(release, details) if details else ()
        return ReleaseFindings(
            release,
            edition,
            refusal,
            release.pk in self.same_as_live,
            details,
            (*(item for item in checklist(release, self.site) if item.blocks), *missing),
            tuple(self._warnings(release, at, together, is_first=is_first)),
            self.four_eyes.get(release.pk),
            self.proposed.get(release.pk),
        )

    def _draft(self, release: Release) -> tuple[Edition | None, PublishingError | None]:
        try:
            edition = draft_edition(release, self.details_on)
        except PublishingError as error:
            return None, error
        if self.taken.get((edition.language, edition.year, edition.slug), release.pk) != release.pk:
            return None, errors.AddressTaken(release, year=edition.year, slug=edition.slug)
        return edition, None

    def _says_the_same_as_live(self, release: Release) -> bool:
        live, (edition, _refusal) = self.live.get(release.pk), self.drafts[release.pk]
        return bool(self.corrects and edition and live and says_the_same(release, live))

    def _warnings(self, release: Release, at: dt.datetime | None, together: set[int], *, is_first: bool) -> list[Item]:
        """But for what was there in the live edition already."""
        on = at.astimezone(zone_info(self.clock.zone)).date() if at else self.clock.today
        going = Going(on, self.scheduled) if self.dated and (at or not self.scheduled) else None
        live = self.live.get(release.pk)
        known = set(checklist(live, self.site, today=on)) if live else set()
        items = [
            *checklist(release, self.site, going, today=on),
            *preview_links.clearance_items(self.asked.get(release.pk, ())),
        ]
        items += items_about_notes(self.noted.get(release.pk, 0))
        items += items_about_comments(self.commented.get(release.pk, 0))
        if self.languages:
            items += self.languages.items(release, together, on, is_first=is_first)
        return [item for item in items if not item.blocks and item not in known]

    def differences(self, first: Release, together: set[int]) -> list[Difference]:
        """Between `first` and each other language that goes out with it, or that readers see as it is."""
        mine, mine_live = self._side(first), self._live_side(first)
        found = []
        for row in self.rows:
            if row.family != first.family or row.pk == first.pk:
                continue
            theirs_live = self._live_side(row)
            theirs = self._side(row) if row.pk in together else theirs_live
            if theirs is None:
                continue
            known = self._compared(mine_live, theirs_live, first) if mine_live and theirs_live else []
            found += [each for each in self._compared(mine, theirs, first) if each not in known]
        return found

    def _side(self, release: Release) -> Side:
        return self._sides[release.pk]

    @cached_property
    def _sides(self) -> dict[int, Side]:
        return {row.pk: Side.of(row) for row in self.rows}

    def _live_side(self, release: Release) -> Side | None:
        edition = self.live.get(release.pk)
        return Side.of(edition) if edition else None

    def _compared(self, one: Side, other: Side, first: Release) -> list[Difference]:
        details = self.details_on.get(first.issued_on)
        names = {name.language: name.in_one_line for name in details.names.all()} if details else {}
        return compare(one, other, names=names, families=self.site.families)

    def also_live(self, first: Release) -> list[Release]:
        if not self.corrects:
            return []
        family = [row for row in self.rows if row.family == first.family and row.pk != first.pk]
        return [row for row in family if Facts.of(row).live_number and Facts.of(row).next_at is None]


def _refused_under_embargo(release: Release, begins: dt.datetime, zone: str) -> PublishingError | None:
    try:
        refuse_under_embargo(release, begins, zone)
    except errors.UnderEmbargo as error:
        return error
    return None


def _taken_addresses(releases: list[Release]) -> dict[Address, int]:
    """To which release each of their addresses belongs for ever, if it was ever published. One query."""
    at = Q(pk__in=[])
    for row in releases:
        at |= Q(language=row.language, year=row.issued_on.year, slug=row.slug)
    found = Edition.objects.filter(at).values_list("language", "year", "slug", "release_id")
    return {(language, year, slug): key for language, year, slug, key in found}
