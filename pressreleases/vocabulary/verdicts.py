"""What somebody who is asked for clearance may answer."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Verdict(TextChoices):
    CLEARED = "cleared", _("cleared")
    DECLINED = "declined", _("declined")


def verdict_choices() -> list[tuple[str, object]]:
    """Choices for a model field; a callable, so that a new wording makes no migration."""
    return list(Verdict.choices)
