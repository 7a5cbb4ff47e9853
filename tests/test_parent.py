"""A process ends when its parent does, and not before."""

import os
import signal
import subprocess
import sys
import time

CHILD = "import time; from mission_site.parent import end_with; import os; end_with(os.getppid()); time.sleep(60)"
PARENT = f"""
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", {CHILD!r}])
print(child.pid, flush=True)
time.sleep(60)
"""


def is_alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:  # noqa: PTH123  it may be gone
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_it_lives_as_long_as_its_parent_and_ends_with_it() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    with parent.stdout:
        child = int(parent.stdout.readline())
    time.sleep(1.5)
    assert is_alive(child)
    parent.kill()
    parent.wait()
    try:
        for _time in range(200):
            if not is_alive(child):
                break
            time.sleep(0.1)
        assert not is_alive(child)
    finally:
        if is_alive(child):
            os.kill(child, signal.SIGKILL)
