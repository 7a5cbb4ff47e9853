"""Rules of observance in words."""

import pytest

from pressreleases.models.anniversary_rules import Observing
from pressreleases.models.rules_in_words import rule_in_words, years_in_words


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (Observing("fixed-day", month=1, day=20), "Every year on 20 January"),
        (
            Observing("fixed-day", month=2, day=29),
            "Every year on 29 February; in years without that day, on 28 February",
        ),
        (
            Observing("fixed-day", month=2, day=29, in_common_years="1-march"),
            "Every year on 29 February; in years without that day, on 1 March",
        ),
        (Observing("weekday", month=5, nth=2, weekday=6), "Every year on the second Sunday of May"),
        (Observing("weekday", month=11, nth=-1, weekday=0), "Every year on the last Monday of November"),
        (Observing("last-day", month=2), "Every year on the last day of February"),
        (Observing("table"), "On a date set for each year"),
        (Observing("weekday", month=5), ""),
        (Observing("fixed-day"), ""),
    ],
)
def test_a_rule_is_one_sentence(rule, sentence):
    assert rule_in_words(rule, "en") == sentence


def test_names_of_days_and_months_are_those_of_the_language():
    assert "20 yanvar" in rule_in_words(Observing("fixed-day", month=1, day=20), "az")
    words = rule_in_words(Observing("weekday", month=5, nth=2, weekday=0), "az")
    assert "bazar ertəsi" in words
    assert "may" in words


def test_years_are_told_where_there_is_a_first_or_a_last():
    assert years_in_words(Observing("table"), "en") == ""
    assert years_in_words(Observing("table", first_year=1992), "en") == "Since 1992"
    assert years_in_words(Observing("table", last_year=2020), "en") == "Until 2020"
    assert years_in_words(Observing("table", first_year=1992, last_year=2020), "en") == "From 1992 until 2020"
