"""Each problem with a request to the site's own address has its own kind; no other host is ever asked."""

import datetime as dt
import socket
import ssl
import threading
from contextlib import suppress

import pytest

from pressreleases.live_checks import fetch as fetching
from pressreleases.live_checks.fetch import NotFetched, fetch
from pressreleases.live_checks.run import run_checks
from pressreleases.models import LiveCheck
from pressreleases.models.live_check import Problem, in_words
from pressreleases.publishing import publish
from tests.certificates import make_certificate
from tests.live_checks.front import Front
from tests.making import database_now, make_release
from tests.running.sites import free_port

PATH = "/en/releases/"


@pytest.fixture
def raw(settings):
    """A server that handles a connection as the test says."""
    opened = socket.create_server(("127.0.0.1", 0))
    settings.SITE_URL = f"http://127.0.0.1:{opened.getsockname()[1]}"
    connections = []

    def serve(act):
        def run():
            connection, _address = opened.accept()
            connections.append(connection)
            act(connection)

        threading.Thread(target=run, daemon=True).start()

    yield serve
    opened.close()
    for connection in connections:
        connection.close()


def failure():
    with pytest.raises(NotFetched) as caught:
        fetch(PATH)
    assert in_words(caught.value.wrong, caught.value.detail)
    return caught.value.wrong, caught.value.detail


def test_no_server_answers_at_the_address(settings):
    settings.SITE_URL = f"http://127.0.0.1:{free_port()}"
    assert failure() == (Problem.NOT_REACHED, settings.SITE_URL.removeprefix("http://"))


def test_the_host_name_is_unknown(settings):
    settings.SITE_URL = "https://press.invalid"
    assert failure() == (Problem.NO_SUCH_HOST, "press.invalid")


def test_the_connection_is_closed_without_an_answer(raw):
    raw(lambda connection: (connection.recv(1000), connection.close()))
    assert failure() == (Problem.BROKEN_OFF, "")


def test_the_answer_breaks_off(raw):
    def act(connection):
        connection.recv(1000)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<!doctype html>")
        connection.close()

    raw(act)
    assert failure() == (Problem.BROKEN_OFF, "")


def test_the_server_sends_nothing(raw, monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS_WITHOUT_A_WORD", 0.3)
    raw(lambda connection: connection.recv(1000))
    assert failure() == (Problem.TOO_SLOW, "")


@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: "], ids=["content", "head"])
def test_the_answer_never_ends(raw, monkeypatch, head):
    monkeypatch.setattr(fetching, "SECONDS_IN_ALL", 0.5)

    def act(connection):
        connection.recv(1000)
        connection.sendall(head)
        with suppress(OSError):
            while True:
                connection.sendall(b"a")
                threading.Event().wait(0.05)

    raw(act)
    assert failure() == (Problem.TOO_SLOW, "")


def test_the_answer_is_larger_than_any_page_of_the_site(raw, monkeypatch):
    monkeypatch.setattr(fetching, "MOST_BYTES", 1000)

    def act(connection):
        connection.recv(1000)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n" + b"a" * 2000)

    raw(act)
    assert failure() == (Problem.TOO_LARGE, "")


def test_the_server_does_not_speak_http(raw):
    def act(connection):
        connection.recv(1000)
        connection.sendall(b"220 mail.example ESMTP\r\n")
        connection.close()

    raw(act)
    assert failure() == (Problem.BROKEN_OFF, "")


def test_an_https_address_answers_without_tls(raw, settings):
    settings.SITE_URL = settings.SITE_URL.replace("http:", "https:")

    def act(connection):
        connection.recv(1000)
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    raw(act)
    assert failure()[0] == Problem.CERTIFICATE


@pytest.fixture
def certificate(tmp_path):
    """A self-signed certificate for press.example."""
    return make_certificate(tmp_path, "press.example", 2)


def over_tls(front, certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    # The handshake is in the connection's own thread, so that a failed one does not stop the server.
    front.server.socket = context.wrap_socket(front.server.socket, server_side=True, do_handshake_on_connect=False)


def test_a_certificate_that_is_not_trusted_is_named(settings, certificate):
    proxy = Front(0)
    over_tls(proxy, certificate)
    settings.SITE_URL = proxy.url.replace("http:", "https:")
    assert failure() == (Problem.CERTIFICATE, "self-signed certificate")
    assert proxy.asked == []
    proxy.close()


def test_at_an_internal_address_the_certificate_must_be_that_of_the_site(settings, certificate, monkeypatch):
    proxy = Front(0)
    proxy.instead[PATH] = lambda asked: asked.send_error(404)
    over_tls(proxy, certificate)
    trusting = ssl.create_default_context
    monkeypatch.setattr(ssl, "create_default_context", lambda: trusting(cafile=str(certificate[0])))
    settings.PROOF_URL = proxy.url.replace("http:", "https:")
    settings.SITE_URL = "https://press.example"
    assert fetch(PATH).status == 404
    settings.SITE_URL = "https://other.example"
    wrong, detail = failure()
    assert wrong == Problem.CERTIFICATE
    assert "other.example" in detail
    proxy.close()


@pytest.mark.django_db(transaction=True)
def test_a_redirect_is_not_followed_to_another_host(front, editor):
    other = Front(0)
    other.instead[PATH] = lambda asked: asked.send_error(404)

    def lead_away(asked):
        asked.send_response(302)
        asked.send_header("Location", f"{other.url}{PATH}")
        asked.end_headers()

    front.instead[PATH] = lead_away
    publish([make_release(issued_on=database_now().date())], by=editor)
    run_checks()
    row = LiveCheck.objects.get(path=PATH)
    assert (row.wrong, row.detail) == (Problem.LEADS_ELSEWHERE, f"{other.url}{PATH}")
    assert other.asked == []
    other.close()


@pytest.mark.django_db(transaction=True)
def test_an_internal_address_is_requested_if_the_public_one_is_out_of_reach(front, editor, settings):
    settings.PROOF_URL, settings.SITE_URL = front.url, "https://press.example"
    settings.ALLOWED_HOSTS = ["press.example"]
    publish([make_release(issued_on=database_now().date())], by=editor)
    assert run_checks() == 3
    assert not LiveCheck.objects.unseen().exists()
    for _path, headers in front.asked:
        assert (headers["host"], headers["x-forwarded-proto"]) == ("press.example", "https")


@pytest.mark.django_db(transaction=True)
def test_addresses_that_do_not_answer_are_wrong_and_are_confirmed_later(front, editor, settings):
    reached = settings.SITE_URL
    settings.SITE_URL = f"http://127.0.0.1:{free_port()}"
    publish([make_release(issued_on=database_now().date())], by=editor)
    run_checks()
    assert set(LiveCheck.objects.wrong().values_list("wrong", flat=True)) == {Problem.NOT_REACHED}
    assert LiveCheck.objects.wrong().count() == 3
    settings.SITE_URL = reached
    run_checks(database_now() + dt.timedelta(seconds=2))
    assert not LiveCheck.objects.unseen().exists()
