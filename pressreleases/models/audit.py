"""The audit trail: who did what, when, from where, to which text. Rows are added and never changed; a trigger holds it.

Nothing here points to what it describes, so that an entry outlives it; only the account stays, as accounts always do.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pressreleases.vocabulary.audit import (
    ActorType,
    AuditAct,
    AuditKind,
    actor_type_choices,
    audit_act_choices,
    audit_kind_choices,
)

# What the sign-in asks for at each try.
_SIGN_IN = Q(act__in=("sign-in-failed", "signed-in"))


class AuditEntry(models.Model):
    """One act. Neither a text nor a password ever stands in it; `digest` says which text an edition had."""

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
