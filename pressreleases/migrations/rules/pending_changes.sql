-- `PendingChange` has a row for each working copy that may say something no edition says. A save that changes
-- nothing but columns that only staff see changes no word of it.

CREATE OR REPLACE FUNCTION mission_note_pending_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed bigint;
    published bigint;  -- or deleted, which leaves nothing to publish
    staff_only CONSTANT text[] := mission_columns('staff only');
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
                OR (to_jsonb(OLD) - staff_only) IS DISTINCT FROM (to_jsonb(NEW) - staff_only)
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
CREATE OR REPLACE TRIGGER release_pending_change AFTER INSERT OR UPDATE OR DELETE ON pressreleases_release
    FOR EACH ROW EXECUTE FUNCTION mission_note_pending_change();
CREATE OR REPLACE TRIGGER release_topics_pending_change AFTER INSERT OR DELETE ON pressreleases_release_topics
    FOR EACH ROW EXECUTE FUNCTION mission_note_pending_change();
CREATE OR REPLACE TRIGGER edition_pending_change AFTER INSERT OR DELETE ON pressreleases_edition
    FOR EACH ROW EXECUTE FUNCTION mission_note_pending_change();
