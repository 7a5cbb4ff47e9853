"""The head of an imported sheet: the site's first mission details, or a list of differences; never a change."""

import datetime as dt

import pytest

from pressreleases import letterhead
from pressreleases.models import MissionDetails, Release
from tests.intake import sheets
from tests.making import make_details
from tests.management.running import refusal, rows, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(tmp_path):
    """Write a sheet with the given head into a file and return its path."""

    def write(head=sheets.HEAD, **parts):
        path = tmp_path / "sheet.txt"
        path.write_text(sheets.english(head=head, **parts), encoding="utf-8")
        return path

    return write


def test_a_site_without_details_takes_them_from_the_sheet(sheet):
    assert "Mission details were made from the letterhead of the sheet." in run("import_release", sheet())
    made = MissionDetails.objects.whole().get()
    assert (made.valid_during.lower, made.valid_during.upper) == (None, None)
    head = letterhead.compose(made)
    made.delete()
    assert head == letterhead.compose(make_details(email=""))


def test_what_is_made_of_the_sheet_is_published_with_it(editor, sheet):
    run("import_release", sheet(), "--publish", "--as", "editor")
    printed = letterhead.printed_numbers(Release.objects.get().editions.get().letterhead)
    assert [[number.printed for number in group.numbers] for group in printed] == [
        ["(212) 371-2559", "371-2832"],
        ["(212) 371-2784", "(646) 738-6143"],
    ]


def test_the_time_zone_has_to_be_named_where_the_numbers_do_not_tell(sheet):
    no_numbers = f"{sheets.NAMES}\n\n{sheets.ADDRESS}"
    assert "--time-zone America/New_York" in refusal("import_release", sheet(no_numbers))
    run("import_release", sheet(no_numbers), "--time-zone", "America/New_York")
    assert MissionDetails.objects.get().time_zone == "America/New_York"


def test_numbers_in_two_zones_do_not_tell_the_time_zone(sheet):
    two = f"{sheets.NAMES}\n\n{sheets.ADDRESS}\nTel: (212) 371-2559; Fax: (310) 444-9101"
    assert "time zone" in refusal("import_release", sheet(two))


@pytest.mark.parametrize(
    ("head", "sentence"),
    [
        ("", "The sheet has no head"),
        (sheets.NAMES, "has no address"),
        (f"{sheets.ADDRESS}\n{sheets.NUMBERS}", "has no name of the mission"),
        (f"Grand Palais\n\n{sheets.ADDRESS}\n{sheets.NUMBERS}", "not in a language of this site"),
    ],
)
def test_a_head_that_is_not_whole_makes_no_details_and_says_so(sheet, head, sentence):
    assert sentence in run("import_release", sheet(head))
    assert not MissionDetails.objects.exists()
    assert Release.objects.count() == 1


def test_the_same_head_in_other_line_breaks_and_capitals_is_no_difference(details, sheet):
    head = sheets.HEAD.replace("of the\nRepublic", "\nof the REPUBLIC").replace("Suite 3210, ", "Suite 3210\n")
    assert "differs" not in run("import_release", sheet(head))


def test_a_head_that_differs_is_told_line_by_line_and_changes_nothing(details, sheet):
    head = (
        sheets.HEAD.replace("Permanent Mission", "Mission").replace("633", "635").replace("101", "102")
        + "\nE-mail: office@mission.example"
    )
    before = rows()
    said = run("import_release", sheet(head)).splitlines()
    assert [line.partition(": ")[2].strip() for line in said[-4:]] == [
        f"{what}: the sheet has “{on_sheet}”, the mission details have “{on_site}”."
        for what, on_sheet, on_site in (
            (
                "Name (English)",
                "Mission of the Republic of Azerbaijan to the United Nations",
                "Permanent Mission of the Republic of Azerbaijan to the United Nations",
            ),
            ("Address", sheets.ADDRESS.replace("633", "635"), sheets.ADDRESS),
            ("Telephone", "+1 212 371 2559, +1 212 371 2832 ext. 102", "+1 212 371 2559, +1 212 371 2832 ext. 101"),
            ("E-mail", "office@mission.example", "press@mission.example"),
        )
    ]
    written = {table for table, count in rows().items() if count != before[table]}
    assert written == {
        "pressreleases_release",
        "pressreleases_historicalrelease",
        "pressreleases_pendingchange",
        "pressreleases_auditentry",
    }


def test_what_the_mission_details_lack_is_a_difference_and_what_the_sheet_lacks_is_none(details, sheet):
    MissionDetails.objects.update(email="")
    head = f"{sheets.NAMES}\n\n{sheets.ADDRESS}\nTel: (212) 371-2559\nE-mail: office@mission.example"
    said = run("import_release", sheet(head)).splitlines()
    assert "Telephone" not in " ".join(said)
    assert said[-1].strip().endswith("E-mail: the sheet has “office@mission.example”, the mission details have none.")


def test_it_is_not_published_under_another_head_than_its_own(details, editor, sheet):
    head = sheets.HEAD.replace("633", "635")
    said = refusal("import_release", sheet(head), "--publish", "--as", "editor")
    assert "its head differs from the mission details" in said
    assert "635 Third Avenue" in said


def test_a_sheet_without_a_head_is_published_under_that_of_its_day(details, editor, sheet):
    run("import_release", sheet(""), "--publish", "--as", "editor")
    assert Release.objects.get().editions.get().letterhead == letterhead.compose(details)


def test_details_of_other_days_are_not_extended(sheet):
    make_details(valid_during=(dt.date(2025, 1, 1), None))
    said = run("import_release", sheet())
    assert "No mission details are valid on 20 January 2024." in said
    assert MissionDetails.objects.count() == 1
