"""The form of an anniversary: only the fields of its rule count, and the next ten days of it are shown."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from pressreleases.admin.generic import ModelForm
from pressreleases.admin.widgets import Day
from pressreleases.language.dates import day_in_words, month_name
from pressreleases.language.languages import capitalised
from pressreleases.models import Anniversary
from pressreleases.models.anniversary_rules import ALL_PARTS, LAST_YEAR, PARTS, Observing, Rule

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
        # Which fields belong to which rule, for the script that hides the others.
        self.fields["rule"].widget.attrs["data-parts"] = json.dumps(PARTS)
        months = [("", "–"), *((month, month_name(month, language)) for month in range(1, 13))]
        self.fields["month"].widget = forms.Select(choices=months)
        # Django compares a field whose default is computed with a hidden copy; here what is stored is compared.
        self.fields["round_years"].show_hidden_initial = False
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
    """What stands in the form, its table of dates included; None while it is not whole."""
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
