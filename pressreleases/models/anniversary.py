"""Commemorated events: what happened when, on which day of each year it is observed, and its names and addresses."""

import datetime as dt
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import BooleanField, F, Func, IntegerField, Q
from django.db.models.functions import ExtractYear, Now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pressreleases.language.dates import FIRST_DAY, FIRST_DAY_OF_HISTORY, LAST_DAY, check_day, check_day_of_history
from pressreleases.language.languages import language_choices
from pressreleases.models.anniversary_rules import (
    ALL_PARTS,
    LAST_YEAR,
    PARTS,
    InCommonYears,
    Nth,
    Observing,
    Rule,
    Weekday,
)
from pressreleases.models.text_fields import (
    KeptAddress,
    LineField,
    SlugField,
    in_one_line,
    language_well_formed,
    slug_well_formed,
)

ROUND_YEARS = (5, 10, 25, 50, 100)


def _true(template: str) -> Func:
    return Func("round_years", template=template, output_field=BooleanField())


# Twelve are more than anybody needs; each is a number from 1 to 1000.
ROUND_YEARS_WELL_FORMED = (
    Q(_true("cardinality(%(expressions)s) <= 12"))
    & Q(_true("array_position(%(expressions)s, NULL) IS NULL"))
    & Q(_true("0 < ALL (%(expressions)s)"))
    & Q(_true("1000 >= ALL (%(expressions)s)"))
)


def default_round_years() -> list[int]:
    """The numbers whose multiples are highlighted unless staff choose others."""
    return list(ROUND_YEARS)


class AnniversaryQuerySet(models.QuerySet["Anniversary"]):
    def shown(self) -> "AnniversaryQuerySet":
        return self.filter(shown=True)

    def whole(self) -> "AnniversaryQuerySet":
        """With names and dates, in a constant number of queries."""
        return self.prefetch_related("names", "dates")


