"""The web server: whether its port is free, and serving the site with one worker process a core until interrupted."""

import multiprocessing
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import MPServer

from mission_site.limits import CONNECTIONS, THREADS
from mission_site.parent import end_with

# Of the database's own limit (100 by default) some stay free for commands and backups. A process has one for each
# thread, one for probes, and one that listens (`page_cache.freshness`).
_MOST_CONNECTIONS = 80


class PortTaken(Exception):
    """Nothing can be served on this port; the message says why."""


def claim_port(address: str, port: int) -> socket.socket:
    """Return a socket that keeps `port` for this process and its workers until it is closed; nothing listens on it.

    The workers share their port (SO_REUSEPORT), so a second site that began while this one was still preparing could
    share it too, and readers would get one or the other by chance. Raises PortTaken, with a sentence.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    claimed = socket.socket(family, socket.SOCK_STREAM)
    try:
        # Without it the connections of a server stopped a minute ago would count as taken.
        claimed.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        claimed.bind((address, port))
        # Only now: bound alone, shared from here on with those that ask to share, as no other claim does.
        claimed.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
        claimed.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    except PermissionError:
        claimed.close()
        raise PortTaken(f"This user may not listen on port {port}. Choose one above 1023: make run PORT=8000") from None
    except OSError as error:
        claimed.close()
        raise PortTaken(
            f"Port {port} of {address} is taken or cannot be used ({error.strerror}). "
            f"Stop what uses it, or choose another: make run PORT={port + 1 if port < 65535 else 8000}"
        ) from None
    return claimed


def serve(address: str, port: int, announce: Callable[[], None]) -> None:
    """Serve until SIGINT, SIGTERM or the terminal's end; `announce` is called once the port is open.

    Returns when all workers have ended. The caller must hold no database connection: the workers are forks.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    connections = min(CONNECTIONS, _open_files() // 3)
    server = MPServer(
        "mission_site.asgi:application",
        address=address,
        port=port,
        interface=Interfaces.ASGINL,
        loop=Loops.asyncio,
        workers=min(cores, _MOST_CONNECTIONS // (THREADS + 2)),
        http=HTTPModes.http1,
        # A head has to be there within this time; so long a connection without a request is kept, too.
        http1_settings=HTTP1Settings(header_read_timeout=15_000, max_buffer_size=64 * 1024),
        backlog=connections,
        backpressure=connections,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    )
    hangup = signal.getsignal(signal.SIGHUP)

    def on_startup() -> None:
        # The server would reload at a hangup and so outlive its terminal; under nohup it stays deaf to it.
        ignored = hangup == signal.SIG_IGN
        signal.signal(signal.SIGHUP, signal.SIG_IGN if ignored else server.signal_handler_interrupt)
        announce()

    server.on_startup(on_startup)
    os.register_at_fork(after_in_child=_become_worker)
    server.serve(target_loader=load_application, wrap_loader=False)


def _open_files() -> int:
    """Return how many files a worker may have open, once as many are allowed as all its connections may need."""
    wanted = 3 * CONNECTIONS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = resource.RLIM_INFINITY
    if soft != unlimited and soft < wanted:
        soft = wanted if hard == unlimited else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return wanted if soft == unlimited else soft


def load_application() -> Any:
    """Return the ASGI application, in a worker, which ends when its parent does, however that happens."""
    _become_worker()
    parent = multiprocessing.parent_process()
    if parent is not None and parent.pid is not None:
        end_with(parent.pid)
    from mission_site.asgi import application  # noqa: PLC0415 - Django is set up in the worker, not before the fork

    application.pages.freshness.begin()
    return application


def _become_worker() -> None:
    # Ctrl-C in a terminal reaches its whole process group; a worker is to be ended by its parent, or the parent takes
    # it for a crash. Nor may it keep the parent's handlers, which would swallow a SIGTERM until it has its own.
    os.setpgid(0, 0)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)


if __name__ == "__main__":
    sys.exit("Type `make run`.")
