"""Why words of a draft were changed when it was carried forward, or why somebody should look at them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Reason(TextChoices):
    """The database holds any word, so that a new one makes no migration."""

    # Something was changed.
    TITLE = "title", _("Titled anew")
    DATE = "date", _("Date carried forward")
    WEEKDAY = "weekday", _("Weekday")
    ORDINAL = "ordinal", _("Ordinal carried forward")
    ELAPSED = "elapsed", _("Years elapsed carried forward")
    ARTICLE = "article", _("Fits the ordinal")
    # Nothing was changed.
    DATE_UNKNOWN = "date-unknown", _("A date whose form for another day is not known")
    TODAY = "today", _("Told of the day itself")
    PERIOD = "period", _("Counted from the day it was written")
    YEAR = "year", _("A year that may have to move on")
    COUNT = "count", _("May be counted from the event")
    OTHER_ORDINAL = "other-ordinal", _("An ordinal that was not carried forward")
    QUOTED = "quoted", _("Somebody’s own words: nothing was changed in them")
    SMALL_WORD = "small-word", _("The small word before it may have to change")
    OFFICE = "office", _("Who holds the office now?")
    PEOPLE = "people", _("Does the number of people still hold?")
    REFERENCE = "reference", _("The old reference was left out")
    GAP = "gap", _("There is nothing newer: the text is from some years before")
    WITHDRAWN = "withdrawn", _("A newer release of this anniversary was withdrawn: the text is from before")
    PATTERN = "pattern", _("The title could not be written by its pattern")
    NO_TEXT = "no-text", _("There is no earlier release to carry forward: write the text")


def reason_label(reason: str) -> str:
    """In the active language; of a word that is not known any more, the word."""
    return str(Reason(reason).label) if reason in Reason.values else reason
