"""Getting the data folder and the database ready for this copy of the site, before it is served."""

import hashlib
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from mission_site import translations
from mission_site.backup import interrupted
from mission_site.backup.database import Database
from mission_site.database_checks import check_connection, check_privileges, check_rights, check_ways, owns_tables
from mission_site.database_owner import as_owner
from mission_site.embedded_postgres import locks


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Let one process at a time prepare the folder `data`."""
    with locks.held(data / "prepare.lock"):
        yield


def settle_restores(data: Path) -> None:
    """Undo restores into `data` that were interrupted, and say so. Call it with the web server's lock held."""
    with as_owner():
        # First, because its errors say best why the database cannot be had.
        connection.ensure_connection()
        for sentence in interrupted.settle(data, Database()):
            print(sentence, flush=True)


def prepare() -> None:
    """Compile the translations, migrate the database, tidy it, collect the static files, each as far as needed.

    Raises CommandError with a sentence, before anything is changed, when the database cannot hold the site.
    """
    translations.compile_all()
    check_ways()
    with as_owner():
        check_connection(connection)
        _migrate()
    # As the site, which may be another role at another address.
    check_connection(connection)
    check_privileges(connection)
    # What takes minutes on a large archive is for the worker, while the site is served.
    call_command("tidy", "--no-renew")
    collect_static(Path(settings.STATIC_ROOT))


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        check_rights(connection)
        print("Preparing the database …", flush=True)
    elif not owns_tables(connection):
        # The owner has migrated elsewhere, and its address is not here.
        return
    call_command("migrate", verbosity=0, interactive=False)


def collect_static(target: Path) -> bool:
    """Collect the static files into `target` unless that was done for just these files; tell whether it was needed."""
    stamp = target / ".collected"
    wanted = _fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return False
    print("Collecting the static files …", flush=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    draft = stamp.with_name(f".collected.{os.getpid()}")
    draft.write_text(wanted, encoding="ascii")
    draft.replace(stamp)
    return True


def _fingerprint() -> str:
    """Return a digest of the names, sizes and times of all static files there are."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            # In whole seconds, since an image of a container keeps no more of a time.
            digest.update(f"{path}\0{found.st_size}\0{int(found.st_mtime)}\n".encode())
    return digest.hexdigest()


def is_first_start() -> bool:
    """Tell whether nobody has ever put anything into this database: no account, no release."""
    release = apps.get_model("pressreleases", "Release")
    return not get_user_model().objects.exists() and not release.objects.exists()


def first_start(data: Path, sample: str) -> None:
    """Fill a new site with the sample content, or ask for its first administrator when `sample` is `no`.

    A site that was begun empty stays so: samples can never be deleted later, so forgetting SAMPLE=no the next time
    must not bring them.
    """
    chosen_empty = data / "started-empty"
    if sample == "no":
        chosen_empty.touch()
    if not is_first_start():
        return
    if sample == "yes" or (sample == "" and not chosen_empty.exists()):
        print("Loading the sample content …", flush=True)
        with _no_audit_lines():
            call_command("load_samples")
    elif sys.stdin.isatty():
        print("This site is empty. Its first administrator:", flush=True)
        call_command("createsuperuser")
    else:
        print(
            "This site is empty and has no administrator yet. Make one with "
            "`.venv/bin/python manage.py createsuperuser`, in another terminal (or see docs/operations.md).",
            flush=True,
        )


@contextmanager
def _no_audit_lines() -> Iterator[None]:
    """Samples are nobody's acts: their lines on the terminal would only bury the passwords printed there once."""
    audit = logging.getLogger("mission.audit")
    audit.disabled = True
    try:
        yield
    finally:
        audit.disabled = False
