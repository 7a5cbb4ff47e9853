"""The mission's details, valid for a period: names, address, numbers, hours. Letterheads are made from them."""

import datetime as dt
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _

from pressreleases.language.countries import country_choices
from pressreleases.language.dates import FIRST_DAY, LAST_DAY, check_day, day_in_words, is_zone, zone_choices
from pressreleases.language.languages import language_choices
from pressreleases.language.punctuation import before_bracket
from pressreleases.models.image import Image
from pressreleases.models.kinds import NumberKind
from pressreleases.models.spans import NotEmpty, WithinDays
from pressreleases.models.text_fields import LineField, LinesField, in_lines, in_one_line, language_well_formed

# The calling codes that are assigned (ITU-T E.164), as phonenumbers knows them; a test compares the two.
CALLING_CODE = (
    r"1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|21[1-368]|22[0-9]|23[0-9]|24[0-9]|25[0-8]|"
    r"26[0-9]|29[017-9]|35[0-9]|37[0-8]|38[0-35-79]|42[013]|50[0-9]|59[0-9]|67[02-9]|68[0-35-9]|69[0-2]|"
    r"80[08]|85[02356]|87[08]|88[0-368]|96[0-8]|97[0-79]|99[2-68]"
)
_CALLABLE = rf"^\+({CALLING_CODE})"


class IsZone(Func):
    """True of a name by which Postgres knows a time zone; the function is in `migrations/rules/time_zones.sql`."""

    function = "mission_is_zone"
    output_field = models.BooleanField()


def _check_zone(zone: str) -> None:
    if not is_zone(zone):
        raise ValidationError(_("“%(zone)s” is not a time zone."), code="zone", params={"zone": zone})


class MissionDetailsQuerySet(models.QuerySet["MissionDetails"]):
    def valid_on(self, day: dt.date) -> "MissionDetailsQuerySet":
        """The details in force on `day`: one row at most, as an exclusion constraint sees to it."""
        return self.filter(valid_during__contains=day)

    def shown(self) -> "MissionDetailsQuerySet":
        return self.filter(shown=True)

    def whole(self) -> "MissionDetailsQuerySet":
        """With everything that a letterhead needs, in a constant number of queries."""
        return self.select_related("emblem").prefetch_related("names", "numbers")


