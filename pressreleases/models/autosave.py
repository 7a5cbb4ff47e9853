"""Text that staff typed and have not saved yet, and who has which release open.

Neither table is part of any history. What an `AutosavedForm` holds is private to its user and never public.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q, TextField
from django.db.models.functions import Cast, Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from pressreleases.models.release import Release

# Characters of the fields as JSON; what a form can post at all is less.
MOST_CHARACTERS = 3_000_000


class AutosavedForm(models.Model):
    """What one member of staff typed into one open form: field names with lists of values, as a browser posts them.

    `form` is the key of that open form, so that two windows on one release do not overwrite each other's. `release` is
    None for the form of a new one, and once the release was deleted; `family` is that of a translation being begun.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("account"))
    release = models.ForeignKey(Release, models.SET_NULL, null=True, related_name="+", verbose_name=_("release"))
    family = models.UUIDField(_("family"), null=True)
    form = models.CharField(max_length=32)
    fields = models.JSONField(default=dict)
    version = models.PositiveIntegerField(
        help_text="Of the release, when its form was opened: what others saved since is merged, not overwritten."
    )
    kept_at = models.DateTimeField(_("autosaved"))

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        default_permissions = ()
        ordering = ["-kept_at", "-pk"]
        indexes = [models.Index(fields=["kept_at"], name="autosaved_form_by_instant")]
        constraints = [
            models.UniqueConstraint(fields=["user", "form"], name="autosaved_form_one_per_form"),
            models.CheckConstraint(
                condition=Q(form__regex=r"^[A-Za-z0-9_-]{16,32}$"), name="autosaved_form_form_well_formed"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="autosaved_form_version_counts_from_one"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length(Cast("fields", TextField())), MOST_CHARACTERS),
                name="autosaved_form_not_too_long",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What was typed as the title, in one line."""
        return " ".join("".join(self.values("title")[:1]).split())

    def values(self, name: str) -> list[str]:
        """What was typed into the field `name`; empty if the form did not have it."""
        return list(self.fields.get(name, ()))


class Presence(models.Model):
    """That a member of staff has the form of a release open; renewed every few seconds."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("account"))
    release = models.ForeignKey(Release, models.CASCADE, related_name="+", verbose_name=_("release"))
    seen_at = models.DateTimeField(_("last seen"))
    began_writing_at = models.DateTimeField(_("started to write"), null=True)

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        default_permissions = ()
        ordering = ["seen_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["release", "user"], name="presence_one_per_release")]

    def __str__(self) -> str:
        return f"{self.user}: {self.release}"
