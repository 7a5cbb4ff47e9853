"""Spans that overlap or contain each other, and where sentences begin and end."""

import pytest

from pressreleases.anniversaries.carry_forward.edits import Spans, sentences


def test_spans_that_overlap_are_joined_and_neighbours_are_not():
    assert Spans([(5, 8), (0, 3), (2, 4)]).hold(0, 4)
    assert not Spans([(0, 3), (3, 6)]).hold(0, 6)


@pytest.mark.parametrize("span", [(2, 4), (3, 5), (1, 9), (4, 9), (2, 3)])
def test_a_span_that_shares_a_letter_with_one_of_them_touches_it(span):
    assert Spans([(2, 5), (20, 30)]).touch(*span)


@pytest.mark.parametrize("span", [(0, 2), (5, 7), (5, 20), (30, 31)])
def test_a_span_next_to_them_does_not_touch(span):
    assert not Spans([(2, 5), (20, 30)]).touch(*span)
    assert not Spans().touch(*span)


def test_a_span_that_is_added_later_is_found_too():
    spans = Spans([(2, 5)])
    spans.add(8, 9)
    spans.add(0, 1)
    assert spans.touch(8, 9)
    assert spans.touch(0, 1)
    assert not spans.touch(5, 8)


@pytest.mark.parametrize(("span", "held"), [((2, 5), True), ((3, 4), True), ((1, 5), False), ((2, 6), False)])
def test_only_a_whole_span_is_contained(span, held):
    assert Spans([(0, 1), (2, 5)]).hold(*span) is held


def cut(text):
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four… Five", ["One.", "Two!", "Three?", "Four…", "Five"]),
        ("He said: “One.” Two.", ["He said: “One.”", "Two."]),
        ("One\n\n Two \n", ["One", "Two"]),
        ("一。二！三", ["一。", "二！", "三"]),
        ("“一。”二", ["“一。”", "二"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_a_sentence_ends_with_its_mark_or_its_line(text, expected):
    assert cut(text) == expected


@pytest.mark.parametrize("text", ["Mr. Adil and Dr. B. Aliyeva came.", "No. 5, art. 3", "3.5 per cent", "U.N. days"])
def test_a_point_of_an_abbreviation_or_a_number_ends_no_sentence(text):
    assert cut(text) == [text]
