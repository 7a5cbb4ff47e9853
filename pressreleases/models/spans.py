"""SQL words that several models share: about ranges, the clock by which spans are read, and SQL that is kept."""

import datetime as dt
from typing import Any

from django.db.models import BooleanField, DateTimeField, Expression, Func
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


class Condition(Func):
    """A condition whose template may name its expression several times, also where that is a value and no column."""

    output_field = BooleanField()

    def as_sql(self, *args: Any, **extra: Any) -> Any:
        sql, params = super().as_sql(*args, **extra)
        return sql, list(params) * str(self.template).count("%(expressions)s")


class WellFormed(Condition):
    """True of a span that is not empty, begins at a finite instant, and leaves its end out."""

    template = (
        "(NOT isempty(%(expressions)s) AND lower_inc(%(expressions)s) AND isfinite(lower(%(expressions)s))"
        " AND NOT upper_inc(%(expressions)s)"
        " AND (upper_inf(%(expressions)s) OR isfinite(upper(%(expressions)s))))"
    )


class WithinLimits(Condition):
    """True of a span of instants that begins, and ends if it does, before the year 2200."""

    template = (
        "(lower(%(expressions)s) < '2200-01-01T00:00:00Z'"
        " AND (upper_inf(%(expressions)s) OR upper(%(expressions)s) < '2200-01-01T00:00:00Z'))"
    )


class WithinDays(Condition):
    """True of a range of days from 1850 to 2199, either end of which may be open."""

    template = (
        "((lower_inf(%(expressions)s) OR lower(%(expressions)s) BETWEEN '1850-01-01' AND '2199-12-31')"
        " AND (upper_inf(%(expressions)s) OR upper(%(expressions)s) BETWEEN '1850-01-02' AND '2200-01-01'))"
    )


class NotEmpty(Condition):
    """True of a range that holds at least one value."""

    template = "(NOT isempty(%(expressions)s))"


class KeptSql(Expression):
    """An annotation of a queryset that a process keeps, whose SQL it keeps with it.

    Django writes an expression anew for each query, which for one of many parts takes longer than asking it. Whatever
    makes another expression of it, such as a query that names its tables otherwise, has its SQL written anew.
    """

    def __init__(self, expression: Any) -> None:
        super().__init__()
        self.expression = expression
        self._written: tuple[str, Any] | None = None

    def get_source_expressions(self) -> list[Any]:
        return [self.expression]

    def set_source_expressions(self, exprs: Any) -> None:
        (self.expression,) = exprs
        self._written = None

    def copy(self) -> "KeptSql":
        copied = super().copy()
        copied._written = None
        return copied

    def get_group_by_cols(self) -> Any:
        return self.expression.get_group_by_cols()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:  # noqa: ARG002  as Django calls it
        if self._written is None:
            self._written = compiler.compile(self.expression)
        return self._written
