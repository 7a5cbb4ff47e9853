"""Two web servers over one database behind PgBouncer, with a standby and a store of files: nothing stale or lost."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from pathlib import Path
from threading import Thread

import pytest

from mission_site.embedded_postgres.cluster import Cluster
from tests.running.database_servers import PGBOUNCER, Pooler, Standby
from tests.running.object_servers import ObjectServer
from tests.running.sites import Site, free_port, line, new_folder, wait_for
from tests.running.test_page_cache import (
    AFTER_A_COMMIT,
    LISTENERS,
    PREPARED,
    UNMADE,
    VISIT,
    WITH_DJANGO,
    address_seen,
    get,
    pause_calls,
    published,
    version_in,
)
from tests.running.test_without_the_database import Readers
from tests.test_purging import Service

pytestmark = pytest.mark.skipif(PGBOUNCER is None, reason="PgBouncer is not installed")
# More than there are processes, so that each of them was asked.
OFTEN = 8
SEARCH = "/en/search/?q=visit"
ASKED = """
    SELECT pid, query_start FROM pg_stat_activity
    WHERE usename = 'mission_site' AND query NOT LIKE '%pg_is_in_recovery%' ORDER BY 1
"""


class Machines:
    """Two sites of files that only have addresses: of a pooler, the database behind it, a standby, a store, a CDN."""

    def __init__(self, database: Site, store: ObjectServer) -> None:
        self.store, self.cdn = store, Service()
        Thread(target=self.cdn.serve_forever, kwargs={"poll_interval": 0.02}).start()
        self.database, self.cluster = database, Cluster(database.var / "postgres")
        self.cluster.revive()
        self.pooler, self.standby = Pooler(self.cluster), Standby(self.cluster)
        self.sites = [Site(new_folder()), Site(new_folder())]
        self.ports = [free_port(), free_port()]

    def addresses(self) -> dict[str, str]:
        both = f"{self.cluster.connection()['host']},{self.standby.sockets}"
        replica = f"postgres:///mission?host={self.standby.sockets}&user=mission_site"
        return {
            "DATABASE_URL": self.pooler.url(),
            "DATABASE_DIRECT_URL": f"postgres://mission_site@/mission?host={both}&target_session_attrs=read-write",
            "DATABASE_REPLICA_URL": replica,
            "MISSION_PURGE_URL": self.cdn.url,
            "SECRET_KEY": "of-both-machines-0123456789-abcdefghijklmnopqrstuvwxyz",
            **self.store.settings(),
        }

    def serve(self) -> None:
        for site, port in zip(self.sites, self.ports, strict=True):
            site.serve(port, **self.addresses())
        wait_for(lambda: len(self.database.query(LISTENERS)) >= 2)

    def run(self, body: str) -> str:
        return self.sites[0].run(WITH_DJANGO + body, **self.addresses())

    def published(self, number: int) -> list[tuple[int, float]]:
        return published(self.sites[0], number, 1, **self.addresses())

    def versions(self) -> set[int]:
        return {version_in(get(port)[2]) for port in self.ports for _each in range(OFTEN)}

    def all_answer_from_the_database(self) -> bool:
        answers = [get(port)[:2] for port in self.ports for _each in range(OFTEN)]
        return all(status == 200 and "Age" not in headers for status, headers in answers)

    def asks_the_replica(self, path: str, **headers: str) -> bool:
        """Whether anything but how recent it is was asked of the replica for this answer."""
        before = self.standby.ask(ASKED)
        for _each in range(OFTEN):
            get(self.ports[0], path, **headers)
        return self.standby.ask(ASKED) != before

    def never_asks_the_replica(self, path: str, **headers: str) -> bool:
        """Worth waiting for: the live checks of the worker read pages, too."""
        return not self.asks_the_replica(path, **headers)

    def lose_the_primary(self) -> None:
        """It sends the standby nothing more."""
        server = self.database.server()
        assert server is not None
        os.kill(server, signal.SIGQUIT)
        wait_for(lambda: self.database.server() is None)

    def end(self) -> None:
        for site in self.sites:
            site.end()
        self.cdn.shutdown()
        self.cdn.server_close()
        self.pooler.end()
        self.standby.end()
        self.database.end()


@pytest.fixture(scope="module")
def machines(migrated: Path, server: ObjectServer) -> Iterator[Machines]:
    database = Site(new_folder())
    database.copy_cluster(migrated)
    machines = Machines(database, server)
    try:
        machines.run(PREPARED)
        machines.serve()
        yield machines
    finally:
        machines.end()


def test_pages_are_kept_behind_a_pooler_and_a_correction_is_seen_at_once(machines: Machines) -> None:
    assert machines.versions() == {0}
    pause_calls(machines.database, paused=True)
    numbers = count()

    def is_kept() -> bool:
        # Worth asking again: while the process listens to what is no call, it shows what is true now.
        unheard = f"unheard{next(numbers)}@mission.example"
        machines.database.query(f"UPDATE pressreleases_missiondetails SET email = '{unheard}'")
        return unheard.encode() not in get(machines.ports[0], VISIT)[2]

    wait_for(is_kept)
    pause_calls(machines.database, paused=False)
    ((_number, at),) = machines.published(1)
    time.sleep(max(0.0, at + AFTER_A_COMMIT - time.time()))
    assert machines.versions() == {1}


def test_readers_are_answered_from_the_replica_and_staff_are_not(machines: Machines) -> None:
    wait_for(lambda: machines.asks_the_replica(SEARCH))
    assert b"a-visit-to-geneva" in get(machines.ports[0], SEARCH)[2]
    for asked in ({"Cookie": "sessionid=abcdefghijklmnopqrstuvwxyz012345"}, {"Authorization": "Basic abc"}):
        wait_for(partial(machines.never_asks_the_replica, SEARCH, **asked))
    wait_for(lambda: machines.never_asks_the_replica("/readyz"))
    wait_for(lambda: machines.never_asks_the_replica("/preview/abc/"))


def test_a_replica_that_is_late_shows_nothing_old(machines: Machines) -> None:
    wait_for(lambda: machines.asks_the_replica(SEARCH))
    machines.standby.ask("SELECT pg_wal_replay_pause()")
    wait_for(lambda: machines.standby.ask("SELECT pg_get_wal_replay_pause_state()") == [("paused",)])
    # It is not asked either before anybody has read how far the primary is now.
    machines.database.query("UPDATE pressreleases_missiondetails SET email = 'late@mission.example'")
    time.sleep(AFTER_A_COMMIT)
    assert address_seen(machines.ports) == {b"late@mission.example"}
    machines.published(2)
    time.sleep(AFTER_A_COMMIT)
    assert machines.versions() == {2}
    # Not even later, when nobody calls any more, and of what no process keeps.
    time.sleep(2)
    assert version_in(get(machines.ports[0], f"{VISIT}?from=mail")[2]) == 2
    machines.standby.ask("SELECT pg_wal_replay_resume()")
    wait_for(lambda: machines.asks_the_replica(f"{VISIT}?from=mail"))
    assert version_in(get(machines.ports[0], f"{VISIT}?from=mail")[2]) == 2


BROKEN_OFF = """
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import RequestFactory
from mission_site.page_cache import Freshness
from mission_site.replica import POSITION, ReplicaMiddleware
from pressreleases.direct_connection import direct
from pressreleases.doctor import _examined, check_replica

