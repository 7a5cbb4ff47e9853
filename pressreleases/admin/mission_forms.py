"""The forms of mission details: two days for a period, numbers as people type them, names in lines as on the sheet."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.forms.widgets import Script
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.dateparse import parse_time
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from phonenumbers import PhoneNumberFormat

from pressreleases.admin.base import Day, ModelForm
from pressreleases.admin.inlines import LanguageFormSet, OrderedFormSet
from pressreleases.editorial.typed_letterhead import UNREADABLE, NotANumber, read_number, regions_of
from pressreleases.language.dates import check_day, is_place, weekday_in_words, zone_choices
from pressreleases.language.languages import capitalised, language_codes, own_name
from pressreleases.models import ClosedDays, ContactNumber, MissionDetails, MissionName, OpeningHours

DAYS = range(7)
# A morning and an afternoon. If a day has more, each shows as many, so that one can take over those of another.
USUAL, MOST = 2, 24

Span = tuple[int, dt.time, dt.time]


def day_name(weekday: int) -> str:
    language = get_language() or "en"
    return capitalised(weekday_in_words(weekday, language), language)


class Week(forms.Widget):
    """Its value is `(weekday, opens, closes)` for each pair of times, as times or as they were typed."""

    class Media:
        js = [Script("admin_look/week.js", defer=True)]

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:  # noqa: ARG002  Django's signature
        # An address of the form may carry anything for it.
        spans = value if isinstance(value, list) else []
        shown = max([USUAL, *Counter(day for day, _opens, _closes in spans).values()])
        wrong = {day for day, _said in _read(spans)[1]}
        days = [{**self._day(name, weekday, spans, shown), "is_wrong": weekday in wrong} for weekday in DAYS]
        context = {"id": (attrs or {}).get("id"), "days": days}
        return render_to_string("admin/pressreleases/missiondetails/week.html", context)

    def _day(self, name: str, weekday: int, value: Any, shown: int) -> dict[str, Any]:
        pairs = [(_typed(opens), _typed(closes)) for day, opens, closes in value if day == weekday]
        pairs += [("", "")] * (shown - len(pairs))
        spans = [
            {"name": f"{name}-{weekday}-{number}", "opens": opens, "closes": closes, "number": number}
            for number, (opens, closes) in enumerate(pairs)
        ]
        before = day_name(weekday - 1) if weekday else ""
        return {"name": day_name(weekday), "spans": spans, "before": before}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002  Django's signature
        return [
            (weekday, opens, closes)
            for weekday in DAYS
            for number in range(MOST)
            if any(
                (
                    opens := str(data.get(f"{name}-{weekday}-{number}-opens") or "").strip(),
                    closes := str(data.get(f"{name}-{weekday}-{number}-closes") or "").strip(),
                )
            )
        ]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:  # noqa: ARG002  Django's signature
        return not any(key.startswith(f"{name}-") for key in data)

    def id_for_label(self, id_: str) -> str:  # noqa: ARG002  each time has a label of its own
        return ""


class WeekField(forms.Field):
    """Cleaned, it is a list of `Span`, in order."""

    widget = Week

    def clean(self, value: Any) -> list[Span]:
        spans, errors = _read(value)
        if errors:
            raise ValidationError(list(dict.fromkeys(said for _day, said in errors)))
        return spans

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        before = initial if isinstance(initial, list) else []
        typed = [(day, _time(opens), _time(closes)) for day, opens, closes in data or []]
        return sorted(before, key=str) != sorted(typed, key=str)


def _read(typed: Any) -> tuple[list[Span], list[tuple[int, str]]]:
    """The pairs of times in order, and what is wrong with the others: the weekday and a sentence."""
    errors: list[tuple[int, str]] = []
    spans: list[Span] = []
    for weekday, typed_opens, typed_closes in typed:
        opens, closes = _time(typed_opens), _time(typed_closes)
        if opens is None or closes is None:
            errors.append((weekday, _("%(day)s: enter both times, such as 09:00 and 17:00.")))
        elif opens >= closes:
            errors.append((weekday, _("%(day)s: closing time must be after opening time.")))
        else:
            spans.append((weekday, opens, closes))
    spans.sort()
    errors += [(day, _("%(day)s: the hours overlap.")) for day in _overlapping(spans)]
    return spans, [(day, said % {"day": day_name(day)}) for day, said in errors]


def _overlapping(spans: list[Span]) -> Iterator[int]:
    for before, after in pairwise(spans):
        if before[0] == after[0] and after[1] < before[2]:
            yield after[0]


def _time(typed: Any) -> dt.time | None:
    try:
        return typed if isinstance(typed, dt.time) else parse_time(str(typed))
    except ValueError:
        return None


def _typed(time: Any) -> str:
    return f"{time:%H:%M}" if isinstance(time, dt.time) else str(time)


AS_TYPED = gettext_lazy("As on the sheet, such as (212) 371-2559, or with + and the country code.")


def places() -> list[tuple[str, str]]:
    """Choices of a time zone: none chosen yet, then those of places."""
    return [("", "---------"), *((zone, words) for zone, words in zone_choices() if is_place(zone))]


class FromDayForm(forms.Form):
    first_on = forms.DateField(
        label=gettext_lazy("Valid from"), widget=Day(attrs={"autofocus": True}), validators=[check_day]
    )


class DetailsForm(ModelForm):
    first_on = forms.DateField(
        label=gettext_lazy("Valid from"),
        widget=Day,
        validators=[check_day],
        required=False,
        help_text=gettext_lazy("The first day. Leave blank for no start date."),
    )
    last_on = forms.DateField(
        label=gettext_lazy("Valid until"),
        widget=Day,
        validators=[check_day],
        required=False,
        help_text=gettext_lazy("The last day on which the details are valid. Leave blank for no end date."),
    )
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        choices=places,
        error_messages={"required": gettext_lazy("Choose the time zone of the mission.")},
    )
    week = WeekField(
        label=gettext_lazy("Opening hours"),
        required=False,
        help_text=gettext_lazy(
            "Leave a day blank if the office is closed. The second pair of times is for a day with a break."
        ),
    )
    press_contact_number = forms.CharField(
        label=gettext_lazy("Press contact’s telephone"), max_length=40, required=False, help_text=AS_TYPED
    )

    class Meta:
        model = MissionDetails
        exclude = ["valid_during"]
        widgets = {"address": forms.Textarea(attrs={"rows": 3, "cols": 50})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        span = self.instance.valid_during
        if span and self.instance.pk:
            self.initial.setdefault("first_on", span.lower)
            self.initial.setdefault("last_on", span.upper - dt.timedelta(days=1) if span.upper else None)
        if self.instance.pk is None:
            # Not the default of the model, which nobody has chosen.
            self.initial["time_zone"] = ""
        if self.instance.pk:
            self.initial["week"] = list(self.instance.hours.values_list("weekday", "opens_at", "closes_at"))
        if self.instance.press_contact_number:
            self.initial["press_contact_number"] = shown_number(self.instance.press_contact_number)

    def clean(self) -> dict[str, Any]:
        super().clean()
        self._clean_period()
        typed = self.cleaned_data.get("press_contact_number")
        if typed:
            try:
                read = read_number(typed, regions_of(self.cleaned_data.get("time_zone", "")))
            except NotANumber:
                self.add_error("press_contact_number", str(UNREADABLE))
            else:
                self.cleaned_data["press_contact_number"] = read.number
                if read.extension:
                    self.cleaned_data["press_contact_extension"] = read.extension
        return self.cleaned_data

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]  # Django's own, without types
        if "week" in self.changed_data:
            self.instance.hours.all().delete()
            rows = [
                OpeningHours(details=self.instance, weekday=weekday, opens_at=opens, closes_at=closes)
                for weekday, opens, closes in self.cleaned_data["week"]
            ]
            OpeningHours.objects.bulk_create(rows)

    def _clean_period(self) -> None:
        first, last = self.cleaned_data.get("first_on"), self.cleaned_data.get("last_on")
        if {"first_on", "last_on"} & self.errors.keys():
            return
        if first and last and last < first:
            self.add_error("last_on", _("The last day must not be before the first."))
            return
        self.instance.valid_during = DateRange(first, last + dt.timedelta(days=1) if last else None)
        others = MissionDetails.objects.exclude(pk=self.instance.pk).prefetch_related("names")
        other = others.filter(valid_during__overlap=self.instance.valid_during).first()
        if other is not None:
            self.add_error(
                "first_on",
                format_html(
                    '{} <a href="{}">{}</a>',
                    _("Other details are valid on some of these days. Give those a last day first:"),
                    reverse("admin:pressreleases_missiondetails_change", args=(other.pk,)),
                    str(other),
                ),
            )


class NumberForm(ModelForm):
    """`rows`, of which it is one, know in which countries it may be meant."""

    rows: "NumberFormSet"
    number = forms.CharField(label=gettext_lazy("Number"), max_length=40)

    class Meta:
        model = ContactNumber
        fields = ["position", "kind", "number", "extension"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.number:
            self.initial["number"] = shown_number(self.instance.number)

    def clean(self) -> dict[str, Any]:
        super().clean()
        words = self.cleaned_data.get("number")
        if words:
            try:
                read = read_number(words, self.rows.regions)
            except NotANumber:
                self.add_error("number", str(UNREADABLE))
            else:
                self.cleaned_data["number"] = read.number
                if read.extension:
                    self.cleaned_data["extension"] = read.extension
        return self.cleaned_data


class NumberFormSet(OrderedFormSet):
    """Reads each number in the country of the mission's clock, or of another row that says one."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.rows = self

    def clean(self) -> None:
        super().clean()
        if not any(row.get("number") for row in kept_rows(self)) and not any(self.errors):
            raise forms.ValidationError(_("Add at least one number."))

    @property
    def regions(self) -> list[str]:
        typed = [str(self.data.get(form.add_prefix("number")) or "") for form in self.forms]
        return regions_of(self.instance.time_zone, typed)


