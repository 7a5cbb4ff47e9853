"""Notices: what a member of staff is to learn by e-mail, and of which kinds each of them wants none.

A notice points to its releases by their numbers only and holds none of their words, so that nothing has to be emptied
here when a draft is deleted. The comment is emptied once the mail is out.
"""

import datetime as dt
import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, TextChoices
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from pressreleases.language.languages import language_choices
from pressreleases.models.audit import AuditAct


class NoticeKind(TextChoices):
    """What a notice tells. The database holds any word, so that a new one makes no migration."""

    SUBMITTED = "submitted", _("A release is waiting for review")
    REOPENED = "reopened", _("A release that was waiting for review is a draft again")
    SENT_BACK = "sent-back", _("My release was sent back")
    CLEARED = "cleared", _("My release was cleared")
    DECLINED = "declined", _("My release was not cleared")
    PUBLISHED = "published", _("My release was published")
    SCHEDULED = "scheduled", _("My release was scheduled")
    CORRECTED = "corrected", _("My release was corrected")
    MOVED = "moved", _("The scheduled time of my release was changed")
    UNSCHEDULED = "unscheduled", _("The schedule of my release was cancelled")
    EMBARGO_SET = "embargo-set", _("An embargo was set on my release")
    EMBARGO_LIFTED = "embargo-lifted", _("The embargo on my release was lifted")
    WITHDRAWN = "withdrawn", _("My release was withdrawn")
    REMOVED = "removed", _("My release was removed as published in error")
    REDACTED = "redacted", _("My release was redacted")
    FLAGGED = "flagged", _("A colleague published alone")
    ANNIVERSARY = "anniversary", _("Work on the release for an anniversary starts")
    NOT_SEEN = "not-seen", _("Readers do not see a published release, or still see a withdrawn one")
    INVITED = "invited", _("An account was made for me")
    PASSWORD_FORGOTTEN = "password-forgotten", _("I forgot my password")
    NEW_DEVICE = "new-device", _("I signed in with a new browser")
    ACCOUNT_SECURITY = "account-security", _("How I sign in was changed")


# They concern an account and no release, and nobody can switch them off.
OF_AN_ACCOUNT = frozenset(
    {NoticeKind.INVITED, NoticeKind.PASSWORD_FORGOTTEN, NoticeKind.NEW_DEVICE, NoticeKind.ACCOUNT_SECURITY}
)


# The acts of which nobody learns by e-mail, each with the reason. Every other act of the audit trail makes a notice.
SILENT_ACTS: dict[AuditAct, str] = {
    AuditAct.SAVED: "It changes no public text; the history of the release shows it.",
    AuditAct.DELETED: "Only drafts can be deleted, and for 30 days they can be brought back.",
    AuditAct.BROUGHT_BACK: "The draft is in the lists again, and nothing is public.",
    AuditAct.IMPORTED: "It makes new drafts, which had no author before.",
    AuditAct.TAKEN_FROM_WORD: "Nothing is saved by it, and the save that follows is one like any other.",
    AuditAct.CARRIED_FORWARD: "A notice of its own tells writers that the work on an anniversary begins.",
    AuditAct.LINKED: "It is a label, and no text is changed.",
    AuditAct.EXPORTED: "It changes nothing.",
    AuditAct.CLASSIFIED: "Topics and anniversary are labels; no text and no time is changed.",
    AuditAct.ENDORSED: "It approves what readers see and changes nothing; the desk stops asking for it.",
    AuditAct.LANGUAGES_DIFFER: "It is part of publishing, which makes a notice.",
    AuditAct.COMMENTED: "The desk shows open comments; the mail comes with sending back, when the review is complete.",
    AuditAct.COMMENT_ANSWERED: "The desk shows open comments with their answers.",
    AuditAct.COMMENT_RESOLVED: "It changes no text; the comment leaves the desk.",
    AuditAct.COMMENT_REOPENED: "The comment is on the desk again.",
    AuditAct.PREVIEW_LINK_MADE: "It changes no text; the page of the release lists its links.",
    AuditAct.PREVIEW_LINK_REVOKED: "It changes no text; the page of the release lists its links.",
    AuditAct.MISSION_DETAILS_CHANGED: "It concerns no single release, and published releases keep their letterhead.",
    AuditAct.ACCOUNT_CHANGED: "It concerns no release; the owner gets a mail if it changes how they sign in.",
    AuditAct.SIGNED_IN: "It concerns no release; administrators read it in the audit trail.",
    AuditAct.SIGN_IN_FAILED: "It concerns no release; administrators read it in the audit trail.",
    AuditAct.PASSWORD_ASKED: "The person who asked gets a link by e-mail, if there is such an account.",
    AuditAct.SIGNED_OUT: "It concerns no release; administrators read it in the audit trail.",
}


def notice_kind_choices() -> list[tuple[str, object]]:
    return list(NoticeKind.choices)


class NoticeQuerySet(models.QuerySet["Notice"]):
    def waiting(self) -> "NoticeQuerySet":
        """Neither sent nor given up."""
        return self.filter(sent_at=None, failed_at=None)

    def in_trouble(self, at: dt.datetime | None = None) -> "NoticeQuerySet":
        """Waiting because of an error, or given up within the week before `at`."""
        lately = Q(failed_at__gt=(Now() if at is None else at) - dt.timedelta(days=7))
        return self.filter(lately | (Q(sent_at=None, failed_at=None) & ~Q(error="")))

    def about_release(self, key: int) -> "NoticeQuerySet":
        return self.filter(about__contains=[{"release": key}])


class Notice(models.Model):
    """What one act has to tell one person: one mail, also when the act was done to several releases."""

    act = models.UUIDField(default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=40, choices=notice_kind_choices)
    about = models.JSONField(default=list)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("to"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    by_name = models.CharField(max_length=150, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    details = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField(_("made"), db_default=Now(), editable=False)
    due_at = models.DateTimeField(db_default=Now(), editable=False)
    tries = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(_("sent"), null=True)
    failed_at = models.DateTimeField(_("given up"), null=True)
    error = models.CharField(_("reply of the mail server"), max_length=500, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-pk"]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["due_at"], name="notice_due", condition=Q(sent_at=None, failed_at=None)),
            models.Index(fields=["failed_at"], name="notice_failed", condition=Q(failed_at__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["act", "to"], name="notice_once_for_each_act"),
            models.CheckConstraint(condition=Q(kind__regex=r"^[a-z]+(-[a-z]+)*$"), name="notice_kind_is_a_word"),
            models.CheckConstraint(condition=Q(sent_at=None) | Q(failed_at=None), name="notice_sent_or_given_up"),
            models.CheckConstraint(
                condition=Q(sent_at=None, failed_at=None) | Q(comment=""), name="notice_comment_goes_with_the_mail"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.to}"


class NoticeChoice(models.Model):
    """How one member of staff wants notices; who never chose gets all of them, in the site's first language."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notice_choice")
    language = models.CharField(_("language"), max_length=12, choices=language_choices)
    switched_off = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    class Meta:
        verbose_name = _("choice of notices")
        verbose_name_plural = _("choices of notices")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.user)
