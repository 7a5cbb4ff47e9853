"""Anniversaries in the admin: the event, its day, its names; the list says when each is observed next."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pressreleases.admin.auditing import AuditedWithHistory
from pressreleases.admin.generic import ModelAdmin, ModelForm
from pressreleases.admin.observances import ObservanceActs
from pressreleases.admin.rows import InEachLanguage, Rows
from pressreleases.admin.site import clock_of_this_page
from pressreleases.admin.title_patterns import ComingTitles, PatternForm
from pressreleases.admin.widgets import Day
from pressreleases.models import Anniversary, AnniversaryAddress, AnniversaryDate, AnniversaryName
from pressreleases.vocabulary.dates import day_in_words
from pressreleases.vocabulary.observing import ALL_PARTS, PARTS, Rule


class AnniversaryForm(ModelForm):
    """A fixed day that is left empty is the event's own, the last one if it lasted longer."""

    class Meta:
        widgets = {"event_first_on": Day, "event_last_on": Day}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("month", "day"):
            if name in self.fields:
                self.fields[name].help_text = _("Left empty: that of the event.")

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


class AnniversaryNameForm(PatternForm):
    """An address that another anniversary once had is not free: it leads there for ever."""

    def taken_slugs(self, stem: str, language: str) -> set[str]:
        others = AnniversaryAddress.objects.filter(language=language, slug__startswith=stem)
        return set(others.exclude(anniversary=self.instance.anniversary_id).values_list("slug", flat=True))


class Names(InEachLanguage):
    model = AnniversaryName
    form = AnniversaryNameForm


class Dates(Rows):
    model = AnniversaryDate
    verbose_name_plural = _("Table of dates, for a day that moves")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "observed_on":
            kwargs["widget"] = Day
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Anniversary)
class AnniversaryAdmin(ComingTitles, ObservanceActs, AuditedWithHistory, ModelAdmin):
    form = AnniversaryForm
    inlines = [Names, Dates]
    fieldsets = [
        (_("The event"), {"fields": [("event_first_on", "event_last_on")]}),
        (
            _("Its observance"),
            {
                "fields": [
                    "rule",
                    ("nth", "weekday"),
                    ("month", "day"),
                    "in_common_years",
                    ("from_year", "until_year"),
                    "round_years",
                    "lead_days",
                    "goes_on",
                    "shown",
                ]
            },
        ),
    ]
    list_display = ["name", "next_observance", "years", "event_first_on", "goes_on", "shown"]
    list_filter = ["goes_on", "shown", "rule", "month"]
    search_fields = ["names__name", "names__slug"]
    search_help_text = _("Words of the name, in any language")
    list_per_page = 100
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Anniversary]":
        return super().get_queryset(request).prefetch_related("names", "dates")

    @admin.display(description=_("name"))
    def name(self, anniversary: Anniversary) -> str:
        return anniversary.name_in(get_language()) or str(anniversary)

    @admin.display(description=_("next observance"), ordering="month", empty_value="–")
    def next_observance(self, anniversary: Anniversary) -> str | None:
        day = anniversary.next_on(clock_of_this_page().today)
        return day_in_words(day, get_language() or "en") if day else None

    @admin.display(description=_("years then"), empty_value="–")
    def years(self, anniversary: Anniversary) -> int | None:
        day = anniversary.next_on(clock_of_this_page().today)
        return anniversary.years_on(day) if day else None
