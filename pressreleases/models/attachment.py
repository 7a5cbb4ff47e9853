"""Attachments: files that readers can download with a text, named by the hash of their content, never overwritten.

Which of them a text has, in which order and under which titles, is its field `attachments`: a list of entries
`{"sha256", "title", "language", "type", "size"}`. Triggers see to it that each entry is well formed, and that a file
stays as long as a text has it (migrations/rules/attachments.sql).
"""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from pressreleases.models.release import Release

MOST_MEGABYTES = 20
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
MOST_OF_A_TEXT = 20
LONGEST_TITLE = 200
FOLDER = "attachments"


@dataclass(frozen=True)
class FileType:
    """`name` is a proper name, as readers know it."""

    name: str
    media_type: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
# By the ending of the stored file.
TYPES = {
    "pdf": FileType("PDF", "application/pdf"),
    "docx": FileType("Word", f"{_OFFICE}.wordprocessingml.document"),
    "xlsx": FileType("Excel", f"{_OFFICE}.spreadsheetml.sheet"),
}

Entry = dict[str, Any]


class Attachment(models.Model):
    """A stored file. `properties` are those that name people or say something, by their keys: for staff only."""

    file = models.FileField(_("file"), upload_to=FOLDER, editable=False, max_length=120)
    sha256 = models.CharField(max_length=64, editable=False)
    type = models.CharField(max_length=4, editable=False)
    size = models.PositiveIntegerField(editable=False)
    properties = models.JSONField(default=dict, editable=False)
    uploaded_at = models.DateTimeField(_("uploaded"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        default_permissions = ()
        ordering = ["-uploaded_at", "-pk"]
        indexes = [models.Index(fields=["uploaded_at"], name="attachment_by_instant")]
        constraints = [
            models.UniqueConstraint(fields=["sha256"], name="attachment_one_per_content"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="attachment_sha256_well_formed"),
            models.CheckConstraint(condition=Q(type__in=list(TYPES)), name="attachment_type_known"),
            models.CheckConstraint(
                condition=Q(size__gte=1, size__lte=MOST_BYTES), name="attachment_size_within_limits"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sha256}.{self.type}"

    def entry(self, *, title: str, language: str) -> Entry:
        """As a text has it that gives it this title; `language` is that of the file."""
        return {"sha256": self.sha256, "title": title, "language": language, "type": self.type, "size": self.size}


class ReleaseAttachment(models.Model):
    """That a text of the release, or a save or edition of it, has the file; triggers add the rows.

    The row outlives a deleted draft, which may be restored.
    """

    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="uses", verbose_name=_("attachment"))
    release = models.ForeignKey(
        Release, models.DO_NOTHING, db_constraint=False, related_name="+", verbose_name=_("release")
    )

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["attachment", "release"], name="release_attachment_once")]

    def __str__(self) -> str:
        return f"{self.attachment_id}: {self.release_id}"
