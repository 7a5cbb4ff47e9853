"""When the process in the background was last seen at work: one row, written by it and read by `/readyz`."""

import datetime as dt

from django.db import models
from django.db.models.functions import Now


class HeartbeatQuerySet(models.QuerySet["Heartbeat"]):
    def beat(self) -> None:
        """Note that the process in the background is at work now, by the clock of the database."""
        self.update_or_create(pk=1, defaults={"beat_at": Now()})

    def age(self) -> dt.timedelta | None:
        """How long ago that was noted last, by the same clock; None if never. One query."""
        age: dt.timedelta | None = (
            self.annotate(
                age=models.ExpressionWrapper(Now() - models.F("beat_at"), output_field=models.DurationField())
            )
            .values_list("age", flat=True)
            .first()
        )
        return age


class Heartbeat(models.Model):
    """The one row of its kind."""

    beat_at = models.DateTimeField()

    objects = HeartbeatQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="heartbeat_is_one_row")]

    def __str__(self) -> str:
        return f"{self.beat_at}"
