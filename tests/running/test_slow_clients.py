"""Clients that send or read slowly, or send too much: the others are answered all the same, and the disk stays free."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.client import HTTPConnection

import pytest

from tests.running.sites import Site, free_port

# More than there are threads on any machine that runs this, and as many as the site promises.
MANY = 1000
LARGE_FILE = "/static/ckeditor/ckeditor/ckeditor.js"
FORM = "Host: 127.0.0.1\r\nCookie: csrftoken=abcdefghijklmnopqrstuvwxyz012345\r\n"


@pytest.fixture(scope="module")
def port(prepared: Site) -> Iterator[int]:
    port = free_port()
    prepared.serve(port)
    yield port
    prepared.rest()


@pytest.fixture
def crowd(port: int) -> Iterator[Callable[[int, str], list[socket.socket]]]:
    """Opens connections that each send the beginning of a request, and then nothing more."""
    with ExitStack() as stack:

        def open_some(number: int, beginning: str) -> list[socket.socket]:
            opened = []
            for _ in range(number):
                client = stack.enter_context(socket.socket())
                # So little room for answers that the server feels at once who does not read them.
                client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                client.settimeout(60)
                client.connect(("127.0.0.1", port))
                client.sendall(beginning.encode())
                opened.append(client)
            return opened

        yield open_some


def post(address: str, length: int = 1000) -> str:
    head = f"{FORM}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n"
    return f"POST {address} HTTP/1.1\r\n{head}\r\n"


def status_of(port: int, method: str, address: str, body: bytes | None = None, **headers: str) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, address, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def others_are_answered(port: int) -> bool:
    """As often as there may be processes, so that each of them was asked."""
    answers = [status_of(port, "GET", address)[0] for _ in range(10) for address in ("/healthz", "/en/")]
    return answers == [200] * 20


@pytest.mark.parametrize(
    "beginning",
    [
        post("/admin/login/"),
        post("/admin/login/") + "username=ro",
        post("/admin/pressreleases/image/add/", 10_000_000) + "x" * 1000,
        post("/preview/secret/"),
        post("/en/"),
        "GET /en/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
        "",
    ],
    ids=["no body", "part of a body", "part of a file", "preview", "public page", "part of a head", "nothing"],
)
def test_a_thousand_clients_that_send_slowly_stop_nobody(
    port: int, crowd: Callable[[int, str], list[socket.socket]], beginning: str
) -> None:
    crowd(MANY, beginning)
    assert others_are_answered(port)


def test_a_thousand_clients_that_keep_their_connection_stop_nobody(
    port: int, crowd: Callable[[int, str], list[socket.socket]]
) -> None:
    for _each in range(MANY):
        # One after another: more than may wait at once would be told to come back.
        (client,) = crowd(1, "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert client.recv(12) == b"HTTP/1.1 200"
    assert others_are_answered(port)


def test_a_thousand_clients_that_do_not_read_stop_nobody(
    port: int, crowd: Callable[[int, str], list[socket.socket]]
) -> None:
    crowd(MANY, f"GET {LARGE_FILE} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    assert others_are_answered(port)


def test_a_large_answer_arrives_whole(port: int) -> None:
    status, content = status_of(port, "GET", LARGE_FILE)
    assert status == 200
    assert len(content) > 500_000
    assert content.rstrip().endswith("}());")
    assert status_of(port, "HEAD", LARGE_FILE) == (200, "")


@pytest.mark.parametrize(
    ("method", "address", "expected"),
    [
        ("POST", "/en/", 405),
        ("DELETE", "/", 405),
        ("PUT", "/api/v1/releases", 405),
        ("GET", "/en/", 413),
        ("POST", "/healthz", 405),
        ("POST", "/no/such/address/", 405),
    ],
)
def test_an_address_without_forms_refuses_a_body_that_has_not_come(
    port: int, method: str, address: str, expected: int
) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=60) as client:
        client.sendall(post(address).replace("POST", method, 1).encode())
        assert client.recv(12) == f"HTTP/1.1 {expected}".encode()


def test_a_body_of_unknown_length_is_refused(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=60) as client:
        client.sendall(f"POST /admin/login/ HTTP/1.1\r\n{FORM}Transfer-Encoding: chunked\r\n\r\n".encode())
        assert client.recv(12) == b"HTTP/1.1 411"


@pytest.mark.parametrize(
    ("address", "size"),
    [
        ("/admin/login/", 70_000),
        ("/admin/", 6_000_000),
        ("/admin/pressreleases/anniversary/import/", 21_000_000),
        ("/admin/pressreleases/image/add/", 53_000_000),
        ("/admin/pressreleases/release/attach/", 68_500_000),
    ],
)
def test_a_body_that_is_too_large_is_refused_in_a_sentence(port: int, address: str, size: int) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept-Language": "en"}
    status, words = status_of(port, "POST", address, b"x" * size, **headers)
    assert (status, words) == (413, "Your form is too large. Nothing was saved.\n")


def test_a_form_that_arrives_in_pieces_is_taken_whole(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=60) as client:
        client.sendall(post("/admin/login/", 9).encode())
        client.sendall(b"user")
        client.sendall(b"name=")
        # No token of the form comes with it, so Django read it and refuses it itself.
        assert client.recv(12) == b"HTTP/1.1 403"
