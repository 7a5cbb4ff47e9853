"""The words of notices: of which acts staff learn by e-mail. Who learns of which is decided in `outbox.recipients`."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NoticeKind(TextChoices):
    """What a notice tells. The database holds any word, so that a new one makes no migration."""

    SUBMITTED = "submitted", _("A release waits for review")
    REOPENED = "reopened", _("A release that waited for review is a draft again")
    SENT_BACK = "sent-back", _("A release of mine was sent back")
    CLEARED = "cleared", _("A release of mine was cleared")
    DECLINED = "declined", _("Clearance of a release of mine was declined")
    PUBLISHED = "published", _("A release of mine was published")
    SCHEDULED = "scheduled", _("A release of mine was scheduled")
    CORRECTED = "corrected", _("A release of mine was corrected")
    FLAGGED = "flagged", _("A colleague published alone")
    ANNIVERSARY = "anniversary", _("The work on the release of an anniversary begins")
    NOT_SEEN = "not-seen", _("Readers do not see what was published, or still see what was withdrawn")


def notice_kind_choices() -> list[tuple[str, object]]:
    return list(NoticeKind.choices)
