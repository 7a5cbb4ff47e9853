"""Working as the owner of the tables: only for migrations, backups and restores.

Everything else connects as the role of the site, which may not change a table. The address of the owner, which holds a
password, is therefore in no setting and in no environment of the site: it is read when one of these begins.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection, transaction

from mission_site import settings_file
from mission_site.configuration import OWNER, WrongSetting, read_owner
from mission_site.embedded_postgres.bootstrap import ROLE
from pressreleases import database_role
from pressreleases.direct_connection import direct


@contextmanager
def as_owner() -> Iterator[None]:
    """Let Django's connection be that of the owner of the tables meanwhile, if the site has another role.

    Raises CommandError if the address of the owner cannot be used.
    """
    with direct():
        owner = _owner()
        if owner is None or _is_already(owner):
            yield
            return
        of_site = connection.settings_dict
        connection.close()
        connection.settings_dict = {**of_site, **owner}
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict = of_site


def grant_to_site() -> None:
    """Let the role of the site do what it needs, if it is another than the owner, as whom this is called."""
    role = role_of_site()
    if role is None or role == connection.settings_dict["USER"]:
        return
    with connection.cursor() as cursor:
        if any(database_role.differences(cursor, role)) or database_role.powers(cursor, role):
            with transaction.atomic():
                database_role.grant(cursor, role)


def role_of_site() -> str | None:
    """The role as which the site connects; None if it is the owner itself."""
    return str(settings.DATABASES["default"]["USER"]) if _owner() else None


def _owner() -> dict[str, Any] | None:
    """What differs in the settings of the owner's connection; None if the site has one role for everything."""
    database = settings.DATABASES["default"]
    address = os.environ.get(OWNER) or settings_file.value_of(OWNER)
    if "EMBEDDED_DIR" in database:
        if address:
            raise CommandError(f"{OWNER} is set, and DATABASE_URL is not: the site's own PostgreSQL needs neither.")
        return {"USER": ROLE}
    try:
        # Past a pooler, where a database may have another name.
        return read_owner(address, {**database, **(settings.DATABASE_DIRECT or {})}) if address else None
    except WrongSetting as wrong:
        raise CommandError(str(wrong)) from None


def _is_already(owner: dict[str, Any]) -> bool:
    present = connection.settings_dict
    return all(present.get(name) == value for name, value in owner.items())
