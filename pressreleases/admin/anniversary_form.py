"""The form of an anniversary: its rule with the next ten days, its names with the titles of coming years."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from pressreleases.admin.base import Day, ModelForm
from pressreleases.admin.inlines import NameForm
from pressreleases.anniversaries.title_patterns import PatternNotUnderstood, coming_titles, read
from pressreleases.language.dates import day_in_words, month_name
from pressreleases.language.languages import capitalised, language_codes
from pressreleases.models import Anniversary
from pressreleases.models.anniversary_rules import ALL_PARTS, LAST_YEAR, PARTS, Observing, Rule
from pressreleases.request_values import number_in

SHOWN = 10


class AnniversaryForm(ModelForm):
    """A fixed day that is left empty is the event's own, the last one if it lasted longer."""

    class Meta:
        widgets = {"event_first_on": Day, "event_last_on": Day}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        if "rule" not in self.fields:
            return
        for name in ("from_year", "until_year"):
            # Django's capital of `ildən` is an I without its dot.
            field: Any = Anniversary._meta.get_field(name)
            self.fields[name].label = capitalised(str(field.verbose_name), language)
            self.fields[name].validators.append(_check_year)
        # Which fields belong to which rule, for the script that hides the others.
        self.fields["rule"].widget.attrs["data-parts"] = json.dumps(PARTS)
        months = [("", "–"), *((month, month_name(month, language)) for month in range(1, 13))]
        self.fields["month"].widget = forms.Select(choices=months)
        # Django compares a field whose default is computed with a hidden copy; here what is stored is compared.
        self.fields["round_years"].show_hidden_initial = False
        self.fields["round_years"].error_messages["item_invalid"] = _("Number %(nth)s:")
        self.fields["month"].help_text = self.fields["day"].help_text = ""
        self.fields["rule"].help_text = gettext_lazy("A day or month that you leave blank is taken from the event.")

    def clean(self) -> dict[str, Any]:
        super().clean()
        given = self.cleaned_data
        event = given.get("event_last_on") or given.get("event_first_on")
        rule = given.get("rule")
        for part in ALL_PARTS:
            if rule in PARTS and part not in PARTS[rule] and part not in self.errors:
                given[part] = None
        if rule == Rule.FIXED_DAY and event and given.get("month") is None and given.get("day") is None:
            given["month"], given["day"] = event.month, event.day
        return given


def _check_year(year: int) -> None:
    """Before the column's own bounds, which say nothing about years."""
    if year > LAST_YEAR:
        raise ValidationError(_("A year must have four digits."), code="year")


# What the days depend on.
RULE_FIELDS = (
    *("event_first_on", "event_last_on", "rule", "nth", "weekday", "month", "day", "in_common_years"),
    *("from_year", "until_year", "round_years", "goes_on"),
)


def days_of(anniversary: Anniversary, observing: Observing, today: dt.date) -> SafeString:
    """The next ten observances of `anniversary` by `observing`, with their years; round ones stand out."""
    days = list(islice(observing.from_day(today), SHOWN)) if anniversary.goes_on else []
    if not days:
        return format_html("{}", _("No further dates."))
    rows = ((_shown(day), _years(anniversary.years_on(day), anniversary)) for day in days)
    return format_html('<ol class="coming-days">{}</ol>', format_html_join("", "<li>{}{}</li>", rows))


def typed(form: AnniversaryForm, data: Mapping[str, str]) -> tuple[Anniversary, Observing] | None:
    """What is typed in the form, its table of dates included; None while it is not complete."""
    form.is_valid()
    row: Anniversary = form.instance
    first: dt.date | None = row.event_first_on
    if first is None or row.rule not in PARTS or any(part in form.errors for part in ALL_PARTS):
        return None
    last = row.until_year or LAST_YEAR
    parts = (row.month, row.day, row.nth, row.weekday, row.in_common_years)
    return row, Observing(row.rule, *parts, row.first_year, last, tuple(sorted(_dates(data))))


def _dates(data: Mapping[str, str]) -> Iterable[dt.date]:
    for name, value in data.items():
        prefix, _dash, part = name.rpartition("-")
        if prefix.startswith("dates-") and part == "observed_on" and f"{prefix}-DELETE" not in data:
            try:
                yield dt.date.fromisoformat(value)
            except ValueError:
                continue


def _shown(day: dt.date) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), day_in_words(day, get_language() or "en"))


def _years(years: int, anniversary: Anniversary) -> SafeString:
    if years <= 0:
        return SafeString("")
    return format_html(": <strong>{}</strong>" if anniversary.is_round(years) else ": {}", years)


# More rows than any site has languages are not looked at.
MOST_ROWS = 100


class PatternForm(NameForm):
    """A name with the pattern of its titles."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "title_pattern" in self.fields:
            self.fields["title_pattern"].help_text = gettext_lazy(
                "Write the ordinal in braces, as an example of how it looks: {Thirty Fourth} "
                "Anniversary, {34th} year. {name} is the name, {year} the year."
            )

    def clean(self) -> dict[str, Any]:
        super().clean()
        pattern, language = self.cleaned_data.get("title_pattern"), self.cleaned_data.get("language")
        if pattern and language:
            try:
                read(pattern, language)
            except PatternNotUnderstood as refused:
                self.add_error("title_pattern", str(refused))
        return self.cleaned_data


def stored_titles(anniversary: Anniversary, today: dt.date) -> list[Any]:
    rows = [(row.language, row.name, row.title_pattern) for row in anniversary.names.all()]
    return coming_titles(rows, anniversary.event_last_on or anniversary.event_first_on, today, anniversary.observing)


def typed_titles(data: Mapping[str, str], today: dt.date, observing: Observing | None) -> list[Any]:
    """The titles of what is typed in a form, even if it could not be saved."""
    event_on = _day(data.get("event_last_on", "")) or _day(data.get("event_first_on", ""))
    if event_on is None:
        return []
    rows = []
    for number in range(min(number_in(data.get("names-TOTAL_FORMS")) or 0, MOST_ROWS)):
        given = {
            name: data.get(f"names-{number}-{name}", "") for name in ("language", "name", "title_pattern", "DELETE")
        }
        if given["language"] in language_codes() and not given["DELETE"]:
            rows.append((given["language"], given["name"], given["title_pattern"]))
    return coming_titles(rows, event_on, today, observing)


def _day(words: str) -> dt.date | None:
    try:
        return parse_date(words)
    except ValueError:
        return None