class Anniversary(models.Model):
    uid = models.UUIDField(
        unique=True,
        db_default=RandomUUID(),
        editable=False,
        help_text=_("Calendars identify it by this, even if its name changes."),
    )
    event_first_on = models.DateField(
        _("day of the event"),
        help_text=_("The first day, if the event lasted longer than a day."),
        validators=[check_day_of_history],
    )
    event_last_on = models.DateField(
        _("last day of the event"),
        null=True,
        blank=True,
        help_text=_("Only if the event lasted longer than a day."),
        validators=[check_day_of_history],
    )
    rule = models.CharField(_("observed on"), max_length=12, choices=Rule, default=Rule.FIXED_DAY)
    nth = models.SmallIntegerField(_("which"), choices=Nth, null=True, blank=True)
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday, null=True, blank=True)
    month = models.PositiveSmallIntegerField(_("month"), null=True, blank=True, help_text=_("1 to 12."))
    day = models.PositiveSmallIntegerField(_("day"), null=True, blank=True, help_text=_("1 to 31."))
    in_common_years = models.CharField(
        _("29 February in other years"),
        max_length=12,
        choices=InCommonYears,
        default=InCommonYears.FEBRUARY_28,
        db_default=InCommonYears.FEBRUARY_28,
    )
    from_year = models.PositiveSmallIntegerField(
        _("from the year"), null=True, blank=True, help_text=_("If blank: from the year after the event.")
    )
    until_year = models.PositiveSmallIntegerField(
        _("until the year"), null=True, blank=True, help_text=_("The last year in which it is observed.")
    )
    round_years = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("round years"),
        default=default_round_years,
        db_default=default_round_years(),
        blank=True,
        help_text=_("Numbers of years to highlight. Their multiples are highlighted too."),
    )
    lead_days = models.PositiveSmallIntegerField(
        _("lead days"), default=31, help_text=_("How many days before the day the work on the release starts.")
    )
    goes_on = models.BooleanField(
        _("still observed"),
        default=True,
        help_text=_("Switch this off when it is no longer observed. Its page remains."),
    )
    shown = models.BooleanField(_("shown to readers"), default=True)
    version = models.PositiveIntegerField(
        default=0, db_default=0, editable=False, help_text=_("The number of changes. Calendar programs need it.")
    )
    changed_at = models.DateTimeField(_("changed"), db_default=Now(), editable=False)

    objects = AnniversaryQuerySet.as_manager()

    class Meta:
        verbose_name = _("anniversary")
        verbose_name_plural = _("anniversaries")
        ordering = ["month", "day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(event_last_on__isnull=True) | Q(event_last_on__gt=F("event_first_on")),
                name="anniversary_event_days_in_order",
                violation_error_message=_("The last day of the event must not be before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(event_first_on__range=(FIRST_DAY_OF_HISTORY, LAST_DAY))
                & (Q(event_last_on__isnull=True) | Q(event_last_on__lte=LAST_DAY)),
                name="anniversary_event_on_known_days",
            ),
            models.CheckConstraint(
                # In a leap year, so that 29 February is a day. An unknown rule fits nothing.
                condition=Q(
                    rule=Rule.TABLE, month__isnull=True, day__isnull=True, nth__isnull=True, weekday__isnull=True
                )
                | Q(month__range=(1, 12), month__isnull=False)
                & (
                    Q(rule=Rule.LAST_DAY, day__isnull=True, nth__isnull=True, weekday__isnull=True)
                    | Q(rule=Rule.WEEKDAY, day__isnull=True, nth__isnull=False, weekday__isnull=False)
                    & Q(nth__in=Nth.values, weekday__lte=6)
                    | Q(rule=Rule.FIXED_DAY, day__gte=1, day__isnull=False, nth__isnull=True, weekday__isnull=True)
                    & Q(
                        day__lte=Func(
                            F("month"),
                            template="(ARRAY[31,29,31,30,31,30,31,31,30,31,30,31])[%(expressions)s]",
                            output_field=IntegerField(),
                        )
                    )
                ),
                name="anniversary_day_fits_rule",
                violation_error_message=_("The rule and its day do not match."),
            ),
            models.CheckConstraint(
                condition=Q(in_common_years__in=InCommonYears.values), name="anniversary_common_years_known"
            ),
            models.CheckConstraint(
                condition=Q(from_year__isnull=True)
                | Q(from_year__gte=ExtractYear("event_first_on"), from_year__lte=9999),
                name="anniversary_not_before_its_event",
                violation_error_message=_("It cannot be observed before the event."),
            ),
            models.CheckConstraint(
                condition=Q(until_year__isnull=True)
                | Q(until_year__lte=9999)
                & (
                    Q(from_year__isnull=False, until_year__gte=F("from_year"))
                    | Q(from_year__isnull=True, until_year__gt=ExtractYear("event_first_on"))
                ),
                name="anniversary_years_in_order",
                violation_error_message=_("The last year of observance must not be before the first."),
            ),
            models.CheckConstraint(
                condition=ROUND_YEARS_WELL_FORMED,
                name="anniversary_round_years_well_formed",
                violation_error_message=_("Enter at most twelve round years, each a number from 1 to 1000."),
            ),
        ]

    def __str__(self) -> str:
        return self.name_in(get_language()) or f"#{self.pk}"

    def clean(self) -> None:
        if wrong := self.wrong():
            raise ValidationError(wrong)

    def wrong(self) -> dict[str, Any]:
        """Each fault at its field; what the rule has no use for is a fault too."""
        return {**self._wrong_years(), **self._wrong_day(), **self._wrong_parts()}

    def name_in(self, language: str | None) -> str:
        """The name in `language`, else in any other; empty when it has none."""
        names = {name.language: name.name for name in self.names.all()}
        return names.get(language or "", "") or next(iter(names.values()), "")

    @property
    def first_year(self) -> int:
        """The first in which it may be observed: that of the event, or of its last day, is none unless it is said."""
        return self.from_year or (self.event_last_on or self.event_first_on).year + 1

    @property
    def observing(self) -> Observing:
        """Its rule, by which days are reckoned; asks for the dates only of a table."""
        return Observing(
            self.rule,
            self.month,
            self.day,
            self.nth,
            self.weekday,
            self.in_common_years,
            self.first_year,
            self.until_year or LAST_YEAR,
            tuple(row.observed_on for row in self.dates.all()) if self.rule == Rule.TABLE else (),
        )

    def observed_on(self, year: int) -> dt.date | None:
        """The day of `year` on which it is observed; None before its first and after its last year, or if not known."""
        return self.observing.on(year)

    def next_on(self, day: dt.date) -> dt.date | None:
        """The first observance on or after `day`; None when it does not go on or no date is known."""
        return next(self.observing.from_day(day), None) if self.goes_on else None

    def years_on(self, day: dt.date) -> int:
        """Whole years between the event's last day and an observance in the year of `day`."""
        return day.year - (self.event_last_on or self.event_first_on).year

    def elapsed_on(self, day: dt.date) -> int:
        """Whole years since the event's last day, on any day of the year; 0 before it."""
        event = self.event_last_on or self.event_first_on
        return max(0, day.year - event.year - ((day.month, day.day) < (event.month, event.day)))

    def is_round(self, years: int) -> bool:
        """Whether that many years are highlighted: one of its round years, or a multiple of one."""
        return years > 0 and any(years % number == 0 for number in self.round_years)

    def _wrong_parts(self) -> dict[str, Any]:
        parts = PARTS.get(self.rule)
        if parts is None:
            return {}
        missing = {part: _("This rule needs a value here.") for part in parts if getattr(self, part) is None}
        unused = [part for part in ALL_PARTS if part not in parts and getattr(self, part) is not None]
        return {**missing, **{part: _("This rule does not use this. Leave it blank.") for part in unused}}

    def _wrong_day(self) -> dict[str, Any]:
        if self.month is None:
            return {}
        if not 1 <= self.month <= 12:
            return {"month": _("Enter a month as a number from 1 to 12.")}
        exists = self.day is None or 1 <= self.day <= _LONGEST[self.month - 1]
        return {} if exists else {"day": _("That month does not have this day.")}

    def _wrong_years(self) -> dict[str, Any]:
        years = {"from_year": self.from_year, "until_year": self.until_year}
        if wrong := {
            name: _("A year must have four digits.") for name, year in years.items() if (year or 0) > LAST_YEAR
        }:
            return wrong
        if getattr(self, "event_first_on", None) is None:
            return {}
        if self.from_year is not None and self.from_year < self.event_first_on.year:
            return {"from_year": _("It cannot be observed before the event.")}
        if self.until_year is not None and self.until_year < self.first_year:
            return {"until_year": _("The last year of observance must not be before the first.")}
        return {}


