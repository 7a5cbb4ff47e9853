"""What the role of the site may do in the database is just the list, and nothing of it switches off a trigger.

`tests/running/test_database_roles.py` asks the same of a whole site, which connects as that role.
"""

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from mission_site.embedded_postgres.bootstrap import ROLE, SITE_ROLE
from pressreleases import database_role, doctor
from pressreleases.audit import record
from pressreleases.models import AuditEntry
from pressreleases.models.audit import AuditAct
from pressreleases.models.checkup import Level
from tests.making import make_user
from tests.models.refusals import refused_by, sql

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("EMBEDDED_DIR" not in connection.settings_dict, reason="another server lacks the second role"),
]


@pytest.fixture(autouse=True)
def granted(db: None) -> None:
    """What belongs to the whole database is not copied with the one of the tests."""
    with connection.cursor() as cursor:
        database_role.grant(cursor, SITE_ROLE)


def _differences() -> tuple[list[str], list[str]]:
    with connection.cursor() as cursor:
        return database_role.differences(cursor, SITE_ROLE)


def test_each_table_has_a_decision():
    models = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    assert models <= database_role.TABLES.keys()
    assert set(connection.introspection.table_names()) == database_role.TABLES.keys()


def test_each_column_of_the_list_is_there():
    with connection.cursor() as cursor:
        due = database_role._due(cursor)
    assert due == {table: list(listed) for table, listed in database_role.TABLES.items()}


def test_the_role_has_what_the_list_says_and_no_power_beside():
    assert _differences() == ([], [])
    with connection.cursor() as cursor:
        assert database_role.powers(cursor, SITE_ROLE) == []
        assert not database_role.owns_tables(cursor, SITE_ROLE)
        assert database_role.owns_tables(cursor, ROLE)


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE pressreleases_auditentry",
        "TRUNCATE pressreleases_edition CASCADE",
        "ALTER TABLE pressreleases_edition DISABLE TRIGGER ALL",
        "ALTER TABLE pressreleases_auditentry DISABLE TRIGGER audit_entry_guard",
        "ALTER TABLE pressreleases_release ADD COLUMN more text",
        "DROP TRIGGER audit_entry_guard ON pressreleases_auditentry",
        "DROP TABLE pressreleases_auditentry",
        "CREATE RULE silent AS ON INSERT TO pressreleases_auditentry DO INSTEAD NOTHING",
        "CREATE TRIGGER mine AFTER INSERT ON pressreleases_release EXECUTE FUNCTION mission_guard_edition()",
        "CREATE OR REPLACE FUNCTION mission_columns(trait text) RETURNS text[] LANGUAGE sql AS 'SELECT NULL'",
        "DELETE FROM pressreleases_auditentry",
        "UPDATE pressreleases_auditentry SET actor_name = ''",
        "UPDATE pressreleases_auditentry SET at = now()",
        "UPDATE pressreleases_edition SET number = 2",
        "UPDATE pressreleases_edition SET made_at = now()",
        "UPDATE pressreleases_withdrawal SET by_id = 1",
        "UPDATE pressreleases_madefrom SET save_number = 1",
        "UPDATE pressreleases_previewlink SET address_hash = ''",
        "UPDATE pressreleases_clearance SET verdict = ''",
        "UPDATE pressreleases_historicalrelease SET history_user_id = 1",
        "INSERT INTO auth_group (name) VALUES ('Mine')",
        "UPDATE auth_group_permissions SET permission_id = 1",
        "DELETE FROM auth_user",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('pressreleases', '0099_mine', now())",
        "SET session_replication_role = replica",
        "SET LOCAL session_replication_role = replica",
        "CREATE TABLE mine ()",
        "CREATE TEMPORARY TABLE pressreleases_edition ()",
        "CREATE VIEW mine AS SELECT 1",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE SCHEMA mine",
        "CREATE EXTENSION hstore",
        "CREATE ROLE mine",
        "ALTER ROLE mission_site CREATEDB",
        "COPY pressreleases_edition TO PROGRAM 'cat'",
        "COPY pressreleases_edition TO '/tmp/mine'",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT setval(pg_get_serial_sequence('pressreleases_edition', 'id'), 1)",
    ],
)
def test_what_would_change_the_past_or_the_rules_is_refused(as_site, statement):
    refusal = "permission denied|must be owner|must be superuser|no schema"
    with pytest.raises(ProgrammingError, match=refusal), transaction.atomic():
        sql(statement)


def test_what_only_a_redaction_may_change_is_still_refused_by_the_trigger(as_site):
    editor = make_user("Editor")
    record(AuditAct.SIGNED_IN, editor, by=editor)
    with refused_by("audit_entry_is_fixed"):
        sql("UPDATE pressreleases_auditentry SET label = ''")
    assert AuditEntry.objects.count() == 1


def test_granting_takes_away_what_is_too_much_and_adds_what_is_missing():
    sql(f"GRANT TRUNCATE ON pressreleases_edition TO {SITE_ROLE}")
    sql(f"GRANT UPDATE (number) ON pressreleases_edition TO {SITE_ROLE}")
    sql(f"REVOKE INSERT ON pressreleases_auditentry FROM {SITE_ROLE}")
    sql("GRANT CREATE ON SCHEMA public TO PUBLIC")
    assert _differences() == (
        ["INSERT pressreleases_auditentry"],
        ["TRUNCATE pressreleases_edition", 'UPDATE ("number") pressreleases_edition'],
    )
    with connection.cursor() as cursor:
        assert database_role.powers(cursor, SITE_ROLE) == ["CREATE ON SCHEMA"]
        database_role.grant(cursor, SITE_ROLE)
        assert database_role.powers(cursor, SITE_ROLE) == []
    assert _differences() == ([], [])


def test_a_table_without_a_decision_is_closed():
    sql("CREATE TABLE mine (number int)")
    sql(f"GRANT ALL ON mine TO {SITE_ROLE}")
    assert "TRUNCATE mine" in _differences()[1]
    with connection.cursor() as cursor:
        database_role.grant(cursor, SITE_ROLE)
    assert _differences() == ([], [])


def test_a_database_of_an_older_version_lacks_tables_and_columns():
    sql("DROP TABLE pressreleases_checkup")
    sql("ALTER TABLE pressreleases_previewlink DROP COLUMN revoked_at")
    with connection.cursor() as cursor:
        database_role.grant(cursor, SITE_ROLE)
    assert _differences() == ([], [])


def _found() -> list[tuple[Level, str]]:
    return [(finding.level, finding.code) for finding in doctor._examined(doctor.check_role)]


def test_the_doctor_says_that_the_site_owns_its_tables():
    assert _found() == [(Level.ADVICE, "role_is_owner")]


def test_the_doctor_finds_nothing_wrong_with_the_role_of_the_site(as_site):
    assert _found() == [(Level.GOOD, "role")]


def test_the_doctor_names_what_the_role_lacks_and_what_is_too_much():
    sql(f"REVOKE INSERT ON pressreleases_auditentry FROM {SITE_ROLE}")
    sql(f"GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO {SITE_ROLE}")
    sql(f"SET ROLE {SITE_ROLE}")
    lacks, too_much = doctor._examined(doctor.check_role)
    sql("RESET ROLE")
    assert (lacks.level, lacks.code, lacks.values["names"]) == (
        Level.WRONG,
        "role_lacks",
        "INSERT pressreleases_auditentry",
    )
    assert (too_much.level, too_much.code) == (Level.WRONG, "role_may_too_much")
    assert too_much.values["names"].count("TRUNCATE") == 5
    assert too_much.values["names"].endswith(", …")
