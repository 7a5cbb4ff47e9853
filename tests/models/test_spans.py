"""Spans of instants and days: which of them Postgres takes, and by which clock they are read."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import DateTimeField
from django.db.models.functions import Now

from pressreleases.models import spans
from tests.making import make_release
from tests.models.refusals import refused_by, sql

pytestmark = pytest.mark.django_db

SET_RELEASE = "UPDATE pressreleases_release SET {} WHERE id = %s"


def holds(condition, span):
    """What Postgres says of the condition for a literal span."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {condition.template % {'expressions': span}}")
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("span", "is_well_formed"),
    [
        ("'[2024-01-20Z,)'::tstzrange", True),
        ("'[2024-01-20Z,2024-01-21Z)'::tstzrange", True),
        ("'empty'::tstzrange", False),
        ("'(,2024-01-20Z)'::tstzrange", False),
        ("'(2024-01-20Z,)'::tstzrange", False),
        ("'[2024-01-20Z,2024-01-21Z]'::tstzrange", False),
        ("'[-infinity,)'::tstzrange", False),
        ("'[2024-01-20Z,infinity)'::tstzrange", False),
    ],
)
def test_a_span_begins_at_an_instant_and_leaves_its_end_out(span, is_well_formed):
    assert bool(holds(spans.WellFormed, span)) is is_well_formed


@pytest.mark.parametrize(
    ("span", "is_within"),
    [
        ("'[2199-12-31 23:59:59Z,)'::tstzrange", True),
        ("'[2024-01-20Z,2199-12-31Z)'::tstzrange", True),
        ("'[2200-01-01Z,)'::tstzrange", False),
        ("'[2024-01-20Z,2200-01-01Z)'::tstzrange", False),
    ],
)
def test_a_span_begins_and_ends_before_the_year_2200(span, is_within):
    assert holds(spans.WithinLimits, span) is is_within


@pytest.mark.parametrize(
    ("days", "is_within"),
    [
        ("'[1850-01-01,2200-01-01)'::daterange", True),
        ("'(,)'::daterange", True),
        ("'[1849-12-31,)'::daterange", False),
        ("'(,1850-01-01)'::daterange", False),
        ("'(,2200-01-02)'::daterange", False),
        ("'[2200-01-01,)'::daterange", False),
    ],
)
def test_days_lie_between_1850_and_2199_or_are_open(days, is_within):
    assert holds(spans.WithinDays, days) is is_within


def test_a_range_without_a_day_is_empty():
    assert holds(spans.NotEmpty, "'[2024-01-20,2024-01-21)'::daterange")
    assert not holds(spans.NotEmpty, "'[2024-01-20,2024-01-20)'::daterange")


def test_without_an_instant_it_is_the_clock_of_the_database():
    at = dt.datetime(2024, 1, 20, tzinfo=dt.UTC)
    assert spans.instant(at) is at
    assert isinstance(spans.instant(None), Now)


@pytest.mark.parametrize("far", ["'0001-01-01Z'", "'0044-03-15 BC'", "'2200-01-01Z'", "'infinity'"])
def test_an_instant_that_no_page_can_show_is_refused_in_every_column(far):
    """Whichever column holds it: a new one needs the same constraint in its migration."""
    release = make_release()
    with refused_by("release_changed_at_within_limits"):
        sql(SET_RELEASE.format(f"changed_at = {far}"), release.pk)
    sql(SET_RELEASE.format("changed_at = '1850-01-01Z'"), release.pk)
    columns = {
        (model._meta.db_table, field.column)
        for model in apps.get_app_config("pressreleases").get_models()
        for field in model._meta.local_fields
        if isinstance(field, DateTimeField)
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, attname FROM pg_constraint JOIN pg_attribute"
            " ON attrelid = conrelid AND attnum = conkey[1] WHERE conname LIKE '%\\_within\\_limits' AND contype = 'c'"
        )
        held = set(cursor.fetchall())
    assert columns - held == set()
