"""The languages in which a mission can publish: those into which everything that readers see has been translated."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "en": _("English"),
    "az": _("Azerbaijani"),
    "ar": _("Arabic"),
    "es": _("Spanish"),
    "fr": _("French"),
    "ru": _("Russian"),
    "tr": _("Turkish"),
    "zh": _("Chinese"),
}
