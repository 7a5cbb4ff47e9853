"""Observances that have a release, e-mails about them, and notes on drafts that were carried forward.

Nothing of this is public. Notes repeat words of a draft, so redaction and deletion delete them too.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, TextChoices
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from pressreleases.models.anniversary import Anniversary
from pressreleases.models.edition import Edition
from pressreleases.models.release import Release


class Reason(TextChoices):
    """Why a note was made. The database accepts any word, so a new one needs no migration."""

    # Something was changed.
    TITLE = "title", _("Title carried forward")
    DATE = "date", _("Date carried forward")
    WEEKDAY = "weekday", _("Weekday")
    ORDINAL = "ordinal", _("Ordinal carried forward")
    ELAPSED = "elapsed", _("Years elapsed carried forward")
    ARTICLE = "article", _("Fits the ordinal")
    # Nothing was changed.
    DATE_UNKNOWN = "date-unknown", _("A date whose grammatical form for another day is not known")
    TODAY = "today", _("A word for the day itself, such as “today”")
    PERIOD = "period", _("A time counted from the day of writing")
    YEAR = "year", _("A year that may have to change")
    COUNT = "count", _("Possibly counted from the event")
    OTHER_ORDINAL = "other-ordinal", _("An ordinal that was not carried forward")
    QUOTED = "quoted", _("A quotation: nothing was changed in it")
    OFFICE = "office", _("Who holds this office now?")
    PEOPLE = "people", _("Is the number of people still right?")
    REFERENCE = "reference", _("The old reference was not carried forward")
    REST = "rest", _("In this language, only dates and ordinals were carried forward: check the rest of the text")
    GAP = "gap", _("No release from last year: the text is from an earlier year")
    WITHDRAWN = "withdrawn", _("A newer release of this anniversary was withdrawn: the text is from an earlier release")
    PATTERN = "pattern", _("The title could not be made from the pattern")
    NO_TEXT = "no-text", _("There is no earlier release to carry forward: write the text")


def reason_label(reason: str) -> str:
    """The label in the active language; a word that is no longer known stays as it is."""
    return str(Reason(reason).label) if reason in Reason.values else reason


class Observance(models.Model):
    """One language of one year's observance, and its release.

    `release` is None once its draft was deleted: the place is free then, and the release that had it can get it back
    (`had`), but no draft is made there again unasked. `linked`: the release was written by hand.
    """

    anniversary = models.ForeignKey(
        Anniversary, models.CASCADE, related_name="observances", verbose_name=_("anniversary")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    language = models.CharField(_("language"), max_length=12)
    release = models.OneToOneField(
        Release, models.SET_NULL, null=True, related_name="observance", verbose_name=_("release")
    )
    had = ArrayField(models.BigIntegerField(), default=list, help_text="Every release that ever had this place.")
    carried_from = models.ForeignKey(Edition, models.SET_NULL, null=True, related_name="+")
    linked = models.BooleanField(default=False)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("observance")
        verbose_name_plural = _("observances")
        default_permissions = ()
        ordering = ["-year", "anniversary", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["anniversary", "year", "language"],
                name="observance_one_for_each_language",
                violation_error_message=_("There is already a release in this language for that year."),
            ),
            models.CheckConstraint(condition=Q(year__range=(1, 9999)), name="observance_year_is_one"),
            models.CheckConstraint(
                condition=Q(linked=False) | Q(carried_from=None), name="observance_linked_was_not_carried"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.anniversary_id}: {self.year}, {self.language}"


class Reminder(models.Model):
    """Staff were told by e-mail of one year's observance. They are told only once."""

    anniversary = models.ForeignKey(Anniversary, models.CASCADE, related_name="reminders")
    year = models.PositiveSmallIntegerField()
    told_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["anniversary", "year"], name="reminder_once_for_each_year")]

    def __str__(self) -> str:
        return f"{self.anniversary_id}: {self.year}"


class DraftNote(models.Model):
    """A sentence of a draft that was carried forward, in `field`, and what the author should check in it.

    `points`: `[{"reason", "words", "before"}]`; `before` is empty where nothing was changed. A note without a sentence
    is about the field as a whole.
    """

    release = models.ForeignKey(Release, models.CASCADE, related_name="draft_notes")
    position = models.PositiveIntegerField()
    field = models.CharField(max_length=40)
    sentence = models.TextField(blank=True)
    points = models.JSONField(default=list)
    looked_at = models.DateTimeField(null=True)
    looked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        default_permissions = ()
        ordering = ["release", "position"]
        constraints = [
            models.UniqueConstraint(fields=["release", "position"], name="draft_note_in_order"),
            models.CheckConstraint(
                condition=Q(looked_at=None, looked_by=None) | Q(looked_at__isnull=False, looked_by__isnull=False),
                name="draft_note_looked_at_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release_id}: {self.position}"
