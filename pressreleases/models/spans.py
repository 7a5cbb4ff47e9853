"""SQL words about ranges that several models' constraints share, and the clock by which spans are read."""

import datetime as dt

from django.db.models import BooleanField, DateTimeField, Func
from django.db.models.functions import Now


def instant(at: dt.datetime | None) -> dt.datetime | Now:
    """`at`, or the database's own clock at the start of the statement."""
    return Now() if at is None else at


class Lower(Func):
    """Where a span of instants begins."""

    function = "lower"
    output_field = DateTimeField()


class Upper(Func):
    """Where a span of instants ends; NULL while its end is open."""

    function = "upper"
    output_field = DateTimeField()


class WellFormed(Func):
    """True of a span that is not empty, begins at a finite instant, and leaves its end out."""

    template = (
        "(NOT isempty(%(expressions)s) AND lower_inc(%(expressions)s) AND isfinite(lower(%(expressions)s))"
        " AND NOT upper_inc(%(expressions)s)"
        " AND (upper_inf(%(expressions)s) OR isfinite(upper(%(expressions)s))))"
    )
    output_field = BooleanField()


class NotEmpty(Func):
    """True of a range that holds at least one value."""

    template = "(NOT isempty(%(expressions)s))"
    output_field = BooleanField()
