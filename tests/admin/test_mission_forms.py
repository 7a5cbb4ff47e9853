"""The forms of mission details: telephone numbers as people type them, opening hours, closed days."""

import datetime as dt

import pytest

from pressreleases.admin.mission_forms import Week
from pressreleases.models import ContactNumber, MissionDetails
from tests.admin.filling import save, shown

pytestmark = pytest.mark.django_db
URL = "/admin/pressreleases/missiondetails/"


def rows(**groups):
    """The fields of new inline rows: `rows(numbers=[{"kind": "fax", "number": "…"}])`."""
    data: dict[str, object] = {}
    for prefix in ("names", "numbers", "closed_days"):
        given = groups.get(prefix, [])
        data |= {f"{prefix}-TOTAL_FORMS": len(given), f"{prefix}-INITIAL_FORMS": 0}
        for index, row in enumerate(given):
            data |= {f"{prefix}-{index}-{name}": value for name, value in row.items()}
    return data


NEW = {"address": "1 Street\r\nTown", "time_zone": "America/New_York", "shown": "on"}
NAMES = [
    {"language": "en", "name": "Permanent Mission of the\r\nRepublic"},
    {"language": "az", "name": "Daimi Nümayəndəlik"},
]
NUMBERS = [{"kind": "telephone", "number": "(212) 371-2559"}]


def test_numbers_are_read_as_people_type_them(as_editor):
    MissionDetails.objects.all().delete()
    numbers = [
        {"kind": "telephone", "number": "(212) 371-2559"},
        {"kind": "telephone", "number": "212 371 2832 ext. 101"},
        {"kind": "fax", "number": "+994 12 499 90 10", "position": 7},
    ]
    response = as_editor.post(f"{URL}add/", {**NEW, **rows(names=NAMES, numbers=numbers)})
    assert response.status_code == 302
    stored = ContactNumber.objects.order_by("position").values_list("position", "number", "extension")
    assert set(stored) == {(7, "+994124999010", ""), (8, "+12123712559", ""), (9, "+12123712832", "101")}
    details = MissionDetails.objects.get()
    assert (details.address, details.names.get(language="en").name) == (
        "1 Street\nTown",
        "Permanent Mission of the\nRepublic",
    )


def test_the_rows_name_numbers_as_people_read_them(as_editor, details):
    page = as_editor.get(f"{URL}{details.pk}/change/").content.decode()
    assert "+1 212-371-2559" in page
    assert "+12123712559" not in page


def test_what_is_no_number_is_refused_at_its_field_and_stays_typed(as_editor, details):
    page = as_editor.get(f"{URL}{details.pk}/change/")
    response = as_editor.post(f"{URL}{details.pk}/change/", shown(page, **{"numbers-0-number": "371-25"}))
    assert "This is not a valid telephone number" in response.content.decode()
    assert 'value="371-25"' in response.content.decode()
    assert details.numbers.first().number == "+12123712559"


def week(**days):
    """The times of the week as they are posted: `week(monday=["09:00-13:00", "14:00-18:00"])`."""
    names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    data = {}
    for name, spans in days.items():
        for number, span in enumerate(spans):
            opens, _dash, closes = span.partition("-")
            data[f"week-{names.index(name)}-{number}-opens"] = opens
            data[f"week-{names.index(name)}-{number}-closes"] = closes
    return data


def test_each_day_shows_as_many_times_as_the_fullest_and_none_is_lost_by_a_save(as_editor, details):
    for hour in (8, 10, 12, 14, 16):
        details.hours.create(weekday=1, opens_at=dt.time(hour), closes_at=dt.time(hour + 1))
    page = as_editor.get(f"{URL}{details.pk}/change/").content.decode()
    assert all(f'name="week-{day}-4-closes"' in page for day in range(7))
    assert 'name="week-1-5-closes"' not in page
    save(as_editor, f"{URL}{details.pk}/change/", email="press@mission.example")
    assert [span.opens_at.hour for span in details.hours.order_by("opens_at")] == [8, 10, 12, 14, 16]


