"""The site as a Django app: a process's first connection refuses a database that this copy cannot use."""

import pkgutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, cast

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, register
from django.core.files.storage import default_storage
from django.core.management.base import CommandError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from pressreleases import file_store
from pressreleases.migrations import BEFORE_0_2_0

_OF_BEFORE = {f"pressreleases.{name}" for name in BEFORE_0_2_0}
_looked_at: set[tuple[str, str]] = set()


class NewerDatabase(CommandError):
    """The database has migrations that this copy of the site does not know. Commands print it as one sentence."""


class OlderDatabase(CommandError):
    """The database was begun before version 0.2.0 and lacks migrations that only copies from before it have."""


class NotGranted(CommandError):
    """The owner of the tables has not let the role of the site use them, as before the first start with two roles."""


class MissionSite(AppConfig):
    """Has no models; it watches over connections, and checks the store of files."""

    name = "mission_site"

    def ready(self) -> None:
        connection_created.connect(refuse_other_databases, dispatch_uid="mission_site")
        # With --deploy only, so that no other command waits for the store.
        register(check_files, deploy=True)


def check_files(**_more: Any) -> list[CheckMessage]:
    """Errors of `manage.py check --deploy`: what the site cannot do with the store, and what others can."""
    trial: Iterator[str] = iter(()) if file_store.is_folder() else cast("Any", default_storage).trial()
    return [Error(sentence, id="mission_site.E001") for sentence in trial]


def refuse_other_databases(connection: BaseDatabaseWrapper, **_more: Any) -> None:
    """Raise NewerDatabase or OlderDatabase if `connection` leads to one; each process looks once at each database."""
    database = connection.alias, str(connection.settings_dict["NAME"])
    if database in _looked_at:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_there, has_table_privilege(table_there, 'SELECT'), current_user"
            " FROM to_regclass('django_migrations') AS table_there"
        )
        table, may_read, role = cursor.fetchone()
        applied = []
        if table is not None and not may_read:
            connection.close()
            raise NotGranted(
                f"The role {role} may not do what the site needs yet: start the site with `make run`, or type "
                "`manage.py migrate` as the owner of the tables."
            )
        if table is not None:
            cursor.execute("SELECT app || '.' || name FROM django_migrations")
            applied = [name for (name,) in cursor.fetchall()]
        # The first migration alone says nothing of its age, so a table is asked that came after it before 0.2.0.
        cursor.execute("SELECT to_regclass('pressreleases_auditentry') IS NOT NULL")
        has_all_tables = cursor.fetchone()[0]
    if unknown := unknown_migrations(applied):
        connection.close()
        raise NewerDatabase(
            f"The database was made by a newer copy of the site (this one does not know {unknown[0]}): update this "
            "copy, or restore a backup that it made."
        )
    if is_unfinished(applied, has_all_tables=has_all_tables):
        connection.close()
        raise OlderDatabase(
            "The database was made before version 0.2.0 and lacks some of the changes of that time: start the last "
            "copy of the site from before 0.2.0 once and then this one, or begin with an empty data folder."
        )
    _looked_at.add(database)


def unknown_migrations(applied: Iterable[str]) -> list[str]:
    """Return those of `applied`, such as `auth.0001_initial`, that this copy of the site does not have."""
    known = {
        f"{app.label}.{module.name}"
        for app in apps.get_app_configs()
        for module in pkgutil.iter_modules([str(Path(app.path) / "migrations")])
    }
    return sorted(set(applied) - known - _OF_BEFORE)


def schema_of(applied: Iterable[str]) -> int:
    """Return the number of the newest of the migrations `applied` of pressreleases; 0 if there is none."""
    # Those from before 0.2.0 have higher numbers, and are together what `0002_rules` is.
    return max((2 if name in BEFORE_0_2_0 else int(name[:4]) for name in applied), default=0)


def is_unfinished(applied: Iterable[str], *, has_all_tables: bool) -> bool:
    """Tell whether a copy from before 0.2.0 ran some of its migrations and not all: none of this copy fits then.

    A first start of this copy that was interrupted between its first two migrations has all tables and can go on.
    """
    mine = {name for name in applied if name.startswith("pressreleases.")}
    if mine & _OF_BEFORE:
        return not mine >= _OF_BEFORE
    return bool(mine) and not has_all_tables
