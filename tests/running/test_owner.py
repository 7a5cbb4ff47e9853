"""Commands typed as root in the site of an ordinary user: they work as that user, or are refused with the line to type.

Each test makes a whole site: a checkout with its data folder, both of another user than root.
"""

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running.sites import ROOT, Site, new_folder

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root has rights to give up")

# initdb wants a user who has a name; which of those that every system has does not matter.
NAME, USER = next((entry.pw_name, entry.pw_uid) for entry in pwd.getpwall() if entry.pw_uid != 0)
ADMINISTRATOR = {"DJANGO_SUPERUSER_PASSWORD": "x" * 20, "DJANGO_SUPERUSER_USERNAME": "first"}


@pytest.fixture
def checkout(prepared: Site) -> Iterator[Path]:
    folder = new_folder("mission-owner-")
    checkout = folder / "site"
    for name in ("mission_site", "pressreleases", "templates", "static", "requirements"):
        # With the compiled modules, or each command would compile all of them.
        shutil.copytree(ROOT / name, checkout / name)
    shutil.copy(ROOT / "manage.py", checkout)
    (checkout / ".venv").symlink_to((ROOT / ".venv").resolve())
    prepared.rest()
    (checkout / "var").mkdir()
    subprocess.run(["cp", "-a", prepared.var / "postgres", checkout / "var"], check=True)
    _give(checkout, USER)
    yield checkout
    shutil.rmtree(folder)


def _give(folder: Path, user: int) -> None:
    subprocess.run(["chown", "-R", "--no-dereference", f"{user}:{user}", folder], check=True)


def _as_root(checkout: Path, *arguments: str, **more: str) -> tuple[int, str]:
    """Run Python with these arguments in the checkout; return its exit status and all that it said."""
    ours = {name: value for name, value in os.environ.items() if name[:7] not in {"MISSION", "DJANGO_", "DATABAS"}}
    done = subprocess.run(
        [*_open_way_to_python(), sys.executable, *arguments],
        cwd=checkout,
        env={**ours, **more},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    return done.returncode, (done.stdout + done.stderr).strip()


def _open_way_to_python() -> list[str]:
    """What to put before a command so that every user reaches this Python, which may be below root's closed home.

    There, and only for that command, the closed folder is replaced by one that holds nothing but this Python.
    """
    python = Path(sys.base_prefix)
    closed = [parent for parent in python.parents if not parent.stat().st_mode & 0o001]
    if not closed:
        return []
    script = (
        'keep=$(mktemp -d); mount --bind "$1" "$keep"; mount -t tmpfs -o mode=755 none "$2"; mkdir -p "$1"; '
        'mount --bind "$keep" "$1"; shift 2; exec "$@"'
    )
    return ["unshare", "--mount", "sh", "-ec", script, "sh", str(python), str(closed[-1])]


def _of_root(checkout: Path) -> list[str]:
    return [
        str(Path(folder, name))
        for folder, folders, files in os.walk(checkout)
        for name in (*folders, *files)
        if Path(folder, name).lstat().st_uid == 0
    ]


def test_commands_of_root_work_as_the_owner_and_leave_nothing_of_roots(checkout: Path) -> None:
    for command in (
        ("-m", "mission_site.install", "base"),
        ("manage.py", "createsuperuser", "--noinput", "--email=a@mission.example"),
        ("manage.py", "tidy"),
        ("-m", "mission_site.backup", "make"),
        ("manage.py", "collectstatic", "--noinput", "--verbosity=0"),
        ("-m", "mission_site.embedded_postgres", "stop"),
    ):
        status, said = _as_root(checkout, *command, **ADMINISTRATOR)
        assert (command, status) == (command, 0), said
        assert (command, _of_root(checkout)) == (command, [])
    (backup,) = (checkout / "var" / "backups").glob("*.tar.gz")
    status, said = _as_root(checkout, "-m", "mission_site.backup", "restore", str(backup))
    assert (status, _of_root(checkout)) == (0, []), said


def test_a_data_folder_that_is_yet_to_be_made_will_be_the_users(checkout: Path) -> None:
    status, said = _as_root(
        checkout, "manage.py", "migrate", "--verbosity=0", MISSION_VAR=str(checkout / "new" / "var")
    )
    assert (status, (checkout / "new" / "var" / "postgres").is_dir(), _of_root(checkout)) == (0, True, []), said


def test_where_the_user_cannot_read_the_site_the_line_to_type_is_said(checkout: Path) -> None:
    checkout.parent.chmod(0o700)
    status, said = _as_root(checkout, "-m", "mission_site.backup", "make")
    assert status == 1
    assert f"belongs to the user {NAME}, and that user cannot read" in said
    assert f"sudo -u {NAME} {sys.executable} -m mission_site.backup make" in said
    assert "\n" not in said
    assert _of_root(checkout) == []


def test_where_root_has_no_right_to_change_users_the_line_to_type_is_said(checkout: Path) -> None:
    kept = ["setpriv", "--bounding-set=-setuid,-setgid", "--inh-caps=-setuid,-setgid"]
    environment = {name: value for name, value in os.environ.items() if name[:7] not in {"MISSION", "DJANGO_"}}
    done = subprocess.run(
        [*kept, sys.executable, "manage.py", "tidy"],
        cwd=checkout,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "root cannot become that user here" in done.stderr) == (1, True), done.stderr
    assert f"sudo -u {NAME} {sys.executable} manage.py tidy" in done.stderr
    assert _of_root(checkout) == []


def test_a_site_that_root_began_stays_roots(checkout: Path, prepared: Site) -> None:
    _give(checkout, 0)
    account = prepared.data.stat().st_uid
    _give(checkout / "var" / "postgres" / "data", account)
    _give(checkout / "var" / "postgres" / "sockets", account)
    assert _as_root(checkout, "manage.py", "tidy") == (0, "")
    assert (checkout / "var" / "secret-key").stat().st_uid == 0
    # Also where the folder around it was made by somebody else, as a volume of a container is.
    os.chown(checkout / "var", USER, USER)
    assert _as_root(checkout, "manage.py", "tidy") == (0, "")
