"""The audit trail, and the trigger that keeps it as it was written; every refusal carries the name of its rule."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import pressreleases.vocabulary.audit

# An entry is of its moment, and is neither changed nor deleted. One door, for redaction: once, and together with
# `redacted_at`, a title is emptied, of a release of which something was redacted or of a picture that is gone.
GUARD = """
CREATE FUNCTION mission_guard_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    redacted boolean := false;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.at < now() OR NEW.at > clock_timestamp() THEN
            PERFORM mission_refuse('audit_entry_is_of_its_moment', 'What was done is recorded when it is done.');
        END IF;
        IF NEW.redacted_at IS NOT NULL THEN
            PERFORM mission_refuse('audit_entry_redacted_once', 'An entry is not made redacted.');
        END IF;
        RETURN NULL;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM mission_refuse('audit_entry_stays', 'An entry of the audit trail cannot be deleted.');
    END IF;

    IF OLD.redacted_at IS NOT NULL OR NEW.redacted_at IS NULL
            OR (to_jsonb(OLD) - 'label' - 'redacted_at') IS DISTINCT FROM (to_jsonb(NEW) - 'label' - 'redacted_at') THEN
        PERFORM mission_refuse('audit_entry_is_fixed', 'An entry of the audit trail cannot be changed.');
    END IF;
    -- By their schema, so that no temporary table of the same name can stand in for them.
    IF OLD.kind = 'release' THEN
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.pressreleases_edition'
                       ' WHERE release_id = $1 AND redacted_at IS NOT NULL)', TG_TABLE_SCHEMA)
            INTO redacted USING OLD.key;
    ELSIF OLD.kind = 'picture' THEN
        EXECUTE format('SELECT NOT EXISTS (SELECT 1 FROM %I.pressreleases_image WHERE id = $1)', TG_TABLE_SCHEMA)
            INTO redacted USING OLD.key;
    END IF;
    IF NOT redacted OR NEW.label <> '' OR NEW.redacted_at < now() THEN
        PERFORM mission_refuse('audit_entry_redacted_once', 'Only a redaction takes a title away, now and whole.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER audit_entry_guard AFTER INSERT OR UPDATE OR DELETE ON pressreleases_auditentry
    FOR EACH ROW EXECUTE FUNCTION mission_guard_audit_entry();
"""

UNDO = """
DROP TRIGGER audit_entry_guard ON pressreleases_auditentry;
DROP FUNCTION mission_guard_audit_entry();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0002_the_past_is_fixed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="when"
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=pressreleases.vocabulary.audit.audit_act_choices, max_length=40, verbose_name="action"
                    ),
                ),
                (
                    "actor_name",
                    models.CharField(
                        blank=True,
                        help_text="The user name then; of a failed sign-in, as it was typed.",
                        max_length=150,
                        verbose_name="who",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=pressreleases.vocabulary.audit.audit_kind_choices,
                        max_length=40,
                        verbose_name="kind",
                    ),
                ),
                ("key", models.BigIntegerField(null=True, verbose_name="number")),
                ("label", models.CharField(blank=True, max_length=300, verbose_name="title or name")),
                ("language", models.CharField(blank=True, max_length=12, verbose_name="language")),
                ("edition", models.PositiveIntegerField(null=True, verbose_name="edition")),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="digest")),
                (
                    "source",
                    models.GenericIPAddressField(
                        help_text="The IP address of the computer. Blank for a command.",
                        null=True,
                        verbose_name="IP address",
                    ),
                ),
                ("details", models.JSONField(blank=True, default=dict, verbose_name="details")),
                ("redacted_at", models.DateTimeField(editable=False, null=True, verbose_name="title redacted")),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of the audit trail",
                "verbose_name_plural": "audit trail",
                "ordering": ["-pk"],
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(fields=["kind", "key", "-id"], name="audit_of_one_thing"),
                    models.Index(fields=["at"], name="audit_by_instant"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("act__regex", "^[a-z]+(-[a-z]+)*$")), name="audit_act_is_a_word"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("digest__regex", "^([0-9a-f]{64})?$")), name="audit_digest_well_formed"
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARD, UNDO),
    ]
