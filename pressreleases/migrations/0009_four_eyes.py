"""Four eyes: which save an edition was made of, what was published alone, what was said in reviews.

The triggers hold the first two as they were written; every refusal carries the name of its rule.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Both go with an edition that was never live, and with no other. A reason for publishing alone is emptied once, after
# something of that release was redacted.
GUARDS = """
CREATE FUNCTION mission_guard_made_from() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    begins timestamptz;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        PERFORM mission_refuse('made_from_is_fixed', 'Which save an edition was made of cannot be changed.');
    END IF;
    -- By its schema, so that no temporary table of the same name can stand in for it.
    EXECUTE format('SELECT lower(live_during) FROM %I.pressreleases_edition WHERE id = $1', TG_TABLE_SCHEMA)
        INTO begins USING OLD.edition_id;
    IF begins <= now() THEN
        PERFORM mission_refuse('made_from_stays', 'Which save a published edition was made of cannot be deleted.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER made_from_guard AFTER UPDATE OR DELETE ON pressreleases_madefrom
    FOR EACH ROW EXECUTE FUNCTION mission_guard_made_from();

CREATE FUNCTION mission_guard_published_alone() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    begins timestamptz;
    redacted boolean := false;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.at < now() OR NEW.at > clock_timestamp() THEN
            PERFORM mission_refuse('published_alone_is_of_its_moment', 'It is noted when it is done.');
        END IF;
        IF NEW.endorsed_at IS NOT NULL OR NEW.redacted_at IS NOT NULL THEN
            PERFORM mission_refuse('published_alone_endorsed_once', 'It is endorsed later, by somebody else.');
        END IF;
        RETURN NULL;
    ELSIF TG_OP = 'DELETE' THEN
        EXECUTE format('SELECT lower(live_during) FROM %I.pressreleases_edition WHERE id = $1', TG_TABLE_SCHEMA)
            INTO begins USING OLD.edition_id;
        IF begins <= now() THEN
            PERFORM mission_refuse('published_alone_stays', 'That somebody published alone cannot be deleted.');
        END IF;
        RETURN NULL;
    END IF;

    IF ROW(NEW.id, NEW.edition_id, NEW.by_id, NEW.at) IS DISTINCT FROM ROW(OLD.id, OLD.edition_id, OLD.by_id, OLD.at) THEN
        PERFORM mission_refuse('published_alone_is_fixed', 'Who published alone, what and when, cannot be changed.');
    END IF;
    IF OLD.endorsed_at IS NOT NULL AND ROW(NEW.endorsed_by_id, NEW.endorsed_at)
            IS DISTINCT FROM ROW(OLD.endorsed_by_id, OLD.endorsed_at) THEN
        PERFORM mission_refuse('published_alone_endorsed_once', 'An endorsement cannot be changed or taken back.');
    END IF;
    IF OLD.endorsed_at IS NULL AND NEW.endorsed_at < now() THEN
        PERFORM mission_refuse('published_alone_endorsed_once', 'An endorsement is noted when it is given.');
    END IF;
    IF NEW.reason IS DISTINCT FROM OLD.reason OR NEW.redacted_at IS DISTINCT FROM OLD.redacted_at THEN
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %1$I.pressreleases_edition AS redacted'
                       ' JOIN %1$I.pressreleases_edition AS mine USING (release_id)'
                       ' WHERE mine.id = $1 AND redacted.redacted_at IS NOT NULL)', TG_TABLE_SCHEMA)
            INTO redacted USING OLD.edition_id;
        IF OLD.redacted_at IS NOT NULL OR NOT redacted OR NEW.reason <> '' OR NEW.redacted_at < now() THEN
            PERFORM mission_refuse('published_alone_redacted_once', 'Only a redaction takes a reason away, now and whole.');
        END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER published_alone_guard AFTER INSERT OR UPDATE OR DELETE ON pressreleases_publishedalone
    FOR EACH ROW EXECUTE FUNCTION mission_guard_published_alone();
"""

UNDO = """
DROP TRIGGER published_alone_guard ON pressreleases_publishedalone;
DROP TRIGGER made_from_guard ON pressreleases_madefrom;
DROP FUNCTION mission_guard_published_alone(), mission_guard_made_from();
"""

# Of editions that were made before this was noted: the last save before their making.
SAVES_OF_EARLIER_EDITIONS = """
INSERT INTO pressreleases_madefrom (edition_id, save_number)
SELECT edition.id, coalesce(max(save.history_id), 0)
FROM pressreleases_edition AS edition
LEFT JOIN pressreleases_historicalrelease AS save
    ON save.id = edition.release_id AND save.history_date <= edition.made_at
GROUP BY edition.id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0008_seen_by_readers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MadeFrom",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "save_number",
                    models.BigIntegerField(help_text="`history_id` in the history of the release; 0: it had none."),
                ),
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="made_from",
                        to="pressreleases.edition",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("save_number__gte", 0)), name="made_from_save_well_formed"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedAlone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("at", models.DateTimeField(verbose_name="when")),
                ("endorsed_at", models.DateTimeField(null=True, verbose_name="endorsed")),
                ("redacted_at", models.DateTimeField(null=True, verbose_name="reason redacted")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="published_alone",
                        to="pressreleases.edition",
                        verbose_name="edition",
                    ),
                ),
                (
                    "endorsed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="endorsed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "published alone",
                "verbose_name_plural": "published alone",
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), ("redacted_at__isnull", False), _connector="OR"
                        ),
                        name="published_alone_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("endorsed_by__isnull", True),
                            models.Q(("endorsed_by", models.F("by")), _negated=True),
                            _connector="OR",
                        ),
                        name="published_alone_is_endorsed_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("endorsed_at__isnull", True), ("endorsed_by__isnull", True)),
                            models.Q(("endorsed_at__isnull", False), ("endorsed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="published_alone_endorsed_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "act",
                    models.CharField(
                        choices=[("submitted", "Submitted"), ("sent-back", "Sent back")],
                        max_length=12,
                        verbose_name="action",
                    ),
                ),
                ("version", models.PositiveIntegerField(help_text="Of the working copy that was spoken of.")),
                ("comment", models.TextField(blank=True, verbose_name="comment")),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="review_comments",
                        to="pressreleases.release",
                        verbose_name="release",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment of a review",
                "verbose_name_plural": "comments of reviews",
                "ordering": ["-pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("act__in", ["submitted", "sent-back"])), name="review_comment_act_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("act", "submitted"), models.Q(("comment", ""), _negated=True), _connector="OR"
                        ),
                        name="review_comment_sent_back_says_why",
                    ),
                ],
            },
        ),
        migrations.RunSQL(SAVES_OF_EARLIER_EDITIONS, migrations.RunSQL.noop),
        migrations.RunSQL(GUARDS, UNDO),
    ]
