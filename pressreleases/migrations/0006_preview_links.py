"""Preview links, their visits and the answers to them, and the triggers that keep these as they were made."""

import datetime as dt

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import pressreleases.vocabulary.verdicts

# A link is made and at most revoked; an answer is of its moment, was asked for, and never changes. Both stay as long as
# the release that they are about. One door, for redaction: a comment is emptied, once, of a release of which something
# was redacted. Visits do not change either, but are forgotten after a while.
GUARD = """
CREATE FUNCTION mission_guard_preview_link() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    there boolean;
BEGIN
    IF TG_OP = 'DELETE' THEN
        -- By its schema, so that no temporary table of the same name can stand in for it.
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.pressreleases_release WHERE id = $1)', TG_TABLE_SCHEMA)
            INTO there USING OLD.release_id;
        IF there THEN
            PERFORM mission_refuse('preview_link_stays', 'A preview link is revoked, not deleted.');
        END IF;
    ELSIF OLD.revoked_at IS NOT NULL OR NEW.revoked_at IS NULL
            OR (to_jsonb(OLD) - 'revoked_at' - 'revoked_by_id')
                IS DISTINCT FROM (to_jsonb(NEW) - 'revoked_at' - 'revoked_by_id') THEN
        PERFORM mission_refuse('preview_link_is_fixed', 'A preview link can be revoked, once, and not changed.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER preview_link_guard AFTER UPDATE ON pressreleases_previewlink
    FOR EACH ROW EXECUTE FUNCTION mission_guard_preview_link();
CREATE CONSTRAINT TRIGGER preview_link_stays AFTER DELETE ON pressreleases_previewlink
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mission_guard_preview_link();

CREATE FUNCTION mission_guard_preview_visit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM mission_refuse('preview_visit_is_fixed', 'A visit cannot be changed.');
    RETURN NULL;
END $$;
CREATE TRIGGER preview_visit_guard AFTER UPDATE ON pressreleases_previewvisit
    FOR EACH ROW EXECUTE FUNCTION mission_guard_preview_visit();

CREATE FUNCTION mission_guard_clearance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found boolean;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.at < now() OR NEW.at > clock_timestamp() THEN
            PERFORM mission_refuse('clearance_is_of_its_moment', 'An answer is recorded when it is given.');
        END IF;
        EXECUTE format('SELECT asks_clearance FROM %I.pressreleases_previewlink WHERE id = $1', TG_TABLE_SCHEMA)
            INTO found USING NEW.link_id;
        IF NOT found OR NEW.redacted_at IS NOT NULL THEN
            PERFORM mission_refuse('clearance_was_asked_for', 'Only who is asked for clearance gives it.');
        END IF;
        RETURN NULL;
    ELSIF TG_OP = 'DELETE' THEN
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.pressreleases_previewlink WHERE id = $1)', TG_TABLE_SCHEMA)
            INTO found USING OLD.link_id;
        IF found THEN
            PERFORM mission_refuse('clearance_stays', 'An answer cannot be deleted.');
        END IF;
        RETURN NULL;
    END IF;

    IF OLD.redacted_at IS NOT NULL OR NEW.redacted_at IS NULL
            OR (to_jsonb(OLD) - 'comment' - 'redacted_at')
                IS DISTINCT FROM (to_jsonb(NEW) - 'comment' - 'redacted_at') THEN
        PERFORM mission_refuse('clearance_is_fixed', 'An answer cannot be changed.');
    END IF;
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %1$I.pressreleases_edition AS edition'
                   ' JOIN %1$I.pressreleases_previewlink AS link USING (release_id)'
                   ' WHERE link.id = $1 AND edition.redacted_at IS NOT NULL)', TG_TABLE_SCHEMA)
        INTO found USING OLD.link_id;
    IF NOT found OR NEW.redacted_at < now() THEN
        PERFORM mission_refuse('clearance_is_fixed', 'Only a redaction takes a comment away.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER clearance_guard AFTER INSERT OR UPDATE ON pressreleases_clearance
    FOR EACH ROW EXECUTE FUNCTION mission_guard_clearance();
CREATE CONSTRAINT TRIGGER clearance_stays AFTER DELETE ON pressreleases_clearance
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mission_guard_clearance();
"""

