"""What somebody who is asked for clearance may answer, and how a request for it stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Verdict(TextChoices):
    CLEARED = "cleared", _("cleared")
    DECLINED = "declined", _("declined")


class ClearanceState(TextChoices):
    """`VOIDED`: it was answered, and the text is another one now. `UNANSWERED`: the link is over without an answer."""

    WAITS = "waits", _("waiting for clearance")
    UNANSWERED = "unanswered", _("no answer")
    CLEARED = "cleared", _("cleared")
    DECLINED = "declined", _("declined")
    VOIDED = "voided", _("void: the text was changed later")


def verdict_choices() -> list[tuple[str, object]]:
    """Choices for a model field; a callable, so that a new wording makes no migration."""
    return list(Verdict.choices)
