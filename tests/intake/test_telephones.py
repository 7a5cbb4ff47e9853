"""Numbers of letterheads: their labels, their international form, and the country of an address."""

import pytest

from pressreleases.intake.document import Number
from pressreleases.intake.errors import UnknownRegion, UnreadableNumber
from pressreleases.intake.telephones import (
    Printed,
    goes_on,
    is_only_numbers,
    known_region,
    read_numbers,
    region_of,
    split_at_labels,
)
from tests.intake.sheets import ADDRESS


@pytest.mark.parametrize(
    ("address", "region"),
    [
        (ADDRESS, "US"),
        ("2741 34th Street NW, Washington, D.C. 20008", "US"),
        ("50 Şıxəli Qurbanov küçəsi, Bakı AZ1009, Azərbaycan", "AZ"),
        ("50 Sh. Gurbanov Street, Baku, Republic of Azerbaijan", "AZ"),
        ("4 Kensington Court, London, United Kingdom", "GB"),
        ("4 Kensington Court, London W8 5DL, UK", "GB"),
        ("1 Main Street, Springfield, U.S.A.", "US"),
        ("4 Kensington Court, London W8 5DL", ""),
        ("", ""),
    ],
)
def test_the_country_is_read_from_the_address(address: str, region: str) -> None:
    assert region_of(address) == region


def test_a_region_must_exist() -> None:
    assert known_region("az") == "AZ"
    with pytest.raises(UnknownRegion):
        known_region("XX")


def read(text: str, region: str = "US") -> list[str]:
    numbers = read_numbers([Printed(("telephone",), text, 4)], region)
    return [f"{number.number}{'x' * bool(number.extension)}{number.extension}" for number in numbers]


def test_the_text_after_each_label_is_that_of_its_number() -> None:
    before, printed = split_at_labels("633 Third Avenue; Tel: 371-2559, Fax: 371-2784", line=7)
    assert before == "633 Third Avenue; "
    assert [(part.kinds, part.line) for part in printed] == [(("telephone",), 7), (("fax",), 7)]
    assert [part.text.strip(" ,") for part in printed] == ["371-2559", "371-2784"]


def test_a_label_of_both_kinds_is_that_of_two_numbers() -> None:
    _before, printed = split_at_labels("Tel./Fax: +1 212 371 2559", line=1)
    assert read_numbers(printed, "") == (
        Number("telephone", "+12123712559"),
        Number("fax", "+12123712559"),
    )


def test_a_line_without_a_label_is_text_as_a_whole() -> None:
    assert split_at_labels("Hotel: 5 stars", line=1) == ("Hotel: 5 stars", [])
    assert split_at_labels("Telephone us", line=1) == ("Telephone us", [])


@pytest.mark.parametrize("text", ["(212) 371-2832", "371-2832, ext. 101", "Fax: 371-2784", "+1 212 371 2559; 371-2832"])
def test_a_line_of_numbers_is_known(text: str) -> None:
    assert is_only_numbers(text)


@pytest.mark.parametrize("text", ["", "Tel:", "633 Third Avenue", "(,)"])
def test_a_line_with_other_words_or_without_a_digit_is_no_line_of_numbers(text: str) -> None:
    assert not is_only_numbers(text)


@pytest.mark.parametrize("text", ["Tel: 371-2559,", "Tel: 371-2559 /", "Tel: (212)", "Tel: 371-2559, Fax:", "Tel:"])
def test_an_open_end_continues_on_the_next_line(text: str) -> None:
    assert goes_on(text)


@pytest.mark.parametrize("text", ["Tel: 371-2559", "New York,", ""])
def test_a_closed_end_or_a_line_without_a_number_does_not_continue(text: str) -> None:
    assert not goes_on(text)


def test_a_number_without_an_area_code_gets_that_of_the_number_before() -> None:
    assert read("(646) 738-6143, 371-2832") == ["+16467386143", "+16463712832"]
    assert read("+49 30 219 16 13, 219 16 14", "") == ["+49302191613", "+49302191614"]


def test_a_number_with_an_area_code_keeps_it() -> None:
    assert read("(646) 738-6143, (212) 371-2832") == ["+16467386143", "+12123712832"]


def test_an_extension_is_apart_from_its_number() -> None:
    assert read("(212) 371-2832 ext. 101, 371-2559") == ["+12123712832x101", "+12123712559"]


def test_two_zeros_are_a_plus_only_where_no_country_is_given() -> None:
    assert read("00 49 30 219 16 13", "") == ["+49302191613"]
    with pytest.raises(UnreadableNumber):
        read("00 49 30 219 16 13", "US")


@pytest.mark.parametrize(
    ("text", "region"), [("371-2559", "US"), ("(212) 371-2559", ""), ("12", "US"), ("call us", "US")]
)
def test_a_number_that_is_not_whole_is_refused_with_its_text_and_line(text: str, region: str) -> None:
    with pytest.raises(UnreadableNumber) as caught:
        read(text, region)
    assert f'"{text}" in line 4' in str(caught.value)
