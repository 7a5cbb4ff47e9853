"""How many releases readers find in each month: counts kept as of an instant, and what changed since."""

import datetime as dt

from django.db import connection, models, transaction
from django.db.models import Count, Q
from django.db.models.functions import ExtractMonth

from pressreleases.language.languages import language_choices
from pressreleases.models.edition import Edition
from pressreleases.retrying import retried


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


Months = dict[str, dict[int, dict[int, int]]]  # by language, year and month

# No act of publishing takes that long, even one whose transaction this role may not see.
SETTLED_AFTER = dt.timedelta(minutes=10)
# Spans begin and end at or after the start of the transaction that writes them (migrations/rules/the_past.sql), so
# that what lies before every running transaction can neither appear nor change any more.
_SETTLED = """
    SELECT least(now() - make_interval(secs => %s), min(xact_start)) - interval '1 millisecond'
    FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_NOW = """
    WITH taken AS MATERIALIZED (
        SELECT coalesce((SELECT at FROM pressreleases_countstaken), '-infinity'::timestamptz) AS at
    )
    SELECT language, year, month, sum(n)::int FROM (
        SELECT language, year, month, live AS n FROM pressreleases_monthcount
        UNION ALL
        SELECT language, year, extract(month FROM issued_on), 1 FROM pressreleases_edition
        WHERE lower(live_during) > (SELECT at FROM taken) AND lower(live_during) <= statement_timestamp()
            AND page = ''
        UNION ALL
        SELECT language, year, extract(month FROM issued_on), -1 FROM pressreleases_edition
        WHERE upper(live_during) > (SELECT at FROM taken) AND upper(live_during) <= statement_timestamp()
            AND page = ''
    ) AS counted
    GROUP BY language, year, month HAVING sum(n) > 0
"""


def live_by_month() -> Months:
    """How many releases are live now in each month of issue, by language; one query."""
    months: Months = {}
    with connection.cursor() as cursor:
        cursor.execute(_NOW)
        for language, year, month, live in cursor.fetchall():
            months.setdefault(language, {}).setdefault(year, {})[int(month)] = live
    return months


@retried
def recount(settled_after: dt.timedelta = SETTLED_AFTER) -> None:
    """Count again, as of the last instant that can no longer change, and store the counts."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            # Two at once would each write all rows.
            cursor.execute("LOCK TABLE pressreleases_countstaken IN SHARE ROW EXCLUSIVE MODE")
            cursor.execute(_SETTLED, [settled_after.total_seconds()])
            (at,) = cursor.fetchone()
        rows = (
            Edition.objects.live(at)
            .annotate(month=ExtractMonth("issued_on"))
            .order_by()
            .values_list("language", "year", "month")
            .annotate(live=Count("pk"))
        )
        counted = [MonthCount(language=row[0], year=row[1], month=row[2], live=row[3]) for row in rows]
        MonthCount.objects.all().delete()
        MonthCount.objects.bulk_create(counted)
        CountsTaken.objects.update_or_create(pk=1, defaults={"at": at})
