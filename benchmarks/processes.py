"""Processes on Linux: those below one, and the processor time of each."""

import os
from contextlib import suppress
from pathlib import Path


def tree(process: int) -> set[int]:
    """The process and all below it."""
    found = {process}
    with suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                found |= tree(int(child))
    return found


def spent(processes: set[int]) -> dict[int, float]:
    """The CPU seconds of each, to the nanosecond."""
    found = {}
    for process in processes:
        with suppress(OSError):
            files = [task / "schedstat" for task in Path(f"/proc/{process}/task").iterdir()]
            found[process] = sum(int(file.read_text().split()[0]) for file in files) / 1e9
    return found


def spent_with_ended(process: int) -> float:
    """The CPU seconds of the process and of all below it, those that have ended too, to a hundredth."""
    ticks = 0
    for each in tree(process):
        with suppress(OSError):
            # Own time, and that of children which ended and were waited for.
            ticks += sum(map(int, Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")
