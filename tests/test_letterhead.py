"""Letterheads: what is kept of the mission's details, and how numbers are printed."""

import pytest

from pressreleases.letterhead import compose, language_of_address, print_number, printed_numbers
from pressreleases.models import MissionDetails


def numbers(*rows):
    return {"numbers": [{"kind": kind, "number": number, "extension": ext} for kind, number, ext in rows]}


def printed(letterhead):
    return [
        (
            group.kind,
            [number.printed + (f" (ext. {number.extension})" if number.extension else "") for number in group.numbers],
        )
        for group in printed_numbers(letterhead)
    ]


def test_the_numbers_of_the_sheet_are_printed_as_on_the_sheet():
    sheet = numbers(
        ("telephone", "+12123712559", ""),
        ("telephone", "+12123712832", "101"),
        ("fax", "+12123712784", ""),
        ("fax", "+16467386143", ""),
    )
    assert printed(sheet) == [
        ("telephone", ["(212) 371-2559", "371-2832 (ext. 101)"]),
        ("fax", ["(212) 371-2784", "(646) 738-6143"]),
    ]


@pytest.mark.parametrize(("number", "language"), [("+12123712559", "en"), ("+33140000000", "fr"), ("+41220000000", "")])
def test_an_address_is_in_the_one_language_of_the_country_of_the_numbers(number, language):
    assert language_of_address(numbers(("telephone", number, ""))) == language


def test_an_area_code_comes_back_after_another_one():
    assert printed(numbers(*[("telephone", n, "") for n in ("+12123712559", "+16467386143", "+12123712784")])) == [
        ("telephone", ["(212) 371-2559", "(646) 738-6143", "(212) 371-2784"])
    ]


def test_a_number_of_another_country_is_printed_internationally():
    assert printed(numbers(("telephone", "+12123712559", ""), ("telephone", "+994125961234", ""))) == [
        ("telephone", ["(212) 371-2559", "+994 12 596 12 34"])
    ]


def test_an_area_code_with_a_trunk_zero_is_left_out_too():
    assert printed(numbers(("telephone", "+994125961234", ""), ("telephone", "+994125961235", ""))) == [
        ("telephone", ["(012) 596 12 34", "596 12 35"])
    ]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("+41227170240", "+41227170241", ["022 717 02 40", "022 717 02 41"]),
        ("+33144183535", "+33144183536", ["01 44 18 35 35", "01 44 18 35 36"]),
        ("+390685305557", "+390685305558", ["06 8530 5557", "06 8530 5558"]),
        ("+903124911681", "+903124911682", ["(0312) 491 16 81", "(0312) 491 16 82"]),
    ],
    ids=["Geneva", "Paris", "Rome", "Ankara"],
)
def test_an_area_code_that_is_always_dialled_is_printed_with_each_number(first, second, expected):
    assert printed(numbers(("telephone", first, ""), ("telephone", second, ""))) == [("telephone", expected)]


def test_an_area_code_of_canada_is_left_out_as_in_new_york():
    assert printed(numbers(("telephone", "+16132369900", ""), ("telephone", "+16132369901", ""))) == [
        ("telephone", ["(613) 236-9900", "236-9901"])
    ]


def test_a_number_that_begins_like_an_area_code_loses_nothing_of_itself():
    assert printed(numbers(("telephone", "+12123712559", ""), ("telephone", "+12122125555", ""))) == [
        ("telephone", ["(212) 371-2559", "212-5555"])
    ]


def test_the_link_carries_the_extension_and_no_area_code_is_lost_in_it():
    number = print_number("+12123712832", "101", previous="+12123712559")
    assert (number.uri, number.printed, number.full) == ("tel:+12123712832;ext=101", "371-2832", "(212) 371-2832")


def test_a_link_without_extension_has_none():
    assert print_number("+12123712559").uri == "tel:+12123712559"


def test_no_numbers_make_no_groups():
    assert printed_numbers({"numbers": []}) == []


@pytest.mark.django_db
def test_a_letterhead_keeps_names_in_order_and_costs_a_constant_number_of_queries(details, django_assert_num_queries):
    with django_assert_num_queries(3):
        letterhead = compose(MissionDetails.objects.whole().get())
    assert [name["language"] for name in letterhead["names"]] == ["az", "en"]
    assert letterhead["names"][1]["name"] == "Permanent Mission of the\nRepublic of Azerbaijan\nto the United Nations"
    assert (letterhead["v"], letterhead["time_zone"], letterhead["emblem"]) == (1, "America/New_York", None)
