"""What is answered to a request that Django does not get: with all headers, in words that the client reads."""

import json
from http import HTTPStatus
from typing import Any

import pytest
from django.test import RequestFactory

from mission_site.limits import Refused
from mission_site.refusals import refusal

HEADERS = ("X-Content-Type-Options", "Permissions-Policy", "Referrer-Policy")


def refused(path: str, status: HTTPStatus) -> Any:
    return refusal(RequestFactory().get(path), Refused(status))


def test_a_form_of_staff_is_refused_in_a_sentence_and_another_address_in_a_word() -> None:
    said = refused("/admin/login/", HTTPStatus.REQUEST_ENTITY_TOO_LARGE).content.decode()
    assert "Nothing was saved." in said
    assert "saved" not in refused("/en/", HTTPStatus.REQUEST_ENTITY_TOO_LARGE).content.decode()


def test_a_program_is_answered_in_json() -> None:
    answer = refused("/api/v1/", HTTPStatus.METHOD_NOT_ALLOWED)
    assert answer["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content)["status"] == HTTPStatus.METHOD_NOT_ALLOWED
    assert answer["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("status", [HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.SERVICE_UNAVAILABLE])
def test_each_has_the_headers_of_every_answer_and_is_not_kept(status: HTTPStatus) -> None:
    answer = refused("/en/", status)
    assert answer.status_code == status
    assert all(answer.has_header(name) for name in HEADERS)
    assert "no-store" in answer["Cache-Control"]
    assert int(answer["Content-Length"]) == len(answer.content)


def test_who_comes_when_it_is_too_busy_gets_a_page_in_the_language_of_the_address() -> None:
    answer = refused("/az/", HTTPStatus.SERVICE_UNAVAILABLE)
    assert 'lang="az"' in answer.content.decode()
    assert answer["X-Frame-Options"]
    assert answer["Content-Security-Policy"]
