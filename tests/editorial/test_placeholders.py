"""What writers leave in a draft for themselves, and what only looks like it."""

import time

import pytest

from pressreleases.editorial.placeholders import leftovers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Said [TBC] and [tbd], [XX], [?], [ ] and [insert name here].", "[TBC] [tbd] [XX] [?] [ ] [insert name here]"),
        ("xxx people, XXXX more, Xxx", "xxx XXXX Xxx"),
        ("Why??? Lorem ipsum, ____", "??? Lorem ____"),
        (
            "TODO FIXME TBC {name} {{ ordinal }} [dəqiqləşdirilməli]",
            "TODO FIXME TBC {name} {{ ordinal }} [dəqiqləşdirilməli]",
        ),
    ],
)
def test_what_no_finished_text_has_is_found_in_its_order(text, expected):
    assert " ".join(leftovers(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "XX əsr, the XXX Games, Charles X",
        "the [UN] Secretary-General [sic] said […] it",
        "Really? Yes?! Really??",
        "toda todo hasta Tbilisi",
        "A/RES/76/12 [1]",
    ],
)
def test_what_an_editor_writes_is_no_leftover(text):
    assert leftovers(text) == []


def test_each_is_named_once_and_the_longest_reading_wins():
    assert leftovers("[XX] and [XX] and XXXX") == ["[XX]", "XXXX"]
    assert leftovers("[to be confirmed: TBC]") == ["[to be confirmed: TBC]"]


def test_a_long_row_of_brackets_takes_no_time():
    begun = time.process_time()
    leftovers("[" * 20_000 + " " * 20_000 + "[insert " * 2_000)
    assert time.process_time() - begun < 5
