"""The words of notices: of which acts staff learn by e-mail, and of which not. `outbox.recipients` decides who does."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pressreleases.vocabulary.audit import AuditAct


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
    WITHDRAWN = "withdrawn", _("My release was withdrawn")
    REMOVED = "removed", _("My release was removed as published in error")
    REDACTED = "redacted", _("My release was redacted")
    FLAGGED = "flagged", _("A colleague published alone")
    ANNIVERSARY = "anniversary", _("Work on the release for an anniversary starts")
    NOT_SEEN = "not-seen", _("Readers do not see a published release, or still see a withdrawn one")


# The acts of which nobody learns by e-mail, each with the reason. Every other act of the audit trail makes a notice.
SILENT_ACTS: dict[AuditAct, str] = {
    AuditAct.SAVED: "It changes no public text; the history of the release shows it.",
    AuditAct.DELETED: "Only drafts can be deleted, and for 30 days they can be brought back.",
    AuditAct.BROUGHT_BACK: "The draft is in the lists again, and nothing is public.",
    AuditAct.IMPORTED: "It makes new drafts, which had no author before.",
    AuditAct.CARRIED_FORWARD: "A notice of its own tells writers that the work on an anniversary begins.",
    AuditAct.LINKED: "It is a label, and no text is changed.",
    AuditAct.EXPORTED: "It changes nothing.",
    AuditAct.CLASSIFIED: "Topics and anniversary are labels; no text and no time is changed.",
    AuditAct.ENDORSED: "It approves what readers see and changes nothing; the desk stops asking for it.",
    AuditAct.LANGUAGES_DIFFER: "It is part of publishing, which makes a notice.",
    AuditAct.PREVIEW_LINK_MADE: "It changes no text; the page of the release lists its links.",
    AuditAct.PREVIEW_LINK_REVOKED: "It changes no text; the page of the release lists its links.",
    AuditAct.MISSION_DETAILS_CHANGED: "It concerns no single release, and published releases keep their letterhead.",
    AuditAct.ACCOUNT_CHANGED: "It concerns no release; administrators read it in the audit trail.",
    AuditAct.SIGNED_IN: "It concerns no release; administrators read it in the audit trail.",
    AuditAct.SIGN_IN_FAILED: "It concerns no release; administrators read it in the audit trail.",
    AuditAct.SIGNED_OUT: "It concerns no release; administrators read it in the audit trail.",
}


def notice_kind_choices() -> list[tuple[str, object]]:
    return list(NoticeKind.choices)
