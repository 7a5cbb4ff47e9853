"""The buttons of a release: for each verb of publishing, whom it is for, when it fits, what it asks, what it says."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pressreleases import publishing
from pressreleases.audit import record
from pressreleases.editorial.bulk import ChangedMeanwhile
from pressreleases.editorial.states import Facts
from pressreleases.families import carry_on_from_a_correction
from pressreleases.models import Release
from pressreleases.models.audit import AuditAct
from pressreleases.models.kinds import Act
from pressreleases.publishing import permissions
from pressreleases.publishing.locking import lock_families
from pressreleases.publishing.making import DetailsOn, as_it_stands, mark_of_surroundings

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Answers:
    """What staff filled in on the page of a verb; notes and reasons by language.

    `alone` is the reason for publishing without a colleague, `not_affected` the languages that a correction leaves,
    `labels` what `classify` is called with.
    """

    at: dt.datetime | None = None
    notes: dict[str, str] = field(default_factory=dict)
    minor: bool = False
    reasons: dict[str, str] = field(default_factory=dict)
    act: str = Act.WITHDRAWN
    alone: str = ""
    comment: str = ""
    not_affected: tuple[str, ...] = ()
    labels: dict[str, Any] = field(default_factory=dict)


PLANNED = _("Scheduled. It takes effect automatically at that time.")


@dataclass(frozen=True)
class Verb:
    """`asks` names what its page asks for: `at`, `notes`, `planned_notes` (of scheduled corrections, to be changed),
    `minor`, `reasons`, `act`, `labels`, `comment`, or `maybe_at`, `maybe_notes`, `maybe_comment`.

    `ticked` tells which other languages are included unless staff say otherwise; `publishes` whether it publishes
    the working copy, so that its page shows what will be told. `at_its_time` is of verbs on what is scheduled: they
    tick only languages of the same instant, and begin with that instant, or keep it where they ask for none.
    """

    name: str
    button: "_StrPromise"
    heading: "_StrPromise"
    done: "_StrPromise"
    fits: Callable[[Facts], bool]
    run: Callable[[list[Release], User, Answers], object]
    needs: str = permissions.PUBLISH
    asks: frozenset[str] = frozenset()
    ticked: Callable[[Facts], bool] = lambda facts: facts.submitted
    publishes: bool = False
    at_its_time: bool = False
    takes_away: bool = False
    of_pages: bool = True
    explained: "_StrPromise | str" = ""

    def success_message(self, at: dt.datetime | None) -> str:
        """What staff are told once it was done, or, where an instant was only maybe asked for, planned for `at`."""
        return str(PLANNED if at and "maybe_at" in self.asks else self.done)

    def mark(self, releases: Iterable[Release], details_on: DetailsOn | None = None) -> str:
        """Which texts a page shows, so that an answer holds for no others; what publishes nothing has no sheet."""
        if self.publishes:
            return mark_of_sheets(releases, details_on)
        return mark_of_embargoes(releases) if self.name == "lift-embargo" else mark_of_versions(releases)

    @property
    def saves_first(self) -> bool:
        """Whether its button in the form saves what is typed, which it is about."""
        return self.publishes or self.name == "submit"

    def is_for(self, user: User | AnonymousUser) -> bool:
        return permissions.may(user, self.needs)


def _never_out(facts: Facts) -> bool:
    return not (facts.live_number or facts.planned_at or facts.taken_back)


def _is_live(facts: Facts) -> bool:
    return bool(facts.live_number)


def _may_go(facts: Facts) -> bool:
    return _is_live(facts) and not facts.withdrawal_planned_at


def _is_scheduled(facts: Facts) -> bool:
    return bool(facts.next_at)


def _instant(answers: Answers) -> dt.datetime:
    assert answers.at is not None, "the form asks for it"  # noqa: S101  for the type checker
    return answers.at


def _correct(releases: list[Release], by: User, answers: Answers) -> object:
    editions = publishing.correct(
        releases,
        by=by,
        change_note=answers.notes,
        minor=answers.minor,
        at=answers.at,
        alone=answers.alone,
        not_affected=answers.not_affected,
    )
    for edition in editions if answers.not_affected else ():
        carry_on_from_a_correction(edition, answers.not_affected, by=by)
    return editions


_ALL = (
    Verb(
        name="publish",
        button=_("Publish…"),
        heading=_("Publish now"),
        done=_("Published: readers can see it now."),
        fits=_never_out,
        run=lambda releases, by, answers: publishing.publish(releases, by=by, alone=answers.alone),
        publishes=True,
    ),
    Verb(
        name="schedule",
        button=_("Schedule…"),
        heading=_("Publish at a set time"),
        done=_("Scheduled. It will be published automatically at that time."),
        fits=_never_out,
        run=lambda releases, by, answers: publishing.publish(releases, by=by, at=answers.at, alone=answers.alone),
        asks=frozenset({"at"}),
        publishes=True,
    ),
    Verb(
        name="correct",
        button=_("Correct…"),
        heading=_("Publish a correction"),
        done=_("Corrected. The earlier edition is still available at its own address."),
        fits=lambda facts: _is_live(facts) and not facts.next_at,
        run=_correct,
        asks=frozenset({"notes", "minor", "maybe_at"}),
        publishes=True,
        explained=_(
            "A new edition replaces the one that readers see now. The earlier edition stays "
            "available at its own address."
        ),
    ),
    Verb(
        name="schedule-newest",
        button=_("Schedule the newest text…"),
        heading=_("Schedule the newest text"),
        done=_("The newest text is scheduled for the same time."),
        fits=lambda facts: facts.changed_since_scheduled,
        run=lambda releases, by, answers: publishing.schedule_newest(
            releases, by=by, change_note=answers.notes, alone=answers.alone
        ),
        asks=frozenset({"planned_notes"}),
        ticked=lambda _facts: True,
        publishes=True,
        at_its_time=True,
        explained=_(
            "The text was changed after it was scheduled. This publishes the newest text instead, at the same time."
        ),
    ),
    Verb(
        name="move",
        button=_("Move…"),
        heading=_("Change the scheduled time"),
        done=_("Time changed. It takes effect automatically at the new time."),
        fits=_is_scheduled,
        run=lambda releases, by, answers: publishing.move(releases, by=by, at=_instant(answers)),
        asks=frozenset({"at"}),
        ticked=lambda _facts: True,
        at_its_time=True,
        explained=_(
            "The scheduled text stays the same. Only the time changes. Later changes to the text are not included."
        ),
    ),
    Verb(
        name="unschedule",
        button=_("Cancel schedule…"),
        heading=_("Cancel scheduled publication"),
        done=_("Schedule cancelled."),
        fits=_is_scheduled,
        run=lambda releases, by, _answers: publishing.unschedule(releases, by=by),
        ticked=lambda _facts: True,
        at_its_time=True,
        explained=_("What readers see now does not change. The working copy keeps its text."),
    ),
    Verb(
        name="withdraw",
        button=_("Withdraw…"),
        heading=_("Withdraw"),
        done=_("Withdrawn. Readers see the title and the reason, not the text."),
        fits=_may_go,
        run=lambda releases, by, answers: publishing.withdraw(releases, by=by, reasons=answers.reasons, at=answers.at),
        asks=frozenset({"reasons", "maybe_at"}),
        ticked=lambda _facts: True,
        takes_away=True,
        explained=_("Readers see the title and your reason in place of the text, at the same address."),
    ),
    Verb(
        name="remove",
        button=_("Remove…"),
        heading=_("Remove as published in error"),
        done=_("Removed. Readers see that it was published in error, and the reason."),
        fits=_may_go,
        run=lambda releases, by, answers: publishing.withdraw(
            releases, by=by, reasons=answers.reasons, act=Act.REMOVED, at=answers.at
        ),
        asks=frozenset({"reasons", "maybe_at"}),
        ticked=lambda _facts: True,
        takes_away=True,
        explained=_(
            "Use this for a text that should never have been published. Readers see only your "
            "reason, and that the text was removed."
        ),
    ),
    Verb(
        name="reinstate",
        button=_("Reinstate…"),
        heading=_("Reinstate"),
        done=_("Reinstated, as a new edition."),
        fits=lambda facts: bool(facts.taken_back) and not facts.next_at,
        run=lambda releases, by, answers: publishing.reinstate(
            releases, by=by, change_note=answers.notes, at=answers.at, alone=answers.alone
        ),
        asks=frozenset({"notes", "maybe_at"}),
        publishes=True,
        explained=_("The working copy is published as a new edition, with a note that gives the reason."),
    ),
    Verb(
        name="classify",
        button=_("Topics and anniversary…"),
        heading=_("Change topics and anniversary"),
        done=_("Topics and anniversary are set."),
        fits=lambda facts: facts.was_public or bool(facts.planned_at),
        run=lambda releases, by, answers: publishing.classify(releases, by=by, **answers.labels),
        asks=frozenset({"labels"}),
        of_pages=False,
        ticked=lambda _facts: True,
        explained=_(
            "These labels are not part of the text. Readers find the release under them at once, "
            "without a new edition. Earlier editions keep their own labels."
        ),
    ),
    Verb(
        name="notice",
        button=_("Change the notice…"),
        heading=_("Change the notice"),
        done=_("Changed. Readers see the new notice."),
        fits=lambda facts: bool(facts.taken_back) and not facts.next_at,
        run=lambda releases, by, answers: publishing.change_notice(
            releases, by=by, reasons=answers.reasons, act=answers.act, at=answers.at
        ),
        asks=frozenset({"act", "reasons", "maybe_at"}),
        ticked=lambda _facts: True,
        takes_away=True,
        explained=_("Readers see the new notice instead of the current one, at the same address."),
    ),
    Verb(
        name="submit",
        button=_("Submit…"),
        heading=_("Submit for review"),
        done=_("Submitted. It is now waiting for an editor."),
        fits=lambda facts: not facts.submitted and not facts.planned_at and (facts.changed or not facts.live_number),
        run=lambda releases, by, answers: publishing.submit(
            releases, by=by, comment=answers.comment, change_note=answers.notes
        ),
        needs=permissions.WRITE,
        asks=frozenset({"maybe_comment", "maybe_notes"}),
        ticked=lambda _facts: False,
    ),
    Verb(
        name="send-back",
        button=_("Send back…"),
        heading=_("Send back to the author"),
        done=_("Sent back. It is a draft again."),
        fits=lambda facts: facts.submitted,
        run=lambda releases, by, answers: publishing.send_back(releases, by=by, comment=answers.comment),
        asks=frozenset({"comment"}),
    ),
    Verb(
        name="embargo",
        button=_("Embargo…"),
        heading=_("Set an embargo"),
        done=_("The embargo is set. Until then the site refuses to publish this."),
        fits=_never_out,
        run=lambda releases, by, answers: publishing.set_embargo(releases, by=by, ends_at=_instant(answers)),
        needs=permissions.WRITE,
        asks=frozenset({"at"}),
        of_pages=False,
        ticked=lambda _facts: True,
        explained=_("The site refuses to publish the text before this time. It does not publish it by itself."),
    ),
    Verb(
        name="lift-embargo",
        button=_("Lift the embargo…"),
        heading=_("Lift the embargo"),
        done=_("The embargo is lifted."),
        fits=lambda facts: bool(facts.embargoed_until),
        run=lambda releases, by, answers: publishing.lift_embargo(releases, by=by, reason=answers.comment),
        of_pages=False,
        asks=frozenset({"comment"}),
        ticked=lambda _facts: True,
        explained=_(
            "The text may then be published at any time. A scheduled time stays as it is. The reason is kept in the "
            "audit trail."
        ),
    ),
)

VERBS = {verb.name: verb for verb in _ALL}


def carry_out(
    verb: Verb, chosen: list[Release], answers: Answers, *, shown: list[Release], seen: str, by: User, despite: str = ""
) -> None:
    """Do `verb` to `chosen`, all languages of one text, if `shown` are still what was `seen` on the page.

    `despite` is the reason why the languages may differ, which is recorded. Raises `ChangedMeanwhile` or the
    `PublishingError` of the verb.
    """
    keys = {row.pk for row in shown}
    with transaction.atomic():
        family = lock_families(Release.objects.filter(pk__in=keys))
        if verb.mark([row for row in family if row.pk in keys]) != seen:
            raise ChangedMeanwhile
        verb.run(chosen, by, answers)
        if despite:
            record(AuditAct.LANGUAGES_DIFFER, chosen[0], by=by, details={"reason": despite})


def mark_of_versions(releases: Iterable[Release]) -> str:
    """`12:3,13:1`: which texts are on the page, by key and version."""
    return ",".join(f"{row.pk}:{row.version}" for row in _in_order(releases))


def mark_of_embargoes(releases: Iterable[Release]) -> str:
    """The same, each with the end of its embargo, which changes without a new version."""
    return ",".join(f"{row.pk}:{row.version}:{row.embargo_ends_at}" for row in _in_order(releases))


def mark_of_sheets(releases: Iterable[Release], details_on: DetailsOn | None = None) -> str:
    """The same, each with its status and a mark of its letterhead and lead picture: what would go out, as it is shown.

    A text that a colleague has just sent back is looked at again too. Under the locks of the releases it is asked
    again. `details_on` is for many releases, as in `draft_edition`.
    """
    sheets = [(row, as_it_stands(row, details_on)[0]) for row in _in_order(releases)]
    return ",".join(f"{row.pk}:{row.version}:{row.status}:{mark_of_surroundings(sheet)}" for row, sheet in sheets)


def _in_order(releases: Iterable[Release]) -> list[Release]:
    return sorted(releases, key=lambda row: row.pk)


def open_to(user: User | AnonymousUser, facts: Facts, *, page: str = "") -> list[Verb]:
    """The verbs that fit a release in this state and that `user` may use, the likeliest first.

    `page` is its own: what a page of the mission has none of cannot be changed.
    """
    return [verb for verb in _ALL if verb.fits(facts) and verb.is_for(user) and (verb.of_pages or not page)]


def after_saving(user: User | AnonymousUser, facts: Facts | None) -> list[Verb]:
    """What a save may lead to: publishing or correcting for those who may, else submitting. None: a new release."""
    facts = facts or Facts(None, None, False, "", False, False)
    names = (
        ("publish", "schedule", "schedule-newest", "correct", "reinstate")
        if VERBS["publish"].is_for(user)
        else ("submit",)
    )
    # Saving may be what makes a live release differ from its edition.
    return [VERBS[name] for name in names if VERBS[name].is_for(user) and VERBS[name].fits(facts.after_a_save())]
