"""What answers cost, in one run: of the site, a bare application under its server, a plain Django view, a Wagtail site.

    MISSION_VAR=/the/data/of/the/site python3 -m benchmarks.compare http://127.0.0.1:8000 PID PEER [rounds]

PID is that of `make run`, PEER the folder that `benchmarks.peer` has filled; needs wrk (Debian). Counted are the CPU
seconds of the server's processes and of Postgres for 1,000 requests: other work on the machine disturbs them less than
the clock. Servers are kept on the first core, wrk on the second. Each round asks for everything once, and the best
round counts, since what else the machine does only adds.

With a query an answer is never ready: `/en/?made` is the same page made each time.
"""

import json
import math
import os
import re
import signal
import subprocess
import sys
import time
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mission_site.settings")
django.setup()

from django.db import connection  # noqa: E402  Django is set up only now

from benchmarks.peer import environment  # noqa: E402  Django is set up only now
from benchmarks.processes import spent, tree  # noqa: E402  Django is set up only now

CONTENT = b"x" * 12288
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(CONTENT)))]
START = {
    "type": "http.response.start",
    "status": 200,
    "headers": [(name.lower().encode(), value.encode()) for name, value in HEADERS],
}
GRANIAN = (
    "-m granian --workers 1 --blocking-threads 1 --http 1 --no-ws --backpressure 256 --loop asyncio --log-level error"
)
# Ports of what is started here.
WSGI, ASGI, PLAIN, PEER, CACHED = range(8981, 8986)
TAKES = ("Accept-Encoding: gzip, br",)


def wsgi(_environ: dict[str, Any], start: Any) -> list[bytes]:
    start("200 OK", HEADERS)
    return [CONTENT]


async def asginl(_scope: Any, _receive: Any, send: Any) -> None:
    await send(START)
    await send({"type": "http.response.body", "body": CONTENT})


@dataclass(frozen=True)
class Asked:
    name: str
    url: str
    process: int
    headers: tuple[str, ...] = TAKES


def keep_on(core: int, processes: set[int]) -> None:
    for process in processes:
        with suppress(OSError):
            for task in Path(f"/proc/{process}/task").iterdir():
                os.sched_setaffinity(int(task.name), {core})


def wait_until_quiet(processes: set[int]) -> None:
    """Until what clients of before have asked for is done, though they are gone; at most some seconds."""
    quiet, last = 0, sum(spent(processes).values())
    for _each in range(100):
        time.sleep(0.05)
        now = sum(spent(processes).values())
        quiet = quiet + 1 if now - last < 0.001 else 0
        if quiet == 5:
            return
        last = now


