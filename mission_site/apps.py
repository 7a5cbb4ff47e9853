"""The site as a Django app: at a process's first connection it refuses a database of a newer copy of the site."""

import pkgutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.core.management.base import CommandError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

_looked_at: set[tuple[str, str]] = set()


class NewerDatabase(CommandError):
    """The database has migrations that this copy of the site does not know. Commands print it as one sentence."""


class MissionSite(AppConfig):
    """Has no models; it only watches over connections."""

    name = "mission_site"

    def ready(self) -> None:
        connection_created.connect(refuse_a_newer_database, dispatch_uid="mission_site")


def refuse_a_newer_database(connection: BaseDatabaseWrapper, **_more: Any) -> None:
    """Raise NewerDatabase when `connection` leads to one; each process looks once at each database."""
    database = connection.alias, str(connection.settings_dict["NAME"])
    if database in _looked_at:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations')")
        applied = []
        if cursor.fetchone()[0] is not None:
            cursor.execute("SELECT app || '.' || name FROM django_migrations")
            applied = [name for (name,) in cursor.fetchall()]
    if unknown := unknown_migrations(applied):
        connection.close()
        raise NewerDatabase(
            f"The database was made by a newer copy of the site (this one does not know {unknown[0]}): update this "
            "copy, or restore a backup that it made."
        )
    _looked_at.add(database)


def unknown_migrations(applied: Iterable[str]) -> list[str]:
    """Return those of `applied`, such as `auth.0001_initial`, that this copy of the site does not have."""
    known = {
        f"{app.label}.{module.name}"
        for app in apps.get_app_configs()
        for module in pkgutil.iter_modules([str(Path(app.path) / "migrations")])
    }
    return sorted(set(applied) - known)
