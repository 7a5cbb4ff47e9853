"""Names of headers with an underscore are dropped: to the site they would be those that only a proxy may set."""

import http.client

import pytest

from tests.running.sites import Site, free_port


@pytest.fixture(scope="module")
def port(prepared: Site) -> int:
    port = free_port()
    prepared.serve(port)
    return port


@pytest.mark.parametrize(
    ("headers", "language"),
    [
        ([("Accept-Language", "az")], "az"),
        ([("Accept_Language", "az")], "en"),
        ([("Accept_Language", "az"), ("Accept-Language", "en")], "en"),
        ([("Accept-Language", "en"), ("Accept_Language", "az")], "en"),
        ([("Accept-Language", "az"), ("ACCEPT_LANGUAGE", "en")], "az"),
    ],
)
def test_only_the_header_with_a_hyphen_counts(port: int, headers: list[tuple[str, str]], language: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.putrequest("GET", "/")
    for name, value in headers:
        connection.putheader(name, value)
    connection.endheaders()
    response = connection.getresponse()
    assert (response.status, response.getheader("Location")) == (302, f"/{language}/")
    connection.close()
