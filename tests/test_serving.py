"""A port is claimed by one server at a time, and a taken one is told in a sentence."""

import socket

import pytest

from mission_site.serving import PortTaken, claim_port

HOST = "127.0.0.1"


def test_a_port_is_kept_until_it_is_given_back() -> None:
    with claim_port(HOST, 0) as claimed:
        port = claimed.getsockname()[1]
        with pytest.raises(PortTaken, match=f"Port {port} of {HOST} is taken.*PORT={port + 1}"):
            claim_port(HOST, port)
    claim_port(HOST, port).close()


def test_the_workers_of_the_server_that_keeps_it_may_listen_on_it() -> None:
    with claim_port(HOST, 0) as claimed, socket.socket() as worker:
        worker.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        worker.bind(claimed.getsockname())
        worker.listen()


def test_an_address_that_no_interface_has_is_refused() -> None:
    with pytest.raises(PortTaken, match="cannot be used"):
        claim_port("192.0.2.1", 0)
