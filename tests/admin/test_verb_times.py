"""The instant that a page of a verb asks for: on the mission's clock, and refused where it cannot be."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from pressreleases.models import Edition
from tests.admin.filling import do, messages_of, verb_url
from tests.making import in_future, rewrite

NEW_YORK = ZoneInfo("America/New_York")


def live_titles():
    return sorted(Edition.objects.live().values_list("title", flat=True))


def test_schedule_takes_the_missions_clock(as_editor, release):
    there = (in_future(days=3)).astimezone(NEW_YORK)
    rewrite(release, issued_on=there.date())
    page = as_editor.get(verb_url(release, "schedule")).content.decode()
    assert "Time in New York, UTC" in page
    response = do(as_editor, release, "schedule", day=f"{there:%Y-%m-%d}", time="09:30")
    assert response.status_code == 302
    edition = Edition.objects.get()
    assert edition.begins_at == dt.datetime.combine(there.date(), dt.time(9, 30), tzinfo=NEW_YORK)
    assert live_titles() == []
    do(as_editor, release, "unschedule")
    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    ("day", "time", "refusal"),
    [
        ("2020-01-01", "10:00", ("time", "That instant has passed")),
        ("2031-03-09", "02:30", ("time", "the clocks in New York skip 02:30")),
        ("", "10:00", ("day", "required")),
        ("2031-03-09", "", ("time", "required")),
        ("03/04/2031", "10:00", ("day", "valid date")),
    ],
)
def test_a_time_that_cannot_be_is_refused_at_its_field_and_stays_typed(as_editor, release, day, time, refusal):
    field, words = refusal
    response = do(as_editor, release, "schedule", day=day, time=time)
    assert response.status_code == 422
    assert words in response.context["form"].errors[field][0]
    assert not time or f'value="{time}"' in response.content.decode()
    assert not Edition.objects.exists()


def test_a_time_that_comes_twice_is_its_first_and_that_is_said(as_editor, release):
    rewrite(release, issued_on=dt.date(2031, 11, 2))
    response = do(as_editor, release, "schedule", day="2031-11-02", time="01:30")
    assert Edition.objects.get().begins_at == dt.datetime(2031, 11, 2, 5, 30, tzinfo=dt.UTC)
    assert "the first of the two was taken" in messages_of(response)[1]