UNDO = """
DROP TRIGGER clearance_stays ON pressreleases_clearance;
DROP TRIGGER clearance_guard ON pressreleases_clearance;
DROP FUNCTION mission_guard_clearance();
DROP TRIGGER preview_visit_guard ON pressreleases_previewvisit;
DROP FUNCTION mission_guard_preview_visit();
DROP TRIGGER preview_link_stays ON pressreleases_previewlink;
DROP TRIGGER preview_link_guard ON pressreleases_previewlink;
DROP FUNCTION mission_guard_preview_link();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0005_counts_are_kept"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PreviewLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address_hash", models.CharField(editable=False, max_length=64)),
                (
                    "for_whom",
                    models.CharField(
                        help_text="For example: the capital, or the translator. They will see this name.",
                        max_length=120,
                        verbose_name="for whom",
                    ),
                ),
                ("asks_clearance", models.BooleanField(default=False, verbose_name="ask for clearance")),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="made"
                    ),
                ),
                ("expires_at", models.DateTimeField(verbose_name="expires")),
                ("revoked_at", models.DateTimeField(editable=False, null=True, verbose_name="revoked")),
                (
                    "made_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="preview_links",
                        to="pressreleases.release",
                        verbose_name="release",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="revoked by",
                    ),
                ),
            ],
            options={
                "verbose_name": "preview link",
                "verbose_name_plural": "preview links",
                "ordering": ["-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Clearance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "verdict",
                    models.CharField(
                        choices=pressreleases.vocabulary.verdicts.verdict_choices, max_length=12, verbose_name="answer"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("comment", models.TextField(blank=True, max_length=2000, verbose_name="comment")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="when"
                    ),
                ),
                ("digest", models.CharField(max_length=64, verbose_name="digest")),
                ("version", models.PositiveIntegerField(verbose_name="version")),
                ("redacted_at", models.DateTimeField(editable=False, null=True, verbose_name="comment redacted")),
                (
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="pressreleases.previewlink",
                    ),
                ),
            ],
            options={
                "verbose_name": "clearance",
                "verbose_name_plural": "clearances",
                "ordering": ["-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="PreviewVisit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="when"
                    ),
                ),
                ("source", models.GenericIPAddressField(null=True, verbose_name="IP address")),
                ("agent", models.CharField(blank=True, max_length=200, verbose_name="program")),
                (
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="visits",
                        to="pressreleases.previewlink",
                    ),
                ),
            ],
            options={
                "verbose_name": "visit of a preview",
                "verbose_name_plural": "visits of previews",
                "ordering": ["-pk"],
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="previewlink",
            constraint=models.UniqueConstraint(fields=("address_hash",), name="preview_link_one_per_address"),
        ),
        migrations.AddConstraint(
            model_name="previewlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("address_hash__regex", "^[0-9a-f]{64}$")), name="preview_link_address_hashed"
            ),
        ),
        migrations.AddConstraint(
            model_name="previewlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("for_whom", ""), _negated=True), name="preview_link_is_for_somebody"
            ),
        ),
        migrations.AddConstraint(
            model_name="previewlink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expires_at__gt", models.F("made_at")),
                    (
                        "expires_at__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("made_at"), "+", models.Value(dt.timedelta(days=14))
                        ),
                    ),
                ),
                name="preview_link_ends_within_two_weeks",
            ),
        ),
        migrations.AddConstraint(
            model_name="previewlink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                    models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                    _connector="OR",
                ),
                name="preview_link_revoked_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["cleared", "declined"])), name="clearance_verdict_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="clearance_given_by_somebody"
            ),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("comment", ""), ("verdict", "declined"), _negated=True),
                    ("redacted_at__isnull", False),
                    _connector="OR",
                ),
                name="clearance_decline_is_explained",
            ),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.CheckConstraint(
                condition=models.Q(("comment", ""), ("redacted_at", None), _connector="OR"),
                name="clearance_redacted_is_empty",
            ),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.CheckConstraint(
                condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")), name="clearance_digest_well_formed"
            ),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.CheckConstraint(
                condition=models.Q(("version__gte", 1)), name="clearance_version_counts_from_one"
            ),
        ),
        migrations.RunSQL(GUARD, UNDO),
    ]
