"""What four eyes have to know of an edition: which save it was made of, and whether somebody published it alone.

Both are kept outside the edition. Triggers hold them (`migrations/rules/four_eyes.sql`).
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pressreleases.models.edition import Edition


class MadeFrom(models.Model):
    """The last save of the working copy when an edition was made of it: later saves are since then.

    By number and not by clock, since saves are dated by another clock than editions.
    """

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="made_from")
    save_number = models.BigIntegerField(help_text="`history_id` in the history of the release; 0: it had none.")

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=Q(save_number__gte=0), name="made_from_save_well_formed")]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.save_number}"


class PublishedAloneQuerySet(models.QuerySet["PublishedAlone"]):
    def to_be_endorsed(self) -> "PublishedAloneQuerySet":
        return self.filter(endorsed_by=None)


class PublishedAlone(models.Model):
    """Somebody published words of their own without a colleague, and why; flagged until a colleague endorses it."""

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="published_alone", verbose_name=_("edition"))
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"))
    endorsed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("endorsed by")
    )
    endorsed_at = models.DateTimeField(_("endorsed"), null=True)
    redacted_at = models.DateTimeField(_("reason redacted"), null=True)

    objects = PublishedAloneQuerySet.as_manager()

    class Meta:
        verbose_name = _("published alone")
        verbose_name_plural = _("published alone")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") | Q(redacted_at__isnull=False), name="published_alone_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(endorsed_by__isnull=True) | ~Q(endorsed_by=F("by")),
                name="published_alone_is_endorsed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(endorsed_by__isnull=True, endorsed_at__isnull=True)
                | Q(endorsed_by__isnull=False, endorsed_at__isnull=False),
                name="published_alone_endorsed_whole",
            ),
        ]

    def __str__(self) -> str:
        return str(self.edition)
