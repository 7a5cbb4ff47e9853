"""What the desk shows: what waits, what is being written, what goes out next, what went out, which days come.

It takes the same few queries whether there is one release or thousands.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Exists, OuterRef, Q, Subquery

from pressreleases import disk
from pressreleases.anniversaries.coming import Coming, Later, coming, in_lead
from pressreleases.editorial.autosave import left_by
from pressreleases.editorial.passage_comments import Commented, concerning, open_counts
from pressreleases.editorial.preview_links import Asked, asked_of
from pressreleases.editorial.schedule import Going, scheduled
from pressreleases.editorial.states import State, state_of
from pressreleases.families import Behind, behind
from pressreleases.letterhead_pdf.letters import not_drawn
from pressreleases.live_checks.report import Report, reports_of, troubled
from pressreleases.mission_clock import MissionClock
from pressreleases.models import (
    AutosavedForm,
    Edition,
    LetterheadPdf,
    MissionDetails,
    PublishedAlone,
    Release,
    ReviewComment,
    Withdrawal,
)
from pressreleases.models.fields import PLAIN_WORDS
from pressreleases.models.kept_query import KeptQuery, is_any_of
from pressreleases.models.kinds import Review, Status
from pressreleases.models.spans import Lower
from pressreleases.publishing import permissions
from pressreleases.publishing.four_eyes import contributors, refusals, why_refused


@dataclass(frozen=True)
class Alone:
    """What somebody published alone at one instant, in one or several languages; `mine` if it was the reader."""

    rows: list[PublishedAlone]
    mine: bool

    @property
    def first(self) -> PublishedAlone:
        return self.rows[0]


def sent_back_to(user: User | AnonymousUser, most: int) -> list[ReviewComment]:
    """The last word on each draft that was sent back and that `user` began, submitted or contributed to; newest first.

    Two queries, one if nothing was sent back.
    """
    found = _sent_back(10 * most)()
    wrote = contributors([row.release for row in found]) if found else {}
    mine = (row for row in found if user.pk in {row.release.created_by_id, row.submitted_by} | wrote[row.release_id])
    return list(mine)[:most]


@cache
def _sent_back(most: int) -> KeptQuery:
    def compose() -> Any:
        submitted = ReviewComment.objects.filter(
            release=OuterRef("release"), act=Review.SUBMITTED, pk__lt=OuterRef("pk")
        ).order_by("-pk")
        rows = ReviewComment.objects.open().annotate(submitted_by=Subquery(submitted.values("by")[:1]))
        return rows.select_related("release", "by").order_by("-pk")[:most]

    return KeptQuery(compose)


def to_be_endorsed(user: User | AnonymousUser, most: int) -> list[Alone]:
    """What was published alone and nobody has endorsed, the newest first. One query.

    What somebody else published comes first for those who may endorse it.
    """
    rows = _not_endorsed(3 * most)()
    together = groupby(rows, key=lambda row: (row.at, row.by_id, row.edition.release.family))
    found = [Alone(list(group), by == user.pk) for (_at, by, _family), group in together]
    if permissions.may(user, permissions.PUBLISH):
        found.sort(key=lambda alone: alone.mine)
    return found[:most]


@cache
def _not_endorsed(most: int) -> KeptQuery:
    rows = PublishedAlone.objects.to_be_endorsed().select_related("edition__release", "by")
    return KeptQuery(lambda: rows.order_by("-at", "edition")[:most])


LINES = 8
DAYS_BACK = 60


@dataclass(frozen=True)
class Line:
    """A working copy that somebody has to do something about."""

    release: Release
    state: State
    clearance: tuple[Asked, ...] = ()
    note: str = ""
    open_comments: int = 0


@dataclass(frozen=True)
class Sending:
    """What went out at one instant: the editions of one family."""

    editions: list[Edition]
    when: str
    proof: Report | None = None

    @property
    def first(self) -> Edition:
        return self.editions[0]


@dataclass(frozen=True)
class Unseen:
    """What readers do not see as they should."""

    release: Release
    title: str
    proof: Report


@dataclass(frozen=True)
class FirstSteps:
    """Of a site on which nothing was published yet: what is there already."""

    has_details: bool
    has_release: bool


@dataclass(frozen=True)
class Dashboard:
    may_publish: bool
    first_steps: FirstSteps | None = None
    # Free megabytes where there are too few of them, else None.
    little_room: int | None = None
    unseen: list[Unseen] = field(default_factory=list)
    without_pdf: list[LetterheadPdf] = field(default_factory=list)
    sent_back: list[ReviewComment] = field(default_factory=list)
    commented: list[Commented] = field(default_factory=list)
    alone: list[Alone] = field(default_factory=list)
    submitted: list[Line] = field(default_factory=list)
    in_hand: list[Line] = field(default_factory=list)
    next_out: list[Going] = field(default_factory=list)
    lately: list[Sending] = field(default_factory=list)
    ahead: list[Coming] = field(default_factory=list)
    after: Later | None = None
    translations: list[Behind] = field(default_factory=list)
    unsaved: list[AutosavedForm] = field(default_factory=list)

    @property
    def submitted_families(self) -> list[list[Line]]:
        return _by_family(self.submitted[: 2 * LINES])

    @property
    def more_submitted(self) -> bool:
        return len(self.submitted) > 2 * LINES

    @property
    def families_in_hand(self) -> list[list[Line]]:
        return _by_family(self.in_hand[:LINES])

    @property
    def more_in_hand(self) -> bool:
        return len(self.in_hand) > LINES

    @property
    def first_ahead(self) -> list[Coming]:
        return self.ahead[:LINES]

    @property
    def more_ahead(self) -> list[Coming]:
        """A mission observes the day of each state: some weeks have many."""
        return self.ahead[LINES:]


def _by_family(lines: list[Line]) -> list[list[Line]]:
    """The languages of one text together, its original first, each family at the place of its first line."""
    families: dict[object, list[Line]] = {}
    for line in lines:
        families.setdefault(line.release.family, []).append(line)
    return [sorted(family, key=lambda line: not line.release.is_original) for family in families.values()]


def dashboard(user: User | AnonymousUser, clock: MissionClock, language: str) -> Dashboard:
    """The desk for `user`, days and times by `clock`, names in `language`.

    The number of queries does not grow with the rows.
    """
    working = Release.objects.with_state().select_related("changed_by")
    sent_back = sent_back_to(user, LINES)
    begun, later = in_lead(clock.today)
    unseen, lately = _proved(_sendings(_NEWEST(), clock)[:LINES], clock)
    next_out = scheduled(clock)[:LINES]
    return Dashboard(
        may_publish=permissions.may(user, permissions.PUBLISH),
        first_steps=None if lately or next_out else _first_steps(),
        little_room=_little_room(),
        unseen=unseen,
        without_pdf=_with_signs(_WITHOUT_PDF()),
        sent_back=sent_back,
        commented=concerning(user, LINES),
        alone=to_be_endorsed(user, LINES),
        submitted=_with_notes(
            _lines(working.filter(pk__in=_waiting_longest()).order_by("changed_at", "pk"), clock),
            _no_second_person_yet(user),
        ),
        in_hand=_with_notes(
            _lines(_last_saved(exclude={row.release_id for row in sent_back}), clock),
            _changed_after_submission,
        ),
        next_out=next_out,
        lately=lately,
        ahead=coming(begun, clock.today, language),
        after=later,
        translations=behind(recently(clock), LINES),
        unsaved=left_by(user) if permissions.may(user, permissions.WRITE) and not user.is_anonymous else [],
    )


def _waiting_longest() -> list[int]:
    """What was submitted first and is not published yet, and one more. Of its own: most days it finds nothing."""
    rows = Release.objects.filter(status=Status.SUBMITTED).order_by("changed_at", "pk")
    return list(rows.values_list("pk", flat=True)[: 2 * LINES + 1])


def _last_saved(*, exclude: set[int]) -> list[Release]:
    """The drafts saved last that would publish something new, without those of `exclude`, and one more.

    Two queries, or Postgres finds out the state of every release before it sorts them. Asked in Python, since in SQL
    each condition repeats the whole query for the state.
    """
    keys = _KEYS_OF_DRAFTS(exclude=sorted(exclude))
    drafts = _DRAFTS(keys=keys) if keys else []
    return [row for row in drafts if _says_something_new(row)][: LINES + 1]


def _keys_of_drafts() -> Any:
    withdrawn = Withdrawal.objects.in_force().filter(release=OuterRef("pk"))
    planned = Edition.objects.planned().filter(release=OuterRef("pk"))
    rows = (
        Release.objects.filter(Exists(planned) | ~Exists(withdrawn), pending_change__isnull=False, status=Status.DRAFT)
        .exclude(is_any_of("pk", "exclude"))
        .order_by("-changed_at", "-pk")
    )
    return rows.values_list("pk", flat=True)[: 4 * LINES]


def _drafts() -> Any:
    drafts = Release.objects.with_state().select_related("changed_by").filter(is_any_of("pk", "keys"))
    return drafts.order_by("-changed_at", "-pk")


_KEYS_OF_DRAFTS, _DRAFTS = KeptQuery(_keys_of_drafts), KeptQuery(_drafts)


def _says_something_new(row: Any) -> bool:
    """Of a release `with_state`."""
    return row.changed or row.changed_since_scheduled or not (row.was_public or row.planned_at)


def _without_pdf() -> Any:
    failed = LetterheadPdf.objects.failed().defer("content")
    return failed.select_related("edition__release")[:LINES]


_WITHOUT_PDF = KeptQuery(_without_pdf)


def _with_signs(rows: Iterable[LetterheadPdf]) -> list[LetterheadPdf]:
    """Those without a PDF, and of each text with a sign that no font has, which these are."""
    rows = list(rows)
    for row in rows:
        if row.failure == LetterheadPdf.Failure.LETTER:
            words = (getattr(row.edition, name) for name in (*PLAIN_WORDS, "text"))
            row.signs = " ".join(not_drawn("".join(words))[:LINES])
    return rows


def _first_steps() -> FirstSteps | None:
    """None if something was published once and only withdrawn since."""
    if Edition.objects.filter(page="").exists():
        return None
    return FirstSteps(MissionDetails.objects.exists(), Release.objects.no_pages().exists())


def _little_room() -> int | None:
    free = disk.free()
    return free // (1024 * 1024) if free < disk.LOW else None


def recently(clock: MissionClock) -> Q:
    """Issued or changed in the last 60 days: an old archive in one language would hide what is to be done."""
    since = dt.timedelta(days=DAYS_BACK)
    return Q(issued_on__gte=clock.today - since) | Q(changed_at__gte=clock.now - since)


def _lines(releases: Iterable[Release], clock: MissionClock) -> list[Line]:
    rows = list(releases)
    asked, comments = asked_of(rows, clock.now), open_counts(rows) if rows else {}
    return [
        Line(row, state_of(row, clock), tuple(asked.get(row.pk, ())), open_comments=comments.get(row.pk, 0))
        for row in rows
    ]


def _with_notes(lines: list[Line], notes_of: Callable[[list[Release]], dict[int, str]]) -> list[Line]:
    notes = notes_of([line.release for line in lines]) if lines else {}
    return [replace(line, note=notes.get(line.release.pk, "")) for line in lines]


def _no_second_person_yet(user: User | AnonymousUser) -> Callable[[list[Release]], dict[int, str]]:
    """Why `user`, whose account is new, cannot publish some of what waits."""

    def notes(releases: list[Release]) -> dict[int, str]:
        if not permissions.may(user, permissions.PUBLISH):
            return {}
        refused = [each for each in refusals(releases, by=user) if each.made_by]
        return {each.release.pk: str(why_refused(each)) for each in refused}

    return notes


def _changed_after_submission(releases: list[Release]) -> dict[int, str]:
    found = ReviewComment.objects.reopened().filter(release__in=releases)
    return {row.release_id: str(row.get_act_display()) for row in found}


def _newest() -> Any:
    live = Edition.objects.live(pages=True).select_related("release", "published_by")
    return live.order_by(Lower("live_during").desc(), "release_id")[: 2 * LINES]


_NEWEST = KeptQuery(_newest)


def _sendings(editions: "Iterable[Edition]", clock: MissionClock) -> list[Sending]:
    together = groupby(_with_release(editions), key=lambda edition: (edition.begins_at, edition.release.family))
    return [Sending(_original_first(group), clock.words_without_city(begins)) for (begins, _family), group in together]


def _original_first(editions: "Iterable[Edition]") -> list[Edition]:
    return sorted(editions, key=lambda edition: not edition.release.is_original)


def _proved(sendings: list[Sending], clock: MissionClock) -> tuple[list[Unseen], list[Sending]]:
    """What readers do not see as they should, and `sendings` with what was seen of each; two queries."""
    subjects = troubled(LINES)
    proofs = reports_of([*([subject] for subject in subjects), *(sending.editions for sending in sendings)], clock)
    unseen = [
        Unseen(subject.release, subject.title if isinstance(subject, Edition) else subject.release.title, proof)
        for subject, proof in zip(subjects, proofs, strict=False)
        if proof is not None
    ]
    of_sendings = zip(sendings, proofs[len(subjects) :], strict=True)
    return unseen, [replace(sending, proof=proof) for sending, proof in of_sendings]


def _with_release(editions: "Iterable[Edition]") -> list[Edition]:
    """Languages of one family that begin at the same instant come together."""
    rows = list(editions)
    places: dict[tuple[dt.datetime, object], int] = {}
    for place, edition in enumerate(rows):
        places.setdefault((edition.begins_at, edition.release.family), place)
    return sorted(rows, key=lambda edition: places[(edition.begins_at, edition.release.family)])
