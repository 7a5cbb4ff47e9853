-- Which save an edition was made of, and who published alone, stay as they were written. Both go with an edition
-- that was never live, and with no other. A reason for publishing alone is emptied once, after something of that
-- release was redacted.

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
