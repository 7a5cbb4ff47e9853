"""Opening hours: whether it is open, until when, in words, on the pages, and how long an answer about it is kept."""

import datetime as dt
import re

import pytest
from django.utils.translation import override

from pressreleases import publishing
from pressreleases.models import ClosedDays, MissionDetails, OpeningHours
from pressreleases.public.reading import mission_today, opening_hours
from pressreleases.public.reading.opening_hours import Closure, Opening, Span
from tests.making import make_release
from tests.public.page_elements import page, words

NINE, ONE, TWO, FIVE = dt.time(9), dt.time(13), dt.time(14), dt.time(17)
OFFICE = tuple(Span(day, *times) for day in range(5) for times in ((NINE, ONE), (TWO, FIVE)))
HOLIDAY = Closure(dt.date(2026, 11, 26), dt.date(2026, 11, 27))  # Thursday and Friday


def utc(month, day, hour, minute=0, year=2026):
    return dt.datetime(year, month, day, hour, minute, tzinfo=dt.UTC)


def new_york(**more):
    return Opening("America/New_York", OFFICE, **more)


@pytest.mark.parametrize(
    ("now", "is_open", "until"),
    [
        (utc(11, 23, 13, 59), False, utc(11, 23, 14)),  # Monday, a minute before nine
        (utc(11, 23, 14), True, utc(11, 23, 18)),  # the opening itself; until lunch
        (utc(11, 23, 18), False, utc(11, 23, 19)),  # lunch begins
        (utc(11, 23, 21, 59), True, utc(11, 23, 22)),
        (utc(11, 23, 22), False, utc(11, 24, 14)),  # closed for the day
        (utc(11, 21, 15), False, utc(11, 23, 14)),  # Saturday
        (utc(11, 25, 23), False, utc(11, 30, 14)),  # two holidays and the weekend after them
        (utc(11, 26, 15), False, utc(11, 30, 14)),
        # The day of the zone counts: it is Saturday already in UTC, Friday still in New York.
        (utc(11, 21, 2), False, utc(11, 23, 14)),
    ],
)
def test_it_is_open_by_the_clocks_of_its_zone_and_closed_at_lunch_and_on_holidays(now, is_open, until):
    found = new_york(closures=(HOLIDAY,)).at(now)
    assert (found.is_open, found.until) == (is_open, until)


def test_nine_is_what_the_clocks_show_before_and_after_they_are_changed():
    opening = new_york()
    assert opening.at(utc(10, 30, 23)).until == utc(11, 2, 14)  # put back on 1 November: from UTC−4 to UTC−5
    assert opening.at(utc(3, 6, 23)).until == utc(3, 9, 13)  # put forward on 8 March
    at_night = Opening("America/New_York", (Span(6, dt.time(1, 30), dt.time(3, 30)),))
    assert at_night.at(utc(3, 8, 6, 45)).until == utc(3, 8, 7, 30)  # an hour, as two o'clock never was
    assert at_night.at(utc(11, 1, 5, 45)).until == utc(11, 1, 8, 30)  # three, as half past one was twice


def test_no_opening_is_promised_beyond_the_details_or_after_a_long_closure():
    assert new_york(last_on=dt.date(2026, 11, 22)).at(utc(11, 21, 15)).until is None
    assert new_york(last_on=dt.date(2026, 11, 23)).at(utc(11, 21, 15)).until == utc(11, 23, 14)
    closed = Closure(dt.date(2026, 1, 1), dt.date(2027, 12, 31))
    found = new_york(closures=(closed,)).at(utc(11, 21, 15))
    assert (found.is_open, found.until) == (False, None)


def test_spans_that_overlap_or_touch_are_one():
    spans = (Span(0, NINE, ONE), Span(0, ONE, TWO), Span(0, dt.time(13, 30), FIVE))
    assert Opening("UTC", spans).times_of(0) == ((NINE, FIVE),)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "monday to friday, 09:00–13:00, 14:00–17:00, new york time"),
        ("fr", "lundi"),
        ("az", "bazar ertəsi"),
    ],
)
def test_the_week_is_said_in_words_of_the_language(language, expected):
    with override(language):
        assert expected in opening_hours.in_one_line(new_york()).lower()
        assert re.findall(r"\d\d:\d\d", opening_hours.in_one_line(new_york())) == ["09:00", "13:00", "14:00", "17:00"]


