"""`manage.py run_worker` as a child of `make run`, which starts it, starts it anew when it dies, and ends it.

`python -m mission_site.worker PARENT` is that child, which ends when the process PARENT does, however that happens.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from mission_site.parent import end_with

# Seconds. The web server's workers load first: nobody waits for what is done here.
_HEAD_START = 1.0
_PATIENCE = 5.0
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0


@contextmanager
def worker_running() -> Iterator[None]:
    """Keep one such process as long as this lasts. The caller must have named the settings in the environment."""
    keeper = _Keeper()
    thread = threading.Thread(target=keeper.keep, daemon=True)
    thread.start()
    try:
        yield
    finally:
        keeper.end()
        thread.join(_PATIENCE)


class _Keeper:
    def __init__(self) -> None:
        self._over = threading.Event()
        self._starting = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def keep(self) -> None:
        pause = _FIRST_PAUSE
        self._over.wait(_HEAD_START)
        while (child := self._start()) is not None:
            began = time.monotonic()
            child.wait()
            # One that dies each time it starts must not take the machine's whole strength.
            lived = time.monotonic() - began
            pause = _FIRST_PAUSE if lived > 2 * _LONGEST_PAUSE else min(2 * pause, _LONGEST_PAUSE)
            if not self._over.wait(pause):
                print("The process in the background ended, and is started again.", file=sys.stderr, flush=True)

    def end(self) -> None:
        with self._starting:
            self._over.set()
        if self._child is None or self._child.poll() is not None:
            return
        self._child.terminate()
        try:
            self._child.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            # Probably it waits for a mail server. What it was about is still in the database.
            self._child.kill()
            self._child.wait()

    def _start(self) -> "subprocess.Popen[bytes] | None":
        with self._starting:
            if self._over.is_set():
                return None
            # A process group of its own: Ctrl-C in the terminal is for the parent, who then ends it.
            self._child = subprocess.Popen(
                [sys.executable, "-m", "mission_site.worker", str(os.getpid())],
                stdin=subprocess.DEVNULL,
                process_group=0,
            )
            return self._child


def main(parent: int) -> None:
    end_with(parent)
    os.nice(5)  # readers come first
    import django  # noqa: PLC0415 - slow to load, and the parent is watched before that

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  Django is set up only now

    call_command("run_worker")


if __name__ == "__main__":
    main(int(sys.argv[1]))
