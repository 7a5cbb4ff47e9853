"""Review by a colleague: what was said of a working copy, what an edition was made of, and what was published alone.

Readers see none of it, but for a change note that was proposed and then published. What is known of an edition is kept
outside of it, and triggers hold it (`migrations/rules/four_eyes.sql`).
"""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
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
