"""Expressions that are written as SQL once, however often they are asked for."""

from typing import Any

from django.db.models import Expression


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
