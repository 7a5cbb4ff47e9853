-- A preview link is made and at most revoked; an answer is of its moment, was asked for, and never changes. Both
-- stay as long as the release that they are about. The exception is a redaction of that release, which empties
-- the comment of an answer and its digest of a text. Visits do not change either, but are forgotten after a
-- while.

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

    -- A later redaction may find a text that was left by an earlier one.
    IF NEW.redacted_at IS NULL OR NEW.redacted_at IS NOT DISTINCT FROM OLD.redacted_at OR NEW.comment <> ''
            OR NEW.digest NOT IN (OLD.digest, '')
            OR ROW(NEW.comment, NEW.digest) IS NOT DISTINCT FROM ROW(OLD.comment, OLD.digest)
            OR (to_jsonb(OLD) - 'comment' - 'digest' - 'redacted_at')
                IS DISTINCT FROM (to_jsonb(NEW) - 'comment' - 'digest' - 'redacted_at') THEN
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
