"""What was said when a working copy was submitted for review, sent back or changed meanwhile: words among staff.

Readers see none of them, but for a change note that was proposed and then published.
"""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from pressreleases.models.edition import Edition
from pressreleases.models.kinds import Review, Status
from pressreleases.models.release import Release


class ReviewCommentQuerySet(models.QuerySet["ReviewComment"]):
    def open(self) -> "ReviewCommentQuerySet":
        """The last word on each draft that was sent back, until it is submitted again or published."""
        later = ReviewComment.objects.filter(release=OuterRef("release"), pk__gt=OuterRef("pk"))
        published = Edition.objects.filter(release=OuterRef("release"), made_at__gt=OuterRef("at"))
        sent_back = self.filter(act=Review.SENT_BACK, release__status=Status.DRAFT)
        return sent_back.exclude(Exists(later)).exclude(Exists(published))

    def asking(self) -> "ReviewCommentQuerySet":
        """The last word on each release that waits for review, if there is one."""
        later = ReviewComment.objects.filter(release=OuterRef("release"), pk__gt=OuterRef("pk"))
        submitted = self.filter(act=Review.SUBMITTED, release__status=Status.SUBMITTED).exclude(comment="")
        return submitted.exclude(Exists(later))

    def reopened(self) -> "ReviewCommentQuerySet":
        """The last word on each draft that its author changed after it was submitted."""
        later = ReviewComment.objects.filter(release=OuterRef("release"), pk__gt=OuterRef("pk"))
        return self.filter(act=Review.REOPENED, release__status=Status.DRAFT).exclude(Exists(later))

    def standing(self) -> "ReviewCommentQuerySet":
        """What is to be read before one goes on: `open()` or `asking()`, never both of one release."""
        return self.open() | self.asking()


class ReviewComment(models.Model):
    """A release was submitted, sent back with a comment, or made a draft again; deleted with it, and by redaction."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="review_comments", verbose_name=_("release"))
    act = models.CharField(_("action"), max_length=12, choices=Review)
    version = models.PositiveIntegerField(help_text="Of the working copy that was spoken of.")
    comment = models.TextField(_("comment"), blank=True)
    change_note = models.TextField(
        _("change note"), blank=True, default="", help_text="What readers should be told; of a submission only."
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"))

    objects = ReviewCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment of a review")
        verbose_name_plural = _("comments of reviews")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(act__in=Review.values), name="review_comment_act_known"),
            models.CheckConstraint(
                condition=~Q(act=Review.SENT_BACK) | ~Q(comment=""), name="review_comment_sent_back_says_why"
            ),
            models.CheckConstraint(
                condition=Q(act=Review.SUBMITTED) | Q(change_note=""), name="review_comment_note_is_of_a_submission"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.release_id}"
