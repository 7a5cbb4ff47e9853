"""Ready answers in four processes: none is seen after what it shows has changed, whatever changed it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection
from typing import Any, NamedTuple, Self

import pytest

from tests.running.sites import Site, free_port, wait_for

# The seconds after a commit, and around a planned instant, in which a reader may see one or the other.
AFTER_A_COMMIT, AROUND_AN_INSTANT = 0.1, 0.05
CLIENTS = 6
VISIT = "/en/releases/2024/a-visit-to-geneva/"

WITH_DJANGO = """
import django, datetime as dt, logging
django.setup()
logging.disable()  # the audit trail
from pressreleases import publishing
from pressreleases.models import Release
from tests.making import correct, make_details, make_release, make_user, rewrite
def words(number):
    return f"<p>Version {number:04} of it.</p>"
"""
PREPARED = """
make_details()
publishing.publish([make_release("A visit to Geneva", "Version 0000 of it.")], by=make_user("Editor"))
"""
PUBLISHING = """
from django.contrib.auth.models import User
by, release = User.objects.get(username="editor"), Release.objects.get(slug="a-visit-to-geneva")
for number in range(FIRST, FIRST + TIMES):
    at = AT
    correct([rewrite(release, body=words(number))], by=by, change_note="It changed.", at=at)
    print(number, at.timestamp() if at else time.time(), flush=True)
    time.sleep(0.25)
