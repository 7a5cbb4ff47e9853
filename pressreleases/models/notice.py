"""Notices: what a member of staff is to learn by e-mail, and of which kinds each of them wants none.

A notice points to its releases by their numbers only and holds none of their words, so that nothing has to be emptied
here when a draft is deleted. The comment is emptied once the mail is out.
"""

import datetime as dt
import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from pressreleases.vocabulary.languages import language_choices
from pressreleases.vocabulary.notices import notice_kind_choices


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
