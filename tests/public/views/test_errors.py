"""The pages for what is not found and for failures: they say the same for every address."""

import pytest
from django.db import DatabaseError
from django.urls import reverse

from pressreleases import disk
from tests.public.page_elements import elements, is_indexed

pytestmark = pytest.mark.usefixtures("details")


def test_an_error_is_told_without_the_database_in_the_language_of_the_address(client, monkeypatch):
    def fail(*_args, **_kwargs):
        raise DatabaseError("secret")

    monkeypatch.setattr("pressreleases.public.reading.mission_today.read", fail)
    client.raise_request_exception = False
    for language in ("en", "az"):
        response = client.get(f"/{language}/contact/")
        assert response.status_code == 500
        assert elements(response, "html")[0][1]["lang"] == language
        assert "secret" not in response.content.decode()


def test_an_error_is_told_even_if_its_template_is_broken(client, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr("pressreleases.public.reading.mission_today.read", fail)
    monkeypatch.setattr("pressreleases.public.views.errors.loader.render_to_string", fail)
    client.raise_request_exception = False
    response = client.get("/en/contact/")
    assert (response.status_code, response.content) == (500, b"Something went wrong here. Please try again later.")


@pytest.fixture
def failing(client, monkeypatch):
    """A client for which every public page fails, with the given error."""

    def fail_with(error):
        def fail(*_args, **_kwargs):
            raise error

        monkeypatch.setattr("pressreleases.public.reading.mission_today.read", fail)
        client.raise_request_exception = False
        return client

    return fail_with


@pytest.mark.parametrize("language", ["en", "az"])
def test_what_is_not_found_is_told_in_the_language_of_the_address_and_repeats_nothing_of_it(client, language):
    answers = [client.get(f"/{language}/releases/2024/{slug}/") for slug in ("secret-plan", "other")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert b"secret" not in answers[0].content
    assert elements(answers[0], "html")[0][1]["lang"] == language
    assert not is_indexed(answers[0])


def test_an_address_of_no_language_is_answered_in_the_first_one(client):
    response = client.get("/nothing/at/all/")
    assert response.status_code == 404
    assert elements(response, "html")[0][1]["lang"] == "en"


def test_a_failure_of_the_api_is_told_to_programs_as_a_problem(failing):
    response = failing(RuntimeError("secret")).get(f"{reverse('api_root')}contact")
    assert (response.status_code, response["Content-Type"]) == (500, "application/problem+json")
    assert b"secret" not in response.content


def test_a_full_disk_is_told_to_staff_and_not_to_readers(failing, monkeypatch):
    monkeypatch.setattr(disk, "is_full", lambda _error: True)
    assert failing(RuntimeError()).get("/en/contact/").status_code == 500
