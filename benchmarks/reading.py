"""How long pages and searches take on the large archive of `benchmarks.archive`, from request to answer, uncached.

    MISSION_VAR=/the/same/folder python3 manage.py tidy
    MISSION_VAR=/the/same/folder python3 -m benchmarks.reading [times]

`tidy` takes the counts of the months, as the worker of a site does each day.

One request after another, in one process here and one in the database. What the processor spends on a request in both
together is what a reader waits for on an idle core; the wait itself depends on what else the machine does, so its load
is printed. Nothing is written but the static files.
"""

import logging
import os
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mission_site.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  Django is set up only now
from django.db import connection  # noqa: E402  Django is set up only now
from django.test import Client  # noqa: E402  Django is set up only now
from django.test.utils import CaptureQueriesContext  # noqa: E402  Django is set up only now

from benchmarks.archive import FIRST, LANGUAGES, vocabulary  # noqa: E402  Django is set up only now
from pressreleases.models import Edition  # noqa: E402  Django is set up only now
from pressreleases.public_addresses import address  # noqa: E402  Django is set up only now

YEAR = FIRST.year + 17


def addresses(language: str) -> Iterator[tuple[str, str]]:
    """What is asked for, and where it stands."""
    known = vocabulary()
    rare, first, second = known[-7], known[0], known[1]
    edition = Edition.objects.live().in_language(language).in_year(YEAR).newest_first()[500]
    yield "start", f"/{language}/"
    yield "index", f"/{language}/releases/"
    yield "index, from the middle", f"/{language}/releases/?before={YEAR}-07-01-1"
    yield "year", f"/{language}/releases/{YEAR}/"
    yield "month", f"/{language}/releases/{YEAR}/03/"
    yield "kind", f"/{language}/kinds/press-release/"
    yield "follow", f"/{language}/follow/"
    yield "release", address(edition)
    yield "release as text", f"{address(edition)[:-1]}.txt"
    yield "feed", f"/{language}/feed.atom"
    searches = {
        "rare word, newest first": rare,
        "rare word, best first": f"{rare}&order=best",
        "commonest word": first,
        "commonest two words": f"{first} {second}",
        "commonest two words, best first": f"{first} {second}&order=best",
        "commonest two words, of a year": f"{first} {second}&year={YEAR}",
        "commonest two words as a phrase": f'"{first} {second}"',
        "commonest but not the second": f"{first} -{second}",
        "commonest word, a kind without any": f"{first}&kind=letter",
        "commonest and an unknown word": f"{first} zzyzzyva",
        "mistyped": f"{rare}q",
        "whole title": edition.title,
        "whole date": edition.issued_on.isoformat(),
    }
    for name, asked in searches.items():
        words, _and, more = asked.partition("&")
        yield f"search: {name}", f"/{language}/search/?q={quote(words)}" + (f"&{more}" if more else "")


def measure(client: Client, path: str, times: int) -> tuple[float, float, float, int]:
    """Milliseconds of the processor for a request, here and in the database, the median wait, and how many queries."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    queries = len(captured)
    if answer.status_code not in (200, 302):
        sys.exit(f"{path}: {answer.status_code}")
    waits, here, there = [], time.process_time(), _of_database()
    for _time in range(times):
        began = time.perf_counter()
        client.get(path)
        waits.append((time.perf_counter() - began) * 1000)
    here, there = time.process_time() - here, _of_database() - there
    return here * 1000 / times, there * 1000 / times, statistics.median(waits), queries


def _of_database() -> float:
    """Seconds that the processor has spent on the database's process of this connection (Linux, same machine)."""
    stat = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text(encoding="utf-8")
    user, system = stat.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def main(times: int) -> None:
    logging.disable(logging.WARNING)
    call_command("collectstatic", interactive=False, verbosity=0)
    with connection.cursor() as cursor:
        # All in one process, or the time of the others would be missed.
        cursor.execute("SET max_parallel_workers_per_gather = 0")
    client = Client(SERVER_NAME="127.0.0.1")
    print(f"load {os.getloadavg()[0]:.1f}, {Edition.objects.count():,} editions, {times} times each; ms")
    print(f"{'':40}" + "".join(f"{language + ': web':>12} database   wait queries" for language in LANGUAGES))
    rows = zip(*(list(addresses(language)) for language in LANGUAGES), strict=True)
    for row in rows:
        measured = [measure(client, path, times) for _name, path in row]
        told = "".join(f"{web:12.1f}{base:9.1f}{wait:7.0f}{queries:8}" for web, base, wait, queries in measured)
        print(f"{row[0][0]:40}{told}", flush=True)
    print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
