"""Settings that cannot work are refused in one sentence, before anything is served or changed."""

from urllib.request import urlopen

import pytest

from mission_site.configuration import read
from tests.running.sites import Site, free_port, wait_for


@pytest.fixture
def database(own: Site):
    """Makes databases with the superuser's SQL, and starts the site on one of them."""

    def make_and_run(statements: list[str], options: str = "", after: tuple[str, ...] = (), user: str = "mission"):
        for statement in (f"CREATE DATABASE other {options}", *statements):
            own.run(f"query({statement!r}, user='postgres')")
        for statement in after:
            own.run(f"query({statement!r}, user='postgres', dbname='other')")
        holder = own.program("print(cluster.enter() or cluster.connection()['host'], flush=True); time.sleep(300)")
        assert holder.stdout is not None
        folder = holder.stdout.readline().strip()
        url = f"postgres://{user}@/other?host={folder}&port=5432"
        return own.says("-m", "mission_site.run", "--port", str(free_port()), "--sample", "no", DATABASE_URL=url)

    return make_and_run


def _healthy(url: str) -> bool:
    try:
        with urlopen(f"{url}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


SECRET = "hunter2"


def test_a_site_at_a_bare_address_needs_no_sender_of_its_own() -> None:
    assert read({"MISSION_SITE_URL": "http://[::1]:8000"}).email_from == "press-office@::1"


@pytest.mark.parametrize(
    "command", [("-m", "mission_site.run"), ("manage.py", "tidy"), ("-m", "mission_site.backup", "make")]
)
def test_every_command_says_it_without_a_traceback_and_makes_nothing(bare: Site, command: tuple[str, ...]) -> None:
    status, said = bare.says(*command, MISSION_BEHIND_PROXY="maybe")
    assert (status, said) == (1, "MISSION_BEHIND_PROXY=maybe is not understood: say 1 for yes, or 0 for no.")
    assert list(bare.var.iterdir()) == []


def test_run_says_which_address_it_cannot_listen_on(bare: Site) -> None:
    status, said = bare.says("-m", "mission_site.run", MISSION_ADDRESS="press.example")
    assert status == 1
    assert said.startswith("MISSION_ADDRESS=press.example is not an IP address")
    assert "\n" not in said


def test_a_command_says_in_one_sentence_that_the_database_cannot_be_reached(bare: Site) -> None:
    nowhere = f"postgres://mission:{SECRET}@127.0.0.1:1/mission"
    status, said = bare.says("manage.py", "migrate", "--check", DATABASE_URL=nowhere)
    assert status == 1
    assert said.startswith("The database cannot be reached: ")
    assert SECRET not in said
    assert "\n" not in said


@pytest.mark.parametrize("words", ["localhost", "[::1]"])
def test_the_site_is_served_at_a_name_and_in_brackets(prepared: Site, words: str) -> None:
    prepared.rest()
    port = free_port()
    child = prepared.start("-m", "mission_site.run", "--port", str(port), "--sample", "no", MISSION_ADDRESS=words)
    host = "127.0.0.1" if words == "localhost" else "[::1]"
    wait_for(lambda: child.poll() is not None or _healthy(f"http://{host}:{port}"), 60)
    assert child.poll() is None, child.communicate()
    prepared.rest()


def test_a_database_in_another_encoding_is_refused(database) -> None:
    status, said = database([], "OWNER mission TEMPLATE template0 ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C'")
    assert (status, said.startswith("The database keeps its text as LATIN1")) == (1, True), said
    assert "\n" not in said


def test_a_role_that_may_not_add_extensions_is_told_what_to_run(database) -> None:
    status, said = database([], "TEMPLATE template0", ("GRANT CREATE ON SCHEMA public TO mission",))
    assert status == 1
    assert said.endswith(
        "run there: CREATE EXTENSION IF NOT EXISTS btree_gist; CREATE EXTENSION IF NOT EXISTS pg_trgm; "
        "CREATE EXTENSION IF NOT EXISTS unaccent;"
    ), said
    assert "\n" not in said


def test_a_closed_schema_is_refused_with_what_opens_it(database) -> None:
    status, said = database([])
    assert status == 1
    assert 'GRANT CREATE ON SCHEMA "public" TO "mission";' in said, said
    assert "\n" not in said


def test_no_schema_at_all_is_refused_with_what_opens_it(database) -> None:
    status, said = database([], after=("DROP SCHEMA public CASCADE",))
    assert (status, said.startswith("The role mission has no schema to work in.")) == (1, True), said
    assert "\n" not in said
