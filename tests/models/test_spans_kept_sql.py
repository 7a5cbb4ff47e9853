"""An expression whose SQL is kept says the same as the expression itself, wherever a query uses it."""

import pytest
from django.db.models import Exists, OuterRef

from pressreleases.models import Edition, Release
from pressreleases.models.spans import KeptSql

IS_LIVE = Exists(Edition.objects.live().filter(release=OuterRef("pk")))
USES = {
    "alone": lambda rows: rows,
    "again": lambda rows: rows,
    "as a filter": lambda rows: rows.filter(is_live=True),
    "negated": lambda rows: rows.exclude(is_live=True),
    "in order": lambda rows: rows.order_by("is_live", "pk"),
    "within another query": lambda rows: Release.objects.filter(pk__in=rows.filter(is_live=True).values("pk")),
    "of another query": lambda rows: Release.objects.filter(Exists(rows.filter(is_live=True, pk=OuterRef("pk")))),
}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_the_sql_is_the_same(use):
    plain, kept = (Release.objects.annotate(is_live=shown) for shown in (IS_LIVE, KeptSql(IS_LIVE)))
    for _time in range(2):
        assert use(kept).query.sql_with_params() == use(plain).query.sql_with_params()


def test_it_is_written_once(monkeypatch):
    rows = Release.objects.annotate(is_live=KeptSql(IS_LIVE))
    first = rows.all().query.sql_with_params()
    monkeypatch.setattr(Exists, "as_sql", None)
    assert rows.filter().query.sql_with_params() == first
