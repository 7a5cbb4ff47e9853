"""Until when what was read holds."""

import math
import time

import pytest

from pressreleases import publishing
from pressreleases.public.reading.planned_changes import instant_in, read_next_change
from tests.making import in_future, make_release


def test_without_a_planned_change_it_holds_for_ever():
    assert instant_in(None) == math.inf


def test_seconds_count_from_now_also_backwards():
    assert instant_in(5) == pytest.approx(time.monotonic() + 5, abs=1)
    assert instant_in(-5) < time.monotonic()


@pytest.mark.django_db
def test_the_next_change_is_the_nearest_of_those_that_are_planned(details, editor):
    assert read_next_change(time.monotonic()) == math.inf
    publishing.publish([make_release("Later")], by=editor, at=in_future(hours=2))
    publishing.publish([make_release("Sooner")], by=editor, at=in_future(hours=1))
    assert read_next_change(time.monotonic()) == pytest.approx(time.monotonic() + 3600, abs=60)


@pytest.mark.django_db
def test_a_change_since_the_answer_was_begun_counts_and_an_earlier_one_does_not(details, editor):
    began = time.monotonic() - 60
    publishing.publish([make_release("Just now")], by=editor)
    assert read_next_change(began) < time.monotonic()
    assert read_next_change(time.monotonic()) == math.inf
