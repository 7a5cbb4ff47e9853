"""Why words of a draft were changed when it was carried forward, or why somebody should look at them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Reason(TextChoices):
    """The database holds any word, so that a new one makes no migration."""

    # Something was changed.
    TITLE = "title", _("Title carried forward")
    DATE = "date", _("Date carried forward")
    WEEKDAY = "weekday", _("Weekday")
    ORDINAL = "ordinal", _("Ordinal carried forward")
    ELAPSED = "elapsed", _("Years elapsed carried forward")
    ARTICLE = "article", _("Fits the ordinal")
    # Nothing was changed.
    DATE_UNKNOWN = "date-unknown", _("A date whose grammatical form for another day is not known")
    TODAY = "today", _("A word for the day itself, such as “today”")
    PERIOD = "period", _("A time counted from the day of writing")
    YEAR = "year", _("A year that may have to change")
    COUNT = "count", _("Possibly counted from the event")
    OTHER_ORDINAL = "other-ordinal", _("An ordinal that was not carried forward")
    QUOTED = "quoted", _("A quotation: nothing was changed in it")
    SMALL_WORD = "small-word", _("The article before it may have to change")
    OFFICE = "office", _("Who holds this office now?")
    PEOPLE = "people", _("Is the number of people still right?")
    REFERENCE = "reference", _("The old reference was not carried forward")
    GAP = "gap", _("No release from last year: the text is from an earlier year")
    WITHDRAWN = "withdrawn", _("A newer release of this anniversary was withdrawn: the text is from an earlier release")
    PATTERN = "pattern", _("The title could not be made from the pattern")
    NO_TEXT = "no-text", _("There is no earlier release to carry forward: write the text")


def reason_label(reason: str) -> str:
    """In the active language; of a word that is not known any more, the word."""
    return str(Reason(reason).label) if reason in Reason.values else reason
