"""What ready answers cost: CPU seconds for 1,000 requests, beside those of applications that do nothing else.

    python3 -m benchmarks.ready http://127.0.0.1:8000 PID [rounds]

PID is that of `make run`; needs wrk (Debian). Each round asks for everything once, and the best round counts, since
what else the machine does only adds. With a query an answer is never ready: `/en/?made` is the same page made each
time.
"""

import os
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any
from urllib.request import urlopen

CONTENT = b"x" * 12288
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(CONTENT)))]
START = {
    "type": "http.response.start",
    "status": 200,
    "headers": [(name.lower().encode(), value.encode()) for name, value in HEADERS],
}
GRANIAN = (
    "granian --workers 1 --blocking-threads 1 --http 1 --no-ws --backpressure 256 --loop asyncio --log-level error"
)
LIMITS = {"bare WSGI": ("wsgi", 8981), "bare ASGI": ("asginl", 8982)}


def wsgi(_environ: dict[str, Any], start: Any) -> list[bytes]:
    start("200 OK", HEADERS)
    return [CONTENT]


async def asginl(_scope: Any, _receive: Any, send: Any) -> None:
    await send(START)
    await send({"type": "http.response.body", "body": CONTENT})


def tree(process: int) -> list[int]:
    """The process and all below it."""
    tasks = Path(f"/proc/{process}/task")
    below = [int(child) for task in tasks.iterdir() for child in (task / "children").read_text().split()]
    return [process, *(one for child in below for one in tree(child))]


def spent(processes: list[int]) -> float:
    files = [file for process in processes for file in Path(f"/proc/{process}/task").glob("*/schedstat")]
    return sum(int(file.read_text().split()[0]) for file in files) / 1e9


def measure(processes: list[int], url: str, headers: tuple[str, ...]) -> float:
    given = [part for header in headers for part in ("-H", header)]
    before = spent(processes)
    said = subprocess.run(["wrk", "-t1", "-c8", "-d2", *given, url], capture_output=True, text=True, check=True).stdout
    cost = spent(processes) - before
    return cost / int(next(line for line in said.splitlines() if "requests in" in line).split()[0]) * 1000


def main(site: str, process: int, rounds: int) -> None:
    with urlopen(f"{site}/en/feed.json") as answer:  # noqa: S310  the site that was named
        release = answer.read().decode().partition('"url": "')[2].partition('"')[0]
    path = release.removeprefix(site)
    with urlopen(site + path) as answer:  # noqa: S310  the same
        etag = answer.headers["ETag"]
    asked: dict[str, tuple[int, str, tuple[str, ...]]] = {}
    started = []
    for name, (interface, port) in LIMITS.items():
        command = [*GRANIAN.split(), "--interface", interface, "--port", str(port), f"benchmarks.ready:{interface}"]
        started.append(subprocess.Popen([sys.executable, "-m", *command], env=os.environ))
        asked[name] = (started[-1].pid, f"http://127.0.0.1:{port}/", ())
    takes = ("Accept-Encoding: gzip, br",)
    for page in ("/en/", "/en/releases/", path, "/en/feed.atom", f"{path[:-1]}.json"):
        asked[page] = (process, site + page, takes)
        asked[f"{page}?made"] = (process, f"{site}{page}?made", takes)
    asked["304"] = (process, site + path, (*takes, f"If-None-Match: {etag}"))
    time.sleep(3)
    try:
        found = defaultdict(list)
        for _each in range(rounds):
            for name, (root, url, headers) in asked.items():
                found[name].append(measure(tree(root), url, headers))
    finally:
        for one in started:
            one.terminate()
    limit = min(found["bare WSGI"])
    for name, costs in found.items():
        print(f"{name:70} {min(costs):8.4f} s   {limit / min(costs):6.1%} of bare WSGI")
    print("load", os.getloadavg())


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 3)
