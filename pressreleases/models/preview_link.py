"""Preview links: who was shown a draft, who opened it, and what they answered when they were asked for clearance.

Triggers keep all three as they were made: see `migrations/rules/previews.sql`.
"""

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, TextChoices
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from pressreleases.models.edition import Edition
from pressreleases.models.spans import Lower, instant
from pressreleases.models.text_fields import LineField, TextField


class Verdict(TextChoices):
    CLEARED = "cleared", _("cleared")
    DECLINED = "declined", _("declined")


class ClearanceState(TextChoices):
    """`VOIDED`: it was answered, and the text is another one now. `UNANSWERED`: the link is over without an answer."""

    WAITS = "waits", _("waiting for clearance")
    UNANSWERED = "unanswered", _("no answer")
    CLEARED = "cleared", _("cleared")
    DECLINED = "declined", _("declined")
    VOIDED = "voided", _("void: the text was changed later")


def verdict_choices() -> list[tuple[str, object]]:
    """Choices for a model field; a callable, so that a new wording makes no migration."""
    return list(Verdict.choices)


LONGEST = dt.timedelta(days=14)


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def open(self, at: dt.datetime | None = None) -> "PreviewLinkQuerySet":
        """Those that show their text at `at` (aware; None: now): neither revoked, expired nor overtaken."""
        return self.overtaken(at, so=False).filter(revoked_at=None, expires_at__gt=instant(at))

    def overtaken(self, at: dt.datetime | None = None, *, so: bool = True) -> "PreviewLinkQuerySet":
        """Those whose release has an edition that began after they were made; with `so=False` the others."""
        return self.filter(published_since(at) if so else ~published_since(at))


def published_since(at: dt.datetime | None = None) -> Exists:
    """Of a link: whether its release has an edition that began after it was made, and has begun by `at`."""
    later = Edition.objects.filter(release=OuterRef("release")).annotate(begins=Lower("live_during"))
    return Exists(later.filter(begins__gt=OuterRef("made_at"), begins__lte=instant(at)))


class PreviewLink(models.Model):
    """An address at which a person without an account reads the working copy as it was last saved.

    Of the secret in the address only its hash is kept. That it is over is computed, so that no job has to end it.
    """

    release = models.ForeignKey(
        "pressreleases.Release", models.CASCADE, related_name="preview_links", verbose_name=_("release")
    )
    address_hash = models.CharField(max_length=64, editable=False)
    for_whom = LineField(
        _("for whom"),
        max_length=120,
        help_text=_("For example: the capital, or the translator. They will see this name."),
    )
    asks_clearance = models.BooleanField(_("ask for clearance"), default=False)
    made_at = models.DateTimeField(_("made"), db_default=Now(), editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by"), editable=False
    )
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("revoked by")
    )

    if TYPE_CHECKING:
        sheet: str  # what `editorial.preview_links.with_sheet` adds
        embargoed_until: dt.datetime | None  # what `editorial.preview_links.find` adds

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["address_hash"], name="preview_link_one_per_address"),
            models.CheckConstraint(
                condition=Q(address_hash__regex=r"^[0-9a-f]{64}$"), name="preview_link_address_hashed"
            ),
            models.CheckConstraint(condition=~Q(for_whom=""), name="preview_link_is_for_somebody"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at"), expires_at__lte=F("made_at") + LONGEST),
                name="preview_link_ends_within_two_weeks",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="preview_link_revoked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.for_whom} ({self.release_id})"


class PreviewVisit(models.Model):
    """That a preview link was opened: when, from where, with which program. Rows are added, and later forgotten."""

    link = models.ForeignKey(PreviewLink, models.CASCADE, related_name="visits")
    at = models.DateTimeField(_("when"), db_default=Now(), editable=False)
    source = models.GenericIPAddressField(_("IP address"), null=True)
    agent = models.CharField(_("program"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("visit of a preview")
        verbose_name_plural = _("visits of previews")
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.link_id}: {self.at}"


class Clearance(models.Model):
    """One answer to a request for clearance. `digest` says to which text: see `pressreleases.models.digests`.

    It has no salt, so a redaction empties it where it is that of another text than the working copy's.
    """

    link = models.ForeignKey(PreviewLink, models.CASCADE, related_name="answers")
    verdict = models.CharField(_("answer"), max_length=12, choices=verdict_choices)
    name = LineField(_("name"), max_length=120)
    comment = TextField(_("comment"), blank=True, max_length=2000)
    at = models.DateTimeField(_("when"), db_default=Now(), editable=False)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    version = models.PositiveIntegerField(_("version"))
    redacted_at = models.DateTimeField(_("comment redacted"), null=True, editable=False)

    class Meta:
        verbose_name = _("clearance")
        verbose_name_plural = _("clearances")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="clearance_verdict_known"),
            models.CheckConstraint(condition=~Q(name=""), name="clearance_given_by_somebody"),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.DECLINED, comment="") | Q(redacted_at__isnull=False),
                name="clearance_decline_is_explained",
            ),
            models.CheckConstraint(condition=Q(comment="") | Q(redacted_at=None), name="clearance_redacted_is_empty"),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$") | Q(digest="", redacted_at__isnull=False),
                name="clearance_digest_well_formed",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="clearance_version_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.verdict}: {self.link_id}"
