"""How long `make run` takes to its first answer: on an empty data folder, then again. For an otherwise idle machine.

python3 benchmarks/start.py [times]
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

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def running_site(folder: str) -> Iterator[int]:
    """Start the site on `folder` and yield its port once it answers; stop it again. Raise if it ends before."""
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
        yield port
    finally:
        os.killpg(site.pid, signal.SIGTERM)
        site.wait(30)


def seconds_to_first_answer(folder: str) -> float:
    """Start the site on `folder`, wait for `/en/`, and stop it again."""
    began = time.monotonic()
    with running_site(folder):
        return time.monotonic() - began


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
        print(f"first start, samples included: {seconds_to_first_answer(folder):.2f} s")
        again = sorted(seconds_to_first_answer(folder) for _ in range(times))
        print(f"repeated start, {times} times: median {again[times // 2]:.2f} s, slowest {again[-1]:.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
