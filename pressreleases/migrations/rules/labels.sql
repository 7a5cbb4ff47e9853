-- Topics and anniversary are labels and not words: those of the newest edition that has begun, and of one that
-- is planned, may change; `labelled_at` says when. An edition that gave way to a newer one keeps its labels.

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
CREATE TRIGGER edition_topic_guard AFTER INSERT OR UPDATE OR DELETE ON pressreleases_editiontopic
    FOR EACH ROW EXECUTE FUNCTION mission_guard_edition_topic();
