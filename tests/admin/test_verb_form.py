"""The instant that a page of a verb asks for: on the mission's clock, and refused where it cannot be."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import User

from pressreleases.models import Edition, Withdrawal
from pressreleases.publishing import publish
from tests.admin.filling import RELEASES, change_url, do, messages_of, verb_url
from tests.making import in_future, make_release, rewrite

NEW_YORK = ZoneInfo("America/New_York")


def release_editor():
    return User.objects.get(username="editor")


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


@pytest.mark.parametrize(("day", "offset"), [("2031-01-15", "UTC−5"), ("2031-07-15", "UTC−4"), ("2031-03-09", "UTC−4")])
def test_the_offset_is_that_of_the_day_that_was_chosen(as_editor, release, day, offset):
    scheduled = dt.datetime.fromisoformat(f"{day}T15:00:00+00:00")
    publish([release], by=release_editor(), at=scheduled)
    page = as_editor.get(verb_url(release, "move")).content.decode()
    assert f"Time in New York, {offset}<" in page
    winter = as_editor.post(verb_url(release, "move"), {"day": "2031-12-24", "time": ""}).content.decode()
    assert "Time in New York, UTC−5<" in winter
    for unknown in ("", "soon", "9999-12-31", "2031-03-09T02:30"):
        typed = as_editor.post(verb_url(release, "move"), {"day": unknown, "time": "02:30"})
        assert "Time in New York" in typed.content.decode()
    skipped = as_editor.post(verb_url(release, "move"), {"day": "2031-03-09", "time": "02:30"}).content.decode()
    assert "Time in New York<" in skipped


def test_a_day_that_may_be_left_empty_has_no_offset_yet(as_editor, live):
    assert "Time in New York<" in as_editor.get(verb_url(live, "withdraw")).content.decode()


def test_every_time_to_come_names_its_city_and_once(as_editor, release):
    publish([release], by=release_editor(), at=dt.datetime(2031, 3, 4, 14, 30, tzinfo=dt.UTC))
    for page in (RELEASES, change_url(release), verb_url(release, "move"), "/admin/", f"{RELEASES}scheduled/"):
        said = re.sub(r"<[^>]*>", "", as_editor.get(page).content.decode())
        assert "4 March 2031, 09:30 (New York)" in said, page
        assert not re.search(r"4 March 2031, 09:30(?! \(New York\))", said), page
        assert "(New York) (New York)" not in said, page
    assert "(New York time)" in as_editor.get(f"{RELEASES}scheduled/").content.decode()


def test_a_time_that_has_passed_needs_no_city(as_editor, live):
    said = as_editor.get(change_url(live)).content.decode()
    assert "since " in said
    assert "(New York)" not in re.sub(
        r"(?s)<footer.*|.*<main", "", re.sub(r'(?s)<span class="clocks">.*?</span>', "", said)
    )


@pytest.mark.parametrize(
    ("day", "time", "refusal"),
    [
        ("2020-01-01", "10:00", ("time", "That time has passed")),
        ("2031-03-09", "02:30", ("time", "the time 02:30 does not exist")),
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
    assert "The first one is used" in messages_of(response)[1]


@pytest.mark.parametrize(("verb", "act"), [("withdraw", "withdrawn"), ("remove", "removed")])
def test_taking_back_can_be_planned_and_is_then_listed_moved_and_taken_back_itself(as_editor, live, verb, act):
    answers = {"reason_en": "Sent in error.", "day": "2031-03-04", "time": "09:30"}
    response = do(as_editor, live, verb, **answers)
    assert "Scheduled. It takes effect automatically at that time. English · 4 March 2031, 09:30 (New York)" in (
        messages_of(response)
    )
    assert live_titles() == ["A visit to Geneva"]
    planned = Withdrawal.objects.planned().get()
    assert (planned.act, planned.begins_at) == (act, dt.datetime(2031, 3, 4, 9, 30, tzinfo=NEW_YORK))
    (going,) = as_editor.get(f"{RELEASES}scheduled/").context["goings"]
    assert (going.act, going.first.title) == (act, "A visit to Geneva")
    do(as_editor, live, "move", day="2031-03-05", time="16:00")
    assert Withdrawal.objects.planned().get().begins_at == dt.datetime(2031, 3, 5, 16, tzinfo=NEW_YORK)
    do(as_editor, live, "unschedule")
    assert not Withdrawal.objects.exists()
    assert Edition.objects.live().get().ends_at is None


def test_a_withdrawal_without_day_and_time_happens_at_once(as_editor, live):
    do(as_editor, live, "withdraw", reason_en="Sent in error.")
    assert live_titles() == []


@pytest.mark.parametrize(("day", "time", "field"), [("2020-01-01", "10:00", "time"), ("2031-03-04", "", "time")])
def test_a_withdrawal_at_half_a_time_or_one_that_passed_takes_nothing_back(as_editor, live, day, time, field):
    response = do(as_editor, live, "withdraw", reason_en="Sent in error.", day=day, time=time)
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {field}
    assert live_titles() == ["A visit to Geneva"]
    assert not Withdrawal.objects.exists()


def test_the_form_says_from_when_on_what_is_scheduled_will_be_live_and_since_when_what_is(as_editor, release, editor):
    publish([release], by=editor, at=in_future())
    page = as_editor.get(change_url(release)).context["editions"]
    assert page[0].span.startswith("from ")
    other = make_release("Out now")
    publish([other], by=editor)
    page = as_editor.get(change_url(other)).context["editions"]
    assert page[0].span.startswith("since ")
