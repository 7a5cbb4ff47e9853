"""Counts of live editions by month, kept as they stood at one instant; what changed since is counted when asked."""

from django.db import models
from django.db.models import Q

from pressreleases.vocabulary.languages import language_choices


class MonthCount(models.Model):
    """How many editions of a language, issued in a month, were live at the instant of `CountsTaken`."""

    language = models.CharField(max_length=12, choices=language_choices)
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    live = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["language", "year", "month"], name="month_count_once"),
            models.CheckConstraint(condition=Q(month__range=(1, 12)), name="month_count_of_a_month"),
            models.CheckConstraint(condition=Q(live__gte=1), name="month_count_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.year}-{self.month:02}: {self.live}"


class CountsTaken(models.Model):
    """The instant at which the counts were taken: one row, or none before the first time."""

    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="counts_taken_once")]

    def __str__(self) -> str:
        return self.at.isoformat()
