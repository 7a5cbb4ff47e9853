"""What a crowd gets that asks for pages which are made each time, and what probes and ready answers take meanwhile.

    python3 -m benchmarks.overload http://127.0.0.1:8000 [clients] [seconds]

Each client asks again as soon as it has an answer. The crowd runs on this machine, so it takes its share of the
processor, and so do the probes, which ask over connections of their own.
"""

import asyncio
import os
import resource
import sys
import time
from collections import Counter
from urllib.parse import urlsplit

READY, PROBES = "/en/", ("/healthz", "/readyz")
MADE = "/en/search/?q=visit"
# Nobody waits longer.
PATIENCE = 30.0


class Site:
    def __init__(self, address: str) -> None:
        found = urlsplit(address)
        self.host, self.port = found.hostname, found.port

    async def get(self, path: str, connection: tuple[asyncio.StreamReader, asyncio.StreamWriter]) -> int:
        reader, writer = connection
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\n\r\n".encode())
        head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PATIENCE)).lower()
        await reader.readexactly(int(head.split(b"content-length: ")[1].split(b"\r\n")[0]))
        return int(head.split(b" ", 2)[1])

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection(self.host, self.port)

    async def probe(self, path: str) -> tuple[float, int]:
        """The seconds that one answer takes over a new connection, and its status."""
        began = time.monotonic()
        try:
            connection = await self.connect()
            status = await self.get(path, connection)
            connection[1].close()
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            status = 0
        return time.monotonic() - began, status


async def crowd(site: Site, clients: int, seconds: float) -> dict[int, list[float]]:
    """How long each answer took, by its status; 0 is none."""
    found: dict[int, list[float]] = {}
    until = time.monotonic() + seconds

    async def ask(number: int) -> None:
        asked = 0
        while time.monotonic() < until:
            writer = None
            try:
                connection = _reader, writer = await site.connect()
                while (left := until - time.monotonic()) > 0:
                    began, asked = time.monotonic(), asked + 1
                    async with asyncio.timeout(left):
                        status = await site.get(f"{MADE}{number}-{asked}", connection)
                    found.setdefault(status, []).append(time.monotonic() - began)
            except TimeoutError:
                found.setdefault(-1, []).append(time.monotonic() - began)
            except (OSError, asyncio.IncompleteReadError):
                found.setdefault(0, []).append(0.0)
                await asyncio.sleep(0.1)
            finally:
                if writer:
                    writer.close()

    await asyncio.gather(*(ask(number) for number in range(clients)))
    return found


def told(name: str, taken: list[tuple[float, int]]) -> str:
    slowest = max(seconds for seconds, _status in taken)
    median = sorted(seconds for seconds, _status in taken)[len(taken) // 2]
    statuses = dict(Counter(status for _seconds, status in taken))
    return f"{name}: median {median:.3f} s, slowest {slowest:.3f} s, statuses {statuses}"


async def main(address: str, clients: int, seconds: float) -> None:
    site = Site(address)
    # Ready in each process before it begins.
    await asyncio.gather(*(site.probe(READY) for _each in range(40)))
    running = asyncio.create_task(crowd(site, clients, seconds))
    meanwhile: dict[str, list[tuple[float, int]]] = {path: [] for path in (*PROBES, READY)}
    while not running.done():
        await asyncio.sleep(0.5)
        for path, taken in meanwhile.items():
            taken.append(await site.probe(path))
    found = await running
    for status, times in sorted(found.items()):
        name = {-1: "no answer when it was over", 0: "cut off"}.get(status, str(status))
        times.sort()
        print(f"{name}: {len(times)}, median {times[len(times) // 2]:.2f} s, slowest {times[-1]:.2f} s")
    for path, taken in meanwhile.items():
        print("meanwhile", told(path, taken))
    for path in PROBES:
        print("after it", told(path, [await site.probe(path)]))
    print("load", os.getloadavg())


if __name__ == "__main__":
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    many = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, many + 100)), hard))
    asyncio.run(main(sys.argv[1], many, float(sys.argv[3]) if len(sys.argv) > 3 else 10))
