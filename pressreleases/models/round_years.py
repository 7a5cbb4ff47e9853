"""Which numbers of years stand out, and what Postgres lets pass as such."""

from django.db.models import BooleanField, Func, Q

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
    """The numbers whose multiples stand out unless staff say otherwise."""
    return list(ROUND_YEARS)