def measure(asked: Asked, postmaster: int, seconds: int = 2) -> float:
    """CPU seconds for 1,000 requests; where few are answered in that time, for longer."""
    given = [part for header in asked.headers for part in ("-H", header)]
    wait_until_quiet(tree(asked.process) | tree(postmaster))
    before = spent(tree(asked.process) | tree(postmaster))
    command = ["taskset", "-c", "1", "wrk", "-t1", "-c8", f"-d{seconds}", "--timeout", "30s", *given, asked.url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    after = spent(tree(asked.process) | tree(postmaster))
    answered = int(next(line for line in said.splitlines() if "requests in" in line).split()[0])
    if "Non-2xx" in said and not asked.name.endswith("304"):
        raise SystemExit(f"{asked.name}: {said}")
    if answered < 20:
        return measure(asked, postmaster, 2 * seconds) if seconds < 16 else math.inf
    return sum(now - before.get(process, 0.0) for process, now in after.items()) / answered * 1000


def fetched(url: str, patience: int = 60) -> tuple[bytes, Any]:
    """Content and headers; from a server that has so many seconds to start."""
    try:
        with urlopen(url) as answer:  # noqa: S310  the sites that were named
            return answer.read(), answer.headers
    except HTTPError as error:
        raise SystemExit(f"{url}: {error}") from error
    except URLError:
        if not patience:
            raise
    time.sleep(1)
    return fetched(url, patience - 1)


def start(python: str, interface: str, port: int, application: str, **given: Any) -> int:
    command = [python, *GRANIAN.split(), "--interface", interface, "--port", str(port), application]
    started.append(subprocess.Popen(command, **given))
    return started[-1].pid


started: list[subprocess.Popen[bytes]] = []


def of_site(site: str, process: int) -> tuple[list[Asked], str]:
    """What the site is asked for, and the path of a release."""
    path = json.loads(fetched(f"{site}/en/feed.json")[0])["items"][-1]["url"].removeprefix(site)
    asked = []
    pages = {"start": "/en/", "index": "/en/releases/", "release": path, "feed": "/en/feed.atom"}
    for name, page in (pages | {"release as JSON": f"{path[:-1]}.json"}).items():
        asked.append(Asked(f"{name}, ready", site + page, process))
        asked.append(Asked(f"{name}, made", f"{site}{page}?made", process))
    etag = fetched(site + path)[1]["ETag"]
    asked.append(Asked("release, ready, 304", site + path, process, (*TAKES, f"If-None-Match: {etag}")))
    asked.append(Asked("search, made", f"{site}/en/search/?q={WORD}", process))
    return asked, path


WORD = "bake"  # of about one text in forty of `benchmarks.archive`


def of_others(peer: Path, release: str, size: int) -> list[Asked]:
    python, settings = str(peer / "venv/bin/python"), environment()
    database = json.loads(settings["PEER"]) | {"NAME": connection.settings_dict["NAME"]}
    plain = start(
        *(sys.executable, "wsgi", PLAIN, "benchmarks.plain_django:application"),
        env={**os.environ, "PLAIN": json.dumps(database), "PLAIN_BYTES": str(size)},
    )
    asked = [
        Asked("bare WSGI", f"http://127.0.0.1:{WSGI}/", start(sys.executable, "wsgi", WSGI, "benchmarks.compare:wsgi")),
        Asked(
            "bare ASGI", f"http://127.0.0.1:{ASGI}/", start(sys.executable, "asginl", ASGI, "benchmarks.compare:asginl")
        ),
        Asked("plain Django view", f"http://127.0.0.1:{PLAIN}{release}", plain),
    ]
    pages = {"article": "/articles/article-500/", "index": "/articles/", "search": f"/search/?query={WORD}"}
    for port, name in ((PEER, "measured"), (CACHED, "cached")):
        if port == CACHED:
            del pages["search"]
        around = {**settings, "DJANGO_SETTINGS_MODULE": f"peer.settings.{name}"}
        process = start(python, "wsgi", port, "peer.wsgi:application", cwd=peer / "site", env=around)
        how = "Wagtail" if port == PEER else "Wagtail, Django's cache"
        asked += [Asked(f"{how}: {page}", f"http://127.0.0.1:{port}{path}", process) for page, path in pages.items()]
    return asked


def main(site: str, process: int, peer: Path, rounds: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    postmaster = int(re.split(r"\) ", Path(f"/proc/{backend}/stat").read_text())[-1].split()[1])
    connection.close()
    own, release = of_site(site, process)
    try:
        everything = of_others(peer, release, len(fetched(site + release)[0])) + own
        sizes = {asked.name: len(fetched(asked.url)[0]) for asked in everything}
        for root in {asked.process for asked in everything} | {postmaster}:
            keep_on(0, tree(root))
        found = defaultdict(list)
        for turn in range(rounds):
            begin = turn * len(everything) // rounds
            for asked in everything[begin:] + everything[:begin]:
                found[asked.name].append(measure(asked, postmaster))
            print(f"round {turn + 1}, load {os.getloadavg()[0]:.1f}", file=sys.stderr, flush=True)
    finally:
        for below in (each for one in started for each in tree(one.pid)):
            with suppress(ProcessLookupError):
                os.kill(below, signal.SIGKILL)
    limit, plain = min(found["bare WSGI"]), min(found["plain Django view"])
    print(f"{'':32} {'bytes':>7} {'best':>9} {'median':>9} {'of L':>7} {'of plain Django':>16}")
    for name, size in sizes.items():
        best = min(found[name])
        print(f"{name:32} {size:7} {best:9.4f} {median(found[name]):9.4f} {limit / best:7.1%} {best / plain:16.2f}")


if __name__ == "__main__":
    main(
        sys.argv[1].rstrip("/"), int(sys.argv[2]), Path(sys.argv[3]).resolve(), int(sys.argv[4]) if sys.argv[4:] else 5
    )
