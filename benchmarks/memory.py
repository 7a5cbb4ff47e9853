"""How much memory the processes of a site take, before its ready answers fill their room, and after.

    python3 -m benchmarks.memory http://127.0.0.1:8000 PID [releases]

PID is that of `make run`. So many releases (3,000) of the sitemap are asked for twice, on one connection, so of one
process; with `taskset -c 0 make run` the site has but one. Megabytes of `smaps_rollup`: `Rss` is all that a process
sees, `Pss` its share of it.
"""

import http.client
import os
import re
import sys
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from benchmarks.processes import tree


def fetched(url: str) -> str:
    with urlopen(url) as answer:  # noqa: S310  the site that was named
        content: bytes = answer.read()
    return content.decode()


def told(process: int) -> None:
    for one in sorted(tree(process)):
        sizes = dict(re.findall(r"^(\w+): +(\d+) kB", Path(f"/proc/{one}/smaps_rollup").read_text(), re.MULTILINE))
        words = " ".join(Path(f"/proc/{one}/cmdline").read_text().split("\0"))[:60]
        print(f"{one:8} {int(sizes['Rss']) / 1024:7.1f} {int(sizes['Pss']) / 1024:7.1f}  {words}")


def main(site: str, process: int, releases: int) -> None:
    found: list[str] = []
    for part in re.findall("<loc>([^<]+)</loc>", fetched(f"{site}/sitemap.xml")):
        found += re.findall("<loc>([^<]+/releases/[^<]+)</loc>", fetched(part))
    print("process      Rss     Pss")
    told(process)
    connection = http.client.HTTPConnection(urlsplit(site).netloc)
    for address in found[:releases]:
        # What is asked for once has only a quarter of the room.
        for _each in range(2):
            connection.request("GET", urlsplit(address).path, headers={"Accept-Encoding": "br"})
            connection.getresponse().read()
    print(f"after {min(len(found), releases)} releases, twice; load {os.getloadavg()[0]:.1f}")
    told(process)


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), int(sys.argv[2]), int(sys.argv[3]) if sys.argv[3:] else 3000)