def answer(request):
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_is_in_recovery()")
            (is_replica,) = cursor.fetchone()
            print(is_replica)
            if is_replica:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    except OperationalError:
        return HttpResponse(status=503)
    return HttpResponse()

freshness = Freshness("mission_readers", reach=direct, positions=True)
freshness.begin()
request = RequestFactory().get("/en/")
while (position := freshness.position()) is None:
    time.sleep(0.05)
request.META[POSITION] = position
ask = ReplicaMiddleware(answer)
print(ask(request).status_code, ask(request).status_code)
print([finding.code for finding in _examined(check_replica)])
"""


def test_what_the_replica_breaks_off_the_primary_answers(machines: Machines) -> None:
    # Once the replica has what was written before.
    time.sleep(0.5)
    assert machines.run(BROKEN_OFF).splitlines() == ["True", "False", "False", "200 200", "['replica']"]


def test_a_replica_that_is_gone_is_no_matter_to_readers(machines: Machines) -> None:
    wait_for(lambda: machines.asks_the_replica(SEARCH))
    machines.standby.stop()
    for port in machines.ports * OFTEN:
        assert get(port, SEARCH)[0] == 200
    machines.standby.start()
    wait_for(lambda: machines.asks_the_replica(SEARCH), 30)


def test_a_replica_that_hangs_holds_nobody_for_long(machines: Machines) -> None:
    wait_for(lambda: machines.asks_the_replica(SEARCH))
    machines.standby.freeze()
    try:
        with ThreadPoolExecutor(OFTEN) as readers:
            # Each waits for at most 30 seconds.
            asked = [readers.submit(get, port, SEARCH) for port in machines.ports * OFTEN]
            assert {each.result()[0] for each in asked} == {200}
    finally:
        machines.standby.freeze(frozen=False)
    wait_for(lambda: machines.asks_the_replica(SEARCH), 30)


def test_the_cdn_is_told_of_each_change_and_not_of_what_readers_do_not_see(machines: Machines) -> None:
    wait_for(lambda: machines.cdn.asked)
    assert get(machines.ports[0], VISIT)[1]["Surrogate-Key"] == "mission"
    # The last one of what was before.
    time.sleep(7)
    before = len(machines.cdn.asked)
    machines.database.query("UPDATE pressreleases_heartbeat SET beat_at = now()")
    time.sleep(1)
    assert len(machines.cdn.asked) == before
    machines.published(3)
    wait_for(lambda: len(machines.cdn.asked) > before)
    assert {asked[:2] for asked in machines.cdn.asked} == {("POST", "/zones/1/purge_cache")}


PICTURE = """
from io import BytesIO
from PIL import Image
from django.contrib.auth.models import User
from django.test import Client
from pressreleases import images
file = BytesIO()
Image.new("RGB", (90, 60), "teal").save(file, "PNG")
image = images.keep(images.read(BytesIO(file.getvalue())), title="A visit")
image.descriptions.create(language="en", alternative_text="A hall")
by = User.objects.get(username="editor")
publishing.publish([make_release("With a picture", lead_image=image)], by=by)
client = Client()
client.force_login(by)
print(image.file.name, client.cookies["sessionid"].value)
"""


def test_files_and_sessions_of_one_machine_are_those_of_the_other(machines: Machines) -> None:
    name, session = machines.run(PICTURE).split()
    first, second = (get(port, f"/media/{name}") for port in machines.ports)
    assert (first[0], first[2]) == (second[0], second[2]) == (200, machines.store.content()[f"site/{name}"])
    for port in machines.ports:
        assert get(port, "/admin/", Cookie=f"sessionid={session}")[0] == 200
        assert get(port, "/admin/", Cookie=f"sessionid={session[::-1]}")[0] == 302


SESSIONS = """
from contextlib import closing
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from pressreleases.direct_connection import direct, lasting_session
from pressreleases.doctor import _examined, check_pooler

