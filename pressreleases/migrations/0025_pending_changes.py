"""Which working copies may say something that no edition says, kept by triggers; indexes for the lists of staff."""

import django.db.models.deletion
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

import pressreleases.models.spans

# A save that changes nothing but the columns of `beside` changes no word of it.
TRIGGERS = """
CREATE FUNCTION mission_note_pending_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed bigint;
    published bigint;  -- or deleted, which leaves nothing to publish
    beside text[] := '{status,in_step_with,version,created_at,created_by_id,changed_at,changed_by_id}';
BEGIN
    IF TG_TABLE_NAME = 'pressreleases_edition' THEN
        IF TG_OP = 'INSERT' THEN
            published := NEW.release_id;
        ELSE
            changed := OLD.release_id;
        END IF;
    ELSIF TG_TABLE_NAME = 'pressreleases_release' AND TG_OP = 'DELETE' THEN
        published := OLD.id;
    ELSIF TG_TABLE_NAME = 'pressreleases_release' THEN
        IF TG_OP = 'INSERT'
                OR (to_jsonb(OLD) - beside) IS DISTINCT FROM (to_jsonb(NEW) - beside)
        THEN
            changed := NEW.id;
        END IF;
    ELSIF TG_OP = 'INSERT' THEN
        changed := NEW.release_id;
    ELSE
        changed := OLD.release_id;
    END IF;
    -- By their schema, so that no temporary table of the same name can stand in for them.
    IF published IS NOT NULL THEN
        EXECUTE format('DELETE FROM %I.pressreleases_pendingchange WHERE release_id = $1', TG_TABLE_SCHEMA)
            USING published;
    ELSIF changed IS NOT NULL THEN
        -- A release that is being deleted takes its topics and editions with it, and needs no row.
        EXECUTE format('INSERT INTO %I.pressreleases_pendingchange (release_id)'
                       ' SELECT id FROM %I.pressreleases_release WHERE id = $1 ON CONFLICT DO NOTHING',
                       TG_TABLE_SCHEMA, TG_TABLE_SCHEMA)
            USING changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER release_pending_change AFTER INSERT OR UPDATE OR DELETE ON pressreleases_release
    FOR EACH ROW EXECUTE FUNCTION mission_note_pending_change();
CREATE TRIGGER release_topics_pending_change AFTER INSERT OR DELETE ON pressreleases_release_topics
    FOR EACH ROW EXECUTE FUNCTION mission_note_pending_change();
CREATE TRIGGER edition_pending_change AFTER INSERT OR DELETE ON pressreleases_edition
    FOR EACH ROW EXECUTE FUNCTION mission_note_pending_change();
"""

UNDO = """
DROP TRIGGER edition_pending_change ON pressreleases_edition;
DROP TRIGGER release_topics_pending_change ON pressreleases_release_topics;
DROP TRIGGER release_pending_change ON pressreleases_release;
DROP FUNCTION mission_note_pending_change();
"""

FIRST_ROWS = """
INSERT INTO pressreleases_pendingchange (release_id)
SELECT release.id FROM pressreleases_release AS release
LEFT JOIN LATERAL (
    SELECT * FROM pressreleases_edition WHERE release_id = release.id ORDER BY number DESC LIMIT 1
) AS edition ON true
WHERE edition.id IS NULL
    OR ROW(
        release.language, release.kind, release.reference, release.title, release.slug, release.issued_on,
        release.place, release.speaker_name, release.speaker_office, release.summary, release.body,
        release.notes_to_editors, release.anniversary_id, release.lead_image_id
    ) IS DISTINCT FROM ROW(
        edition.language, edition.kind, edition.reference, edition.title, edition.slug, edition.issued_on,
        edition.place, edition.speaker_name, edition.speaker_office, edition.summary, edition.body,
        edition.notes_to_editors, edition.anniversary_id, edition.lead_image_id
    )
    OR ARRAY(SELECT topic_id FROM pressreleases_release_topics WHERE release_id = release.id ORDER BY topic_id)
        <> ARRAY(SELECT topic_id FROM pressreleases_editiontopic WHERE edition_id = edition.id ORDER BY topic_id)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0024_labels_and_words_of_live_editions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PendingChange",
            fields=[
                (
                    "release",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="pending_change",
                        serialize=False,
                        to="pressreleases.release",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.RunSQL(TRIGGERS, UNDO),
        migrations.RunSQL(FIRST_ROWS, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["issued_on"], name="edition_issued"),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                models.OrderBy(pressreleases.models.spans.Lower("live_during"), descending=True),
                condition=models.Q(("minor", False), ("number__gt", 1)),
                name="edition_corrections",
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                models.OrderBy(pressreleases.models.spans.Lower("live_during"), descending=True),
                condition=models.Q(
                    django.db.models.lookups.IsNull(pressreleases.models.spans.Upper("live_during"), rhs=False),
                    ("minor", False),
                    ("number__gt", 1),
                ),
                name="edition_corrections_ended",
            ),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(fields=["title"], name="release_titles"),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(fields=["changed_at"], name="release_last_saved"),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(
                condition=models.Q(("status", "submitted")), fields=["changed_at"], name="release_submitted"
            ),
        ),
        # What an index on an expression knows of its values is learnt by ANALYZE alone.
        migrations.RunSQL(
            "ANALYZE pressreleases_edition; ANALYZE pressreleases_release; ANALYZE pressreleases_withdrawal",
            migrations.RunSQL.noop,
        ),
    ]
