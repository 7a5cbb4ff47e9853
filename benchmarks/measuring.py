"""What a page costs on a large archive, alone or beside a small one: processor time, queries and bytes.

A benchmark names its pages and calls `main`. Without arguments it measures the site of MISSION_VAR; with two folders
the sites of both, page by page in turn, each in a process of its own, so that what else the machine does meets both.
"""

import json
import logging
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

Ask = Callable[[], Any]
SERVE = "--serve"


@dataclass(frozen=True)
class Cost:
    """Of one request, in milliseconds of the processor here and in the database; `wait` is the whole time."""

    web: float
    base: float
    wait: float
    queries: int
    size: int
    slowest: float = 0.0
    sql: str = ""

    @property
    def both(self) -> float:
        return self.web + self.base


def measure(ask: Ask, times: int) -> Cost:
    """The medians of `times` requests, after two that fill what a process keeps."""
    size = _size(ask())
    with CaptureQueriesContext(connection) as captured:
        ask()
    # The next request empties the log.
    queries = list(captured)
    slowest = max(queries, key=lambda query: float(query["time"]), default={"time": "0", "sql": ""})
    web, base, wait = [], [], []
    for _time in range(times):
        here, there, began = time.process_time(), _of_database(), time.perf_counter()
        _size(ask())
        wait.append((time.perf_counter() - began) * 1000)
        web.append((time.process_time() - here) * 1000)
        base.append((_of_database() - there) * 1000)
    middle = statistics.median
    return Cost(
        *(middle(web), middle(base), middle(wait)), len(queries), size, float(slowest["time"]) * 1000, slowest["sql"]
    )


def _size(answer: Any) -> int:
    """Its bytes, all of them read. Anything but a page, a redirect or what is gone ends the benchmark."""
    if not hasattr(answer, "status_code"):
        return 0
    if answer.status_code not in (200, 302, 404, 410):
        sys.exit(f"{answer.request['PATH_INFO']}: {answer.status_code}")
    return sum(map(len, answer.streaming_content)) if answer.streaming else len(answer.content)


def _of_database() -> float:
    """Seconds that the processor has spent on the database's process of this connection (Linux, same machine)."""
    stat = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text(encoding="utf-8")
    return int(stat.split()[0]) / 1e9


def main(
    module: str, pages: Callable[[], dict[str, Ask]], around: Callable[[], AbstractContextManager[Any]] = nullcontext
) -> None:
    """Measure the site of MISSION_VAR, or the sites of the folders that are named, each page so many times."""
    given = [argument for argument in sys.argv[1:] if argument != SERVE]
    numbers = [int(argument) for argument in given if argument.isdigit()]
    times, folders = (numbers or [5])[0], [argument for argument in given if not argument.isdigit()]
    if folders:
        _compare(module, folders, times)
        return
    logging.disable(logging.WARNING)
    call_command("collectstatic", interactive=False, verbosity=0)
    with connection.cursor() as cursor:
        # All in one process, or the time of the others would be missed.
        cursor.execute("SET max_parallel_workers_per_gather = 0")
    with around():
        if SERVE in sys.argv:
            _serve(pages(), times)
        else:
            _list(pages(), times)


def _is_asked_for(name: str) -> bool:
    return any(words in name for words in os.environ.get("ONLY", "").split(","))


def _list(pages: dict[str, Ask], times: int) -> None:
    print(f"load {os.getloadavg()[0]:.1f}, {times} times each; ms of the processor, but for the wait")
    print(f"{'':44}{'Django':>8}{'database':>10}{'wait':>8}{'queries':>9}{'bytes':>10}   slowest")
    for name, ask in pages.items():
        if _is_asked_for(name):
            cost = measure(ask, times)
            sql = cost.sql if os.environ.get("SQL") == "whole" else cost.sql[:90]
            print(
                f"{name:44}{cost.web:8.1f}{cost.base:10.1f}{cost.wait:8.0f}{cost.queries:9}{cost.size:10}"
                f"   {cost.slowest:.0f}  {sql}",
                flush=True,
            )
    print(f"load {os.getloadavg()[0]:.1f}")


def _serve(pages: dict[str, Ask], times: int) -> None:
    """Answer each name of a page that comes in with what it costs here."""
    print(json.dumps(list(pages)), flush=True)
    for line in sys.stdin:
        print(json.dumps(asdict(measure(pages[line.strip()], times))), flush=True)


def _compare(module: str, folders: list[str], times: int) -> None:
    # The folders and times are given by who runs the benchmark.
    sites = [
        subprocess.Popen(
            [sys.executable, "-m", module, SERVE, str(times)],
            env={**os.environ, "MISSION_VAR": folder},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for folder in folders
    ]
    listed: list[list[str]] = [_answer(site) for site in sites]
    print(f"load {os.getloadavg()[0]:.1f}, {times} times each; ms of the processor in Django + database; queries; kB")
    for name in listed[0]:
        if _is_asked_for(name) and all(name in names for names in listed):
            costs = []
            for site in sites:
                print(name, file=site.stdin, flush=True)
                costs.append(Cost(**_answer(site)))
            said = "".join(
                f"{cost.web:8.1f} +{cost.base:7.1f}{cost.queries:4}{cost.size / 1000:8.0f}  " for cost in costs
            )
            print(f"{name:44}{said}{costs[-1].both / costs[0].both:7.2f}", flush=True)
    print(f"load {os.getloadavg()[0]:.1f}")
    for site in sites:
        site.communicate()


def _answer(site: "subprocess.Popen[str]") -> Any:
    line = site.stdout.readline() if site.stdout else ""
    return json.loads(line) if line else sys.exit("One of the sites has ended.")