def take_the_session_lent_before():
    other = connection.copy()
    other.set_autocommit(False)
    other.cursor().execute("SELECT pg_backend_pid()")
    return other

rows = ContentType.objects.iterator(chunk_size=1)
next(rows)
with closing(take_the_session_lent_before()), lasting_session() as database, database.cursor() as cursor:
    print(len(list(rows)) == ContentType.objects.count() - 1)
    cursor.execute("SELECT pg_advisory_lock(1)")
    with connection.cursor() as present:
        present.execute("SELECT pg_try_advisory_lock(1)")
        print(present.fetchone()[0])
    with closing(take_the_session_lent_before()):
        cursor.execute("SELECT pg_advisory_unlock(1)")
        print(cursor.fetchone()[0])
print([finding.code for finding in _examined(check_pooler)])
"""


def test_what_needs_one_session_has_it(machines: Machines) -> None:
    assert machines.run(SESSIONS).splitlines() == ["True", "False", "True", "['direct']"]


UNHEARD = """
from mission_site.page_cache import Freshness
from pressreleases.direct_connection import direct
logging.disable(logging.NOTSET)
freshness = Freshness("mission_readers", reach=direct)
freshness.begin()
trusted = False
while True:
    if trusted != (freshness.trusted_until > time.monotonic()):
        trusted = not trusted
        print(trusted, flush=True)
    time.sleep(0.05)
