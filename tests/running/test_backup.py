"""`make backup` and `make restore` on a whole site: the round trip, and what is refused without a change."""

import hashlib
import io
import json
import stat
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from mission_site.embedded_postgres import binaries
from pressreleases.migrations import SCHEMA
from tests.running.sites import Site, free_port, line

BACKUP = ("-m", "mission_site.backup", "make")
ADD = (
    "INSERT INTO auth_user (username, password, is_superuser, first_name, last_name, email, is_staff, is_active, "
    "date_joined) VALUES ('{}', '', false, '', '', '', false, true, now())"
)


@pytest.fixture
def whole(prepared: Site) -> Iterator[Site]:
    # Someone who is in without being connected keeps the server from stopping after each of a test's commands.
    keeper = prepared.program('cluster.enter(); print("in", flush=True); time.sleep(600)')
    assert line(keeper) == "in"
    yield prepared
    prepared.rest()


@pytest.fixture(scope="module")
def backup(prepared: Site) -> Path:
    """A backup of a site with one account: one without any is refused."""
    prepared.run(f'query("{ADD.format("first")}")')
    status, said = prepared.says(*BACKUP)
    assert status == 0, said
    return Path(said)


def _restore(site: Site, file: Path) -> tuple[int, str]:
    return site.says("-m", "mission_site.backup", "restore", str(file))


def _state(site: Site) -> tuple[str, str, list[str]]:
    names = "SELECT string_agg(username, chr(32) ORDER BY 1) FROM auth_user"
    users = site.query(names)[0][0] if site.server() else site.run(f'print(query("{names}")[0][0])')
    media = sorted(str(path.relative_to(site.var)) for path in (site.var / "media").rglob("*"))
    return users, (site.var / "secret-key").read_text(), media


def test_a_site_is_put_back_as_it_was_and_what_it_replaced_is_kept(whole: Site) -> None:
    picture = whole.var / "media" / "images" / "a.png"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"picture")
    (picture.parent / "a-480.avif").write_bytes(b"a smaller copy")
    whole.query(ADD.format("early"))
    before = _state(whole)
    status, said = whole.says(*BACKUP)
    assert status == 0, said
    file = Path(said)
    assert (stat.S_IMODE(file.stat().st_mode), stat.S_IMODE(file.parent.stat().st_mode)) == (0o600, 0o700)
    assert [path.name for path in file.parent.iterdir()] == [file.name]

    whole.query(ADD.format("late"))
    picture.unlink()
    (whole.var / "secret-key").write_text("another" * 10)
    status, said = _restore(whole, file)
    assert status == 0, said
    assert _state(whole) == before

    kept = said.split("is kept: ")[1].rstrip(".").split(", ")
    assert Path(kept[1]).read_text() == "another" * 10
    database = kept[2].removeprefix("the database ")
    assert whole.query("SELECT username FROM auth_user ORDER BY 1", database) == [("early",), ("late",)]


def test_a_backup_moves_to_a_new_machine(whole: Site, backup: Path, bare: Site) -> None:
    status, said = _restore(bare, backup)
    assert status == 0, said
    assert "the database" not in said
    assert _state(bare)[1] == _state(whole)[1]
    assert bare.run('print(query("SELECT count(*) > 10 FROM django_migrations")[0][0])') == "True"


SIGNED_IN = (
    "INSERT INTO pressreleases_staffsession (session_key, session_data, expire_date) VALUES "
    "(md5(random()::text), 'x', now() + interval '1 day')"
)
SESSIONS = "SELECT count(*) FROM pressreleases_staffsession"


def test_nobody_is_signed_in_by_a_backup(whole: Site, bare: Site) -> None:
    whole.query(ADD.format("session"))
    whole.query(SIGNED_IN)
    status, said = whole.says(*BACKUP)
    assert status == 0, said
    status, restored = _restore(bare, Path(said))
    assert status == 0, restored
    assert (bare.run(f'print(query("{SESSIONS}"))'), whole.query(SESSIONS)) == ("[(0,)]", [(1,)])
    assert "session" in _state(bare)[0]
    # The table itself is there, for those who sign in next.
    assert bare.run(f'query("{SIGNED_IN}"); print(query("{SESSIONS}"))') == "[(1,)]"


def test_sessions_in_a_backup_of_an_earlier_copy_of_the_site_are_left_out(
    whole: Site, backup: Path, bare: Site, tmp_path: Path
) -> None:
    whole.query(SIGNED_IN)
    where = whole.run('query("SELECT 1"); print(cluster.connection()["host"])')
    dump = ["pg_dump", "--format=custom", "--no-owner", f"--dbname=host={where} user=mission dbname=mission"]
    full = subprocess.run([binaries.program(dump[0]), *dump[1:]], capture_output=True, check=True).stdout
    old = tmp_path / "old.tar.gz"
    _rewrite(backup, old, full)
    status, said = _restore(bare, old)
    assert status == 0, said
    assert bare.run(f'print(query("{SESSIONS}"))') == "[(0,)]"


def test_nothing_is_backed_up_where_there_is_no_site(bare: Site) -> None:
    status, said = bare.says(*BACKUP)
    assert (status, said.startswith(f"There is no site in {bare.var}"), "\n" in said) == (1, True, False), said
    assert list(bare.var.iterdir()) == []


