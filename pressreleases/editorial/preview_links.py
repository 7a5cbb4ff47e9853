"""Preview links: staff make and revoke them, people open the working copy with them; visits are recorded.

When a link has expired is decided in `PreviewLinkQuerySet.open` (`models.preview_link`). Answers to requests for
clearance are in `clearances`.
"""

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pressreleases import richtext
from pressreleases.audit import record, source
from pressreleases.editorial.states import Facts
from pressreleases.errors import ExplainedError
from pressreleases.models import Edition, PreviewLink, PreviewVisit, Release
from pressreleases.models.audit import AuditAct
from pressreleases.models.composed import Composed
from pressreleases.models.digests import sheet_digest
from pressreleases.models.preview_link import PreviewLinkQuerySet
from pressreleases.models.spans import Lower
from pressreleases.publishing import errors, permissions
from pressreleases.publishing.review import may_take_over

DAYS = (1, 3, 7, 14)
USUAL_DAYS = 3
# Of a link that is opened more often, by a machine no doubt, only so many visits are kept.
MOST_VISITS = 500
VISITS_KEPT_FOR = dt.timedelta(days=90)

# 192 bits of chance, 32 characters.
_SECRET_BYTES = 24


class ReadersSeeIt(ExplainedError):
    """The working copy is what readers see."""

    sentence = _(
        "Readers already see exactly this text. Send them the address of its page. To have a "
        "correction checked, change the text and save it first."
    )


class OverAlready(ExplainedError):
    """The link shows nothing any more."""

    sentence = _("This link has already ended.")


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

    `embargoed_until` is the instant at which the release, or its correction, is scheduled to go out; None: it is not.
    One query, the same for a link that is over as for one that never was.
    """
    planned = Edition.objects.planned(at).filter(release=OuterRef("release"))
    shown: dict[str, Any] = {"embargoed_until": Subquery(planned.values_list(Lower("live_during"))[:1])}
    return with_sheet(PreviewLink.objects.open(at)).annotate(**shown).filter(address_hash=_hashed(secret)).first()


def with_sheet(links: PreviewLinkQuerySet) -> PreviewLinkQuerySet:
    """With their releases, and annotated with `sheet`: the digest of what the working copy's sheet shows now."""
    now = Release.objects.filter(pk=OuterRef("release")).annotate(said=sheet_digest())
    shown: dict[str, Any] = {"sheet": Composed(Subquery(now.values("said")))}
    return links.select_related("release").annotate(**shown)


def note_visit(link: PreviewLink, *, agent: str) -> None:
    """Note that `link` was opened, from where the present request comes."""
    if link.visits.all()[:MOST_VISITS].count() < MOST_VISITS:
        kept = agent.replace("\0", "")[:200]
        PreviewVisit.objects.create(link=link, source=source.here() or None, agent=kept)


def forget_visits(at: dt.datetime | None = None) -> int:
    """Delete the visits of links that expired 90 days before `at` (None: now); return how many there were."""
    over = PreviewVisit.objects.filter(link__expires_at__lte=(at or timezone.now()) - VISITS_KEPT_FOR)
    count, _rows = over.delete()
    return count


def _hashed(secret: str) -> str:
    """What is kept of a secret: it is pure chance, so that no salt and no slow hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()