"""


def test_nothing_is_kept_where_a_pooler_answers_and_the_log_says_so(machines: Machines) -> None:
    child = machines.sites[0].program(WITH_DJANGO + UNHEARD, DATABASE_URL=machines.pooler.url())
    assert child.stderr is not None
    assert "Pages are not kept ready: a pooler answers as the database" in child.stderr.readline()
    child.kill()
    assert child.communicate()[0] == ""


def test_nothing_is_kept_while_the_pooler_leads_to_another_server_than_the_one_that_is_heard(
    machines: Machines,
) -> None:
    child = machines.sites[0].program(WITH_DJANGO + UNHEARD, **machines.addresses())
    assert line(child) == "True"
    machines.pooler.lead_to(machines.standby.sockets)
    assert line(child) == "False"
    machines.pooler.lead_to(Path(machines.cluster.connection()["host"]))
    assert line(child) == "True"
    child.kill()
    assert "DATABASE_URL and DATABASE_DIRECT_URL lead to different databases" in child.communicate()[1]


@pytest.mark.parametrize(
    ("direct", "complaint"),
    [
        ("", "DATABASE_URL leads to a pooler in transaction mode"),
        ("postgres", "DATABASE_URL and DATABASE_DIRECT_URL lead to different databases."),
    ],
)
def test_a_site_that_could_not_hear_does_not_start(machines: Machines, direct: str, complaint: str) -> None:
    host = machines.cluster.connection()["host"]
    addresses = {"DATABASE_URL": machines.pooler.url()}
    if direct:
        addresses["DATABASE_DIRECT_URL"] = f"postgres:///{direct}?host={host}&user=mission"
    status, said = machines.sites[0].says("-m", "mission_site.run", "--port", str(free_port()), **addresses)
    assert (status, said.startswith(complaint), "\n" in said) == (1, True, False), said


def test_the_owner_makes_a_backup_past_the_pooler(machines: Machines) -> None:
    addresses = machines.addresses()
    addresses["DATABASE_OWNER_URL"] = addresses["DATABASE_DIRECT_URL"].replace("mission_site@", "mission@")
    status, said = machines.sites[1].says("-m", "mission_site.backup", "make", **addresses)
    assert (status, Path(said).name.startswith("mission-")) == (0, True), said


def test_the_doctor_says_that_a_pooler_is_in_the_way(machines: Machines) -> None:
    (site, _other), pooled = machines.sites, machines.pooler.url()
    status, said = site.says("manage.py", "doctor", DATABASE_URL=pooled)
    assert (status, "Between the site and its database is a pooler" in said) == (1, True), said


def test_the_doctor_looks_past_the_pooler_and_says_where_it_leads(machines: Machines) -> None:
    (site, _other), addresses = machines.sites, machines.addresses()
    said = site.says("manage.py", "doctor", **addresses)[1]
    assert "Between the site and its database is a pooler" not in said, said
    assert "lead to different databases" not in said, said
    assert "The background process and the kept pages reach the database past the pooler." in said, said
    machines.pooler.lead_to(machines.standby.sockets)
    try:
        wait_for(lambda: "lead to different databases" in site.says("manage.py", "doctor", **addresses)[1], 60)
    finally:
        machines.pooler.lead_to(Path(machines.cluster.connection()["host"]))


LATEST = "SELECT (SELECT max(id) FROM pressreleases_edition), (SELECT max(id) FROM pressreleases_auditentry)"


def test_the_replica_takes_over_and_nothing_is_lost(machines: Machines) -> None:
    """Last: the primary is gone after this."""
    standby = machines.standby
    standby.follow(cut_off=True)
    wait_for(lambda: machines.database.query("SELECT count(*) FROM pg_stat_replication") == [(0,)])
    machines.published(4)
    time.sleep(AFTER_A_COMMIT)
    assert machines.versions() == {4}
    standby.follow()
    # From here on a commit waits until the replica has it.
    machines.database.query("ALTER SYSTEM SET synchronous_standby_names = 'standby'", user="postgres")
    machines.database.query("SELECT pg_reload_conf()", user="postgres")
    wait_for(lambda: machines.database.query("SELECT count(*) FROM pg_stat_replication") == [(1,)], 30)
    machines.published(5)
    latest = machines.database.query(LATEST)
    with Readers(machines.ports[0]) as first, Readers(machines.ports[1]) as second:
        machines.lose_the_primary()
        standby.promote()
        machines.pooler.lead_to(standby.sockets)
        wait_for(machines.all_answer_from_the_database, 60)
    assert first.statuses | second.statuses <= {200, 503}
    assert machines.versions() == {5}
    assert standby.ask(LATEST)[0][0] == latest[0][0]
    assert standby.ask(LATEST)[0][1] >= latest[0][1]
    machines.published(6)
    time.sleep(AFTER_A_COMMIT)
    assert machines.versions() == {6}
    # The background process has found it too.
    wait_for(lambda: standby.ask(UNMADE) == [(0,)], 60)
