"""The embargo line above a draft: until when it may not be published, by the mission's clock and in UTC."""

import datetime as dt

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pressreleases.language.dates import instant_in_words, zone_city


def embargo_line(until: dt.datetime | None, zone: str) -> str:
    """The line above a text that is embargoed; of a draft without a date (None), that it is none to publish at all."""
    if until is None:
        return _("Preview of a draft: not for publication.")
    return _("EMBARGOED until %(when)s. Not for publication before.") % {"when": _by_both_clocks(until, zone)}


def _by_both_clocks(until: dt.datetime, zone: str) -> str:
    """`22 January 2024, 10:15 (New York) = 22 January 2024, 15:15 (UTC)`; once where the mission's clock is UTC."""
    language = get_language() or "en"
    utc = f"{instant_in_words(until, language, 'UTC')} (UTC)"
    if zone == "UTC":
        return utc
    return f"{instant_in_words(until, language, zone)} ({zone_city(zone, language)}) = {utc}"
