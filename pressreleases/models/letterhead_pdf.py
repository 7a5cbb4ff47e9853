"""The letterhead PDF of each edition: kept in the database, so that it is published, hidden and emptied with its words.

A trigger adds the row with the edition, without a file, and takes the file out when words of the release are redacted.
The worker then makes it (`pressreleases.letterhead_pdf`).
"""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from pressreleases.models.edition import Edition
from pressreleases.models.spans import Upper, instant


class LetterheadPdfQuerySet(models.QuerySet["LetterheadPdf"]):
    def made(self) -> "LetterheadPdfQuerySet":
        return self.exclude(sha256="")

    def due(self, at: dt.datetime | None = None) -> "LetterheadPdfQuerySet":
        """Those to be made at `at` (None: now), the newest edition first."""
        return self.filter(sha256="", due_at__lte=instant(at)).order_by("-edition_id")

    def failed(self, at: dt.datetime | None = None) -> "LetterheadPdfQuerySet":
        """Those that could not be made when it was last tried, of editions that are live or planned, the newest first.

        What was withdrawn or corrected since then is no concern of staff any more.
        """
        rows = self.filter(sha256="").exclude(failure="").annotate(ended_at=Upper("edition__live_during"))
        return rows.filter(Q(ended_at=None) | Q(ended_at__gt=instant(at))).order_by("-edition_id")


class LetterheadPdf(models.Model):
    class Failure(models.TextChoices):
        """Why it could not be made, as staff are told."""

        LETTER = "letter", _("The text has a letter or a sign that the fonts do not have.")
        TOO_MUCH = "too_much", _("The text is too long or too complicated.")
        OTHER = "other", _("The log of the site says why.")

    edition = models.OneToOneField(Edition, models.CASCADE, primary_key=True, related_name="pdf")
    content = models.BinaryField(null=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, default="", db_default="", editable=False)
    size = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    failure = models.CharField(max_length=16, choices=Failure, blank=True, default="", db_default="")
    tries = models.PositiveSmallIntegerField(default=0, db_default=0)
    due_at = models.DateTimeField(db_default=Now(), help_text="When it is made, or tried again.")

    # What no font has, for the desk.
    signs = ""

    objects = LetterheadPdfQuerySet.as_manager()

    class Meta:
        verbose_name = _("letterhead PDF")
        verbose_name_plural = _("letterhead PDFs")
        default_permissions = ()
        indexes = [models.Index(fields=["-edition"], name="letterhead_pdf_to_make", condition=Q(sha256=""))]
        constraints = [
            models.CheckConstraint(
                condition=Q(content=None, sha256="", size=0)
                | Q(content__isnull=False, sha256__regex=r"^[0-9a-f]{64}$", size__gte=1, failure=""),
                name="letterhead_pdf_made_or_not",
            ),
            models.CheckConstraint(
                condition=Q(failure__in=["", "letter", "too_much", "other"]), name="letterhead_pdf_failure_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}"
