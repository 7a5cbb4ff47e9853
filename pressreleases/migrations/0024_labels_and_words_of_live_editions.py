"""Labels of published releases may change; words are proposed only as a live edition writes them."""

from django.db import migrations, models

# Topics and anniversary are labels and not words: those of the newest edition that has begun, and of one that is
# planned, may change; `labelled_at` says when. An edition that gave way to a newer one keeps its labels.
LABELS = """
CREATE FUNCTION mission_labels_are_fixed(schema text, edition bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    given_way boolean;
BEGIN
    -- By its schema, so that no temporary table of the same name can stand in for it.
    EXECUTE format(
        'SELECT EXISTS (SELECT FROM %1$I.pressreleases_edition AS mine JOIN %1$I.pressreleases_edition AS newer'
        ' ON newer.release_id = mine.release_id AND newer.number > mine.number'
        ' WHERE mine.id = $1 AND lower(newer.live_during) <= now())', schema) INTO given_way USING edition;
    RETURN given_way;
END $$;
CREATE FUNCTION mission_guard_edition_labels() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.labelled_at IS NULL OR NEW.labelled_at < now() THEN
        PERFORM mission_refuse('edition_is_fixed', 'When an edition was filed elsewhere must be said as it happens.');
    END IF;
    IF mission_labels_are_fixed(TG_TABLE_SCHEMA, NEW.id) THEN
        PERFORM mission_refuse('edition_is_fixed', 'An edition that gave way to a newer one keeps its anniversary.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER edition_labels_guard AFTER UPDATE ON pressreleases_edition FOR EACH ROW
    WHEN (OLD.anniversary_id IS DISTINCT FROM NEW.anniversary_id OR OLD.labelled_at IS DISTINCT FROM NEW.labelled_at)
    EXECUTE FUNCTION mission_guard_edition_labels();

CREATE FUNCTION mission_guard_edition_topic() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owner bigint;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        PERFORM mission_refuse('edition_parts_are_fixed', 'A topic of an edition is added or removed, not changed.');
    END IF;
    IF TG_OP = 'INSERT' THEN owner := NEW.edition_id; ELSE owner := OLD.edition_id; END IF;
    IF mission_labels_are_fixed(TG_TABLE_SCHEMA, owner) THEN
        PERFORM mission_refuse('edition_parts_are_fixed', 'An edition that gave way to a newer one keeps its topics.');
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER edition_topic_guard ON pressreleases_editiontopic;
CREATE TRIGGER edition_topic_guard AFTER INSERT OR UPDATE OR DELETE ON pressreleases_editiontopic
    FOR EACH ROW EXECUTE FUNCTION mission_guard_edition_topic();

-- The guard of all columns leaves these two to the one above, and is otherwise as earlier migrations made it.
DO $$
DECLARE
    was text := pg_get_functiondef('mission_guard_edition()'::regprocedure);
    becomes text := replace(was, ' - ''live_during'';', ' - ''live_during'' - ''anniversary_id'' - ''labelled_at'';');
BEGIN
    IF was = becomes THEN
        RAISE EXCEPTION 'mission_guard_edition is not as this migration knows it.';
    END IF;
    EXECUTE becomes;
END $$;
"""
UNDO = """
DO $$
BEGIN
    EXECUTE replace(pg_get_functiondef('mission_guard_edition()'::regprocedure),
        ' - ''live_during'' - ''anniversary_id'' - ''labelled_at'';', ' - ''live_during'';');
END $$;
DROP TRIGGER edition_topic_guard ON pressreleases_editiontopic;
CREATE TRIGGER edition_topic_guard AFTER INSERT OR UPDATE OR DELETE ON pressreleases_editiontopic
    FOR EACH ROW EXECUTE FUNCTION mission_guard_edition_part();
DROP TRIGGER edition_labels_guard ON pressreleases_edition;
DROP FUNCTION mission_guard_edition_topic(), mission_guard_edition_labels(), mission_labels_are_fixed(text, bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("pressreleases", "0023_review_says_more")]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="labelled_at",
            field=models.DateTimeField(
                blank=True, help_text="When its topics or anniversary were last changed.", null=True
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                condition=models.Q(("labelled_at__isnull", False)), fields=["labelled_at"], name="edition_labelled"
            ),
        ),
        migrations.RunSQL(LABELS, UNDO),
        migrations.AddField(
            model_name="searchentry",
            name="proposes",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Whether `vector` also has its words as they are written; entries of older versions do not.",
            ),
        ),
        migrations.RemoveConstraint(model_name="searchword", name="search_word_once"),
        migrations.AddConstraint(
            model_name="searchword",
            constraint=models.UniqueConstraint(fields=("language", "word", "written"), name="search_word_once"),
        ),
    ]
