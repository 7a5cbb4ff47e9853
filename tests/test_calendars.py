"""Calendar files: two independent parsers find the very days on which an anniversary is observed."""

import datetime as dt
import uuid
from itertools import islice
from typing import Any

import icalendar
import pytest
import vobject  # type: ignore[import-untyped]  # it has no types
from dateutil.rrule import rruleset, rrulestr  # type: ignore[import-untyped]  # it has no types

from pressreleases.calendars import Calendar, Event, Instance, Recurrence, recurrence_of, write
from pressreleases.models.anniversary_rules import Observing

SINCE: dict[str, Any] = {"first_year": 1992}


def test_a_rule_without_days_has_no_recurrence():
    assert recurrence_of(Observing("table")) is None
    assert recurrence_of(Observing("fixed-day", month=1, day=1, first_year=2000, last_year=1999)) is None


@pytest.mark.parametrize(
    ("observing", "first", "rule"),
    [
        (Observing("fixed-day", month=1, day=20, **SINCE), (1992, 1, 20), "BYMONTH=1;BYMONTHDAY=20"),
        (Observing("weekday", month=5, nth=2, weekday=6, **SINCE), (1992, 5, 10), "BYMONTH=5;BYDAY=2SU"),
        (Observing("weekday", month=11, nth=-1, weekday=3, **SINCE), (1992, 11, 26), "BYMONTH=11;BYDAY=-1TH"),
        (Observing("weekday", month=9, nth=1, weekday=0, **SINCE), (1992, 9, 7), "BYMONTH=9;BYDAY=1MO"),
        (Observing("last-day", month=2, **SINCE), (1992, 2, 29), "BYMONTH=2;BYMONTHDAY=-1"),
        (Observing("fixed-day", month=2, day=29, **SINCE), (1992, 2, 29), "BYMONTH=2;BYMONTHDAY=-1"),
        (Observing("fixed-day", month=2, day=29, in_common_years="1-march", **SINCE), (1992, 2, 29), "BYYEARDAY=60"),
    ],
)
def test_a_rule_begins_on_its_first_day_and_goes_on_every_year(observing, first, rule):
    assert recurrence_of(observing) == Recurrence(dt.date(*first), f"FREQ=YEARLY;{rule}")


def test_a_rule_with_a_last_year_ends_with_its_last_day():
    observing = Observing("fixed-day", month=1, day=20, last_year=2003, **SINCE)
    recurrence = recurrence_of(observing)
    assert recurrence
    assert recurrence.rule == "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=20;UNTIL=20031231"


def test_days_of_a_table_are_told_one_by_one_in_order_and_without_a_rule():
    days = tuple(dt.date(year, 5, year - 2010) for year in (2019, 2022, 2020))
    assert recurrence_of(Observing("table", first_year=2020, dates=days)) == Recurrence(
        dt.date(2020, 5, 10), more=(dt.date(2022, 5, 12),)
    )


def test_29_february_is_1_march_in_years_that_have_none():
    recurrence = recurrence_of(Observing("fixed-day", month=2, day=29, in_common_years="1-march", **SINCE))
    assert recurrence
    days = rrulestr(recurrence.rule, dtstart=dt.datetime.combine(recurrence.first, dt.time()))
    assert [day.date() for day in islice(days, 3)] == [dt.date(1992, 2, 29), dt.date(1993, 3, 1), dt.date(1994, 3, 1)]


CHANGED_AT = dt.datetime(2026, 11, 22, 12, 30, 15, 999, tzinfo=dt.UTC)
RULES = [
    Observing("fixed-day", month=1, day=20, first_year=1992),
    Observing("fixed-day", month=1, day=20, first_year=1992, last_year=2003),
    Observing("fixed-day", month=2, day=29, first_year=1993),
    Observing("fixed-day", month=2, day=29, in_common_years="1-march", first_year=1993),
    Observing("weekday", month=5, nth=2, weekday=6, first_year=1992),
    Observing("weekday", month=11, nth=-1, weekday=3, first_year=1992, last_year=2010),
    Observing("last-day", month=2, first_year=1992),
    Observing(
        "table", first_year=2020, dates=tuple(dt.date(year, 5, year - 2010) for year in (2019, 2022, 2020, 2025))
    ),
]


def event(recurrence, **changes):
    said = {"summary": "A day", "url": "https://mission.example/en/", "changed_at": CHANGED_AT, "sequence": 3}
    return Event(uid=str(uuid.UUID(int=7)), recurrence=recurrence, **{**said, **changes})


def written(*events, name="Anniversaries"):
    return write(Calendar(name, "en", "https://mission.example/a.ics", "https://mission.example/a/", events))


