"""Helpers that read the audit trail and its lines in the log."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pressreleases.models import AuditEntry


def acts() -> list[tuple[str, str, str]]:
    """Who did what to what, the oldest first."""
    return list(AuditEntry.objects.order_by("pk").values_list("actor_name", "act", "label"))


def last() -> AuditEntry:
    return AuditEntry.objects.order_by("-pk")[0]


@contextmanager
def lines_logged() -> Iterator[list[dict[str, Any]]]:
    """The lines that `mission.audit` writes within the block, each of them parsed."""
    found: list[dict[str, Any]] = []

    class Reader(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            line = record.getMessage()
            assert "\n" not in line
            assert line.isascii()
            found.append(json.loads(line))
            assert list(found[-1]) == sorted(found[-1])

    audit, reader = logging.getLogger("mission.audit"), Reader()
    audit.addHandler(reader)
    try:
        yield found
    finally:
        audit.removeHandler(reader)
