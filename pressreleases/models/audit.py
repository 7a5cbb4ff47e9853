"""The audit trail: who did what, when, from where, to which text. Rows are added and never changed; a trigger holds it.

Nothing here points to what it describes, so that an entry outlives it; only the account stays, as accounts always do.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q, TextChoices
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class AuditAct(TextChoices):
    """What somebody did. The database holds any word, so that a new one makes no migration."""

    SAVED = "saved", _("saved")
    DELETED = "deleted", _("deleted")
    BROUGHT_BACK = "brought-back", _("restored after it was deleted")
    IMPORTED = "imported", _("imported")
    TAKEN_FROM_WORD = "taken-from-word", _("words of a Word file put into the form")
    CARRIED_FORWARD = "carried-forward", _("drafted from an earlier year")
    LINKED = "linked", _("linked with an anniversary")
    EXPORTED = "exported", _("exported")
    SUBMITTED = "submitted", _("submitted")
    SENT_BACK = "sent-back", _("sent back")
    REOPENED = "reopened", _("changed after it was submitted, now a draft again")
    PUBLISHED = "published", _("published")
    SCHEDULED = "scheduled", _("scheduled")
    SCHEDULED_NEWEST = "scheduled-newest", _("newest text scheduled")
    MOVED = "moved", _("scheduled time changed")
    UNSCHEDULED = "unscheduled", _("schedule cancelled")
    CORRECTED = "corrected", _("corrected")
    EMBARGO_SET = "embargo-set", _("embargo set")
    EMBARGO_LIFTED = "embargo-lifted", _("embargo lifted")
    CLASSIFIED = "classified", _("topics or anniversary changed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REMOVED = "removed", _("removed as published in error")
    REINSTATED = "reinstated", _("reinstated")
    PUBLISHED_ALONE = "published-alone", _("published alone")
    ENDORSED = "endorsed", _("endorsed a release published alone")
    REDACTED = "redacted", _("redacted")
    LANGUAGES_DIFFER = "languages-differ", _("difference between the languages accepted")
    COMMENTED = "commented", _("commented on a passage")
    COMMENT_ANSWERED = "comment-answered", _("answered a comment")
    COMMENT_RESOLVED = "comment-resolved", _("resolved a comment")
    COMMENT_REOPENED = "comment-reopened", _("reopened a comment")
    PREVIEW_LINK_MADE = "preview-link-made", _("preview link made")
    PREVIEW_LINK_REVOKED = "preview-link-revoked", _("preview link revoked")
    CLEARED = "cleared", _("cleared")
    DECLINED = "declined", _("declined")
    MISSION_DETAILS_CHANGED = "mission-details-changed", _("mission details changed")
    ACCOUNT_CHANGED = "account-changed", _("account changed")
    SIGNED_IN = "signed-in", _("signed in")
    SIGN_IN_FAILED = "sign-in-failed", _("sign-in failed")
    SIGNED_OUT = "signed-out", _("signed out")
    PASSWORD_ASKED = "password-asked", _("link for a forgotten password requested")


class AuditKind(TextChoices):
    """What it was done to."""

    RELEASE = "release", _("release")
    ANNIVERSARY = "anniversary", _("anniversary")
    ANNOUNCEMENT = "announcement", _("announcement")
    TOPIC = "topic", _("topic")
    PICTURE = "picture", _("picture")
    MISSION_DETAILS = "mission-details", _("mission details")
    ACCOUNT = "account", _("account")


class ActorType(TextChoices):
    """Who or what acted. Only an account has a name that nobody else can take."""

    ACCOUNT = "account", _("account")
    LINK = "link", _("preview link")
    SITE = "site", _("the site")
    COMMAND = "command", _("command")
    VISITOR = "visitor", _("not signed in")


def actor_type_choices() -> list[tuple[str, object]]:
    return list(ActorType.choices)


def audit_act_choices() -> list[tuple[str, object]]:
    return list(AuditAct.choices)


def audit_kind_choices() -> list[tuple[str, object]]:
    return list(AuditKind.choices)


# What the sign-in asks for at each try.
_SIGN_IN = Q(act__in=("sign-in-failed", "signed-in"))


class AuditEntry(models.Model):
    """One act. It never holds a text or a password; `digest` says which text an edition had."""

    at = models.DateTimeField(_("when"), db_default=Now(), editable=False)
    act = models.CharField(_("action"), max_length=40, choices=audit_act_choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("account")
    )
    # Empty in entries of before there were types.
    actor_type = models.CharField(
        _("type of actor"), max_length=12, blank=True, db_default="", choices=actor_type_choices
    )
    actor_name = models.CharField(
        _("who"),
        max_length=150,
        blank=True,
        help_text=_(
            "The user name at that time, or a typed name. If a sign-in failed and no account has "
            "the name, only its first letters are kept, and two characters to tell such names "
            "apart."
        ),
    )
    kind = models.CharField(_("kind"), max_length=40, blank=True, choices=audit_kind_choices)
    key = models.BigIntegerField(_("number"), null=True)
    label = models.CharField(_("title or name"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    edition = models.PositiveIntegerField(_("edition"), null=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    source = models.GenericIPAddressField(
        _("IP address"), null=True, help_text=_("The IP address of the computer. Blank for a command.")
    )
    details = models.JSONField(_("details"), default=dict, blank=True)
    redacted_at = models.DateTimeField(_("title redacted"), null=True, editable=False)

    class Meta:
        verbose_name = _("entry of the audit trail")
        verbose_name_plural = _("audit trail")
        ordering = ["-pk"]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["kind", "key", "-id"], name="audit_of_one_thing"),
            models.Index(fields=["at"], name="audit_by_instant"),
            models.Index(fields=["act", "-id"], name="audit_by_act"),
            models.Index(fields=["actor_name", "act", "-at"], name="audit_sign_ins_of_a_name", condition=_SIGN_IN),
            models.Index(fields=["source", "act", "-at"], name="audit_sign_ins_from_a_place", condition=_SIGN_IN),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(act__regex=r"^[a-z]+(-[a-z]+)*$"), name="audit_act_is_a_word"),
            models.CheckConstraint(
                condition=Q(actor_type__in=["", "command"])
                | Q(actor_type="account", actor__isnull=False)
                | Q(actor_type__in=["link", "site", "visitor"], actor=None),
                name="audit_actor_is_of_its_type",
            ),
            models.CheckConstraint(condition=Q(digest__regex=r"^([0-9a-f]{64})?$"), name="audit_digest_well_formed"),
        ]

    def __str__(self) -> str:
        return " · ".join(part for part in (self.who, self.act_in_words, self.label) if part)

    @property
    def who(self) -> str:
        """Who acted, in the active language. What was typed is quoted and has its type: no name passes for an account.

        An account that was renamed since has both names.
        """
        acted, name = self.acted_as, self.actor_name
        if acted == ActorType.LINK:
            return gettext("“%(name)s” (typed on a preview link)") % {"name": name}
        if acted == ActorType.VISITOR and name:
            return gettext("“%(name)s” (typed, not signed in)") % {"name": name}
        if self.actor is None:
            return str(acted.label if acted else gettext("the site, or a command"))
        if self.actor.get_username() != name:
            name = gettext("%(then)s (now: %(now)s)") % {"then": name, "now": self.actor.get_username()}
        return name if acted == ActorType.ACCOUNT else f"{name} ({ActorType.COMMAND.label})"

    @property
    def acted_as(self) -> ActorType | None:
        """The type of the actor; of an entry of before there were types, what the rest of it says, or None."""
        if self.actor_type:
            return ActorType(self.actor_type)
        if self.actor_id is not None:
            return ActorType.ACCOUNT
        by_act = {
            AuditAct.CLEARED: ActorType.LINK,
            AuditAct.DECLINED: ActorType.LINK,
            AuditAct.SIGN_IN_FAILED: ActorType.VISITOR,
        }
        return by_act.get(AuditAct(self.act)) if self.act in AuditAct.values else None

    @property
    def act_in_words(self) -> str:
        return str(dict(AuditAct.choices).get(self.act, self.act))

    @property
    def kind_in_words(self) -> str:
        return str(dict(AuditKind.choices).get(self.kind, self.kind))
