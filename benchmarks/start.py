"""How long `make run` takes to its first answer: on an empty data folder, then again; and the processor time of it.

    python3 -m benchmarks.start [times]

The time is that of an otherwise idle machine only; the processor time, without that of PostgreSQL, says more on a busy
one.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks.processes import spent_with_ended

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def running_site(folder: str) -> Iterator[tuple[int, int]]:
    """Start the site on `folder` and yield its port and process once it answers; stop it. Raise if it ends before."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    site = subprocess.Popen(
        ["make", "run", f"PORT={port}", f"MISSION_VAR={folder}"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while not _answers(port):
            if site.poll() is not None:
                raise SystemExit("`make run` ended before it answered; run it by hand to see why.")
            time.sleep(0.01)
        yield port, site.pid
    finally:
        os.killpg(site.pid, signal.SIGTERM)
        site.wait(30)


def seconds_to_first_answer(folder: str) -> tuple[float, float]:
    """Start the site on `folder`, wait for `/en/`, and stop it again: by the clock, and of the processor."""
    began = time.monotonic()
    with running_site(folder) as (_port, process):
        return time.monotonic() - began, spent_with_ended(process)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/en/") as answer:
            answer.read()
    except (urllib.error.URLError, ConnectionError):
        return False
    return True


def main(times: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # the database's own user must reach its data below it
        print("first start, samples included: {:.2f} s, processor {:.2f} s".format(*seconds_to_first_answer(folder)))
        again = [seconds_to_first_answer(folder) for _ in range(times)]
        waited, spent = ([row[which] for row in again] for which in (0, 1))
        print(f"repeated start, {times} times: best {min(waited):.2f} s, median {median(waited):.2f} s,", end=" ")
        print(f"processor {min(spent):.2f} s at best; load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
