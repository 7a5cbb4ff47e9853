"""What is scheduled, in its order, and one month of it."""

import datetime as dt

import pytest

from pressreleases.editorial.schedule import Going, Part, month_of, scheduled
from pressreleases.mission_clock import clock_of
from pressreleases.publishing import change_notice, publish, withdraw
from tests.making import correct, in_future, make_release, make_user, reinstate, rewrite


def goings(details):
    return [(going.act, [part.title for part in going.parts], going.at) for going in scheduled(clock_of(details))]


@pytest.mark.django_db
def test_everything_that_lies_ahead_is_told_with_what_it_is_the_next_first(details, editor):
    first, second, third, fourth = (in_future(hours=hours) for hours in (1, 2, 3, 4))
    new, corrected, taken, back = (make_release(title) for title in ("New", "Corrected", "Taken", "Back"))
    publish([corrected, taken, back], by=editor)
    withdraw([back], by=editor, reasons={"en": "Why"})
    reinstate([back], by=editor, change_note="It holds.", at=first)
    withdraw([taken], by=editor, reasons={"en": "Why"}, act="removed", at=second)
    correct([rewrite(corrected, title="Corrected again")], by=editor, minor=True, at=third)
    publish([new], by=editor, at=fourth)
    assert goings(details) == [
        ("reinstated", ["Back"], first),
        ("removed", ["Taken"], second),
        ("corrected", ["Corrected again"], third),
        ("published", ["New"], fourth),
    ]


@pytest.mark.django_db
def test_languages_that_go_out_together_are_one_line_with_the_original_first(details, editor):
    english = make_release("Visit", is_original=False)
    azerbaijani = make_release("Səfər", language="az", family=english.family)
    at = in_future()
    publish([make_release("Other")], by=editor, at=at)
    publish([english, azerbaijani], by=editor, at=at)
    assert goings(details) == [("published", ["Səfər", "Visit"], at), ("published", ["Other"], at)]


@pytest.mark.django_db
def test_a_text_that_was_changed_after_it_was_scheduled_is_marked(details, editor):
    release = make_release("Visit")
    publish([release], by=editor, at=in_future())
    (going,) = scheduled(clock_of(details))
    assert going.first_changed is None
    rewrite(release, title="The visit")
    (going,) = scheduled(clock_of(details))
    assert going.first_changed == going.first
    assert (going.first.title, going.by) == ("Visit", "editor")


@pytest.mark.django_db
def test_a_notice_that_is_to_change_names_what_readers_saw_last(details, editor):
    release = make_release("Visit")
    publish([release], by=editor)
    withdraw([release], by=editor, reasons={"en": "Why"})
    at = in_future()
    change_notice([release], by=editor, reasons={"en": "Another reason"}, act="withdrawn", at=at)
    assert goings(details) == [("withdrawn", ["Visit"], at)]


@pytest.mark.django_db
def test_it_takes_two_queries_with_one_and_with_thirty(details, editor, django_assert_num_queries):
    publish([make_release("One")], by=editor, at=in_future())
    with django_assert_num_queries(2):
        scheduled(clock_of(details))
    for number in range(5):
        publish([make_release(f"Number {number}")], by=make_user("Editor", f"e{number}"), at=in_future())
    with django_assert_num_queries(2):
        assert len(scheduled(clock_of(details))) == 6


@pytest.mark.django_db
def test_a_month_shows_its_days_by_the_clock_of_the_mission(details):
    now = dt.datetime(2024, 2, 1, 12, tzinfo=dt.UTC)
    # In New York it is still 31 January, and 29 February.
    late = [
        Going(at, "", "published", (Part(1, "en", title),), "")
        for at, title in (
            (dt.datetime(2024, 2, 1, 4, 59, tzinfo=dt.UTC), "January"),
            (dt.datetime(2024, 3, 1, 4, 59, tzinfo=dt.UTC), "February"),
        )
    ]
    month = month_of(late, dt.date(2024, 2, 1), clock_of(details, now))
    shown = {day.day: [going.first.title for going in day.goings] for week in month.weeks for day in week if day.goings}
    assert shown == {dt.date(2024, 2, 29): ["February"]}
    assert [day.day for week in month.weeks for day in week if day.is_today] == [dt.date(2024, 2, 1)]
    assert (month.earlier, month.later, month.is_empty) == (dt.date(2024, 1, 1), dt.date(2024, 3, 1), False)


@pytest.mark.django_db
@pytest.mark.parametrize(("week_begins", "first"), [(0, dt.date(2024, 1, 29)), (6, dt.date(2024, 1, 28))])
def test_a_week_begins_on_the_day_on_which_it_begins_in_that_language(details, week_begins, first):
    month = month_of([], dt.date(2024, 2, 1), clock_of(details), week_begins=week_begins)
    assert month.weeks[0][0].day == first
    assert not month.weeks[0][0].in_month
    assert month.is_empty
