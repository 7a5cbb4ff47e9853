"""The days that the site can show."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from pressreleases.language.day_limits import check_day, check_day_of_history, nearest_day


@pytest.mark.parametrize("day", [dt.date(1850, 1, 1), dt.date(2024, 1, 20), dt.date(2199, 12, 31)])
def test_a_day_from_1850_to_2199_is_taken_as_it_is(day):
    check_day(day)
    assert nearest_day(day) == day


@pytest.mark.parametrize(
    ("day", "nearest"),
    [
        (dt.date(1849, 12, 31), dt.date(1850, 1, 1)),
        (dt.date(202, 1, 20), dt.date(1850, 1, 1)),
        (dt.date(2200, 1, 1), dt.date(2199, 12, 31)),
    ],
)
def test_a_day_outside_these_years_is_refused_and_its_nearest_day_is_known(day, nearest):
    with pytest.raises(ValidationError) as refused:
        check_day(day)
    assert refused.value.messages == ["Choose a day from 1 January 1850 to 31 December 2199."]
    assert nearest_day(day) == nearest


def test_an_event_of_history_may_be_older_than_any_release_but_not_later_than_2199():
    check_day_of_history(dt.date(1, 1, 1))
    with pytest.raises(ValidationError):
        check_day_of_history(dt.date(2200, 1, 1))


def test_the_refusal_names_the_days_in_the_language_of_the_page():
    with override("az"), pytest.raises(ValidationError, match="1 yanvar 1850"):
        check_day(dt.date(1849, 12, 31))