"""
UNMADE = "SELECT count(*) FROM pressreleases_letterheadpdf WHERE content IS NULL"
LISTENERS = "SELECT pid FROM pg_stat_activity WHERE query = 'LISTEN mission_readers'"


class Seen(NamedTuple):
    asked_at: float
    answered_at: float
    version: int


@pytest.fixture(scope="module")
def ports(prepared: Site) -> Iterator[list[int]]:
    """Two servers of two processes each, where there are two cores, over one database."""
    ports = [free_port(), free_port()]
    for port in ports:
        prepared.serve(port)
    prepared.run(WITH_DJANGO + PREPARED)
    yield ports
    prepared.rest()


class Crowd:
    """Clients that ask for the release again and again; what each of them saw, and when."""

    def __init__(self, ports: list[int]) -> None:
        self.seen: list[Seen] = []
        self._over = threading.Event()
        # Each connection belongs to one process, so several may have the same one, and all have some.
        self._clients = [threading.Thread(target=self._ask, args=(port,)) for port in ports * CLIENTS]

    def __enter__(self) -> Self:
        for client in self._clients:
            client.start()
        return self

    def __exit__(self, *_more: object) -> None:
        self._over.set()
        for client in self._clients:
            client.join()

    def _ask(self, port: int) -> None:
        with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
            while not self._over.is_set():
                asked_at = time.time()
                connection.request("GET", VISIT)
                content = connection.getresponse().read()
                self.seen.append(Seen(asked_at, time.time(), version_in(content)))
                time.sleep(0.01)


def version_in(content: bytes) -> int:
    return int(content.partition(b"<p>Version ")[2][:4])


def published(site: Site, first: int, times: int, at: str = "None", **more: str) -> list[tuple[int, float]]:
    """Publish corrections; return the number of each, and when it begins: with the end of its commit, or as planned."""
    body = PUBLISHING.replace("FIRST", str(first)).replace("TIMES", str(times)).replace("AT", at)
    said = site.run(WITH_DJANGO + body, **more)
    return [(int(number), float(at)) for number, _space, at in (row.partition(" ") for row in said.splitlines())]


def stale(seen: list[Seen], committed: list[tuple[int, float]]) -> list[Seen]:
    return [
        one for one in seen for number, at in committed if one.asked_at > at + AFTER_A_COMMIT and one.version < number
    ]


def get(port: int, path: str = VISIT, **headers: str) -> tuple[int, Any, bytes]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


def pause_calls(site: Site, *, paused: bool) -> None:
    """Once the background process has made all PDFs, for each of which it calls."""
    wait_for(lambda: site.query(UNMADE) == [(0,)], 120)
    site.query(f"ALTER TABLE pressreleases_missiondetails {'DISABLE' if paused else 'ENABLE'} TRIGGER USER")


def address_seen(ports: list[int]) -> set[bytes]:
    """The e-mail address of the mission, by each process."""
    found = [get(port, "/en/contact/")[2] for port in ports for _each in range(8)]
    return {content.partition(b"mailto:")[2].partition(b'"')[0] for content in found}


def is_kept(site: Site, ports: list[int], changed: str, meanwhile: Callable[[], None]) -> bool:
    """Whether all processes go on showing the address of before, while nobody tells them that it was changed.

    Worth asking again: while a process reads what has come over its listening connection, it shows what is true now.
    """
    site.query("UPDATE pressreleases_missiondetails SET email = 'before@mission.example'")
    site.query("NOTIFY mission_readers")
    time.sleep(AFTER_A_COMMIT)
    assert address_seen(ports) == {b"before@mission.example"}
    site.query(f"UPDATE pressreleases_missiondetails SET email = '{changed}'")
    meanwhile()
    return address_seen(ports) == {b"before@mission.example"}


def test_no_reader_sees_a_text_that_was_corrected_a_tenth_of_a_second_ago(prepared: Site, ports: list[int]) -> None:
    with Crowd(ports) as crowd:
        committed = published(prepared, 1, 12)
        time.sleep(0.3)
    assert [number for number, _at in committed] == list(range(1, 13))
    assert {1, 6, 12} <= {one.version for one in crowd.seen}
    assert stale(crowd.seen, committed) == []


def test_a_planned_correction_appears_at_its_instant_and_not_before(prepared: Site, ports: list[int]) -> None:
    with Crowd(ports) as crowd:
        ((_number, at),) = published(prepared, 20, 1, "dt.datetime.now(dt.UTC) + dt.timedelta(seconds=5)")
        assert time.time() < at - 1, "it was planned too late"
        wait_for(lambda: time.time() > at + 1, 30)
    assert {one.version for one in crowd.seen if one.answered_at < at - AROUND_AN_INSTANT} == {12}
    assert {one.version for one in crowd.seen if one.asked_at > at + AROUND_AN_INSTANT} == {20}
    assert sum(one.asked_at > at for one in crowd.seen) > 50


def test_what_was_kept_is_forgotten_when_the_listening_connection_is_lost(prepared: Site, ports: list[int]) -> None:
    """The calls are switched off, so that only what was kept can be seen, and nobody hears of a change."""
    pause_calls(prepared, paused=True)
    try:
        wait_for(lambda: is_kept(prepared, ports, "new@mission.example", lambda: time.sleep(0.5)))
        listeners = prepared.query(LISTENERS)
        assert len(listeners) >= len(ports)
        prepared.query(f"SELECT pg_terminate_backend(pid) FROM ({LISTENERS}) AS listeners")
        wait_for(lambda: address_seen(ports) == {b"new@mission.example"})
    finally:
        pause_calls(prepared, paused=False)
    wait_for(lambda: len(prepared.query(LISTENERS)) == len(listeners))
    prepared.query("UPDATE pressreleases_missiondetails SET email = 'newer@mission.example'")
    time.sleep(AFTER_A_COMMIT)
    assert address_seen(ports) == {b"newer@mission.example"}


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": "sessionid=abcdefghijklmnopqrstuvwxyz012345"},
        {"Cookie": "theme=dark; csrftoken=abcdefghijklmnopqrstuvwxyz012345"},
        {"Authorization": "Basic abc"},
    ],
)
def test_who_sends_a_cookie_or_a_password_is_answered_by_django(
    prepared: Site, ports: list[int], headers: dict[str, str]
) -> None:
    def ask() -> None:
        for path in ("/en/contact/", "/en/contact/?utm_source=mail"):
            asked = headers if "?" not in path else {}
            assert b"third@mission.example" in get(ports[0], path, **asked)[2]

    pause_calls(prepared, paused=True)
    try:
        wait_for(lambda: is_kept(prepared, ports, "third@mission.example", ask))
    finally:
        pause_calls(prepared, paused=False)


def test_a_site_that_is_stopped_leaves_no_listener(prepared: Site, ports: list[int]) -> None:
    before = len(prepared.query(LISTENERS))
    server = prepared.serve(free_port())
    wait_for(lambda: len(prepared.query(LISTENERS)) > before)
    server.terminate()
    server.communicate(timeout=30)
    wait_for(lambda: len(prepared.query(LISTENERS)) == before)
