"""`make run`: prepare the site and serve it until interrupted.

`python -m mission_site.run --port 8000 --sample no`. Everything else comes from the environment and the settings
file (docs/operations.md), which may name these two also. `--worker no` leaves the background process to somebody else.
"""

import argparse
import gc
import os
import signal
import sys
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path

from mission_site import settings_file
from mission_site.configuration import OWNER, WrongSetting, listening_address
from mission_site.serving import PortTaken, claim_port, serve
from mission_site.worker import worker_running


def main() -> None:
    """Run the site; exit with one sentence when it cannot be run."""
    if os.environ.get(OWNER):
        sys.exit(
            f"{OWNER} is in the environment, where each process of the site would have it. Write it into the settings "
            "file, or leave it out here and type `manage.py migrate` where it is set."
        )
    settings_file.load()
    port, sample, has_worker = _arguments()
    try:
        address = listening_address(os.environ)
    except WrongSetting as wrong:
        sys.exit(str(wrong))
    # SIGTERM and a closed terminal end this process as an exit does, so that the database is not left running.
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, lambda number, _frame: sys.exit(128 + number))
    url = f"http://{f'[{address}]' if ':' in address else address}:{port}"
    try:
        with claim_port(address, port):
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mission_site.settings")
            os.environ["MISSION_SITE_URL"] = os.environ.get("MISSION_SITE_URL") or url
            _prepare(sample)
            # The collector writes into all that it looks at, so that each worker would soon have a copy of its own.
            gc.collect()
            gc.freeze()
            with worker_running() if has_worker else nullcontext():
                serve(address, port, lambda: _announce(url))
    except PortTaken as taken:
        sys.exit(str(taken))
    except KeyboardInterrupt:
        sys.exit(130)


def _arguments() -> tuple[int, str, bool]:
    parser = argparse.ArgumentParser(prog="make run", description=__doc__)
    parser.add_argument("--port", default="")
    parser.add_argument("--sample", default="")
    parser.add_argument("--worker", choices=("yes", "no"), default="yes")
    given = parser.parse_args()
    given.port = given.port or os.environ.get("PORT", "8000")
    given.sample = given.sample or os.environ.get("SAMPLE", "")
    if not given.port.isdecimal() or not 0 < int(given.port) < 65536:
        sys.exit(f"PORT={given.port} is no port: it has to be a number from 1 to 65535.")
    if given.sample not in {"", "yes", "no"}:
        sys.exit(f"SAMPLE={given.sample} is not understood: say SAMPLE=no, or leave it out.")
    return int(given.port), given.sample, given.worker == "yes"


def _prepare(sample: str) -> None:
    import django  # noqa: PLC0415 - a taken port is said before Django has been loaded

    django.setup()
    from django.conf import settings  # noqa: PLC0415  Django is set up only now
    from django.core.management.base import CommandError  # noqa: PLC0415  Django is set up only now
    from django.db import connections  # noqa: PLC0415  Django is set up only now
    from django.db.utils import DatabaseError, OperationalError  # noqa: PLC0415  Django is set up only now

    from mission_site import preparing  # noqa: PLC0415  Django is set up only now
    from mission_site.backup.failure import BackupFailure  # noqa: PLC0415  Django is set up only now
    from mission_site.embedded_postgres import locks  # noqa: PLC0415  Django is set up only now
    from mission_site.embedded_postgres.failure import EmbeddedFailure  # noqa: PLC0415  Django is set up only now
    from pressreleases import file_store  # noqa: PLC0415  Django is set up only now

    data = Path(settings.DATA_DIR)
    try:
        # Held until this process and its workers end: a restore must not happen below them.
        locks.join(data / "web.lock")
        with preparing.alone(data):
            preparing.settle_restores(data)
            preparing.prepare()
            preparing.first_start(data, sample)
        if problem := file_store.problem():
            print(f"{problem}. Pages are served; files are not until it answers.", flush=True)
        # All pages, once for the workers, which are forks. What reads documents is loaded when staff need it.
        import_module(settings.ROOT_URLCONF)
    except (BackupFailure, CommandError, EmbeddedFailure) as error:
        sys.exit(str(error))
    except OperationalError as error:
        sys.exit(f"The database cannot be reached: {str(error).strip().splitlines()[0]}")
    except DatabaseError as error:
        sys.exit(f"The database cannot be brought up to date: {str(error).strip().splitlines()[0]}")
    except OSError as error:
        why = f"{error.strerror} ({error.filename})"
        sys.exit(
            f"The site cannot keep its data in {data}: {why}. Set MISSION_VAR to a folder that this user can write."
        )
    finally:
        connections.close_all()


def _announce(url: str) -> None:
    print(f"The site is at {url}/ and its editing at {url}/admin/. Stop it with Ctrl-C.", flush=True)


if __name__ == "__main__":
    main()
