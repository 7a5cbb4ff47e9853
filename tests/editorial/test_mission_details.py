"""New mission details as a copy of those valid until then."""

import datetime as dt

import pytest

from pressreleases.editorial.errors import DetailsBeginThen, NoDetailsToCopy
from pressreleases.editorial.mission_details import details_from
from pressreleases.models import AuditEntry, MissionDetails
from tests.making import make_details

pytestmark = pytest.mark.django_db

DAY = dt.date(2024, 6, 1)


def spans():
    rows = MissionDetails.objects.order_by("pk").values_list("valid_during", flat=True)
    return [(span.lower, span.upper) for span in rows]


def test_the_copy_begins_on_its_day_and_the_old_details_end_on_the_day_before(details, editor):
    new = details_from(DAY, by=editor)
    assert spans() == [(None, DAY), (DAY, None)]
    assert MissionDetails.objects.valid_on(DAY).get() == new
    assert MissionDetails.objects.valid_on(DAY - dt.timedelta(days=1)).get() == details


def test_all_rows_are_copied_and_the_old_ones_stay(details, editor):
    details.hours.create(weekday=0, opens_at="09:00", closes_at="17:00")
    new = details_from(DAY, by=editor)
    for rows in ("names", "numbers", "hours"):
        assert [str(row) for row in getattr(new, rows).all()] == [str(row) for row in getattr(details, rows).all()]
        assert getattr(details, rows).exists()
    assert new.address == details.address


def test_closed_days_that_are_over_by_then_are_not_copied(details, editor):
    for first, last in (("2024-05-30", "2024-05-31"), ("2024-05-31", None), ("2024-05-31", "2024-06-01")):
        details.closed_days.create(first_on=first, last_on=last)
    details.closed_days.create(first_on="2024-06-01")
    new = details_from(DAY, by=editor)
    assert [str(row) for row in new.closed_days.order_by("pk")] == ["2024-05-31 – 2024-06-01", "2024-06-01"]
    assert details.closed_days.count() == 4


def test_in_a_gap_the_copy_ends_where_the_next_details_begin(editor):
    make_details(valid_during=(None, dt.date(2024, 1, 1)))
    make_details(valid_during=(dt.date(2025, 1, 1), None))
    details_from(DAY, by=editor)
    assert spans()[2] == (DAY, dt.date(2025, 1, 1))
    assert spans()[0] == (None, dt.date(2024, 1, 1))


def test_details_with_an_end_hand_it_on_to_their_copy(editor):
    make_details(valid_during=(dt.date(2024, 1, 1), dt.date(2025, 1, 1)))
    details_from(DAY, by=editor)
    assert spans() == [(dt.date(2024, 1, 1), DAY), (DAY, dt.date(2025, 1, 1))]


def test_there_is_nothing_to_copy_before_the_first_details_or_on_their_first_day(editor):
    make_details(valid_during=(DAY, None))
    with pytest.raises(NoDetailsToCopy):
        details_from(DAY - dt.timedelta(days=1), by=editor)
    with pytest.raises(DetailsBeginThen) as refused:
        details_from(DAY, by=editor)
    assert refused.value.details == MissionDetails.objects.get()
    assert spans() == [(DAY, None)]


def test_whoever_only_shortened_the_old_details_is_not_said_to_have_written_them(details, editor):
    new = details_from(DAY, by=editor)
    said = {entry.key: entry.details for entry in AuditEntry.objects.filter(act="mission-details-changed")}
    assert said[details.pk]["only_shortened"] is True
    assert said[new.pk] == {"new": True}
