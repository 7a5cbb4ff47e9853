"""The place and the date that open a text."""

import pytest

from pressreleases.intake.datelines import read_dateline


@pytest.mark.parametrize(
    ("line", "place", "begins"),
    [
        ("NEW YORK, 9 APRIL 2025. The Republic of the Lakes gave ten trees.", "NEW YORK", "The Republic"),
        ("Madrid, 9 de abril de 2025.- La República de los Lagos dio árboles.", "Madrid", "La República"),
        ("BRUSSELS | 9 April 2025 | The Republic of the Lakes gave ten trees.", "BRUSSELS", "The Republic"),
        ("BRUSSELS, 9 April 2025/ The Republic of the Lakes gave ten trees.", "BRUSSELS", "The Republic"),
        ("القاهرة – 2 يونيو 2025: وقعت جمهورية البحيرات اتفاقية للنقل البحري.", "القاهرة", "وقعت"),
    ],
)
def test_datelines_with_other_signs_are_read(line: str, place: str, begins: str) -> None:
    found = read_dateline(line)
    assert found is not None
    assert found.date is not None
    assert found.place == place
    assert line[found.end :].startswith(begins)


def test_a_sentence_that_begins_with_a_place_and_a_day_is_no_dateline() -> None:
    assert read_dateline("Green Gardens, 9 April 2025. A book with this title was printed today.") is None
    assert read_dateline("Gardens | 9 trees | The Republic of the Lakes gave ten trees to its neighbours.") is None
    assert read_dateline("Tea, trees and/or flowers/ The Republic of the Lakes gave ten trees to them.") is None
    assert read_dateline("It was signed on 9 April 2025. The Embassy has a copy of it now.") is None


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Baku/18 August 2023/ Forty people planted trees in the garden.", "Baku"),
        ("Varşava, 26 iyun. Azərbaycanın səfirliyində bağ açılıb və ağaclar əkilib.", "Varşava"),
        ("北京，2025年3月7日电　为庆祝国际妇女节，十二位女摄影师的联展今天在使馆开幕。", "北京"),
    ],
)
def test_datelines_of_agencies_are_read(line: str, place: str) -> None:
    found = read_dateline(line)
    assert found is not None
    assert found.place == place
