"""How a language of a text stands to its original."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TranslationState(TextChoices):
    ORIGINAL = "original", _("original")
    MISSING = "missing", _("missing")
    DRAFT = "draft", _("in the making")
    STALE = "stale", _("stale: the original has changed")
    IN_STEP = "in-step", _("in step")
