"""Calendars to subscribe to: what is in them, what is not, and where they are found."""

import datetime as dt
import json
import re
from typing import Any

import icalendar
import pytest

from pressreleases import publishing
from pressreleases.models import Anniversary, AnniversaryName
from tests.making import make_anniversary, make_release
from tests.public.page_elements import elements, formats, links

pytestmark = pytest.mark.django_db

ALL, ONE = "/en/anniversaries.ics", "/en/anniversaries/black-january.ics"


def events(response):
    """Of each VEVENT its summary, first day and address."""
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    read: list[Any] = icalendar.Calendar.from_ical(response.content).walk("VEVENT")
    return [(str(row["SUMMARY"]), row["DTSTART"].dt, str(row["URL"])) for row in read]


@pytest.fixture
def black_january(details):
    return make_anniversary(1, 20, 1990, en="Black January", az="Qara Yanvar")


def test_each_year_leads_to_its_live_release_and_a_draft_to_nowhere(client, black_january, editor):
    writing = [
        make_release(f"Of {day.year}", slug=f"of-{day.year}", issued_on=day, anniversary=black_january)
        for day in (dt.date(2023, 1, 19), dt.date(2024, 1, 20))
    ]
    publishing.publish(writing, by=editor)
    publishing.withdraw(writing[:1], by=editor, reasons={"en": "Called off."}, act="withdrawn")
    make_release("Draft", issued_on=dt.date(2025, 1, 20), anniversary=black_january)
    site = "http://testserver"
    expected = [
        ("Black January", dt.date(1991, 1, 20), "/en/anniversaries/black-january/"),
        ("Of 2024", dt.date(2024, 1, 20), "/en/releases/2024/of-2024/"),
    ]
    for address in (ALL, ONE):
        found = events(client.get(address))
        assert [(name, day, url.removeprefix(site).partition("/en/")[1:]) for name, day, url in found] == [
            (name, day, path.partition("/en/")[1:]) for name, day, path in expected
        ]


def test_hidden_ones_and_other_languages_are_in_no_calendar_and_what_ended_ends_with_its_last_release(
    client, black_january, editor
):
    hidden = make_anniversary(en="Hidden")
    over, never = make_anniversary(3, 1, en="Over"), make_anniversary(3, 2, en="Never written of")
    make_anniversary(az="Yalnız azərbaycanca")
    Anniversary.objects.filter(pk=hidden.pk).update(shown=False)
    Anniversary.objects.filter(pk__in=[over.pk, never.pk]).update(goes_on=False)
    publishing.publish([make_release("Last", issued_on=dt.date(2020, 3, 1), anniversary=over)], by=editor)
    response = client.get(ALL)
    assert [name for name, _day, _url in events(response)] == ["Black January", "Over", "Last"]
    assert b"UNTIL=20201231" in response.content
    assert client.get("/en/anniversaries/hidden.ics").status_code == 404
    assert client.get("/en/anniversaries/never-written-of.ics").status_code == 404
    assert "file" not in client.get("/en/anniversaries/never-written-of/").context


def test_a_calendar_knows_it_by_the_same_number_whatever_it_is_called(client, black_january):
    before = client.get(ONE).content
    assert client.get(ONE).content == before
    AnniversaryName.objects.filter(language="en").update(name="Renamed", slug="renamed")
    assert client.get(ONE)["Location"] == "/en/anniversaries/renamed.ics"
    after = client.get("/en/anniversaries/renamed.ics").content
    uids = [re.findall(rb"BEGIN:VEVENT\r\nUID:(.*)\r", content) for content in (before, after)]
    assert uids[0] == uids[1] == [str(black_january.uid).encode()]
    assert b"Black January" not in after


def test_calendars_are_found_from_their_pages(client, black_january):
    for page, file in (("/en/anniversaries/", ALL), ("/en/anniversaries/black-january/", ONE)):
        response = client.get(page)
        assert formats(response)["text/calendar"] == file
        assert links(response)["Calendar file (.ics)"] == file
        assert links(response)["Subscribe in a calendar"].startswith("webcal://")
        assert links(response)["Subscribe in a calendar"].endswith(file)


def test_a_site_without_anniversaries_has_no_calendar_and_leads_to_none(client, details):
    assert client.get(ALL).status_code == 404
    assert "text/calendar" not in formats(client.get("/en/anniversaries/"))


def test_calendars_take_the_same_few_queries_whatever_their_number(
    client, black_january, editor, django_assert_num_queries
):
    publishing.publish([make_release(issued_on=dt.date(2024, 1, 20), anniversary=black_january)], by=editor)
    with django_assert_num_queries(4):
        assert len(events(client.get(ALL))) == 2
    rows = Anniversary.objects.bulk_create(
        Anniversary(event_first_on=dt.date(1990, 1, 1), month=1, day=1) for _n in range(400)
    )
    AnniversaryName.objects.bulk_create(
        AnniversaryName(anniversary=row, language="en", name=f"Day {n}", slug=f"day-{n}") for n, row in enumerate(rows)
    )
    with django_assert_num_queries(4):
        assert len(events(client.get(ALL))) == 402


def test_a_page_says_for_machines_when_it_comes_back(client, black_january):
    page = "/en/anniversaries/black-january/"

    def schedule(**changes):
        Anniversary.objects.filter(pk=black_january.pk).update(**changes)
        ((_tag, _attributes, text),) = elements(client.get(page), "script", type="application/ld+json")
        data = json.loads(text)
        assert data["@type"] == "Event"
        assert data["location"]["address"].startswith("633 Third Avenue")
        return data.get("eventSchedule")

    yearly = {"@type": "Schedule", "startDate": "1991-01-20", "repeatFrequency": "P1Y", "byMonth": 1}
    assert schedule() == {**yearly, "byMonthDay": 20}
    assert schedule(until_year=2040) == {**yearly, "endDate": "2040-01-20", "byMonthDay": 20}
    weekday = schedule(rule="weekday", month=5, nth=2, weekday=6, day=None, until_year=None)
    assert weekday == {**yearly, "startDate": "1991-05-12", "byMonth": 5, "byDay": "2SU"}
    assert schedule(rule="last-day", month=2, nth=None, weekday=None)["byMonthDay"] == -1
    assert schedule(rule="fixed-day", day=29)["byMonthDay"] == -1
    assert schedule(in_common_years="1-march") is None
    Anniversary.objects.update(goes_on=False)
    assert elements(client.get(page), "script") == []
