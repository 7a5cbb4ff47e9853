"""The one value of which the page of a release, its files and feed items are made."""

import datetime as dt
import math

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from pressreleases.models import Edition
from pressreleases.public.reading.mission_today import Mission
from pressreleases.public.reading.release_page import PastEdition, ReleasePage

BEGAN = dt.datetime(2024, 1, 20, 15, 15, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def past(number, **changes):
    """An edition that was public for a day, the first one since `BEGAN`."""
    begins_at = BEGAN + (number - 1) * DAY
    given = {"minor": False, "change_note": f"Note {number}.", "redacted_at": None}
    return PastEdition(**{"number": number, "begins_at": begins_at, "ends_at": begins_at + DAY, **given, **changes})


def live(number, **changes):
    begins_at = BEGAN + (number - 1) * DAY
    return Edition(
        number=number,
        language="en",
        year=2024,
        slug="visit",
        issued_on=dt.date(2024, 1, 20),
        letterhead={"time_zone": "America/New_York"},
        live_during=DateTimeTZRange(begins_at, None),
        change_note=changes.pop("change_note", f"Note {number}."),
        **changes,
    )


def page(edition, *history):
    return ReleasePage(edition, edition, (edition, *history))


def test_the_first_edition_has_no_correction():
    shown = page(live(1))
    assert (shown.correction, shown.correction_in_words, shown.is_reinstated, shown.changes) == (None, "", False, "")


def test_a_minor_change_is_not_the_correction_that_readers_are_told_of():
    shown = page(live(3, minor=True), past(2), past(1))
    assert shown.correction is shown.history[1]
    assert shown.correction_in_words == "Corrected on 21 January 2024. Note 2."
    assert shown.changes == "/en/releases/2024/visit/editions/1/compare/2/"


def test_an_edition_after_a_gap_is_a_reinstatement_and_one_without_a_gap_is_not():
    withdrawn = past(1, ends_at=BEGAN + DAY / 2)
    assert page(live(2), withdrawn).is_reinstated
    assert page(live(2), withdrawn).correction_in_words.startswith("Reinstated on ")
    assert not page(live(2), past(1)).is_reinstated


def test_each_row_of_the_history_leads_to_what_it_changed_unless_words_were_removed():
    rows = page(live(4), past(3), past(2, redacted_at=BEGAN), past(1)).history_rows
    assert [(row.edition.number, row.changes) for row in rows] == [
        (4, "/en/releases/2024/visit/editions/3/compare/4/"),
        (3, ""),
        (2, ""),
        (1, ""),
    ]


def test_an_earlier_edition_is_compared_with_the_live_one():
    newest, first = live(3), live(1)
    shown = ReleasePage(first, newest, (newest, past(2), past(1)))
    assert not shown.is_live
    assert shown.changes == "/en/releases/2024/visit/editions/1/compare/3/"
    assert shown.dates.number == 1


def test_it_holds_as_long_as_what_holds_for_the_shortest_time():
    today = Mission({}, dt.date(2024, 1, 20), good_until=5.0)
    assert ReleasePage(live(1), live(1), (live(1),), good_until=9.0).with_mission(today).good_until == 5.0
    assert ReleasePage(live(1), live(1), (live(1),), good_until=3.0).with_mission(today).good_until == 3.0
    assert page(live(1)).with_mission(today).good_until == 5.0
    assert page(live(1)).with_mission(Mission({}, dt.date.max)).good_until is None
    forever = ReleasePage(live(1), live(1), (live(1),), good_until=math.inf)
    assert forever.with_mission(Mission({}, dt.date.max)).good_until == math.inf
