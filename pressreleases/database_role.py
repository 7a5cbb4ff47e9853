"""What the role of the site may do in the database, beside the owner of the tables: the list, and granting it.

The owner migrates, and grants after each migration. Web server, worker and most commands connect as the role of the
site, which owns nothing. Triggers protect rows of the past; without ownership, nobody can switch the triggers off.

Each function takes a cursor of Django or of psycopg2.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from pressreleases.models.fields import FIELDS, Emptied, On, columns_for_triggers

_READ = ("SELECT",)
_ADD = ("SELECT", "INSERT")
_ADD_AND_REMOVE = ("SELECT", "INSERT", "DELETE")
_EVERYTHING = ("SELECT", "INSERT", "UPDATE", "DELETE")


def _only(*columns: str) -> tuple[str, ...]:
    return tuple(f'UPDATE ("{column}")' for column in columns)


_OF_TRIGGERS = columns_for_triggers()
# What changes in an edition: its span, its labels, and what a redaction empties.
_OF_EDITION = _only(
    *("live_during", "anniversary_id", "labelled_at", "redacted_at", "digest", "slug", "letterhead"),
    *(column for trait in ("emptied", "cleared", "emptied lists") for column in _OF_TRIGGERS[trait]),
)

# Each table. What triggers let nobody change is not granted; what they let a redaction change is, column by column.
TABLES: Mapping[str, tuple[str, ...]] = {
    # Written by migrations alone
    "django_migrations": _READ,
    "django_content_type": _READ,
    "auth_permission": _READ,
    "auth_group": _READ,
    "auth_group_permissions": _READ,
    # Nobody writes these any more
    "django_session": _READ,
    "django_admin_log": _READ,
    "account_emailaddress": _READ,
    "account_emailconfirmation": _READ,
    # Accounts are not deleted
    "auth_user": (*_ADD, "UPDATE"),
    "auth_user_groups": _EVERYTHING,
    "auth_user_user_permissions": _EVERYTHING,
    "mfa_authenticator": _EVERYTHING,
    "pressreleases_staffsession": _EVERYTHING,
    # What was published, and who did what
    "pressreleases_auditentry": (*_ADD, *_only("label", "digest", "details", "redacted_at")),
    "pressreleases_edition": (*_ADD_AND_REMOVE, *_OF_EDITION),
    "pressreleases_editionpicture": _ADD_AND_REMOVE,
    "pressreleases_editiontopic": _ADD_AND_REMOVE,
    "pressreleases_withdrawal": (*_ADD_AND_REMOVE, *_only("in_force_during", "reasons", "redacted_at")),
    "pressreleases_madefrom": _ADD_AND_REMOVE,
    "pressreleases_publishedalone": (
        *_ADD_AND_REMOVE,
        *_only("endorsed_by_id", "endorsed_at", "reason", "redacted_at"),
    ),
    "pressreleases_previewlink": (*_ADD_AND_REMOVE, *_only("revoked_at", "revoked_by_id")),
    "pressreleases_previewvisit": _ADD_AND_REMOVE,
    "pressreleases_clearance": (*_ADD_AND_REMOVE, *_only("comment", "digest", "redacted_at")),
    "pressreleases_anniversaryaddress": _ADD_AND_REMOVE,
    "pressreleases_topicaddress": _ADD_AND_REMOVE,
    "pressreleases_attachment": (*_ADD_AND_REMOVE, *_only("uploaded_at")),
    "pressreleases_releaseattachment": _ADD_AND_REMOVE,
    # Saves: a redaction empties their words
    "pressreleases_historicalrelease": (
        *_ADD_AND_REMOVE,
        *_only("slug", "in_step_with"),
        *_only(*(row.column for row in FIELDS if row.emptied is Emptied.ALWAYS and row.on is On.BOTH)),
    ),
    "pressreleases_historicalrelease_topics": _ADD_AND_REMOVE,
    # Working copies, and what the site keeps for itself
    **dict.fromkeys(
        (
            f"pressreleases_{name}"
            for name in (
                *("anniversary", "anniversarydate", "anniversaryname", "announcement", "announcementtext"),
                *("autosavedform", "checkup", "closeddays", "contactnumber", "countstaken", "draftnote"),
                *("formeraddress", "heartbeat", "image", "imagedescription", "letterheadpdf", "livecheck"),
                *("missiondetails", "missionname", "monthcount", "notice", "noticechoice", "observance"),
                *("openinghours", "passageanswer", "passagecomment", "pendingchange", "policyreport", "presence"),
                *("release_topics", "releasesource", "reminder", "reviewcomment", "searchentry", "searchword"),
                *("release", "sourcedocument", "topic", "topicname"),
            )
        ),
        _EVERYTHING,
    ),
}

# What the role may do with each table now, however it came to it.
_PRIVILEGES = """
    SELECT relname, privilege FROM pg_class AS t, unnest(ARRAY[
        'SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS privilege
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
        AND CASE WHEN privilege IN ('INSERT', 'REFERENCES') THEN has_any_column_privilege(%(role)s, t.oid, privilege)
            ELSE has_table_privilege(%(role)s, t.oid, privilege) END
    UNION ALL
    SELECT relname, format('UPDATE ("%%s")', attname) FROM pg_class AS t JOIN pg_attribute ON attrelid = t.oid
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND attnum > 0 AND NOT attisdropped
        AND has_column_privilege(%(role)s, t.oid, attnum, 'UPDATE')
        AND NOT has_table_privilege(%(role)s, t.oid, 'UPDATE')
"""

_COLUMNS = """
    SELECT relname, attname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND attnum > 0 AND NOT attisdropped
        AND (NOT %(own)s OR pg_has_role(relowner, 'MEMBER'))
    ORDER BY relname
"""

# A member of another role may become it, and then has its powers.
_POWERS = """
    SELECT power FROM pg_roles AS own JOIN pg_roles AS r ON pg_has_role(own.oid, r.oid, 'MEMBER')
    CROSS JOIN LATERAL (VALUES
        ('SUPERUSER', r.rolsuper), ('CREATEDB', r.rolcreatedb), ('CREATEROLE', r.rolcreaterole),
        ('REPLICATION', r.rolreplication), ('BYPASSRLS', r.rolbypassrls),
        ('CREATE ON SCHEMA', has_schema_privilege(r.oid, current_schema(), 'CREATE')),
        ('CREATE ON DATABASE', has_database_privilege(r.oid, current_database(), 'CREATE')),
        ('TEMPORARY ON DATABASE', has_database_privilege(r.oid, current_database(), 'TEMPORARY')),
        ('SET session_replication_role', has_parameter_privilege(r.oid, 'session_replication_role', 'SET')),
        ('pg_execute_server_program', pg_has_role(r.oid, 'pg_execute_server_program', 'MEMBER')),
        ('pg_read_server_files', pg_has_role(r.oid, 'pg_read_server_files', 'MEMBER')),
        ('pg_write_server_files', pg_has_role(r.oid, 'pg_write_server_files', 'MEMBER'))
    ) AS powers (power, has) WHERE own.rolname = %(role)s AND has GROUP BY power ORDER BY power
"""

# A member of the owner may become it.
_IS_OWNER = """
    SELECT EXISTS (SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace
        AND pg_has_role(%(role)s, relowner, 'MEMBER')) OR EXISTS (SELECT FROM pg_proc
        WHERE pronamespace = current_schema()::regnamespace AND pg_has_role(%(role)s, proowner, 'MEMBER'))
"""

_MAY_GRANT = """
    SELECT pg_has_role((SELECT nspowner FROM pg_namespace WHERE nspname = current_schema()), 'MEMBER'),
        pg_has_role((SELECT datdba FROM pg_database WHERE datname = current_database()), 'MEMBER')
"""


def owns_tables(cursor: Any, role: str) -> bool:
    """Whether `role` owns a table or function of the site, or is a member of the role that does."""
    cursor.execute(_IS_OWNER, {"role": role})
    return bool(cursor.fetchone()[0])


def powers(cursor: Any, role: str) -> list[str]:
    """What `role` may do beside tables, and does not need."""
    cursor.execute(_POWERS, {"role": role})
    return [power for (power,) in cursor.fetchall()]


def differences(cursor: Any, role: str) -> tuple[list[str], list[str]]:
    """What `role` lacks of the list, and what it may do beyond it, such as `TRUNCATE pressreleases_edition`.

    A table or column that is not there, as in a database of an older version, is passed over.
    """
    cursor.execute(_PRIVILEGES, {"role": role})
    has = set(cursor.fetchall())
    due = {(table, privilege) for table, privileges in _due(cursor).items() for privilege in privileges}
    return _said(due - has), _said(has - due)


def grant(cursor: Any, role: str) -> None:
    """Let `role` do what the list says, and nothing else. Call it as the owner, in a transaction."""
    # Two at once would refuse each other.
    cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('privileges', 0))")
    name = _quoted(role)
    for table, privileges in _due(cursor, own=True).items():
        cursor.execute(f"REVOKE ALL ON {_quoted(table)} FROM {name}")
        if privileges:
            cursor.execute(f"GRANT {', '.join(privileges)} ON {_quoted(table)} TO {name}")
    cursor.execute("SELECT current_schema(), current_database()")
    schema, database = cursor.fetchone()
    cursor.execute(_MAY_GRANT)
    of_schema, of_database = cursor.fetchone()
    if of_schema:
        cursor.execute(f"GRANT USAGE ON SCHEMA {_quoted(schema)} TO {name}")
        cursor.execute(f"REVOKE CREATE ON SCHEMA {_quoted(schema)} FROM PUBLIC, {name}")
    if of_database:
        # A temporary table could stand in for one of the site.
        cursor.execute(f"REVOKE CREATE, TEMPORARY ON DATABASE {_quoted(database)} FROM PUBLIC, {name}")
        # Not everyone may connect, if the administrator has so decided.
        cursor.execute(f"GRANT CONNECT ON DATABASE {_quoted(database)} TO {name}")


def _due(cursor: Any, *, own: bool = False) -> dict[str, list[str]]:
    """What the list says of each table and column that is there; with `own`, only of those of the connection's role."""
    cursor.execute(_COLUMNS, {"own": own})
    there: dict[str, set[str]] = {}
    for table, column in cursor.fetchall():
        there.setdefault(table, set(_EVERYTHING)).update(_only(column))
    return {table: [each for each in TABLES.get(table, ()) if each in can] for table, can in there.items()}


def _said(rows: Iterable[tuple[str, str]]) -> list[str]:
    return sorted(f"{privilege} {table}" for table, privilege in rows)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
