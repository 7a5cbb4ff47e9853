"""Commemorated events: what happened when, on which day of each year it is observed, its names."""

import datetime as dt

from django.db import models
from django.db.models import F, Func, IntegerField, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pressreleases.vocabulary.kinds import Rule
from pressreleases.vocabulary.languages import language_choices


class AnniversaryQuerySet(models.QuerySet["Anniversary"]):
    def shown(self) -> "AnniversaryQuerySet":
        return self.filter(shown=True)

    def whole(self) -> "AnniversaryQuerySet":
        """With names and dates, in a constant number of queries."""
        return self.prefetch_related("names", "dates")


class Anniversary(models.Model):
    event_first_on = models.DateField(_("day of the event"), help_text=_("Its first day, if it lasted longer."))
    event_last_on = models.DateField(
        _("last day of the event"), null=True, blank=True, help_text=_("Only if it lasted longer than a day.")
    )
    rule = models.CharField(_("observed on"), max_length=12, choices=Rule, default=Rule.FIXED_DAY)
    month = models.PositiveSmallIntegerField(_("month"), null=True, blank=True, help_text=_("1 to 12."))
    day = models.PositiveSmallIntegerField(_("day"), null=True, blank=True, help_text=_("1 to 31."))
    lead_days = models.PositiveSmallIntegerField(
        _("lead days"), default=30, help_text=_("How many days before the day the work on the release begins.")
    )
    goes_on = models.BooleanField(
        _("goes on"), default=True, help_text=_("Switch off what is not commemorated any more; its page remains.")
    )
    shown = models.BooleanField(_("shown to readers"), default=True)

    objects = AnniversaryQuerySet.as_manager()

    class Meta:
        verbose_name = _("anniversary")
        verbose_name_plural = _("anniversaries")
        ordering = ["month", "day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(event_last_on__isnull=True) | Q(event_last_on__gt=F("event_first_on")),
                name="anniversary_event_days_in_order",
                violation_error_message=_("The last day of the event comes after its first."),
            ),
            models.CheckConstraint(
                # In a leap year, so that 29 February is a day. An unknown rule fits nothing.
                condition=Q(rule=Rule.TABLE, month__isnull=True, day__isnull=True)
                | Q(rule=Rule.FIXED_DAY, month__range=(1, 12), day__gte=1, month__isnull=False, day__isnull=False)
                & Q(
                    day__lte=Func(
                        F("month"),
                        template="(ARRAY[31,29,31,30,31,30,31,31,30,31,30,31])[%(expressions)s]",
                        output_field=IntegerField(),
                    )
                ),
                name="anniversary_day_fits_rule",
                violation_error_message=_(
                    "A fixed day needs a month and a day that exist; a table of dates has neither."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name_in(get_language()) or f"#{self.pk}"

    def name_in(self, language: str | None) -> str:
        """The name in `language`, else in any other; empty when it has none."""
        names = {name.language: name.name for name in self.names.all()}
        return names.get(language or "", "") or next(iter(names.values()), "")

    def observed_on(self, year: int) -> dt.date | None:
        """The day of `year` on which it is observed; 29 February falls on 28 in common years; None if not known."""
        if self.rule == Rule.TABLE:
            return next((row.observed_on for row in self.dates.all() if row.observed_on.year == year), None)
        if self.month is None or self.day is None:
            return None
        if (self.month, self.day) == (2, 29) and not _is_leap(year):
            return dt.date(year, 2, 28)
        return dt.date(year, self.month, self.day)

    def next_on(self, day: dt.date) -> dt.date | None:
        """The first observance on or after `day`; None when it does not go on or no date is known."""
        if not self.goes_on:
            return None
        if self.rule == Rule.TABLE:
            return min((row.observed_on for row in self.dates.all() if row.observed_on >= day), default=None)
        found = (self.observed_on(year) for year in (day.year, day.year + 1))
        return next((date for date in found if date is not None and date >= day), None)

    def years_on(self, day: dt.date) -> int:
        """Whole years between the event's last day and an observance in the year of `day`."""
        return day.year - (self.event_last_on or self.event_first_on).year


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


class AnniversaryName(models.Model):
    anniversary = models.ForeignKey(Anniversary, models.CASCADE, related_name="names")
    language = models.CharField(_("language"), max_length=12, choices=language_choices)
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address"), max_length=120, allow_unicode=True)
    title_pattern = models.CharField(
        _("title of its releases"),
        max_length=300,
        blank=True,
        help_text=_("How each year’s release is titled: {ordinal} stands for the ordinal, {name} for the name."),
    )

    class Meta:
        verbose_name = _("name of an anniversary")
        verbose_name_plural = _("names of anniversaries")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["anniversary", "language"], name="anniversary_one_name_per_language"),
            models.UniqueConstraint(fields=["language", "slug"], name="anniversary_one_per_address"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(slug=""), name="anniversary_name_given"),
        ]

    def __str__(self) -> str:
        return self.name


class AnniversaryDate(models.Model):
    """One row of a table of dates, for days that move."""

    anniversary = models.ForeignKey(Anniversary, models.CASCADE, related_name="dates")
    observed_on = models.DateField(_("observed on"))

    class Meta:
        verbose_name = _("date")
        verbose_name_plural = _("table of dates")
        ordering = ["observed_on"]
        constraints = [
            models.UniqueConstraint(
                "anniversary",
                models.functions.ExtractYear("observed_on"),
                name="anniversary_one_date_per_year",
                violation_error_message=_("There is another date in that year."),
            )
        ]

    def __str__(self) -> str:
        return self.observed_on.isoformat()
