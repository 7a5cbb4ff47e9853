"""Publishing the chosen releases: what may go, what has to be looked at first, and each text going out on its own."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pressreleases import publishing
from pressreleases.admin.before import BeforeItGoesOut, LookedUp, concern
from pressreleases.admin.bulk.choosing import Chosen, Row
from pressreleases.admin.verb_form import seen_sheets
from pressreleases.audit import record
from pressreleases.editorial.bulk import ChangedMeanwhile, Group, Outcome, Result, in_bulk, lock_as_shown
from pressreleases.editorial.parity import Difference
from pressreleases.editorial.states import Facts
from pressreleases.mission_clock import MissionClock
from pressreleases.models import Edition, Release
from pressreleases.models.audit import AuditAct
from pressreleases.publishing import PublishingError, errors, four_eyes, permissions
from pressreleases.publishing.making import draft_edition
from pressreleases.publishing.override import why_refused
from pressreleases.publishing.permissions import Actor

Address = tuple[str, int, str]


@dataclass(frozen=True)
class Text:
    """The languages of one text that go out together, or not at all; `left` were not chosen and stay as they are."""

    rows: list[Row]
    left: list[Row]
    differences: list[Difference]
    seen: str

    @property
    def first(self) -> Release:
        return self.rows[0].release

    @property
    def releases(self) -> list[Release]:
        return [row.release for row in self.rows]

    @property
    def held(self) -> bool:
        return any(row.problem for row in self.rows)

    @property
    def asks(self) -> bool:
        return bool(self.differences) or any(row.items for row in self.rows)

    @property
    def differ(self) -> str:
        """Binds the reason that staff give to just these differences."""
        return f"{self.first.pk}:{_bound(concern(each) for each in self.differences)}"


class PublishChosen:
    """One page and its button. A constant number of queries for any number of chosen releases."""

    name = "publish"
    needs = permissions.PUBLISH
    heading = _("Publish now")
    template = "admin/pressreleases/release/bulk_publish.html"
    takes_away = False

    def __init__(self, chosen: Chosen, clock: MissionClock, by: Actor) -> None:
        self.chosen, self.clock = chosen, clock
        going = [row for row in chosen.rows if _out_of_place(row) is None]
        self.out_of_place = [Row.of(row, clock, error) for row in chosen.rows if (error := _out_of_place(row))]
        found = LookedUp([*chosen.rows, *chosen.others], going)
        taken = _taken(going)
        own = {each.release.pk: why_refused(each) for each in four_eyes.refusals(going, by=by)}
        self.texts = [self._text(group, found, taken, own) for group in chosen.by_family(going)]

    def _text(
        self, group: list[Release], found: LookedUp, taken: dict[Address, int], own: dict[int, PublishingError]
    ) -> Text:
        primary = group[0]
        others = [row for row in (*self.chosen.rows, *self.chosen.others) if row.family == primary.family]
        before = BeforeItGoesOut(primary, others, self.clock, verb="publish", tells=True, found=found)
        rows = []
        for release in group:
            error = own.get(release.pk) or _refusal(release, found, taken)
            items = tuple(item for _release, item in before.warnings([release]))
            tick = f"{release.pk}:{_bound(concern(release, item) for item in items)}"
            row = Row.of(release, self.clock, error)
            rows.append(replace(row, problem=row.problem or before.problem(release), items=items, tick=tick))
        left = [Row.of(row, self.clock) for row in self.chosen.left(group)]
        return Text(rows, left, before.differences(group), seen_sheets(group, found.details_on))

    # For the template

    @property
    def to_look_at(self) -> list[Text]:
        return [text for text in self.texts if text.asks and not text.held]

    @property
    def ready(self) -> list[Text]:
        return [text for text in self.texts if not text.asks and not text.held]

    @property
    def held(self) -> list[Text]:
        return [text for text in self.texts if text.held]

    @property
    def can_be_done(self) -> bool:
        return any(not text.held for text in self.texts)

    def context(self) -> dict[str, Any]:
        return {}

    # What is done

    def answer(self, data: QueryDict) -> bool:
        """Take what staff answered; there is nothing that they could have typed wrongly."""
        self.seen, self.looked, self.data = set(data.getlist("seen")), set(data.getlist("looked")), data
        return True

    def run(self, by: User) -> list[Outcome]:
        by_first = {text.first.pk: text for text in self.texts}

        def act(group: Group) -> Result:
            text = by_first[group[0].pk]
            if text.seen not in self.seen:
                raise ChangedMeanwhile
            if any(row.items and row.tick not in self.looked for row in text.rows):
                return Result.UNTICKED
            reason = self._reason(text)
            if text.differences and not reason:
                return Result.UNEXPLAINED
            releases = lock_as_shown(group)
            publishing.publish(releases, by=by)
            if text.differences:
                record(AuditAct.LANGUAGES_DIFFER, text.first, by=by, details={"reason": reason})
            return Result.DONE

        stuck = [*self.out_of_place, *(row for text in self.held for row in text.rows)]
        outcomes = [Outcome(row.release.pk, Result.REFUSED if row.problem else Result.HELD, row.error) for row in stuck]
        return outcomes + in_bulk([text.releases for text in (*self.to_look_at, *self.ready)], act)

    def _reason(self, text: Text) -> str:
        """Why the languages may differ, if it was given for just what differs now."""
        shown = text.differ in self.data.getlist("differ")
        return self.data.get(f"despite-{text.first.pk}", "").strip()[:500] if shown else ""


def _out_of_place(release: Release) -> PublishingError | None:
    """Why `release` cannot be published for the first time, in the state in which it is."""
    facts = Facts.of(release)
    if facts.taken_back:
        return errors.TakenBack(release)
    if facts.planned_at:
        return errors.AlreadyPlanned(release)
    return errors.AlreadyPublished(release) if facts.live_number else None


def _refusal(release: Release, found: LookedUp, taken: dict[Address, int]) -> PublishingError | None:
    """What the verb would refuse, as far as it can be known before."""
    try:
        edition = draft_edition(release, found.details_on)
    except PublishingError as error:
        return error
    if taken.get((edition.language, edition.year, edition.slug), release.pk) != release.pk:
        return errors.AddressTaken(release, year=edition.year, slug=edition.slug)
    return None


def _taken(releases: list[Release]) -> dict[Address, int]:
    """To which release each of their addresses belongs for ever, if it was ever published. One query."""
    at = Q(pk__in=[])
    for row in releases:
        at |= Q(language=row.language, year=row.issued_on.year, slug=row.slug)
    found = Edition.objects.filter(at).values_list("language", "year", "slug", "release_id")
    return {(language, year, slug): key for language, year, slug, key in found}


def _bound(concerns: Iterable[str]) -> str:
    """A short name for this very set of concerns."""
    return hashlib.sha256(" ".join(sorted(concerns)).encode()).hexdigest()[:16]
