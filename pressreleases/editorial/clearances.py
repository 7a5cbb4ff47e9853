"""Clearance: what people answered over a preview link, to which text, and what was changed since.

An answer is bound to the very text that was shown. If that is changed the answer is void; if the text comes back to be
just what it was, the answer holds again.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pressreleases.audit import record
from pressreleases.comparing.differences import changed_words, differences
from pressreleases.editorial import snapshots
from pressreleases.editorial.checklist import Item
from pressreleases.editorial.preview_links import with_sheet
from pressreleases.models import Clearance, PreviewLink, Release
from pressreleases.models.audit import AuditAct
from pressreleases.models.notice import NoticeKind
from pressreleases.models.preview_link import ClearanceState, PreviewLinkQuerySet, Verdict
from pressreleases.outbox import tell
from pressreleases.retrying import retried

MOST_ANSWERS = 20


class NotAsked(Exception):
    """The link is over, or never asked for clearance."""


class TextChanged(Exception):
    """The text is not the one that was shown."""


class TooManyAnswers(Exception):
    """This link has been answered `MOST_ANSWERS` times."""


@dataclass(frozen=True)
class Asked:
    """A person asked for clearance, by the name on the link, and whether the answer holds for today's text.

    `answer` is the newest that was given to this text, else the newest that was given at all.
    """

    for_whom: str
    state: ClearanceState
    answer: Clearance | None = None

    @property
    def is_given(self) -> bool:
        return self.state == ClearanceState.CLEARED

    @property
    def note(self) -> str:
        """A few words for lists, in the active language."""
        said = {
            ClearanceState.WAITS: _("Waiting for clearance: %(whom)s"),
            ClearanceState.UNANSWERED: _("Clearance not answered: %(whom)s"),
            ClearanceState.CLEARED: _("Cleared: %(whom)s"),
            ClearanceState.DECLINED: _("Clearance declined: %(whom)s"),
            ClearanceState.VOIDED: _("Clearance no longer valid, because the text was changed: %(whom)s"),
        }
        # Quoted: staff typed this name, and an account may be called so too.
        return said[self.state] % {"whom": f"“{self.for_whom}”"}


@retried
def answer(link: PreviewLink, verdict: Verdict, *, name: str, comment: str, shown: str) -> Clearance:
    """Record what `name` answers to the text with the digest `shown`.

    Raises `NotAsked`, `TextChanged` if the working copy shows something else by now, and `TooManyAnswers`. The very
    answer that was given last is not recorded twice.
    """
    with transaction.atomic():
        # A save waits here, or this waits for a save, so that the newest text is compared.
        Release.objects.select_for_update(of=("self",)).get(pk=link.release_id)
        asking = with_sheet(PreviewLink.objects.open()).select_for_update(of=("self",))
        stored = asking.filter(pk=link.pk, asks_clearance=True).first()
        if stored is None:
            raise NotAsked
        if stored.sheet != shown:
            raise TextChanged
        release = stored.release
        given = {"verdict": verdict, "name": name, "comment": comment, "digest": shown}
        before = list(link.answers.order_by("-pk"))
        if before and all(getattr(before[0], field) == value for field, value in given.items()):
            return before[0]
        if len(before) >= MOST_ANSWERS:
            raise TooManyAnswers
        recorded = Clearance.objects.create(link=link, version=release.version, **given)
        cleared = verdict == Verdict.CLEARED
        act, kind = (AuditAct.CLEARED, NoticeKind.CLEARED) if cleared else (AuditAct.DECLINED, NoticeKind.DECLINED)
        details = {"link": link.pk, "for": link.for_whom, "version": release.version}
        record(act, release, by=None, typed_name=name, over_link=True, details=details)
        tell(kind, release, by=None, by_name=name, comment=comment, also=[link.made_by])
    return recorded


def asked_of(releases: Iterable[Release], at: dt.datetime | None = None) -> dict[int, list[Asked]]:
    """By the key of each release, whom staff asked for clearance of what is not published yet. Always two queries.

    Links for the same name count as one, and a request that was revoked before it was answered was never made.
    """
    now = at or timezone.now()
    asking = _asking_now() if at is None else _asking(at)
    links = list(asking.filter(release__in=[release.pk for release in releases]))
    answers: dict[int, list[Clearance]] = {}
    for row in Clearance.objects.filter(link__in=links).order_by("pk"):
        answers.setdefault(row.link_id, []).append(row)
    groups: dict[tuple[int, str], list[PreviewLink]] = {}
    for link in links:
        if link.revoked_at is None or link.pk in answers:
            groups.setdefault((link.release_id, " ".join(link.for_whom.casefold().split())), []).append(link)
    found: dict[int, list[Asked]] = {}
    for (key, _name), group in groups.items():
        given = sorted((row for link in group for row in answers.get(link.pk, ())), key=lambda row: row.pk)
        waits = any(link.revoked_at is None and link.expires_at > now for link in group)
        sheet = group[0].sheet
        found.setdefault(key, []).append(_asked(group[-1].for_whom, given, sheet, waits=waits))
    return found


def _asking(at: dt.datetime | None) -> PreviewLinkQuerySet:
    """The links over which clearance is asked of what is not published yet, each with the digest of what it shows."""
    links = with_sheet(PreviewLink.objects.overtaken(at, so=False))
    return links.filter(asks_clearance=True).select_related(None).order_by("pk")


@cache
def _asking_now() -> PreviewLinkQuerySet:
    """Composed once: that takes longer than asking it."""
    return _asking(None)


def state_of_answer(given: Clearance, sheet: str) -> ClearanceState:
    """Whether one answer holds for the text with the digest `sheet`."""
    return ClearanceState(given.verdict) if given.digest == sheet else ClearanceState.VOIDED


def items(asked: Iterable[Asked]) -> list[Item]:
    """What of it is to be looked at before the text goes out."""
    codes = {
        ClearanceState.WAITS: "clearance-waits",
        ClearanceState.UNANSWERED: "clearance-waits",
        ClearanceState.DECLINED: "clearance-declined",
        ClearanceState.VOIDED: "clearance-void",
    }
    return [Item("previews", codes[one.state], one.for_whom) for one in asked if not one.is_given]


def _asked(for_whom: str, given: list[Clearance], sheet: str, *, waits: bool) -> Asked:
    to_this = [row for row in given if row.digest == sheet]
    if to_this or given:
        last = (to_this or given)[-1]
        return Asked(for_whom, state_of_answer(last, sheet), last)
    return Asked(for_whom, ClearanceState.WAITS if waits else ClearanceState.UNANSWERED)


@dataclass(frozen=True)
class Since:
    """`save` is the row of the history that was answered to; `words` how many words were changed since."""

    save: int
    words: int


def since_answered(release: Release, answers: Collection[Clearance]) -> dict[int, Since]:
    """By the key of each answer, what was changed from the save it was given to, to the working copy.

    At most ten queries, none if there are no answers.
    """
    if not answers:
        return {}
    saves = Release.history.filter(id=release.pk).order_by("-history_date", "-history_id")
    dated = list(saves.values_list("history_id", "history_date"))
    answered = {
        given.pk: next((key for key, saved_at in dated if saved_at <= given.at), dated[-1][0]) for given in answers
    }
    rows = list(Release.history.filter(history_id__in=set(answered.values())).prefetch_related(snapshots.TOPICS_THEN))
    now, *then = snapshots.in_words([snapshots.of_working_copy(release), *map(snapshots.of_save, rows)])
    words = {row.history_id: changed_words(differences(before, now)) for row, before in zip(rows, then, strict=True)}
    return {key: Since(save, words[save]) for key, save in answered.items()}
