"""Where the embedded cluster lives, who may enter, and what is refused with one sentence and without a change."""

import os
import shutil
import stat
from pathlib import Path

import pytest

from mission_site.embedded_postgres import places
from mission_site.embedded_postgres.cluster import Cluster
from mission_site.embedded_postgres.failure import EmbeddedFailure
from tests.running.sites import Site, line

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has rights to give up")


def test_the_site_works_as_a_role_without_power(site: Site) -> None:
    powers = "SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = USER"
    assert site.run(f"print(query({powers!r}, user='mission_site'))") == "[(False, False, False)]"
    # The owner makes the database into which a backup is restored.
    assert site.run(f"print(query({powers!r}))") == "[(False, False, True)]"


def test_every_new_database_has_the_extensions_and_knows_the_letters(site: Site) -> None:
    names = """print(query("SELECT string_agg(extname, ' ' ORDER BY extname) FROM pg_extension")[0][0])"""
    assert site.run(names) == "btree_gist pg_trgm plpgsql unaccent"
    assert site.run("""print(query("SELECT upper('əлı') = 'ƏЛI', show_trgm('ə') <> '{}'"))""") == "[(True, True)]"


def test_the_server_listens_only_on_a_socket_in_a_private_folder(site: Site) -> None:
    child = site.program(
        'print(query("SHOW listen_addresses"), cluster.connection()["host"], flush=True); time.sleep(60)'
    )
    addresses, folder = line(child).rsplit(" ", 1)
    assert addresses == "[('',)]"
    assert [
        stat.S_IMODE(path.stat().st_mode) for path in (Path(folder), site.data, Path(folder) / ".s.PGSQL.5432")
    ] == [0o700] * 3


def test_settings_of_other_databases_in_the_environment_lead_nowhere_else(site: Site) -> None:
    elsewhere = {"PGHOST": "192.0.2.1", "PGHOSTADDR": "192.0.2.1", "PGPORT": "1", "PGDATA": "/nowhere", "PGUSER": "x"}
    assert site.run('print(query("SELECT 6")[0][0])', **elsewhere) == "6"


def test_data_of_another_version_is_refused_and_left_alone(site: Site) -> None:
    version = site.data / "PG_VERSION"
    ours = version.read_text()
    version.write_text("14\n")
    status, said = site.says("manage.py", "migrate")
    assert status == 1
    assert "made by PostgreSQL 14" in said
    assert "make backup" in said
    assert "make restore" in said
    assert "Traceback" not in said
    assert (version.read_text(), site.server()) == ("14\n", None)
    version.write_text(ours)
    assert site.run('print(query("SELECT 7")[0][0])') == "7"


def test_a_folder_that_cannot_be_made_is_one_sentence(bare: Site) -> None:
    (bare.var / "file").touch()
    status, said = bare.says("manage.py", "migrate", SECRET_KEY="a long key" * 6, MISSION_VAR=str(bare.var / "file"))
    assert status == 1
    assert "cannot be kept in" in said
    assert "MISSION_VAR" in said
    assert "Traceback" not in said


def test_a_half_made_cluster_is_thrown_away(bare: Site) -> None:
    leftover = bare.var / "postgres" / "data.new-1"
    leftover.mkdir(parents=True)
    (leftover / "PG_VERSION").write_text("18\n")
    assert bare.run('print(query("SELECT 8")[0][0])') == "8"
    assert not leftover.exists()


def test_a_long_path_gets_a_short_private_folder_for_its_socket(own: Site) -> None:
    deep = own.var / ("a" * 60) / "b"
    deep.mkdir(parents=True)
    shutil.move(own.var / "postgres", deep)
    body = 'print(query("SELECT 9")[0][0], cluster.connection()["host"])'
    folder = Path(own.run(body, MISSION_VAR=str(deep)).split()[1])
    assert len(os.fsencode(folder)) < 60
    assert folder.stat().st_uid == (deep / "postgres" / "data").stat().st_uid
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.chmod(0o755)
    failed = own.program('query("SELECT 9")', MISSION_VAR=str(deep)).communicate(timeout=20)[1]
    assert "that only the user" in failed
    shutil.rmtree(folder)


def test_somebody_elses_folder_is_not_used_for_the_socket(own: Site) -> None:
    shutil.rmtree(own.var / "postgres" / "sockets")
    (own.var / "postgres" / "sockets").symlink_to("/tmp")
    failed = own.program('query("SELECT 10")').communicate(timeout=20)[1]
    assert "that only the user" in failed
    assert own.server() is None


@as_root
def test_root_gives_the_server_to_an_account_without_rights(site: Site) -> None:
    child = site.program('print(query("SELECT 1")[0][0], flush=True); time.sleep(60)')
    assert line(child) == "1"
    status = Path(f"/proc/{site.server()}/status").read_text()
    fields = dict(entry.split(":", 1) for entry in status.splitlines())
    assert "0" not in fields["Uid"].split()
    assert "0" not in fields["Gid"].split()
    assert fields["Groups"].strip() == ""


@as_root
def test_a_folder_closed_to_that_account_stays_closed_and_the_data_goes_elsewhere(
    bare: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    closed = bare.var / "closed"
    closed.mkdir(mode=0o700)
    monkeypatch.setattr(places, "SHARED", bare.var / "shared")
    found = places.find_places(_made(closed / "postgres"))
    assert found.data.is_relative_to(bare.var / "shared")
    assert str(bare.var / "shared") in capsys.readouterr().err
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    # The decision holds, and is said only once, even when the folder is opened later.
    closed.chmod(0o755)
    assert places.find_places(closed / "postgres") == found
    assert capsys.readouterr().err == ""


@as_root
def test_data_that_its_owner_can_no_longer_reach_is_not_replaced_by_an_empty_cluster(own: Site) -> None:
    own.var.chmod(0o700)
    with pytest.raises(EmbeddedFailure, match="can no longer reach it"):
        Cluster(own.var / "postgres").enter()
    own.var.chmod(0o755)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder
