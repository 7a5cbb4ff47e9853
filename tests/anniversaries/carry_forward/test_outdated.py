"""What depends on the day, on who holds an office, or on how many people there are."""

import pytest

from pressreleases.anniversaries.carry_forward.outdated import outdated
from pressreleases.models.observance import Reason


def found(text, language="en"):
    return [(text[look.start : look.end], look.reason) for look in outdated(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Today many came.", ("Today", Reason.TODAY)),
        ("en", "It is now open.", ("now", Reason.TODAY)),
        ("en", "They met on Saturday.", ("on Saturday", Reason.WEEKDAY)),
        ("en", "It opened last year.", ("last year", Reason.PERIOD)),
        ("en", "President Ilham Aliyev came.", ("President Ilham Aliyev", Reason.OFFICE)),
        ("en", "Ambassador, H.E. Mr. Rauf Adil", ("Ambassador, H.E. Mr. Rauf Adil", Reason.OFFICE)),
        ("en", "Some 200,000 refugees live there.", ("200,000 refugees", Reason.PEOPLE)),
        ("en", "131 innocent civilians", ("131 innocent civilians", Reason.PEOPLE)),
        ("az", "Bu gün bazar ertəsi günü", ("Bu gün", Reason.TODAY)),
        ("az", "Bu gün bazar ertəsi günü", ("bazar ertəsi günü", Reason.WEEKDAY)),
        ("az", "Keçən ildən bəri", ("Keçən ildən", Reason.PERIOD)),
        ("az", "Nazir Rauf Adil", ("Nazir Rauf Adil", Reason.OFFICE)),
        ("az", "minlərlə insan", ("minlərlə insan", Reason.PEOPLE)),
    ],
)
def test_what_may_be_out_of_date_is_found(language, text, expected):
    assert expected in found(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We know the snow."),
        ("en", "The President signs decrees."),
        ("en", "The Minister of Foreign Affairs answers questions."),
        ("en", "In 1990 it rained."),
        ("en", "633 Third Avenue"),
        ("az", "Azərbaycan müstəqilliyini bərpa etdi."),
    ],
)
def test_what_stays_true_is_not_found(language, text):
    assert found(text, language) == []


def test_a_number_far_from_the_people_is_not_theirs():
    assert found("In 12 of these five large old towns people stay.") == []
    assert found("12 of five old people") == [("12 of five old people", Reason.PEOPLE)]


def test_many_signs_in_a_row_are_read_in_a_moment():
    assert found("131 " + "- " * 20_000 + "x") == []
