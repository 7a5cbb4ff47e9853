"""Rules of observance as sentences of a language: “Every year on the second Sunday of May”."""

from babel import dates
from django.utils.translation import gettext, override, pgettext

from pressreleases.language.dates import day_and_month_of
from pressreleases.language.languages import cldr
from pressreleases.models.anniversary_rules import FIRST_YEAR, LAST_YEAR, InCommonYears, Nth, Observing, Rule


def rule_in_words(rule: Observing, language: str) -> str:
    """On which day of each year, without a full stop; empty of a rule that is not whole."""
    with override(language):
        if rule.rule == Rule.TABLE:
            return gettext("On a date set for each year")
        if rule.month is None:
            return ""
        month = _month(rule.month, language)
        if rule.rule == Rule.LAST_DAY:
            return gettext("Every year on the last day of %(month)s") % {"month": month}
        if rule.rule == Rule.WEEKDAY:
            return _on_a_weekday(rule, month, language)
        return _on_a_fixed_day(rule, language)


def years_in_words(rule: Observing, language: str) -> str:
    """From which year until which; empty where neither is set."""
    years = {"first": rule.first_year, "last": rule.last_year}
    with override(language):
        if rule.last_year == LAST_YEAR:
            return "" if rule.first_year == FIRST_YEAR else gettext("Since %(first)s") % years
        if rule.first_year == FIRST_YEAR:
            return gettext("Until %(last)s") % years
        return gettext("From %(first)s until %(last)s") % years


def _on_a_fixed_day(rule: Observing, language: str) -> str:
    if rule.month is None or rule.day is None:
        return ""
    day = day_and_month_of(rule.month, rule.day, language)
    if not rule.is_leap_day:
        return pgettext("anniversary", "Every year on %(day)s") % {"day": day}
    other = (2, 28) if rule.in_common_years == InCommonYears.FEBRUARY_28 else (3, 1)
    sentence = pgettext("anniversary", "Every year on %(day)s; in years without that day, on %(other)s")
    return sentence % {"day": day, "other": day_and_month_of(*other, language)}


def _on_a_weekday(rule: Observing, month: str, language: str) -> str:
    if rule.weekday is None or rule.nth not in Nth.values:
        return ""
    sentences = {
        Nth.FIRST: gettext("Every year on the first %(weekday)s of %(month)s"),
        Nth.SECOND: gettext("Every year on the second %(weekday)s of %(month)s"),
        Nth.THIRD: gettext("Every year on the third %(weekday)s of %(month)s"),
        Nth.FOURTH: gettext("Every year on the fourth %(weekday)s of %(month)s"),
        Nth.LAST: gettext("Every year on the last %(weekday)s of %(month)s"),
    }
    weekday = dates.get_day_names("wide", "format", cldr(language))[rule.weekday]
    return sentences[Nth(rule.nth)] % {"weekday": weekday, "month": month}


def _month(month: int, language: str) -> str:
    """As it is written within a sentence."""
    return dates.get_month_names("wide", "format", cldr(language))[month]
