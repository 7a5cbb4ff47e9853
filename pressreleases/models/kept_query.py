"""Queries that a process composes once and asks many times.

Django takes longer to compose a long query and to write its SQL than Postgres takes to answer it. Here both are done
once, with a `Given` for each value that differs.
"""

from collections.abc import Callable
from copy import copy
from functools import cached_property
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import BigIntegerField, BooleanField, Expression, F, Field, Func, QuerySet
from django.db.models.sql.compiler import SQLCompiler


class Given(Expression):
    """The value called `name` with which a `KeptQuery` is asked."""

    def __init__(self, name: str, output_field: "Field[Any, Any]") -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:  # noqa: ARG002  as Django calls it
        return "%s", [self]


def is_any_of(column: str, given: str, of: "Field[Any, Any] | None" = None) -> Func:
    """Whether `column` is one of the list that is `Given`, for the filter of a `KeptQuery`; `of` is BigIntegerField."""
    return Func(
        F(column),
        Given(given, ArrayField(of or BigIntegerField())),
        template="%(expressions)s)",
        arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )


class KeptQuery:
    """The query that `compose` returns: no part of it may depend on anything but what is `Given`."""

    def __init__(self, compose: Callable[[], "QuerySet[Any, Any]"]) -> None:
        self._compose = compose

    @cached_property
    def _written(self) -> "tuple[QuerySet[Any, Any], SQLCompiler, str, Any]":
        rows = self._compose()
        compiler = rows.query.get_compiler(connection=connection)
        # Notes in the compiler how rows are made of what Postgres answers, too.
        sql, params = compiler.as_sql()
        converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
        compiler.get_converters = lambda _columns: converters  # of this one alone
        return rows, compiler, sql, params

    def __call__(self, **given: Any) -> list[Any]:
        """What the query finds for these values."""
        rows, compiler, sql, params = self._written
        answering = _asked(compiler, sql, [given[each.name] if isinstance(each, Given) else each for each in params])
        rows = rows.all()
        rows.query.get_compiler = lambda *_args, **_more: answering  # type: ignore[method-assign]  # of this one alone
        return list(rows)

    def first(self, **given: Any) -> Any:
        """The first row, or None, of a query that is ordered and limited itself."""
        return next(iter(self(**given)), None)


def _asked(compiler: SQLCompiler, sql: str, params: list[Any]) -> SQLCompiler:
    """A copy of `compiler`, on the connection of this thread, that writes nothing."""
    asked = copy(compiler)
    asked.connection = connection
    asked.as_sql = lambda *_args, **_more: (sql, params)  # type: ignore[method-assign,assignment]  # of the copy
    return asked
