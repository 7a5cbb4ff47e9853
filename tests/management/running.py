"""Running a command as `manage.py` does, and counting what it has written; no test lives here."""

from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command


def run(command: str, *arguments: str | Path) -> str:
    """Return what the command wrote on standard output."""
    out = StringIO()
    call_command(command, *map(str, arguments), stdout=out, stderr=StringIO())
    return out.getvalue()


def refusal(command: str, *arguments: str | Path) -> str:
    """Return the sentence with which the command refuses, exit status 1, having written no row of any table."""
    before = rows()
    with pytest.raises(CommandError) as refused:
        run(command, *arguments)
    assert refused.value.returncode == 1
    assert rows() == before
    return str(refused.value)


def rows() -> dict[str, int]:
    """How many rows each table of the site has."""
    return {
        model._meta.db_table: model._default_manager.count() for model in apps.get_models(include_auto_created=True)
    }
