"""Whether a database can hold this site, asked before anything is done to it. Each answer is one sentence."""

from contextlib import ExitStack

from django.conf import settings
from django.core.management.base import CommandError
from django.db import NotSupportedError
from django.db import connection as database
from django.db.backends.base.base import BaseDatabaseWrapper

from mission_site.configuration import DIRECT, OWNER
from pressreleases import database_role
from pressreleases.direct_connection import direct, lead_to_one_database, sessions_are_shared
from pressreleases.migrations import EXTENSIONS

OLDEST = 15


def check_connection(connection: BaseDatabaseWrapper) -> None:
    """Raise CommandError when this server or this database is of a kind that the site cannot use."""
    try:
        connection.ensure_connection()
    except NotSupportedError as error:
        raise CommandError(f"The site needs PostgreSQL {OLDEST} or newer: {error}") from error
    version, encoding = _row(
        connection,
        "SELECT current_setting('server_version_num'), pg_encoding_to_char(encoding) "
        "FROM pg_database WHERE datname = current_database()",
    )
    if int(version) < OLDEST * 10000:
        raise CommandError(f"The database is PostgreSQL {int(version) // 10000}; the site needs {OLDEST} or newer.")
    if encoding != "UTF8":
        raise CommandError(
            f"The database keeps its text as {encoding}, which cannot hold every language. Make another one with "
            "ENCODING 'UTF8' TEMPLATE template0, and name it in DATABASE_URL."
        )
    with direct():
        if sessions_are_shared():
            name = "DATABASE_URL" if settings.DATABASE_DIRECT is None else DIRECT
            raise CommandError(
                f"{name} leads to a pooler in transaction mode, where nobody can listen to the database. Let {DIRECT} "
                "lead to the database itself, or set the pooler to session mode."
            )


def check_ways() -> None:
    """Raise CommandError when the way past a pooler leads to another database. Ask before anything is changed there."""
    with direct() as pooled, ExitStack() as opened, database.wrap_database_errors:
        if pooled is not None:
            # Not Django's own connections, which refuse a database that the owner has not let the site use yet.
            both = [each.get_new_connection(each.get_connection_params()) for each in (database, pooled)]
            for each in both:
                opened.callback(each.close)
            if not lead_to_one_database(*both):
                raise CommandError(f"DATABASE_URL and {DIRECT} lead to different databases.")


def check_rights(connection: BaseDatabaseWrapper) -> None:
    """Raise CommandError when the site's role may not make what its tables need. Ask before migrating."""
    if not owns_tables(connection):
        (role,) = _row(connection, "SELECT current_user")
        raise CommandError(
            f"The role {role} does not own the tables of the site, and they have to be changed. Write the address of "
            f"their owner into the settings file as {OWNER}, or type `manage.py migrate` where it is set."
        )
    role, database, schema = _row(connection, "SELECT current_user, current_database(), current_schema()")
    if schema is None:
        raise CommandError(
            f"The role {role} has no schema to work in. Let an administrator of the database run: "
            f"GRANT USAGE, CREATE ON SCHEMA public TO {_name(connection, role)};"
        )
    (may_create,) = _row(connection, "SELECT has_schema_privilege(current_schema(), 'CREATE')")
    if not may_create:
        raise CommandError(
            f"The role {role} may not make tables in the schema {schema}. Let an administrator of the database run: "
            f"GRANT CREATE ON SCHEMA {_name(connection, schema)} TO {_name(connection, role)};"
        )
    if missing := [name for name in EXTENSIONS if not _may_have(connection, name)]:
        wanted = " ".join(f"CREATE EXTENSION IF NOT EXISTS {name};" for name in missing)
        raise CommandError(
            f"The role {role} may not add what the site needs to the database {database}. Let an administrator "
            f"of the database run there: {wanted}"
        )


def check_privileges(connection: BaseDatabaseWrapper) -> None:
    """Raise CommandError when a role that owns no table lacks what the site needs. Ask after migrating."""
    if owns_tables(connection):
        return
    (role,) = _row(connection, "SELECT current_user")
    with connection.cursor() as cursor:
        lacking, _more = database_role.differences(cursor, role)
    if lacking:
        raise CommandError(
            f"The role {role} lacks rights in the database ({lacking[0]}). "
            f"Type `manage.py migrate` where {OWNER} is set."
        )


def owns_tables(connection: BaseDatabaseWrapper) -> bool:
    """Tell whether this is the role that made the tables, or that may make them since there are none."""
    (owns,) = _row(
        connection,
        "SELECT coalesce((SELECT pg_has_role(relowner, 'MEMBER') FROM pg_class WHERE oid = to_regclass("
        "'django_migrations')), true)",
    )
    return bool(owns)


def _may_have(connection: BaseDatabaseWrapper, extension: str) -> bool:
    (may_have,) = _row(
        connection,
        "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = %s) OR (SELECT rolsuper FROM pg_roles "
        "WHERE rolname = current_user) OR (has_database_privilege(current_database(), 'CREATE') "
        "AND EXISTS (SELECT FROM pg_available_extension_versions WHERE name = %s AND trusted))",
        [extension, extension],
    )
    return bool(may_have)


def _row(connection: BaseDatabaseWrapper, question: str, values: list[str] | None = None) -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        row: tuple[str, ...] = cursor.fetchone()
        return row


def _name(connection: BaseDatabaseWrapper, name: str) -> str:
    return connection.ops.quote_name(name)
