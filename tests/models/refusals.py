"""Asking Postgres itself: raw SQL, and the name of the constraint or rule by which it was refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction


def sql(statement: str, *params: Any) -> None:
    """Run one statement past Django's models."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


@contextmanager
def refused_by(name: str) -> Iterator[None]:
    """The block must be refused by the constraint, index or trigger rule called `name`."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():  # noqa: PT012  the block is the caller's
        yield
        sql("SET CONSTRAINTS ALL IMMEDIATE")
    diagnosis: Any = refusal.value.__cause__
    assert diagnosis.diag.constraint_name == name


def foreign_key(table: str, referenced: str) -> str:
    """The name of the one foreign key of `table` on `referenced`, which Django made up."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass"
            " AND confrelid = %s::regclass",
            [table, referenced],
        )
        (row,) = cursor.fetchall()
    return str(row[0])


def as_an_older_version() -> None:
    """Let this test store words that older versions accepted: lines broken in a title, and control characters."""
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("ALTER TABLE pressreleases_edition DISABLE TRIGGER edition_shown_guard")
    for name in ("release_lines_are_lines", "release_texts_hold_no_controls"):
        sql(f"ALTER TABLE pressreleases_release DROP CONSTRAINT {name}")