@pytest.mark.parametrize("emptiness", ["not migrated", "without an account and a release"])
def test_an_empty_database_is_not_backed_up(own: Site, prepared: Site, emptiness: str) -> None:
    site = own
    if emptiness != "not migrated":
        prepared.rest()
        own.copy_cluster(prepared.var)
        own.run('query("TRUNCATE auth_user CASCADE")')
    status, said = site.says(*BACKUP)
    assert (status, "so there is nothing to back up" in said, "\n" in said) == (1, True, False), said
    assert str(site.var) in said
    assert not (site.var / "backups").exists()


def test_nothing_is_restored_under_a_running_web_server(whole: Site, backup: Path) -> None:
    before = _state(whole)
    whole.serve(free_port())
    status, said = _restore(whole, backup)
    assert status == 1
    assert "web server of this data folder is running" in said
    assert _state(whole) == before


def test_nothing_is_restored_while_somebody_is_connected(whole: Site, backup: Path) -> None:
    before = _state(whole)
    child = whole.program('c = connect(); print("in", flush=True); time.sleep(60)')
    assert line(child) == "in"
    status, said = _restore(whole, backup)
    assert status == 1
    assert "in use by 1 other session," in said
    assert _state(whole) == before


# What the manifest says instead; None: it has no number, as in a backup from before 0.2.0.
SCHEMAS = {"of a newer site": SCHEMA + 1, "of an older site": SCHEMA - 1, "from before 0.2.0": None}


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ("of a newer site", f"comes from a newer copy of the site (its schema has the number {SCHEMA + 1}"),
        ("from before 0.2.0", "was made before version 0.2.0"),
        ("with a broken dump", ""),
    ],
)
def test_a_file_that_is_no_good_changes_nothing(
    whole: Site, backup: Path, tmp_path: Path, damage: str, sentence: str
) -> None:
    before = _state(whole)
    bad = tmp_path / "bad.tar.gz"
    _rewrite(backup, bad, damage)
    status, said = _restore(whole, bad)
    assert status == 1
    assert sentence in said
    assert "\n" not in said
    assert _state(whole) == before
    assert not list(whole.var.glob(".restoring-*"))
    left = "SELECT count(*) FROM pg_database WHERE datname LIKE '%restoring%'"
    assert whole.query(left) == [(0,)]


def test_a_backup_of_an_older_site_is_put_back_and_then_brought_up_to_date(
    backup: Path, bare: Site, tmp_path: Path
) -> None:
    older = tmp_path / "older.tar.gz"
    _rewrite(backup, older, "of an older site")
    status, said = _restore(bare, older)
    assert status == 0, said
    assert "`make run` brings it up to date" in said
    status, said = bare.says("manage.py", "migrate", "--verbosity=0")
    assert (status, said) == (0, "")


def _rewrite(file: Path, target: Path, damage: str | bytes) -> None:
    """Write to `target` a well-formed archive that holds what the damage says, or that dump."""
    with tarfile.open(file) as source, tarfile.open(target, "w:gz") as copy:
        contents = {member.name: source.extractfile(member).read() for member in source}  # type: ignore[union-attr]  # all members are files
        manifest = json.loads(contents["manifest.json"])
        assert manifest["schema"] == SCHEMA
        if damage in SCHEMAS:
            manifest |= {"schema": SCHEMAS[damage]}
            if manifest["schema"] is None:
                del manifest["schema"]
        else:
            contents["database.dump"] = damage if isinstance(damage, bytes) else contents["database.dump"][:-2000]
            manifest["dump_sha256"] = hashlib.sha256(contents["database.dump"]).hexdigest()
        contents["manifest.json"] = json.dumps(manifest).encode()
        for name, content in contents.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            copy.addfile(entry, io.BytesIO(content))


def test_an_encrypted_backup_is_restored_with_its_private_key_only(whole: Site, tmp_path: Path) -> None:
    private, another = tmp_path / "private.txt", tmp_path / "another.txt"
    for path in (private, another):
        status, said = whole.says("-m", "mission_site.backup", "key", str(path))
        assert (status, path.stat().st_mode & 0o777) == (0, 0o600), said
        assert "AGE-SECRET-KEY" not in said
    public = private.read_text().partition("public key: ")[2].split()[0]
    whole.query(ADD.format("secret"))
    status, said = whole.says("-m", "mission_site.backup", "make", MISSION_BACKUP_KEYS=public)
    assert status == 0, said
    file = Path(said.splitlines()[-1])
    assert file.name.endswith(".tar.gz.age")
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_bytes().startswith(b"age-encryption.org/v1\n")
    assert not tarfile.is_tarfile(file)
    whole.query("UPDATE auth_user SET username = 'changed' WHERE username = 'secret'")
    before = _state(whole)
    for key, refusal in [("", "is encrypted. Say where"), (another, "does not open"), (file, "holds no private key")]:
        status, said = whole.says("-m", "mission_site.backup", "restore", str(file), str(key))
        assert (status, refusal in said) == (1, True), said
        assert _state(whole) == before
    damaged = tmp_path / "damaged.tar.gz.age"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    status, said = whole.says("-m", "mission_site.backup", "restore", str(damaged), str(private))
    assert (status, "cannot be decrypted" in said or "does not open" in said) == (1, True), said
    assert _state(whole) == before
    status, said = whole.says("-m", "mission_site.backup", "restore", str(file), str(private))
    assert status == 0, said
    assert "secret" in _state(whole)[0]
    assert list(whole.var.glob(".restoring-*")) == []


def test_a_key_is_never_written_over_another_file(whole: Site, tmp_path: Path) -> None:
    path = tmp_path / "key.txt"
    path.write_text("precious")
    status, said = whole.says("-m", "mission_site.backup", "key", str(path))
    assert (status, path.read_text()) == (1, "precious")
    assert "cannot be written" in said
