"""The words of the audit trail: what was done, to what kind of thing, by what kind of actor."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AuditAct(TextChoices):
    """What somebody did. The database holds any word, so that a new one makes no migration."""

    SAVED = "saved", _("saved")
    DELETED = "deleted", _("deleted")
    BROUGHT_BACK = "brought-back", _("restored after it was deleted")
    IMPORTED = "imported", _("imported")
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
    CLASSIFIED = "classified", _("topics or anniversary changed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REMOVED = "removed", _("removed as published in error")
    REINSTATED = "reinstated", _("reinstated")
    PUBLISHED_ALONE = "published-alone", _("published alone")
    ENDORSED = "endorsed", _("endorsed a release published alone")
    REDACTED = "redacted", _("redacted")
    LANGUAGES_DIFFER = "languages-differ", _("difference between the languages accepted")
    PREVIEW_LINK_MADE = "preview-link-made", _("preview link made")
    PREVIEW_LINK_REVOKED = "preview-link-revoked", _("preview link revoked")
    CLEARED = "cleared", _("cleared")
    DECLINED = "declined", _("declined")
    MISSION_DETAILS_CHANGED = "mission-details-changed", _("mission details changed")
    ACCOUNT_CHANGED = "account-changed", _("account changed")
    SIGNED_IN = "signed-in", _("signed in")
    SIGN_IN_FAILED = "sign-in-failed", _("sign-in failed")
    SIGNED_OUT = "signed-out", _("signed out")


class AuditKind(TextChoices):
    """What it was done to."""

    RELEASE = "release", _("release")
    ANNIVERSARY = "anniversary", _("anniversary")
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