@pytest.mark.parametrize(
    ("weekdays", "expected"),
    [
        ((6, 0, 1, 2, 3), "Sunday to Thursday, 09:00–17:00, London time"),
        ((0, 2), "Monday, 09:00–17:00; Wednesday, 09:00–17:00, London time"),
        ((0, 1), "Monday and Tuesday, 09:00–17:00, London time"),
        (range(7), "Every day, 09:00–17:00, London time"),
        ((), ""),
    ],
)
def test_weekdays_that_are_alike_are_named_together_whichever_begins_the_week(weekdays, expected):
    opening = Opening("Europe/London", tuple(Span(day, NINE, FIVE) for day in weekdays))
    assert opening_hours.in_one_line(opening) == expected


@pytest.fixture
def open_hours(details):
    details.press_contact_email = "press@mission.example"
    details.save()
    OpeningHours.objects.bulk_create(
        OpeningHours(details=details, weekday=span.weekday, opens_at=span.opens_at, closes_at=span.closes_at)
        for span in OFFICE
    )
    ClosedDays.objects.create(details=details, first_on=HOLIDAY.first_on, last_on=HOLIDAY.last_on)
    ClosedDays.objects.create(details=details, first_on=dt.date(2026, 1, 1))


@pytest.fixture
def at(monkeypatch):
    """Lets the site's clock stand, as far as the mission of today goes."""
    real = mission_today.read

    def stand(now):
        monkeypatch.setattr(mission_today, "read", lambda: real(now))

    return stand


@pytest.mark.django_db
@pytest.mark.usefixtures("open_hours")
def test_release_start_and_contact_say_the_hours_and_whether_it_is_open(client, editor, at):
    publishing.publish([make_release()], by=editor)
    visit = "/en/releases/2024/a-visit-to-geneva/"
    at(utc(11, 25, 20))
    said = "Monday to Friday, 09:00–13:00, 14:00–17:00, New York time. Open now, until Wednesday 25 November, 17:00."
    assert f"press@mission.example {said}" in page(client.get(visit))
    # Where the hours with their place do not stand beside it, it names the place.
    for address in ("/en/", "/en/contact/"):
        assert words(client.get(address), "span", class_="now")[0] == (
            "Open now, until Wednesday 25 November, 17:00 (New York)."
        )
    at(utc(11, 25, 22))
    for address, place in ((visit, ""), ("/en/", " (New York)"), ("/en/contact/", " (New York)")):
        assert words(client.get(address), "span", class_="now")[0] == (
            f"Closed now. Opens again: Monday 30 November, 09:00{place}."
        )
    contact = page(client.get("/en/contact/"))
    assert "Monday to Friday 09:00–13:00, 14:00–17:00 Closed 26–27 November 2026 All times are" in contact
    assert "1 January 2026" not in contact
    text = client.get(f"{visit[:-1]}.txt").content.decode()
    assert "press@mission.example\nMonday to Friday, 09:00–13:00, 14:00–17:00, New York time\n" in text
    assert "now" not in text


@pytest.mark.django_db
@pytest.mark.usefixtures("open_hours")
def test_a_page_is_not_kept_past_the_next_opening_closing_or_midnight(client, at):
    def kept():
        said = client.get("/en/contact/")["Cache-Control"]
        return sum(int(found) for found in re.findall(r"(?:max-age|revalidate)=(\d+)", said))

    at(utc(11, 25, 20))
    assert kept() == 30
    for change in (utc(11, 25, 22), utc(11, 25, 14), utc(11, 22, 5)):
        at(change - dt.timedelta(seconds=8))
        assert 0 < kept() <= 8


@pytest.mark.django_db
@pytest.mark.usefixtures("details")
def test_without_hours_nothing_is_said_of_them(client, editor):
    MissionDetails.objects.update(press_contact_email="press@mission.example")
    publishing.publish([make_release()], by=editor)
    for address in ("/en/releases/2024/a-visit-to-geneva/", "/en/", "/en/contact/"):
        response = client.get(address)
        assert "press@mission.example" in page(response)
        assert words(response, "span", class_="now") == []
        assert "Hours" not in words(response, "h2")
