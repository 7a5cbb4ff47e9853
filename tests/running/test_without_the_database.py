"""A site whose database, which others run, goes away and comes back."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Self

import pytest

from mission_site.embedded_postgres.cluster import Cluster
from tests.running.sites import Site, free_port, new_folder, wait_for
from tests.running.test_page_cache import LISTENERS, VISIT, WITH_DJANGO, get

CONTENT = """
make_details(press_contact_number="+12025550123")
publishing.publish([make_release("A visit to Geneva", "Version 0000 of it.")], by=make_user("Editor"))
"""
# More than there are processes, so that each of them was asked.
OFTEN = 12


class External:
    """A site that only has the address of its database, and that database."""

    def __init__(self, site: Site) -> None:
        self.site, self.cluster = site, Cluster(site.var / "postgres")
        self.start()
        where = self.cluster.connection()
        self.url = f"postgres:///mission?host={where['host']}&port={where['port']}&user=mission"
        site.run(WITH_DJANGO + CONTENT, DATABASE_URL=self.url)
        self.port = free_port()
        site.serve(self.port, DATABASE_URL=self.url)

    def start(self) -> None:
        self.cluster.revive()

    def stop(self) -> None:
        self.cluster.stop()

    def visit(self, path: str = VISIT) -> None:
        """Let each process keep the page, with the database there and heard."""
        self.start()
        wait_for(lambda: self.site.query(LISTENERS))
        for _each in range(OFTEN):
            assert get(self.port, path)[0] == 200
        time.sleep(0.5)


@pytest.fixture(scope="module")
def external(migrated: Path) -> Iterator[External]:
    site = Site(new_folder())
    site.copy_cluster(migrated)
    yield External(site)
    site.end()


class Readers:
    """Ask for a page that is ready, and for one that is made each time; keep the statuses."""

    def __init__(self, port: int) -> None:
        self.statuses: set[int] = set()
        self._over = threading.Event()
        paths = [VISIT, "/en/search/?q=visit", "/en/releases/?before=2024-01-20-9"] * 2
        self._threads = [threading.Thread(target=self._ask, args=(port, path)) for path in paths]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_more: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _ask(self, port: int, path: str) -> None:
        while not self._over.is_set():
            with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
                connection.request("GET", path)
                self.statuses.add(connection.getresponse().status)
            time.sleep(0.02)


def test_readers_go_on_with_what_is_ready_and_others_are_told_whom_to_ask(external: External) -> None:
    external.visit()
    external.stop()
    for _each in range(OFTEN):
        status, headers, content = get(external.port, VISIT)
        assert (status, headers["Cache-Control"], int(headers["Age"]) < 300) == (200, "no-store", True)
        assert b"Version 0000" in content
        assert b'role="status"' in content
    for path in ("/en/contact/", "/en/search/?q=visit", "/admin/"):
        status, headers, content = get(external.port, path, Cookie="sessionid=abcdefghijklmnopqrstuvwxyz012345")
        assert (status, headers["Retry-After"]) == (503, "30")
        assert b"tel:+12025550123" in content
    assert get(external.port, "/readyz")[::2] == (503, b"The database does not answer.\n")
    assert get(external.port, "/healthz")[0] == 200


def test_it_recovers_without_anybody_and_begins_with_nothing_kept(external: External) -> None:
    external.stop()
    external.start()
    # While no process listens yet, nobody hears of this.
    external.site.query("UPDATE pressreleases_missiondetails SET email = 'new@mission.example'")
    wait_for(lambda: get(external.port, VISIT)[0] == 200 and "Age" not in get(external.port, VISIT)[1])
    for _each in range(OFTEN):
        status, headers, content = get(external.port, "/en/contact/")
        assert (status, "Age" in headers, b"new@mission.example" in content) == (200, False, True)


def test_what_was_withdrawn_before_the_database_was_lost_again_does_not_come_back(external: External) -> None:
    external.visit()
    program = WITH_DJANGO + "from django.contrib.auth.models import User\n"
    program += "publishing.withdraw(Release.objects.all(), by=User.objects.get(), reasons={'en': 'A mistake.'})\n"
    external.site.run(program, DATABASE_URL=external.url)
    time.sleep(0.1)
    external.stop()
    for _each in range(OFTEN):
        status, _headers, content = get(external.port, VISIT)
        # The notice in its place may have been made ready in the meantime.
        assert status == 503 or b"A mistake." in content
        assert b"Version 0000" not in content
    external.start()
    wait_for(lambda: get(external.port, VISIT)[0] == 200)
    assert b"A mistake." in get(external.port, VISIT)[2]


def test_a_restart_of_the_database_is_never_500(external: External) -> None:
    external.visit()
    with Readers(external.port) as readers:
        for _each in range(3):
            time.sleep(0.5)
            external.stop()
            time.sleep(0.5)
            external.start()
        time.sleep(1.5)
    assert 200 in readers.statuses
    assert readers.statuses <= {200, 503}