def the_event(content) -> Any:
    (read,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    return read


def days_by_icalendar(content):
    """Read by icalendar, expanded by dateutil."""
    read = the_event(content)
    first = read["DTSTART"].dt
    found = rruleset()
    found.rdate(dt.datetime.combine(first, dt.time()))
    if "RRULE" in read:
        found.rrule(rrulestr(read["RRULE"].to_ical().decode(), dtstart=dt.datetime.combine(first, dt.time())))
    for name, add in (("RDATE", found.rdate), ("EXDATE", found.exdate)):
        for row in read[name].dts if name in read else []:
            add(dt.datetime.combine(row.dt, dt.time()))
    return [day.date() for day in islice(found, 400)]


def days_by_vobject(content):
    read = vobject.readOne(content).vevent
    expanded = read.getrruleset(addRDate=True) or [read.dtstart.value]
    return [day.date() if isinstance(day, dt.datetime) else day for day in islice(expanded, 400)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.rule} {rule.month} {rule.in_common_years}")
def test_both_parsers_show_the_days_on_which_it_is_observed_and_no_others(rule):
    expected = list(islice(rule.from_day(dt.date(1900, 1, 1)), 400))
    content = written(event(recurrence_of(rule)))
    assert days_by_icalendar(content) == expected
    assert days_by_vobject(content) == expected


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.rule} {rule.month} {rule.in_common_years}")
def test_days_that_are_events_of_their_own_are_left_out_and_no_others(rule):
    every = list(rule.from_day(dt.date(1900, 1, 1)))
    alone = {*every[:2], *every[3:5]}
    expected = [day for day in every if day not in alone][:100]
    content = written(event(recurrence_of(rule, alone)))
    assert days_by_icalendar(content)[:100] == expected
    assert days_by_vobject(content)[:100] == expected
    assert recurrence_of(rule, set(every)) is None


def test_each_day_of_its_own_has_its_own_uid_also_where_no_other_days_are_left():
    days = [Instance(dt.date(year, 1, 20), f"Of {year}", "", CHANGED_AT, 5) for year in (2023, 2024)]
    read = icalendar.Calendar.from_ical(written(event(None, instances=tuple(days)))).walk("VEVENT")
    assert [str(one["SUMMARY"]) for one in read] == ["Of 2023", "Of 2024"]
    assert len({str(one["UID"]) for one in read}) == 2


def test_the_whole_file_is_as_the_standards_want_it():
    of_2024 = Instance(dt.date(2024, 1, 20), "Of 2024", "https://mission.example/2024/", CHANGED_AT, 5)
    recurrence = recurrence_of(RULES[0], {of_2024.on})
    black_january = event(recurrence, summary="Qara Yanvar; “a, b”\\c\nd", instances=(of_2024,))
    content = written(black_january, name="Anniversaries, all")
    assert content.replace("\r\n ", "").split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Press office//Anniversaries//EN",
        "CALSCALE:GREGORIAN",
        f"UID:{uuid.uuid5(uuid.NAMESPACE_URL, 'https://mission.example/a.ics')}",
        "NAME;LANGUAGE=en:Anniversaries\\, all",
        "X-WR-CALNAME:Anniversaries\\, all",
        "LAST-MODIFIED:20261122T123015Z",
        "URL:https://mission.example/a/",
        "SOURCE;VALUE=URI:https://mission.example/a.ics",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
        "COLOR:teal",
        "BEGIN:VEVENT",
        "UID:00000000-0000-0000-0000-000000000007",
        "DTSTAMP:20261122T123015Z",
        "LAST-MODIFIED:20261122T123015Z",
        "SEQUENCE:3",
        "DTSTART;VALUE=DATE:19920120",
        "SUMMARY;LANGUAGE=en:Qara Yanvar\\; “a\\, b”\\\\c d",
        "URL:https://mission.example/en/",
        "TRANSP:TRANSPARENT",
        "CLASS:PUBLIC",
        "RRULE:FREQ=YEARLY;BYMONTHDAY=20;BYMONTH=1",
        "EXDATE;VALUE=DATE:20240120",
        "END:VEVENT",
        "BEGIN:VEVENT",
        f"UID:{uuid.uuid5(uuid.UUID(int=7), '2024')}",
        "DTSTAMP:20261122T123015Z",
        "LAST-MODIFIED:20261122T123015Z",
        "SEQUENCE:5",
        "DTSTART;VALUE=DATE:20240120",
        "SUMMARY;LANGUAGE=en:Of 2024",
        "URL:https://mission.example/2024/",
        "TRANSP:TRANSPARENT",
        "CLASS:PUBLIC",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_whatever_a_name_is_lines_are_folded_at_75_octets_and_both_parsers_read_it_back():
    name = "Ə, ; \\ “quoted”: \\n 紀念日 " * 20 + "\u0007"
    content = written(event(Recurrence(dt.date(2024, 1, 20)), summary=name))
    lines = content.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() for line in lines if line)
    assert "\n" not in content.replace("\r\n", "")
    expected = name.removesuffix(" \u0007")
    read = the_event(content)
    assert str(read["SUMMARY"]) == expected
    assert vobject.readOne(content).vevent.summary.value == expected


def test_text_cannot_begin_a_line_of_its_own():
    content = written(event(Recurrence(dt.date(2024, 1, 20)), summary="A\r\nATTENDEE:mailto:x\u2028y"))
    assert "SUMMARY;LANGUAGE=en:A ATTENDEE:mailto:x y\r\n" in content
