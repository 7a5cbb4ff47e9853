"""More requests than the site can answer, and statements that take too long: which are told to come back later."""

import asyncio
import select
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection
from typing import Any
from unittest.mock import patch

import psycopg2
import pytest

from mission_site import asgi
from mission_site.embedded_postgres.cluster import Cluster
from mission_site.limits import THREADS
from pressreleases.public.views import outage
from tests.page_cache.asking import Behind, answer, ready_pages, request
from tests.running.sites import Site, answers, free_port, wait_for
from tests.running.test_page_cache import PREPARED, VISIT, WITH_DJANGO, get

QUEUE = 2


class Busy:
    """An application with one thread, which works until it is told to go on."""

    def __init__(self) -> None:
        self.behind, self.go_on = Behind(), threading.Event()
        self.application = asgi.Threaded(self.behind, 1, ready_pages(), QUEUE)
        self.left: dict[str, asyncio.Event] = {}
        self.answers: dict[str, asyncio.Task[Any]] = {}

    async def keep_busy(self) -> None:
        """Let the first request take the thread."""
        self.behind.during = self._work
        self.ask("/first/")
        while not self.behind.asked:
            await asyncio.sleep(0.01)

    def _work(self) -> None:
        self.go_on.wait(20)

    def ask(self, path: str, method: str = "GET", query: str = "made", **headers: str) -> None:
        self.left[path] = asyncio.Event()
        self.answers[path] = asyncio.create_task(self._answer(path, method, query, headers))

    async def _answer(self, path: str, method: str, query: str, headers: dict[str, str]) -> Any:
        sent: list[dict[str, Any]] = []
        parts = [{"type": "http.request", "body": b"", "more_body": False}]

        async def receive() -> dict[str, Any]:
            if parts:
                return parts.pop()
            await self.left[path].wait()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await self.application(request(path, method, query, **headers), receive, send)
        if not sent:
            return None
        return sent[0]["status"], {name.decode(): value.decode() for name, value in sent[0]["headers"]}, sent[1]["body"]

    async def statuses(self) -> dict[str, int | None]:
        """Let the thread go on, and return what each was answered; None for nothing."""
        self.go_on.set()
        return {path: (got := await task) and got[0] for path, task in self.answers.items()}


def run(story: Callable[[Busy], Any]) -> Any:
    async def told() -> Any:
        busy = Busy()
        try:
            await busy.keep_busy()
            return await story(busy)
        finally:
            busy.go_on.set()

    return asyncio.run(told())


def test_as_many_as_may_wait_are_all_answered() -> None:
    async def story(busy: Busy) -> Any:
        busy.ask("/a/")
        busy.ask("/b/")
        return await busy.statuses()

    assert run(story) == {"/first/": 200, "/a/": 200, "/b/": 200}


def test_one_more_is_told_to_come_back_and_the_others_are_answered() -> None:
    outage._known[0] = outage._Known("A. Aliyev", press_contact_email="press@mission.example")

    async def story(busy: Busy) -> Any:
        for path in ("/a/", "/b/", "/az/c/"):
            busy.ask(path)
        return await busy.answers["/az/c/"], await busy.statuses()

    (status, headers, content), statuses = run(story)
    assert (status, headers["retry-after"], headers["cache-control"]) == (503, "30", "no-store")
    assert "style-src 'self'" in headers["content-security-policy"]
    assert headers["content-length"] == str(len(content))
    assert b'lang="az"' in content
    assert b"press@mission.example" in content
    assert statuses == {"/first/": 200, "/a/": 200, "/b/": 200, "/az/c/": 503}


def test_ready_answers_probes_and_staff_do_not_wait_behind_readers() -> None:
    async def story(busy: Busy) -> Any:
        busy.go_on.set()
        await answer(busy.application, request("/en/"))
        busy.go_on.clear()
        busy.ask("/again/")
        while "/again/" not in busy.behind.asked:
            await asyncio.sleep(0.01)
        for path in ("/a/", "/b/"):
            busy.ask(path)
        await asyncio.sleep(0.05)
        made = list(busy.behind.asked)
        at_once = await answer(busy.application, request("/en/"))
        assert busy.behind.asked == made
        busy.behind.during = lambda: None  # for the thread of the probes
        probe = await answer(busy.application, request("/readyz"))
        busy.ask("/admin/")
        statuses = await busy.statuses()
        return [at_once[0], probe[0], *statuses.values()], busy.behind.asked

    statuses, asked = run(story)
    assert set(statuses) == {200}
    assert asked.index("/admin/") < asked.index("/b/")


