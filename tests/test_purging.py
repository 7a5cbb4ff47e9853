"""A CDN is told of each change: at once, once more when nobody can give an older answer, and until it has heard."""

import logging
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from pressreleases import doctor, purging
from pressreleases.models.checkup import Level
from pressreleases.purging import NotPurged, Purging


class Service(HTTPServer):
    """Notes what it is asked, and answers with `status`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status, self.asked = 204, list[tuple[str, str, str | None, bytes]]()
        self.url = f"http://127.0.0.1:{self.server_port}/zones/1/purge_cache"


class _Handler(BaseHTTPRequestHandler):
    server: Service

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append((self.command, self.path, self.headers.get("Authorization"), body))
        self.send_response(self.server.status)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_POST = do_GET = _answer  # noqa: N815  as http.server names them

    def log_message(self, *_args: Any) -> None:
        pass


@pytest.fixture
def service(settings: Any) -> Iterator[Service]:
    service = Service()
    thread = Thread(target=service.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    settings.PURGE_URL, settings.PURGE_HEADER = service.url, {"Authorization": "Bearer secret"}
    yield service
    service.shutdown()
    service.server_close()
    thread.join()


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def purges(service: Service, purging: Purging, clock: Clock, *, until: float) -> list[float]:
    """The seconds after 1000 at which the service is asked, if the worker looks twice a second."""
    found = []
    while clock.now <= 1000 + until:
        before = len(service.asked)
        purging.purge_when_due()
        found += [clock.now - 1000] * (len(service.asked) - before)
        clock.now += 0.5
    return found


def test_the_call_is_a_post_with_the_header_of_the_operator(service: Service) -> None:
    purging.purge()
    assert service.asked == [("POST", "/zones/1/purge_cache", "Bearer secret", b'{"purge_everything": true}')]


@pytest.mark.parametrize("status", [302, 307, 401, 429, 500])
def test_any_other_answer_is_a_failure_and_the_header_goes_nowhere_else(service: Service, status: int) -> None:
    service.status = status
    with pytest.raises(NotPurged, match=str(status)):
        purging.purge()
    assert len(service.asked) == 1


def test_a_service_that_is_away_is_a_failure(settings: Any) -> None:
    settings.PURGE_URL, settings.PURGE_HEADER = "http://127.0.0.1:1/", {}
    with pytest.raises(NotPurged, match="refused"):
        purging.purge()


def test_after_a_call_it_purges_at_once_and_again_when_every_process_has_heard(service: Service) -> None:
    clock = Clock()
    purging = Purging(clock)
    assert purges(service, purging, clock, until=20) == []
    clock.now = 1000
    purging.note()
    assert purges(service, purging, clock, until=60) == [0, 20]


def test_of_many_calls_the_last_is_purged_and_the_service_is_not_asked_for_each(service: Service) -> None:
    clock = Clock()
    purging, found = Purging(clock), []
    for second in range(4):
        purging.note()
        found += purges(service, purging, clock, until=second + 0.5)
    found += purges(service, purging, clock, until=60)
    assert found == [0, 5, 23]


def test_a_failure_is_tried_again_until_it_is_none_and_logged_once(service: Service, caplog: Any) -> None:
    clock = Clock()
    purging = Purging(clock)
    purging.note()
    service.status = 503
    with caplog.at_level(logging.WARNING, "mission.purging"):
        assert purges(service, purging, clock, until=25) == [0, 10, 20]
        assert caplog.text.count("the purge failed") == 1
        service.status = 200
        assert purges(service, purging, clock, until=80) == [30]
    assert "works again" in caplog.text
    assert "secret" not in caplog.text


def test_without_an_address_nobody_is_asked(service: Service, settings: Any) -> None:
    settings.PURGE_URL = ""
    clock = Clock()
    purging = Purging(clock)
    purging.note()
    assert purges(service, purging, clock, until=20) == []
    assert doctor._examined(doctor.check_purge) == []


def test_the_doctor_tries_it(service: Service) -> None:
    assert [finding.code for finding in doctor._examined(doctor.check_purge)] == ["purge"]
    service.status = 403
    (finding,) = doctor._examined(doctor.check_purge)
    assert (finding.level, finding.code, "403" in str(finding)) == (Level.WRONG, "not_purged", True)