class MissionDetails(models.Model):
    valid_during = DateRangeField(
        _("valid"),
        help_text=_(
            "The first day, and the day after the last. Leave the first blank for no start date, "
            "the second blank for no end date."
        ),
    )
    address = LinesField(_("address"), help_text=_("As on the sheet, in one line or several."))
    street = LineField(_("street and number"), max_length=200, blank=True, default="", db_default="")
    city = LineField(_("city"), max_length=100, blank=True, default="", db_default="")
    region = LineField(_("state or region"), max_length=100, blank=True, default="", db_default="")
    postal_code = LineField(_("postal code"), max_length=20, blank=True, default="", db_default="")
    country = models.CharField(
        _("country"), max_length=2, blank=True, default="", db_default="", choices=country_choices
    )
    announced = models.BooleanField(
        _("announce the move"),
        default=False,
        db_default=False,
        help_text=_("Before these details are valid, the contact page says from which day the address is new."),
    )
    email = models.EmailField(_("e-mail"), blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=64, choices=zone_choices, validators=[_check_zone], default="UTC"
    )
    emblem = models.ForeignKey(Image, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("emblem"))
    press_contact_name = LineField(_("press contact"), max_length=120, blank=True)
    press_contact_number = models.CharField(
        _("press contact’s telephone"),
        max_length=16,
        blank=True,
        help_text=_("In international form, such as +12123712559."),
    )
    press_contact_extension = models.CharField(_("extension"), max_length=8, blank=True)
    press_contact_email = models.EmailField(_("press contact’s e-mail"), blank=True)
    shown = models.BooleanField(_("shown to readers"), default=True)

    objects = MissionDetailsQuerySet.as_manager()

    class Meta:
        verbose_name = _("mission details")
        verbose_name_plural = _("mission details")
        ordering = [F("valid_during").desc()]
        constraints = [
            ExclusionConstraint(
                name="mission_details_do_not_overlap",
                expressions=[("valid_during", RangeOperators.OVERLAPS)],
                violation_error_message=_(
                    "Other details are valid on some of these days. Give those a last day first."
                ),
            ),
            models.CheckConstraint(condition=NotEmpty("valid_during"), name="mission_details_valid_some_day"),
            models.CheckConstraint(
                condition=WithinDays("valid_during"),
                name="mission_details_valid_on_known_days",
                violation_error_message=_("Choose days from 1850 to 2199."),
            ),
            models.CheckConstraint(condition=~Q(address=""), name="mission_details_address_given"),
            models.CheckConstraint(condition=in_lines("address"), name="mission_details_address_in_lines"),
            models.CheckConstraint(
                condition=in_one_line("press_contact_name", "email", "press_contact_email"),
                name="mission_details_lines_are_lines",
            ),
            models.CheckConstraint(
                condition=in_one_line("street", "city", "region", "postal_code"),
                name="mission_details_parts_are_lines",
            ),
            models.CheckConstraint(
                condition=Q(country__regex=r"^([A-Z]{2})?$"), name="mission_details_country_is_a_code"
            ),
            models.CheckConstraint(condition=Q(IsZone("time_zone")), name="mission_details_zone_known"),
            models.CheckConstraint(
                condition=Q(press_contact_number="") | Q(press_contact_number__regex=r"^\+[1-9][0-9]{5,14}$"),
                name="mission_details_press_number_e164",
                violation_error_message=_(
                    "Write the number in international form: + and digits only, beginning with the country code."
                ),
            ),
            models.CheckConstraint(
                condition=Q(press_contact_number="") | Q(press_contact_number__regex=_CALLABLE),
                name="mission_details_press_number_has_a_calling_code",
                violation_error_message=_("No country code begins with these digits."),
            ),
            models.CheckConstraint(
                condition=Q(press_contact_extension__regex=r"^[0-9]{0,8}$"),
                name="mission_details_press_extension_digits",
                violation_error_message=_("An extension may have only digits."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.days})" if self.days else self.name

    @property
    def name(self) -> str:
        """The name in the language of the page, else the first."""
        names = list(self.names.all()) if self.pk else []
        mine = [row for row in names if row.language == get_language()]
        return next((row.in_one_line for row in (*mine, *names)), str(_("Mission without a name")))

    @property
    def days(self) -> str:
        """The first and the last day in words, either of which may be open; empty for always."""
        language = get_language() or "en"
        # What was only assigned may be a pair.
        span: Any = self.valid_during
        begin, end = span if isinstance(span, tuple) else (span.lower, span.upper)
        first = day_in_words(begin, language) if begin else ""
        last = day_in_words(end - dt.timedelta(days=1), language) if end else ""
        return f"{first} – {last}".strip() if first or last else ""


class MissionName(models.Model):
    details = models.ForeignKey(MissionDetails, models.CASCADE, related_name="names")
    language = models.CharField(_("language"), max_length=12, choices=language_choices)
    name = LinesField(_("name"), help_text=_("With line breaks as on the sheet."))
    position = models.PositiveSmallIntegerField(
        _("position"), default=1, help_text=_("1 is the first name in the head. The highest number is the last.")
    )

    class Meta:
        verbose_name = _("name of the mission")
        verbose_name_plural = _("names of the mission")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["details", "language"], name="mission_one_name_per_language"),
            models.UniqueConstraint(
                fields=["details", "position"],
                name="mission_one_name_per_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=~Q(name=""), name="mission_name_given"),
            models.CheckConstraint(condition=language_well_formed(), name="mission_name_language_well_formed"),
            models.CheckConstraint(condition=in_lines("name"), name="mission_name_in_lines"),
        ]

    def __str__(self) -> str:
        return self.in_one_line

    @property
    def in_one_line(self) -> str:
        return " ".join(self.name.split())


