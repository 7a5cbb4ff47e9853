"""Comments of staff on words of a working copy, with their answers. Readers never see any of it.

A comment names its words by quoting them, with some characters around them: nothing is written into the text.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from pressreleases.models.release import Release
from pressreleases.models.text_fields import LONGEST_NOTE, LineField, TextField

# In characters: a comment or an answer, and what is kept of the text on each side of the words.
LONGEST_COMMENT = 2000
CONTEXT = 32


class PassageCommentQuerySet(models.QuerySet["PassageComment"]):
    def open(self) -> "PassageCommentQuerySet":
        """Those that nobody has resolved."""
        return self.filter(resolved_at=None)


class PassageComment(models.Model):
    """A comment on `exact`, which stood between `prefix` and `suffix`; deleted with its release, and by redaction."""

    release = models.ForeignKey(
        Release, models.CASCADE, related_name="passage_comments", verbose_name=_("release"), editable=False
    )
    prefix = LineField(max_length=CONTEXT, blank=True)
    exact = LineField(_("words of the text"), max_length=LONGEST_NOTE)
    suffix = LineField(max_length=CONTEXT, blank=True)
    comment = TextField(_("comment"), max_length=LONGEST_COMMENT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"), db_default=Now(), editable=False)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("resolved by")
    )
    resolved_at = models.DateTimeField(_("resolved"), null=True, editable=False)

    objects = PassageCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment on a passage")
        verbose_name_plural = _("comments on passages")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~Q(exact="") & ~Q(comment=""), name="passage_comment_has_words"),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="passage_comment_resolved_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release_id}: {self.exact}"


class PassageAnswer(models.Model):
    """What somebody answered to a comment on a passage."""

    to = models.ForeignKey(PassageComment, models.CASCADE, related_name="answers", editable=False)
    comment = TextField(_("answer"), max_length=LONGEST_COMMENT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("answer to a comment")
        verbose_name_plural = _("answers to comments")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=~Q(comment=""), name="passage_answer_has_words")]

    def __str__(self) -> str:
        return f"{self.to_id}: {self.by_id}"
