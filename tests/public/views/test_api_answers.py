"""How the API answers: to any site's scripts, read-only, and with problems in words."""

import json
from http import HTTPStatus

import pytest
from django.test import RequestFactory

from pressreleases.public.views.api_answers import ALLOWED, Problem, data, read_only


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