def test_who_has_gone_is_not_answered_and_leaves_their_place_to_another() -> None:
    async def story(busy: Busy) -> Any:
        busy.ask("/gone/")
        busy.ask("/a/")
        await asyncio.sleep(0.05)
        busy.left["/gone/"].set()
        await busy.answers["/gone/"]
        busy.ask("/b/")
        return await busy.statuses(), busy.behind.asked

    statuses, asked = run(story)
    assert statuses == {"/first/": 200, "/gone/": None, "/a/": 200, "/b/": 200}
    assert asked == ["/first/", "/a/", "/b/"]


def test_who_waits_for_a_page_gets_it_although_the_one_who_asked_first_has_gone() -> None:
    async def story(busy: Busy) -> Any:
        busy.left["/en/"] = asyncio.Event()
        first = asyncio.create_task(busy._answer("/en/", "GET", "", {}))
        await asyncio.sleep(0.05)
        others = [asyncio.create_task(answer(busy.application, request("/en/"))) for _each in range(5)]
        await asyncio.sleep(0.05)
        busy.left["/en/"].set()
        assert await first is None
        await asyncio.sleep(0.05)
        busy.go_on.set()
        return [(await other)[0] for other in others], busy.behind.asked

    assert run(story) == ([200] * 5, ["/first/", "/en/"])


def test_who_has_waited_too_long_is_told_to_come_back() -> None:
    async def story(busy: Busy) -> Any:
        busy.ask("/a/")
        status, _headers, _content = await busy.answers["/a/"]
        return status, (await busy.statuses())["/first/"], busy.behind.asked

    with patch.object(asgi, "QUEUE_SECONDS", 0.05):
        assert run(story) == (503, 200, ["/first/"])


# With the real server: one process, in which few may wait

SERVER = """
import os, sys
os.sched_getaffinity = lambda _process: {{0}}
from mission_site import limits
limits.QUEUE, limits.QUEUE_SECONDS = {queue}, {long}
limits.READING_SECONDS, limits.WRITING_SECONDS = {reading}, {writing}
sys.argv = ["run", "--port", "{port}", "--sample", "no"]
from mission_site.run import main
main()
"""
BLOCKED = "SELECT count(*) FROM pg_locks WHERE relation = '{table}'::regclass AND NOT granted"
TOKEN = "abcdefghijklmnopqrstuvwxyz012345"
FORM = f"csrfmiddlewaretoken={TOKEN}&username=nobody&password=a"
OF_A_FORM = {
    "Cookie": f"csrftoken={TOKEN}; django_language=en",
    "Content-Type": "application/x-www-form-urlencoded",
}
LONG = 600.0
PLACES = THREADS + QUEUE


def has_answer(client: HTTPConnection, seconds: float = 0) -> bool:
    return bool(client.sock and select.select([client.sock], [], [], seconds)[0])


def status_of(client: HTTPConnection) -> int:
    got = client.getresponse()
    got.read()
    return got.status


class Served:
    """The site with these limits of a statement, in seconds."""

    def __init__(self, site: Site, reading: float = LONG, writing: float = LONG) -> None:
        self.site, self.port, self.clients = site, free_port(), ExitStack()
        program = SERVER.format(queue=QUEUE, long=LONG, reading=reading, writing=writing, port=self.port)
        self.process = site.start("-c", program)
        wait_for(lambda: self.process.poll() is not None or answers(self.port), 300)
        assert self.process.poll() is None, self.process.communicate()

    @contextmanager
    def locked(self, table: str) -> Iterator[Callable[[], int]]:
        """Nobody gets an answer about `table` meanwhile; yields how many statements wait for one."""
        cluster = Cluster(self.site.var / "postgres")
        assert cluster.is_running()
        with closing(psycopg2.connect(dbname="mission", user="mission", **cluster.connection())) as holding:
            holding.cursor().execute(f"LOCK TABLE {table}")
            yield lambda: self.site.query(BLOCKED.format(table=table))[0][0]

    def ask(self, path: str) -> HTTPConnection:
        client = self.clients.enter_context(closing(HTTPConnection("127.0.0.1", self.port, timeout=60)))
        client.request("GET", path)
        return client

    def sign_in(self) -> tuple[int, Any, str]:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=60)) as client:
            client.request("POST", "/admin/login/", FORM, OF_A_FORM)
            got = client.getresponse()
            return got.status, got.headers, got.read().decode()

    def end(self) -> str:
        """What it wrote into the log."""
        self.clients.close()
        self.process.terminate()
        return "".join(self.process.communicate(timeout=60))


