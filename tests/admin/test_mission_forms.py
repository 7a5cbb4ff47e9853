"""The forms of mission details: telephone numbers as people type them, opening hours, closed days."""

import datetime as dt

import pytest

from pressreleases.admin.mission_forms import NotANumber, read_number, regions_of
from pressreleases.models import ContactNumber, MissionDetails
from tests.admin.filling import save, shown

pytestmark = pytest.mark.django_db
URL = "/admin/pressreleases/missiondetails/"


def rows(**groups):
    """The fields of new inline rows: `rows(numbers=[{"kind": "fax", "number": "…"}])`."""
    data: dict[str, object] = {}
    for prefix in ("names", "numbers", "hours", "closed_days"):
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


@pytest.mark.parametrize(
    ("zone", "numbers", "regions"),
    [
        ("America/New_York", [], ["US"]),
        ("Asia/Baku", [], ["AZ"]),
        ("Europe/Vienna", ["+41 22 917 1234"], ["AT", "CH"]),
        ("Europe/Vienna", ["nonsense", "+nonsense"], ["AT"]),
        ("UTC", [], []),
    ],
)
def test_a_number_is_meant_in_the_country_of_the_clock_or_of_a_neighbour(zone, numbers, regions):
    assert regions_of(zone, numbers) == regions


@pytest.mark.parametrize("words", ["371-2559", "(212) 371-25590000", "call us", "12"])
def test_numbers_that_nobody_can_call_are_refused(words):
    with pytest.raises(NotANumber):
        read_number(words, ["US"])


def test_without_a_country_only_international_numbers_are_read():
    assert read_number("+1 (212) 371-2559", []).number == "+12123712559"
    with pytest.raises(NotANumber):
        read_number("(212) 371-2559", [])


def test_a_row_of_hours_can_stand_for_several_weekdays_and_each_is_kept_by_itself(as_editor, details):
    details.delete()
    hours = [
        {"weekday": 0, "through": 4, "opens_at": "09:00", "closes_at": "13:00"},
        {"weekday": 0, "through": 3, "opens_at": "14:00", "closes_at": "18:00"},
        {"weekday": 5, "through": "", "opens_at": "10:00", "closes_at": "12:00"},
    ]
    as_editor.post(f"{URL}add/", {**NEW, **rows(names=NAMES, numbers=NUMBERS, hours=hours)})
    stored = MissionDetails.objects.get()
    kept = [str(row) for row in stored.hours.all()]
    assert len(kept) == 10
    assert kept[:2] == ["Monday 09:00–13:00", "Monday 14:00–18:00"]
    assert kept[-2:] == ["Friday 09:00–13:00", "Saturday 10:00–12:00"]
    # Saved again, a stored row stands for its own day only.
    save(as_editor, f"{URL}{stored.pk}/change/", **{"hours-0-closes_at": "12:30", "hours-0-through": "4"})
    changed = [str(row) for row in stored.hours.all()]
    assert changed == ["Monday 09:00–12:30", *kept[1:]]


def test_hours_of_one_day_that_overlap_are_refused_at_the_row(as_editor, details):
    hours = [
        {"weekday": 0, "through": 4, "opens_at": "09:00", "closes_at": "13:00"},
        {"weekday": 2, "through": "", "opens_at": "12:00", "closes_at": "18:00"},
    ]
    details.delete()
    response = as_editor.post(f"{URL}add/", {**NEW, **rows(names=NAMES, numbers=NUMBERS, hours=hours)})
    assert "These hours overlap with others on the same day." in response.content.decode()
    assert not MissionDetails.objects.exists()
    hours[1]["opens_at"] = "13:00"
    as_editor.post(f"{URL}add/", {**NEW, **rows(names=NAMES, numbers=NUMBERS, hours=hours)})
    assert MissionDetails.objects.get().hours.count() == 6


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
