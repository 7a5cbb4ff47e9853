"""What the API's lists may be asked, and that a cursor says the same when it is read back."""

import datetime as dt

import pytest
from django.test import RequestFactory

from pressreleases.public.views.api_answers import Problem
from pressreleases.public.views.api_questions import cursor, nothing, wanted

DAY, INSTANT = dt.date(2024, 1, 20), dt.datetime(2024, 1, 20, 10, 15, 0, 7, tzinfo=dt.UTC)
SINCE = {"changed_since": "2024-01-01T00:00:00Z"}


def asked(**given):
    return wanted(RequestFactory().get("/api/v1/releases", given))


def test_a_cursor_is_read_back_as_the_key_it_was_made_of():
    assert asked(cursor=cursor((DAY, 17))).after_newest == (DAY, 17)
    assert asked(**SINCE, cursor=cursor((INSTANT, 17))).after_changed == (INSTANT, 17)


@pytest.mark.parametrize("given", [{"cursor": cursor((INSTANT, 17))}, {**SINCE, "cursor": cursor((DAY, 17))}])
def test_a_cursor_of_another_list_is_refused(given):
    with pytest.raises(Problem) as refused:
        asked(**given)
    assert refused.value.parameter == "cursor"


def test_nothing_asked_means_every_language_and_a_page_of_twenty(settings):
    settings.LANGUAGES = [("en", "English"), ("az", "Azerbaijani")]
    found = asked()
    assert (found.languages, found.limit, found.kind, found.year) == (("en", "az"), 20, "", None)
    assert asked(language="az").languages == ("az",)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("limit", "101"), ("limit", "0"), ("year", "999"), ("kind", "novel"), ("language", "xx"), ("topic", "0")),
        *(("changed_since", "2024-01-01"), ("changed_since", "2024-01-01T00:00:00"), ("nonsense", "1")),
    ],
)
def test_a_wrong_parameter_is_named(name, value):
    with pytest.raises(Problem) as refused:
        asked(**{name: value})
    assert (refused.value.parameter, refused.value.status) == (name, 400)


def test_an_address_without_parameters_takes_none():
    nothing(RequestFactory().get("/api/v1/"))
    with pytest.raises(Problem):
        nothing(RequestFactory().get("/api/v1/", {"limit": "1"}))
