"""Which headers reach the site, and as what.

Those with an underscore in their names would be those that only a proxy may set. Of the type of a body nothing but the
form that it is counts, since the encoding that it claims would be used for the address too.
"""

import http.client

import pytest

from mission_site import asgi
from mission_site.security import NO_PAGE_POLICY, PERMISSIONS_POLICY
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


@pytest.mark.parametrize("encoding", ["rot13", "base64", "undefined", "idna", "unicode_escape", "utf-16", "no-such"])
@pytest.mark.parametrize("path", ["/en/search/?q=%5Cud800", "/admin/login/?next=/%5Cud800", "/healthz?a=1"])
def test_no_address_is_read_in_the_encoding_that_a_request_claims(port: int, path: str, encoding: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Content-Type": f"text/html; charset={encoding}"})
    assert connection.getresponse().status == 200
    connection.close()


def test_a_request_that_is_not_read_is_refused_with_the_policy_of_every_answer(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", "/en/", body=b"a=1")
    response = connection.getresponse()
    assert (response.status, response.getheader("Permissions-Policy")) == (405, PERMISSIONS_POLICY)
    assert response.getheader("Content-Security-Policy") == NO_PAGE_POLICY
    assert response.getheader("X-Content-Type-Options") == "nosniff"
    assert response.getheader("Content-Type") == "text/plain; charset=utf-8"
    connection.close()


@pytest.mark.parametrize("path", ["/en/", "/admin/login/", "/healthz", "/static/site.css"])
def test_nobody_gets_a_request_back(port: int, path: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("TRACE", path, headers={"Cookie": "a=secret"})
    response = connection.getresponse()
    assert (response.status, b"secret" in response.read()) == (405, False)
    connection.close()


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ("application/x-www-form-urlencoded;charset=UTF-8", "application/x-www-form-urlencoded"),
        ("application/x-www-form-urlencoded; CHARSET =rot13", "application/x-www-form-urlencoded"),
        ("multipart/form-data; charset=rot13; boundary=x-1", "multipart/form-data; boundary=x-1"),
        ('Multipart/Form-Data; boundary="x 1"; charset=rot13', 'multipart/form-data; boundary="x 1"'),
        ("multipart/form-data", ""),
        ("text/html; charset=rot13", ""),
        ("", ""),
    ],
)
def test_of_the_type_of_a_body_the_form_alone_counts(sent: str, seen: str) -> None:
    scope = {
        "method": "POST",
        "raw_path": b"/admin/login/",
        "query_string": b"",
        "http_version": "1.1",
        "scheme": "http",
        "headers": [(b"content-type", sent.encode())] if sent else [],
    }
    body = asgi._Kept(asgi._Space(0))
    assert asgi.environ_of(scope, body)["CONTENT_TYPE"] == seen
    body.close()
