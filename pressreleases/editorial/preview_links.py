"""Preview links and clearances: staff make and revoke links; people open the working copy with them, and answer.

When a link has expired is decided in `PreviewLinkQuerySet.open` (`models.preview_link`). A clearance is bound to the
very text that was shown. If that is changed the answer is void; if the text comes back to be just what it was, the
answer holds again.
"""

import datetime as dt
import hashlib
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Case, DateTimeField, F, OuterRef, Subquery, When
from django.db.models.functions import Coalesce, Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases import richtext
from pressreleases.audit import client_address, record
from pressreleases.comparing.two_states import changed_words, differences
from pressreleases.editorial import snapshots
from pressreleases.editorial.checklist import Item
from pressreleases.editorial.states import Facts
from pressreleases.errors import ExplainedError
from pressreleases.models import Clearance, Edition, PreviewLink, PreviewVisit, Release
from pressreleases.models.audit import AuditAct
from pressreleases.models.digests import sheet_digest
from pressreleases.models.kept_query import Given, KeptQuery, is_any_of
from pressreleases.models.notice import NoticeKind
from pressreleases.models.preview_link import ClearanceState, PreviewLinkQuerySet, Verdict
from pressreleases.models.spans import KeptSql, Lower
from pressreleases.outbox import tell
from pressreleases.publishing import errors, permissions
from pressreleases.publishing.review import may_take_over
from pressreleases.retrying import retried

DAYS = (1, 3, 7, 14)
USUAL_DAYS = 3
# Of a link that is opened more often, by a machine no doubt, only so many visits are kept.
MOST_VISITS = 500
VISITS_KEPT_FOR = dt.timedelta(days=90)

# 192 bits of chance, 32 characters.
_SECRET_BYTES = 24


class ReadersSeeIt(ExplainedError):
    """The working copy is what readers see."""

    sentence = gettext_lazy(
        "Readers already see exactly this text. Send them the address of its page. To have a "
        "correction checked, change the text and save it first."
    )


class OverAlready(ExplainedError):
    """The link shows nothing any more."""

    sentence = gettext_lazy("This link has already ended.")


@dataclass(frozen=True)
class Made:
    """A link that was just made. `address` is known here and now only: show it once, and keep it nowhere."""

    link: PreviewLink
    address: str


def make(release: Release, *, by: User, for_whom: str, days: int, asks_clearance: bool = False) -> Made:
    """Make an address at which the working copy can be read for so many `days` (of `DAYS`), without an account.

    Raises `NotAllowed` or `NotYours`, `NoText`, and `ReadersSeeIt` if there is nothing in it that readers do not see.
    """
    permissions.require(by, permissions.WRITE)
    if days not in DAYS:
        raise ValueError(days)
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    with transaction.atomic():
        Release.objects.select_for_update(of=("self",)).get(pk=release.pk)
        stored = Release.objects.with_state().get(pk=release.pk)
        if not may_take_over(stored, by=by):
            raise errors.NotYours(stored)
        facts = Facts.of(stored)
        if facts.live_number and not facts.changed:
            raise ReadersSeeIt
        if not richtext.plain_text(richtext.sanitise(stored.body)):
            raise errors.NoText(stored)
        link = PreviewLink.objects.create(
            release=stored,
            address_hash=_hashed(secret),
            for_whom=for_whom,
            asks_clearance=asks_clearance,
            made_by=by,
            # By one clock, the database's, which also says when it was made.
            expires_at=Now() + dt.timedelta(days=days),
        )
        link.refresh_from_db()
        details = {"link": link.pk, "for": for_whom, "days": days, "clearance": asks_clearance}
        record(AuditAct.PREVIEW_LINK_MADE, stored, by=by, details=details)
    return Made(link, f"{settings.SITE_URL}{reverse('preview_link', args=[secret])}")


def revoke(link: PreviewLink, *, by: User) -> None:
    """Let `link` show nothing any more, from now on. Raises `NotAllowed`, and `OverAlready` for one that is over."""
    permissions.require(by, permissions.WRITE)
    with transaction.atomic():
        still_open = PreviewLink.objects.open().select_for_update(of=("self",)).filter(pk=link.pk)
        stored = still_open.select_related("release").first()
        if stored is None:
            raise OverAlready
        stored.revoked_at, stored.revoked_by = Now(), by
        stored.save(update_fields=["revoked_at", "revoked_by"])
        details = {"link": stored.pk, "for": stored.for_whom}
        record(AuditAct.PREVIEW_LINK_REVOKED, stored.release, by=by, details=details)


def find(secret: str, at: dt.datetime | None = None) -> PreviewLink | None:
    """The link with this secret, with its release and `sheet` (the digest of what it shows); None if it is over.

    `embargoed_until` is the instant at which the release, or its correction, is scheduled to go out, or else the end of
    its embargo; None: it has neither.
    One query, the same for a link that is over as for one that never was.
    """
    planned = Edition.objects.planned(at).filter(release=OuterRef("release"))
    ends_at = F("release__embargo_ends_at")
    embargo = Case(When(release__embargo_ends_at__gt=Now() if at is None else at, then=ends_at))
    shown: dict[str, Any] = {
        "embargoed_until": Coalesce(Subquery(planned.values_list(Lower("live_during"))[:1]), embargo)
    }
    return with_sheet(PreviewLink.objects.open(at)).annotate(**shown).filter(address_hash=_hashed(secret)).first()


def with_sheet(links: PreviewLinkQuerySet) -> PreviewLinkQuerySet:
    """With their releases, and annotated with `sheet`: the digest of what the working copy's sheet shows now."""
    now = Release.objects.filter(pk=OuterRef("release")).annotate(said=sheet_digest())
    shown: dict[str, Any] = {"sheet": KeptSql(Subquery(now.values("said")))}
    return links.select_related("release").annotate(**shown)


def note_visit(link: PreviewLink, *, agent: str) -> None:
    """Note that `link` was opened, from where the present request comes."""
    if link.visits.all()[:MOST_VISITS].count() < MOST_VISITS:
        kept = agent.replace("\0", "")[:200]
        PreviewVisit.objects.create(link=link, source=client_address() or None, agent=kept)


def forget_visits(at: dt.datetime | None = None) -> int:
    """Delete the visits of links that expired 90 days before `at` (None: now); return how many there were."""
    over = PreviewVisit.objects.filter(link__expires_at__lte=(at or timezone.now()) - VISITS_KEPT_FOR)
    count, _rows = over.delete()
    return count


def _hashed(secret: str) -> str:
    """What is kept of a secret: it is pure chance, so that no salt and no slow hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


# Clearances: what people answered over a link, to which text, and what was changed since

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
    keys = [release.pk for release in releases]
    if not keys:
        return {}
    links = _ASKING_NOW(keys=keys) if at is None else _ASKING_THEN(keys=keys, at=at)
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


def _asking(at: Any) -> PreviewLinkQuerySet:
    """The links over which clearance is asked of what is not published yet, of the releases `keys`, with `sheet`."""
    links = with_sheet(PreviewLink.objects.overtaken(at, so=False))
    return links.filter(is_any_of("release", "keys"), asks_clearance=True).select_related(None).order_by("pk")


_ASKING_NOW = KeptQuery(lambda: _asking(None))
_ASKING_THEN = KeptQuery(lambda: _asking(Given("at", DateTimeField())))


def state_of_answer(given: Clearance, sheet: str) -> ClearanceState:
    """Whether one answer holds for the text with the digest `sheet`."""
    return ClearanceState(given.verdict) if given.digest == sheet else ClearanceState.VOIDED


def clearance_items(asked: Iterable[Asked]) -> list[Item]:
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
