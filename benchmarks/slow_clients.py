"""Requests a second of a page, alone and while slow clients hold connections. For an otherwise idle machine.

python3 -m benchmarks.slow_clients [slow clients] [seconds]

The site is started on a data folder of its own, with the samples. Everything runs on this machine, so the client takes
its share of the processor: the numbers are for comparing with each other.
"""

import asyncio
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.start import running_site

PAGE = "/en/"
AT_ONCE = 8
_SLOW = {
    "bodies": (
        b"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: csrftoken=abcdefghijklmnopqrstuvwxyz012345\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\n"
    ),
    "heads": b"GET /en/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
}


async def requests_a_second(port: int, path: str, seconds: float) -> tuple[float, float]:
    """Ask for `path` over a few connections; return the answers a second and the slowest answer in milliseconds."""
    until = time.monotonic() + seconds
    taken: list[float] = []

    async def ask() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.monotonic() < until:
            began = time.monotonic()
            writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 20)).lower()
            if not head.startswith(b"http/1.1 200"):
                raise SystemExit(f"{path} answered {head!r}.")
            await reader.readexactly(int(head.split(b"content-length: ")[1].split(b"\r\n")[0]))
            taken.append(time.monotonic() - began)
        writer.close()

    await asyncio.gather(*(ask() for _ in range(AT_ONCE)))
    return len(taken) / seconds, max(taken) * 1000


async def drip(port: int, beginning: bytes) -> None:
    """Send the beginning of a request and then a byte a second; come again when the server has had enough."""
    while True:
        try:
            _reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(beginning)
            while True:
                await asyncio.sleep(1)
                writer.write(b"x")
                await writer.drain()
        except OSError:
            await asyncio.sleep(0.1)


async def measure(port: int, many: int, seconds: float) -> None:
    await requests_a_second(port, PAGE, 1)
    runs = [await requests_a_second(port, path, seconds) for path in (PAGE, "/healthz")]
    print(f"alone: {runs[0][0]:.0f} a second of {PAGE}, {runs[1][0]:.0f} of /healthz")
    for name, beginning in _SLOW.items():
        slow = [asyncio.create_task(drip(port, beginning)) for _ in range(many)]
        await asyncio.sleep(5)
        try:
            rates = [await requests_a_second(port, path, seconds) for path in (PAGE, "/healthz")]
            slowest = statistics.fmean(slowest for _rate, slowest in rates)
            print(f"{many} slow {name}: {rates[0][0]:.0f} a second of {PAGE}, {rates[1][0]:.0f} of /healthz;", end=" ")
            print(f"the slowest answers took {slowest:.0f} ms")
        except TimeoutError:
            print(f"{many} slow {name}: no answer within 20 seconds")
        for task in slow:
            task.cancel()
        await asyncio.gather(*slow, return_exceptions=True)
        await asyncio.sleep(2)


def main(many: int, seconds: float) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 2 * many + 100)), hard))
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # the database's own user must reach its data below it
        with running_site(folder) as (port, _process):
            asyncio.run(measure(port, many, seconds))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, float(sys.argv[2]) if len(sys.argv) > 2 else 3)
