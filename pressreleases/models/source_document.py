"""The files and pasted texts that releases were made from, as they came: for staff only, and deleted by a redaction."""

import hashlib
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from pressreleases.models.release import Release
from pressreleases.models.text_fields import LineField, in_one_line

MOST_MEGABYTES = 50
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024


class SourceDocumentQuerySet(models.QuerySet["SourceDocument"]):
    def unused(self) -> "SourceDocumentQuerySet":
        """Those of which no draft was made."""
        return self.filter(~Exists(ReleaseSource.objects.filter(document=OuterRef("pk"))))

    def of_releases(self, keys: Iterable[int]) -> "SourceDocumentQuerySet":
        """Those of which any of these releases was made, whether it is there or was deleted."""
        return self.filter(Exists(ReleaseSource.objects.filter(document=OuterRef("pk"), release__in=set(keys))))


class SourceDocumentManager(models.Manager.from_queryset(SourceDocumentQuerySet)):  # type: ignore[misc]  # Django's documented way
    def get_queryset(self) -> SourceDocumentQuerySet:
        """Without the content, which may have 50 MB: it is fetched when it is asked for."""
        rows: SourceDocumentQuerySet = super().get_queryset()
        return rows.defer("content")


class SourceDocument(models.Model):
    """One document, once for all who upload it."""

    name = LineField(_("file name"), max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, editable=False)
    size = models.PositiveIntegerField(editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by"), editable=False
    )
    uploaded_at = models.DateTimeField(_("uploaded"), db_default=Now(), editable=False)
    # The files of the library that were made of its pictures, by their numbers in the document.
    pictures = models.JSONField(_("pictures"), default=dict, blank=True, editable=False)
    releases = models.ManyToManyField(
        Release, through="ReleaseSource", related_name="source_documents", verbose_name=_("releases")
    )

    objects = SourceDocumentManager()

    class Meta:
        verbose_name = _("source document")
        verbose_name_plural = _("source documents")
        default_permissions = ()
        ordering = ["-uploaded_at", "-pk"]
        indexes = [models.Index(fields=["uploaded_at"], name="source_document_by_instant")]
        constraints = [
            models.UniqueConstraint(fields=["sha256"], name="source_document_one_per_content"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="source_document_sha256_well_formed"
            ),
            models.CheckConstraint(
                condition=Q(size__gte=1, size__lte=MOST_BYTES), name="source_document_size_within_limits"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="source_document_has_a_name"),
            models.CheckConstraint(condition=in_one_line("name"), name="source_document_name_in_one_line"),
        ]

    def __str__(self) -> str:
        return self.name


class ReleaseSource(models.Model):
    """That a release was made from a document. The row outlives a deleted draft, which may be restored."""

    document = models.ForeignKey(SourceDocument, models.CASCADE, related_name="made", verbose_name=_("source document"))
    release = models.ForeignKey(
        Release, models.DO_NOTHING, db_constraint=False, related_name="+", verbose_name=_("release")
    )

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["document", "release"], name="release_source_once")]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.release_id}"


def hash_of(content: bytes) -> str:
    """The SHA-256 of a document, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