@pytest.fixture(scope="module")
def site(prepared: Site) -> Site:
    prepared.run(WITH_DJANGO + PREPARED + "print(query('SELECT 1'))")
    prepared.rest()
    return prepared


@pytest.fixture
def serve(site: Site) -> Iterator[Callable[..., Served]]:
    yield lambda **limits: Served(site, **limits)
    site.rest()


def test_a_site_with_more_requests_than_it_has_places_answers_what_is_ready_and_probes(
    serve: Callable[..., Served],
) -> None:
    served = serve()
    wait_for(lambda: get(served.port, "/readyz")[0] == 200, 60)
    assert get(served.port)[0] == 200
    with served.locked("pressreleases_edition") as waiting:
        crowd = [served.ask(f"/en/search/?q=visit{number}") for number in range(THREADS)]
        wait_for(lambda: waiting() >= THREADS)
        crowd += [served.ask(f"/en/search/?q=geneva{number}") for number in range(QUEUE + 3)]
        wait_for(lambda: sum(has_answer(one) for one in crowd) == 3)
        for path in (VISIT, "/healthz", "/readyz"):
            assert get(served.port, path)[0] == 200
        # Somebody who leaves makes room for another.
        next(one for one in crowd[THREADS:] if not has_answer(one)).close()
        late: list[HTTPConnection] = []

        def gets_a_place() -> bool:
            late.append(served.ask("/en/search/?q=late"))
            return not has_answer(late[-1], 2)

        wait_for(gets_a_place, 60)
    assert status_of(late[-1]) == 200
    statuses = [status_of(one) for one in crowd if one.sock]
    assert sorted(statuses) == [200] * (PLACES - 1) + [503] * 3
    log = served.end()
    assert log.count("Too many requests") == 1
    assert "Traceback" not in log


def test_a_site_with_as_many_requests_as_it_has_places_answers_all(serve: Callable[..., Served]) -> None:
    served = serve()
    with served.locked("pressreleases_edition") as waiting:
        crowd = [served.ask(f"/en/search/?q=visit{number}") for number in range(PLACES)]
        wait_for(lambda: waiting() >= THREADS)
    assert [status_of(one) for one in crowd] == [200] * PLACES
    assert "Too many requests" not in served.end()


def test_a_statement_that_takes_too_long_is_cut_and_said_once(serve: Callable[..., Served]) -> None:
    served = serve(reading=1)
    with served.locked("pressreleases_edition"):
        status, headers, content = get(served.port, "/az/search/?q=visit")
    assert (status, headers["Retry-After"], headers["Cache-Control"]) == (503, "30", "no-store")
    assert b'lang="az"' in content
    # The connection is as good as before.
    assert get(served.port, "/az/search/?q=visit")[0] == 200
    log = served.end()
    assert log.count("/az/search/") == log.count("a statement in the database took too long") == 1
    assert "Traceback" not in log


def test_what_somebody_sends_is_not_cut_when_reading_is(serve: Callable[..., Served]) -> None:
    served, got = serve(reading=1), []
    sending = threading.Thread(target=lambda: got.append(served.sign_in()))
    with served.locked("auth_user") as waiting:
        sending.start()
        wait_for(waiting)
        with served.locked("pressreleases_edition"):
            assert get(served.port, "/en/search/?q=visit")[0] == 503
        assert waiting() == 1
    sending.join()
    assert got[0][0] == 200


def test_a_form_that_takes_as_long_as_nobody_waits_can_be_sent_again(serve: Callable[..., Served]) -> None:
    served = serve(writing=1)
    with served.locked("auth_user"):
        status, headers, words = served.sign_in()
    assert (status, headers["Retry-After"]) == (503, "30")
    assert "Your form was not saved. To send it again, reload this page." in words
    assert served.sign_in()[0] == 200


def test_commands_have_no_limit(serve: Callable[..., Served]) -> None:
    served = serve(reading=1, writing=1)
    assert get(served.port, "/en/search/?q=visit")[0] == 200
    said = served.site.run(
        WITH_DJANGO + "from django.db import connection\nc = connection.cursor()\n"
        "c.execute('SHOW statement_timeout')\nprint(c.fetchone()[0])"
    )
    assert said == "0"