def test_the_hours_are_a_week_in_which_a_day_may_have_a_break(as_editor, details):
    details.delete()
    hours = week(monday=["14:00-18:00", "09:00-13:00"], saturday=["10:00-12:00", "-"], sunday=["-"])
    as_editor.post(f"{URL}add/", {**NEW, **rows(names=NAMES, numbers=NUMBERS), **hours})
    stored = MissionDetails.objects.get()
    kept = [str(row) for row in stored.hours.all()]
    assert kept == ["Monday 09:00–13:00", "Monday 14:00–18:00", "Saturday 10:00–12:00"]
    page = as_editor.get(f"{URL}{stored.pk}/change/")
    for name, value in (("0-0-opens", "09:00"), ("0-1-closes", "18:00"), ("5-0-closes", "12:00"), ("6-0-opens", "")):
        assert f'name="week-{name}" value="{value}"' in page.content.decode()
    # A save of something else keeps the very rows.
    keys = set(stored.hours.values_list("pk", flat=True))
    save(as_editor, f"{URL}{stored.pk}/change/", email="press@mission.example")
    assert set(stored.hours.values_list("pk", flat=True)) == keys
    changes = {**week(friday=["09:00-12:00"], saturday=["-", "-", "-"])}
    save(as_editor, f"{URL}{stored.pk}/change/", **changes)
    assert [str(row) for row in stored.hours.all()][-2:] == ["Monday 14:00–18:00", "Friday 09:00–12:00"]


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (week(monday=["09:00-13:00", "12:00-18:00"]), "Monday: the hours overlap."),
        (week(tuesday=["17:00-09:00"]), "Tuesday: closing time must be after opening time."),
        (week(tuesday=["09:00-09:00"]), "Tuesday: closing time must be after opening time."),
        (week(sunday=["09:00-"]), "Sunday: enter both times, such as 09:00 and 17:00."),
        (week(sunday=["nine-17:00"]), "Sunday: enter both times, such as 09:00 and 17:00."),
        (week(sunday=["25:00-26:00"]), "Sunday: enter both times, such as 09:00 and 17:00."),
    ],
)
def test_hours_that_cannot_be_are_refused_by_the_name_of_the_day_and_stay_typed(as_editor, details, hours, said):
    details.delete()
    response = as_editor.post(f"{URL}add/", {**NEW, **rows(names=NAMES, numbers=NUMBERS), **hours})
    page = response.content.decode()
    assert said in page
    for name, value in hours.items():
        assert f'name="{name}" value="{value}"' in page
    assert not MissionDetails.objects.exists()
    ends_as_the_next_begins = week(monday=["09:00-13:00", "13:00-18:00"])
    as_editor.post(f"{URL}add/", {**NEW, **rows(names=NAMES, numbers=NUMBERS), **ends_as_the_next_begins})
    assert MissionDetails.objects.get().hours.count() == 2


def test_closed_days_are_kept_and_end_after_they_begin(as_editor, details):
    details.delete()
    closed = [{"first_on": "2026-12-25"}, {"first_on": "2027-03-20", "last_on": "2027-03-19"}]
    response = as_editor.post(f"{URL}add/", {**NEW, **rows(names=NAMES, numbers=NUMBERS, closed_days=closed)})
    assert "The last day must not be before the first." in response.content.decode()
    closed[1]["last_on"] = "2027-03-24"
    as_editor.post(f"{URL}add/", {**NEW, **rows(names=NAMES, numbers=NUMBERS, closed_days=closed)})
    kept = MissionDetails.objects.get().closed_days.values_list("first_on", "last_on")
    assert list(kept) == [
        (dt.date(2026, 12, 25), None),
        (dt.date(2027, 3, 20), dt.date(2027, 3, 24)),
    ]


LETTERHEAD = "/admin/preview/letterhead/"


def test_the_letterhead_is_shown_as_it_is_typed_and_nothing_is_stored(as_editor, details):
    typed = shown(as_editor.get(f"{URL}{details.pk}/change/"), address="1 Elsewhere", **{"numbers-0-number": "12"})
    typed |= {"numbers-1-number": "(212) 555-0100", "names-1-name": "The\r\nMission"}
    answer = as_editor.post(LETTERHEAD, typed)
    page = answer.json()["page"]
    assert ("1 Elsewhere" in page, "555-0100" in page, "The<br>Mission" in page) == (True, True, True)
    assert answer.json()["remarks"] == ["“12” is not a valid telephone number."]
    assert answer["Cache-Control"] == "private, no-store"
    details.refresh_from_db()
    assert "Elsewhere" not in details.address


def test_the_letterhead_of_an_empty_or_broken_form_is_an_empty_one(as_editor):
    broken = {"names-TOTAL_FORMS": "x", "numbers-TOTAL_FORMS": "99999999", "emblem": "0", "time_zone": "Mars"}
    for typed in ({}, broken):
        answer = as_editor.post(LETTERHEAD, typed)
        assert (answer.status_code, answer.json()["remarks"]) == (200, [])


def test_only_those_who_may_change_the_details_see_what_is_typed(as_author, client):
    assert as_author.post(LETTERHEAD, {}).status_code == 403
    assert as_author.get(LETTERHEAD).status_code == 405
    client.logout()
    assert client.post(LETTERHEAD, {}).status_code == 302


def test_of_a_week_that_is_refused_only_the_days_that_are_wrong_are_marked():
    spans = [
        (0, "09:00", "17:00"),
        (1, "09:00", "08:00"),
        (2, "", "17:00"),
        (3, "09:00", "12:00"),
        (3, "11:00", "14:00"),
    ]
    page = str(Week().render("week", spans))
    rows = page.split('class="week-row"')[1:]
    assert [day for day, row in enumerate(rows) if 'aria-invalid="true"' in row] == [1, 2, 3]
    assert "aria-invalid" not in str(Week().render("week", spans[:1]))
