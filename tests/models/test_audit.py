"""The audit trail is added to and never changed: Postgres refuses the rest, by the name of the rule."""

import pytest
from django.db.models import ProtectedError

from pressreleases.audit import record
from pressreleases.models import AuditEntry, Image
from pressreleases.models.audit import AuditAct
from pressreleases.publishing import publish
from tests.making import correct, make_release, make_user, rewrite
from tests.models.refusals import foreign_key, refused_by, sql
from tests.models.test_the_past import EMPTIED

pytestmark = pytest.mark.django_db

# A value that differs, for columns where appending to the text does not give a valid one.
OTHER = {
    "id": "id + 1000",
    "at": "at + interval '1 microsecond'",
    "actor_id": "NULL",
    "key": "key + 1000",
    "actor_type": "''",
    "edition": "edition + 1",
    "digest": "repeat('0', 64)",
    "source": "'192.0.2.1'",
    "details": """'{"x": 1}'""",
    "redacted_at": "now()",
}


@pytest.fixture
def release(details, editor):
    release = make_release("Visit")
    publish([release], by=editor)
    return release


@pytest.mark.parametrize("column", [field.column for field in AuditEntry._meta.concrete_fields])
def test_no_column_of_an_entry_can_change(release, column):
    rule = "audit_entry_redacted_once" if column == "redacted_at" else "audit_entry_is_fixed"
    changed = OTHER.get(column, f"{column} || 'x'")
    with refused_by(rule):
        sql(f"UPDATE pressreleases_auditentry SET {column} = {changed}")


def test_an_entry_cannot_be_deleted_and_another_can_be_added(release, editor):
    with refused_by("audit_entry_stays"):
        sql("DELETE FROM pressreleases_auditentry")
    record(AuditAct.SAVED, release, by=editor)
    assert AuditEntry.objects.count() == 2


@pytest.mark.parametrize("moment", ["now() - interval '1 microsecond'", "now() + interval '1 hour'"])
def test_no_entry_is_of_another_moment_than_its_own(db, moment):
    with refused_by("audit_entry_is_of_its_moment"):
        sql(f"INSERT INTO pressreleases_auditentry ({COLUMNS}, at) VALUES ({VALUES}, {moment})")
    sql(f"INSERT INTO pressreleases_auditentry ({COLUMNS}) VALUES ({VALUES})")
    assert AuditEntry.objects.get().act == "saved"


COLUMNS = "act, actor_name, kind, label, language, digest, details"
VALUES = "'saved', '', '', '', '', '', '{}'"


def test_no_entry_is_made_redacted(db):
    with refused_by("audit_entry_redacted_once"):
        sql(f"INSERT INTO pressreleases_auditentry ({COLUMNS}, redacted_at) VALUES ({VALUES}, now())")


def test_a_title_can_be_emptied_once_and_only_of_what_was_redacted(release, editor):
    empty = "UPDATE pressreleases_auditentry SET redacted_at = now(), label = '' WHERE edition = 1"
    with refused_by("audit_entry_redacted_once"):
        sql(empty)
    rewrite(release, title="The visit")
    correct([release], by=editor, change_note="Exact.")
    sql(f"UPDATE pressreleases_edition SET redacted_at = now(), {EMPTIED} WHERE number = 1")
    with refused_by("audit_entry_redacted_once"):
        sql(empty.replace("label = ''", "label = 'Other'"))
    with refused_by("audit_entry_is_fixed"):
        sql(empty.replace("label = ''", "label = '', actor_name = ''"))
    with refused_by("audit_entry_is_fixed"):
        sql(empty.replace("redacted_at = now(), ", ""))
    sql(empty)
    with refused_by("audit_entry_is_fixed"):
        sql(empty)
    assert list(AuditEntry.objects.order_by("pk").values_list("label", flat=True)) == ["", "The visit"]


def test_the_title_of_a_picture_can_be_emptied_only_once_it_is_gone(editor):
    image = Image.objects.create(title="x", file="x", sha256="a" * 64, width=1, height=1)
    record(AuditAct.SAVED, image, by=editor)
    empty = "UPDATE pressreleases_auditentry SET redacted_at = now(), label = ''"
    with refused_by("audit_entry_redacted_once"):
        sql(empty)
    image.delete()
    sql(empty)
    assert AuditEntry.objects.get().label == ""


def test_an_account_that_did_something_cannot_be_deleted(editor):
    record(AuditAct.SIGNED_IN, editor, by=editor)
    idle = make_user("Author", "idle")
    with pytest.raises(ProtectedError):
        editor.delete()
    sql("DELETE FROM auth_user_groups")
    with refused_by(foreign_key("pressreleases_auditentry", "auth_user")):
        sql("DELETE FROM auth_user WHERE id = %s", editor.pk)
    sql("DELETE FROM auth_user WHERE id = %s", idle.pk)
    assert AuditEntry.objects.get().actor == editor


def test_an_act_is_a_word_and_a_digest_is_one(db):
    with refused_by("audit_act_is_a_word"):
        sql(f"INSERT INTO pressreleases_auditentry ({COLUMNS}) VALUES ({VALUES.replace('saved', 'Saved it')})")
    with refused_by("audit_digest_well_formed"):
        sql(f"INSERT INTO pressreleases_auditentry ({COLUMNS}) VALUES ('saved', '', '', '', '', 'abc', '{{}}')")


@pytest.mark.django_db(transaction=True)
def test_the_owner_of_the_tables_can_still_truncate(editor):
    sql(f"INSERT INTO pressreleases_auditentry ({COLUMNS}) VALUES ({VALUES})")
    sql("TRUNCATE pressreleases_auditentry")
    assert not AuditEntry.objects.exists()