class ContactNumber(models.Model):
    details = models.ForeignKey(MissionDetails, models.CASCADE, related_name="numbers")
    kind = models.CharField(_("kind"), max_length=12, choices=NumberKind)
    number = models.CharField(_("number"), max_length=16, help_text=_("In international form, such as +12123712559."))
    extension = models.CharField(_("extension"), max_length=8, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    class Meta:
        verbose_name = _("number")
        verbose_name_plural = _("numbers")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(number__regex=r"^\+[1-9][0-9]{5,14}$"),
                name="contact_number_e164",
                violation_error_message=_(
                    "Write the number in international form: + and digits only, beginning with the country code."
                ),
            ),
            models.CheckConstraint(
                condition=Q(number__regex=_CALLABLE),
                name="contact_number_has_a_calling_code",
                violation_error_message=_("No country code begins with these digits."),
            ),
            models.CheckConstraint(
                condition=Q(extension__regex=r"^[0-9]{0,8}$"),
                name="contact_number_extension_digits",
                violation_error_message=_("An extension may have only digits."),
            ),
            models.CheckConstraint(condition=Q(kind__in=NumberKind.values), name="contact_number_kind_known"),
            models.UniqueConstraint(
                fields=["details", "kind", "position"],
                name="contact_number_one_per_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        import phonenumbers  # noqa: PLC0415 - slow to load, at each start of a process

        form = phonenumbers.PhoneNumberFormat.INTERNATIONAL
        try:
            number = phonenumbers.format_number(phonenumbers.parse(self.number), form)
        except phonenumbers.NumberParseException:
            number = self.number
        if not self.extension:
            return number
        # Translators: after a telephone number; %(extension)s is dialled once the call is answered.
        extension = pgettext("telephone", "(ext. %(extension)s)") % {"extension": self.extension}
        return f"{number}{before_bracket(extension)}{extension}"


class OpeningHours(models.Model):
    """A span of one weekday on the mission's clocks; a day may have several."""

    details = models.ForeignKey(MissionDetails, models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(
        _("weekday"),
        choices=[
            (0, _("Monday")),
            (1, _("Tuesday")),
            (2, _("Wednesday")),
            (3, _("Thursday")),
            (4, _("Friday")),
            (5, _("Saturday")),
            (6, _("Sunday")),
        ],
    )
    opens_at = models.TimeField(_("opens"))
    closes_at = models.TimeField(_("closes"))

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ["weekday", "opens_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at")),
                name="opening_hours_in_order",
                violation_error_message=_("Closing time must be after opening time."),
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="opening_hours_weekday_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens_at:%H:%M}–{self.closes_at:%H:%M}"


class ClosedDays(models.Model):
    """Days in the mission's time zone on which it is closed, such as holidays."""

    details = models.ForeignKey(MissionDetails, models.CASCADE, related_name="closed_days")
    first_on = models.DateField(_("first day"), validators=[check_day])
    last_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Leave blank for a single day."), validators=[check_day]
    )

    class Meta:
        verbose_name = _("closed days")
        verbose_name_plural = _("closed days and holidays")
        ordering = ["first_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__isnull=True) | Q(last_on__gte=F("first_on")),
                name="closed_days_in_order",
                violation_error_message=_("The last day must not be before the first."),
            ),
            models.CheckConstraint(
                condition=Q(first_on__range=(FIRST_DAY, LAST_DAY))
                & (Q(last_on__isnull=True) | Q(last_on__lte=LAST_DAY)),
                name="closed_days_are_known_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_on} – {self.last_on}" if self.last_on else f"{self.first_on}"