_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class AnniversaryDate(models.Model):
    """One row of a table of dates, for days that move."""

    anniversary = models.ForeignKey(Anniversary, models.CASCADE, related_name="dates")
    observed_on = models.DateField(_("observed on"), validators=[check_day])

    class Meta:
        verbose_name = _("date")
        verbose_name_plural = _("table of dates")
        ordering = ["observed_on"]
        constraints = [
            models.UniqueConstraint(
                "anniversary",
                models.functions.ExtractYear("observed_on"),
                name="anniversary_one_date_per_year",
                violation_error_message=_("There is already another date in that year."),
            ),
            models.CheckConstraint(
                condition=Q(observed_on__range=(FIRST_DAY, LAST_DAY)), name="anniversary_date_on_a_known_day"
            ),
        ]

    def __str__(self) -> str:
        return self.observed_on.isoformat()


class AnniversaryName(models.Model):
    anniversary = models.ForeignKey("Anniversary", models.CASCADE, related_name="names")
    language = models.CharField(_("language"), max_length=12, choices=language_choices)
    name = LineField(_("name"), max_length=200)
    slug = SlugField(_("address"), max_length=120, allow_unicode=True)
    title_pattern = LineField(
        _("title of its releases"),
        max_length=300,
        blank=True,
        help_text=_("The title of each year’s release: {ordinal} stands for the ordinal, {name} for the name."),
    )

    class Meta:
        verbose_name = _("name of an anniversary")
        verbose_name_plural = _("names of anniversaries")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["anniversary", "language"], name="anniversary_one_name_per_language"),
            models.UniqueConstraint(fields=["language", "slug"], name="anniversary_one_per_address"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(slug=""), name="anniversary_name_given"),
            models.CheckConstraint(condition=in_one_line("name", "title_pattern"), name="anniversary_name_in_one_line"),
            models.CheckConstraint(condition=language_well_formed(), name="anniversary_name_language_well_formed"),
            models.CheckConstraint(condition=slug_well_formed(), name="anniversary_slug_well_formed"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """An address belongs for ever to the anniversary that had it first."""
        there = AnniversaryAddress.objects.filter(language=self.language, slug=self.slug)
        other = there.exclude(anniversary=self.anniversary_id).select_related("anniversary").first()
        if other:
            sentence = _("This is a current or former address of another anniversary: %(name)s.")
            raise ValidationError({"slug": ValidationError(sentence, code="taken", params={"name": other.anniversary})})


class AnniversaryAddress(KeptAddress):
    anniversary = models.ForeignKey("Anniversary", models.CASCADE, related_name="addresses")

    class Meta(KeptAddress.Meta):
        verbose_name = _("address of an anniversary")
        verbose_name_plural = _("addresses of anniversaries")
        constraints = [
            models.UniqueConstraint(fields=["language", "slug"], name="anniversary_address_of_one"),
        ]
