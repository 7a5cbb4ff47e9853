"""What readers are told above the news for a period: a closed office, mourning. Shown by day, in the mission's zone."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pressreleases.language.dates import FIRST_DAY, LAST_DAY, check_day
from pressreleases.language.languages import language_choices, place_of_language
from pressreleases.models.text_fields import LineField, in_one_line, language_well_formed


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def on(self, day: dt.date) -> "AnnouncementQuerySet":
        """Those that readers see on `day`."""
        return self.filter(first_on__lte=day, last_on__gte=day)


class Announcement(models.Model):
    """It has a last day, so that none is forgotten."""

    first_on = models.DateField(_("first day"), validators=[check_day])
    last_on = models.DateField(_("last day"), validators=[check_day])

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering = ["-first_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")),
                name="announcement_days_in_order",
                violation_error_message=_("The last day must not be before the first."),
            ),
            models.CheckConstraint(
                condition=Q(first_on__range=(FIRST_DAY, LAST_DAY), last_on__lte=LAST_DAY),
                name="announcement_days_are_known_days",
            ),
        ]

    def __str__(self) -> str:
        found = self.in_language(get_language() or "")
        return found.words if found else f"#{self.pk}"

    def in_language(self, language: str) -> "AnnouncementText | None":
        """Its words in `language`, else in the first of the site's languages that it has."""
        found = {text.language: text for text in self.texts.all()}
        return found.get(language) or next((found[code] for code in sorted(found, key=place_of_language)), None)


class AnnouncementText(models.Model):
    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="texts", verbose_name=_("announcement"))
    language = models.CharField(_("language"), max_length=12, choices=language_choices)
    words = LineField(_("announcement"), max_length=300, help_text=_("One or two sentences."))

    class Meta:
        verbose_name = _("words of an announcement")
        verbose_name_plural = _("words in each language")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["announcement", "language"], name="announcement_once_per_language"),
            models.CheckConstraint(condition=~Q(words=""), name="announcement_says_something"),
            models.CheckConstraint(condition=language_well_formed(), name="announcement_language_well_formed"),
            models.CheckConstraint(condition=in_one_line("words"), name="announcement_in_one_line"),
        ]

    def __str__(self) -> str:
        return self.words
