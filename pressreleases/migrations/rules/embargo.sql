-- No edition of a release begins before the end of its embargo, whichever of the two is written last. That an
-- embargo is lifted only with a reason, the verbs see to; no rule of the database does.

CREATE FUNCTION mission_guard_embargo() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_release CONSTANT bigint := CASE TG_TABLE_NAME WHEN 'pressreleases_release'
        THEN (to_jsonb(NEW) ->> 'id')::bigint ELSE (to_jsonb(NEW) ->> 'release_id')::bigint END;
    begins_too_early boolean;
BEGIN
    -- By their schema, so that no temporary table of the same name can stand in for them.
    EXECUTE format(
        'SELECT EXISTS (SELECT FROM %1$I.pressreleases_release AS release'
        ' JOIN %1$I.pressreleases_edition AS edition ON edition.release_id = release.id'
        ' WHERE release.id = $1 AND release.embargo_ends_at > lower(edition.live_during))',
        TG_TABLE_SCHEMA) INTO begins_too_early USING of_release;
    IF begins_too_early THEN
        PERFORM mission_refuse('embargo', 'An edition cannot begin before the embargo of its release ends.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER edition_embargo AFTER INSERT OR UPDATE OF live_during ON pressreleases_edition
    FOR EACH ROW EXECUTE FUNCTION mission_guard_embargo();
CREATE TRIGGER release_embargo AFTER UPDATE OF embargo_ends_at ON pressreleases_release
    FOR EACH ROW WHEN (NEW.embargo_ends_at IS NOT NULL) EXECUTE FUNCTION mission_guard_embargo();
