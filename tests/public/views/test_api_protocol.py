"""What the API's lists may be asked, and that it answers any site's scripts, read-only, with problems in words."""

import datetime as dt
import json
from http import HTTPStatus

import pytest
from django.test import RequestFactory

from pressreleases.public.views.api_protocol import ALLOWED, Problem, cursor, data, nothing, read_only, wanted

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


@read_only
def view(request):
    if request.GET:
        raise Problem(HTTPStatus.BAD_REQUEST, "It is a number.", "limit")
    return data({"v": 1})


def test_what_is_read_can_be_read_by_any_site_and_is_not_indexed():
    response = view(RequestFactory().get("/"))
    assert json.loads(response.content) == {"v": 1}
    assert (response["Access-Control-Allow-Origin"], response["X-Robots-Tag"]) == ("*", "noindex")


def test_a_problem_says_its_status_and_its_parameter():
    response = view(RequestFactory().get("/", {"limit": "x"}))
    told = json.loads(response.content)
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert (told["status"], told["title"], told["parameter"]) == (400, "Bad Request", "limit")


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_written(method):
    response = getattr(RequestFactory(), method)("/")
    answer = view(response)
    assert (answer.status_code, answer["Allow"]) == (405, ALLOWED)


def test_a_browser_that_asks_first_is_told_what_is_allowed():
    response = view(RequestFactory().options("/"))
    assert (response.status_code, response["Access-Control-Allow-Methods"]) == (204, ALLOWED)
