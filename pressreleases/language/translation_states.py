"""How a language of a text stands to its original."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TranslationState(TextChoices):
    ORIGINAL = "original", _("original")
    MISSING = "missing", _("missing")
    DRAFT = "draft", _("draft")
    STALE = "stale", _("out of date: the original has changed")
    IN_STEP = "in-step", _("up to date")
