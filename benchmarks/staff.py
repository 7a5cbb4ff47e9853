"""How long staff pages, the corrections page and the worker take on the large archive of `benchmarks.archive`.

    MISSION_VAR=/the/same/folder python3 -m benchmarks.staff [times [page …]]

Prints, for each page, the median milliseconds that its queries took in the database, the median wait for the whole
answer, the number of queries and the slowest query. Nothing is left changed: everything runs in a transaction that is
rolled back.
"""

import logging
import os
import statistics
import sys
import time
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mission_site.settings")
django.setup()

from django.conf import settings  # noqa: E402  Django is set up only now
from django.contrib.auth.models import Group, User  # noqa: E402  Django is set up only now
from django.core.management import call_command  # noqa: E402  Django is set up only now
from django.db import connection, transaction  # noqa: E402  Django is set up only now
from django.test import Client  # noqa: E402  Django is set up only now

from pressreleases.live_checks.run import unchecked  # noqa: E402  Django is set up only now
from pressreleases.models import Edition, Release  # noqa: E402  Django is set up only now

Queries = list[tuple[float, str]]
RELEASES = "/admin/pressreleases/release/"


def pages() -> dict[str, str]:
    """What is asked for, and its address."""
    first = Release.objects.earliest("pk").pk
    middle, last = (
        "{issued_on}.{pk}".format(**Release.objects.order_by(*order).values("issued_on", "pk")[place])
        for order, place in ((("-issued_on", "-pk"), 50_000), (("issued_on", "pk"), 40))
    )
    return {
        "desk": "/admin/",
        "list of releases": RELEASES,
        "the same, in its middle": f"{RELEASES}?p={middle}",
        "the same, last page": f"{RELEASES}?p={last}",
        "the same, a frequent word": f"{RELEASES}?q=the+republic",
        "the same, a rare word": f"{RELEASES}?q=xylophone",
        "the same, mine": f"{RELEASES}?view=mine",
        "the same, waiting": f"{RELEASES}?view=waiting",
        "the same, needs translation": f"{RELEASES}?view=translation",
        "the same, needs translation, a year": f"{RELEASES}?view=translation&issued=2009",
        "the same, of one month": f"{RELEASES}?issued=2009-03",
        "the same, drafts": f"{RELEASES}?state=draft",
        "the same, scheduled": f"{RELEASES}?state=scheduled",
        "the same, changed since published": f"{RELEASES}?state=changed",
        "the same, withdrawn": f"{RELEASES}?state=withdrawn",
        "the same, live": f"{RELEASES}?state=live",
        "form of a release": f"{RELEASES}{first}/change/",
        "history of a release": f"{RELEASES}{first}/history/",
        "search of everything, a frequent word": f"{RELEASES}search/?q=the+republic",
        "search of everything, a day": f"{RELEASES}search/?q=20+January+2009",
        "list of pictures": "/admin/pressreleases/image/",
        "list of editions": "/admin/pressreleases/edition/",
        "list of withdrawals": "/admin/pressreleases/withdrawal/",
        "scheduled": f"{RELEASES}scheduled/",
        "corrections": "/en/corrections/",
    }


def measure(ask: Callable[[], object], times: int) -> tuple[float, float, int, tuple[float, str]]:
    """Medians of the milliseconds in the database and of the whole wait, the queries, and the slowest of them."""
    base, waits, queries = [], [], Queries()
    for _time in range(times + 1):
        queries = []

        def timed(execute, sql, params, many, context):  # type: ignore[no-untyped-def]  # Django's signature
            began = time.perf_counter()
            try:
                return execute(sql, params, many, context)
            finally:
                queries.append(((time.perf_counter() - began) * 1000, sql))  # noqa: B023  used within this round

        began = time.perf_counter()
        with connection.execute_wrapper(timed):
            ask()
        waits.append((time.perf_counter() - began) * 1000)
        base.append(sum(took for took, _sql in queries))
    return statistics.median(base[1:]), statistics.median(waits[1:]), len(queries), max(queries)


def main(times: int) -> None:
    logging.disable(logging.WARNING)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        editor = User.objects.create_user("benchmark-editor", is_staff=True)
        editor.groups.add(Group.objects.get(name="Editor"))
        client = Client(SERVER_NAME="127.0.0.1")
        # No second factor is used in a session of this program's own making.
        settings.SECOND_FACTOR = "off"
        client.force_login(editor)
        print(f"load {os.getloadavg()[0]:.1f}, {Edition.objects.count():,} editions, {times} times each; ms")
        print(f"{'':36}{'database':>10}{'wait':>8}{'queries':>9}   slowest")
        asked: dict[str, Callable[[], object]] = {
            name: (lambda path=path: _get(client, path))  # type: ignore[misc]  # a default keeps the value of this round
            for name, path in pages().items()
        }
        only = sys.argv[2:]
        asked["worker: what it has to look at"] = unchecked
        for name, ask in asked.items():
            if only and name not in only:
                continue
            base, wait, queries, (slowest, sql) = measure(ask, times)
            shown = f"{slowest:.1f}  {sql[:100]}" if os.environ.get("SQL") != "whole" else f"{slowest:.1f}  {sql}"
            print(f"{name:36}{base:10.1f}{wait:8.0f}{queries:9}   {shown}", flush=True)
        transaction.set_rollback(True)


def _get(client: Client, path: str) -> None:
    answer = client.get(path)
    if answer.status_code != 200:
        sys.exit(f"{path}: {answer.status_code}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