class NameFormSet(OrderedFormSet, LanguageFormSet):
    """Names in every language of the site."""

    needs_words = False

    def clean(self) -> None:
        super().clean()
        named = {row.get("language") for row in kept_rows(self)}
        missing = [own_name(code) for code in language_codes() if code not in named]
        if missing and not any(self.errors):
            sentence = _("Add the name of the mission in each language of the site. Missing: %(languages)s.")
            raise forms.ValidationError(sentence % {"languages": ", ".join(missing)})


def kept_rows(formset: Any) -> list[dict[str, Any]]:
    """What was typed in the rows that are not deleted."""
    return [
        form.cleaned_data
        for form in formset.forms
        if getattr(form, "cleaned_data", None) and form not in formset.deleted_forms
    ]


class NameOfMissionForm(ModelForm):
    class Meta:
        model = MissionName
        fields = ["position", "language", "name"]
        widgets = {"name": forms.Textarea(attrs={"rows": 3, "cols": 40})}


class ClosedDaysForm(ModelForm):
    class Meta:
        model = ClosedDays
        fields = ["first_on", "last_on"]
        widgets = {"first_on": Day, "last_on": Day}


def shown_number(number: str) -> str:
    """An E.164 number as people read it: `+1 212-371-2559`."""
    try:
        return phonenumbers.format_number(phonenumbers.parse(number), PhoneNumberFormat.INTERNATIONAL)
    except phonenumbers.NumberParseException:
        return number
