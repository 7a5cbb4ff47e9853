-- An entry of the audit trail is of its moment, and is neither changed nor deleted. The exception is a
-- redaction: together with `redacted_at` a title and a digest are emptied, and of the details what was said (a
-- reason) and the digest of a text. It may happen more than once: a later redaction may concern another edition.

CREATE OR REPLACE FUNCTION mission_guard_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    redacted boolean := false;
    of_details_only CONSTANT boolean := TG_OP = 'UPDATE' AND NEW.label = OLD.label AND NEW.digest = OLD.digest;
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

    IF NEW.redacted_at IS NULL OR NEW.redacted_at IS NOT DISTINCT FROM OLD.redacted_at
            OR (to_jsonb(OLD) - 'label' - 'digest' - 'details' - 'redacted_at')
                IS DISTINCT FROM (to_jsonb(NEW) - 'label' - 'digest' - 'details' - 'redacted_at')
            OR OLD.redacted_at IS NOT NULL
                AND ROW(NEW.label, NEW.digest, NEW.details) IS NOT DISTINCT FROM ROW(OLD.label, OLD.digest, OLD.details)
            OR NEW.digest NOT IN (OLD.digest, '') OR NEW.details NOT IN (OLD.details, OLD.details - 'text' - 'reason') THEN
        PERFORM mission_refuse('audit_entry_is_fixed', 'An entry of the audit trail cannot be changed.');
    END IF;
    -- By their schema, so that no temporary table of the same name can stand in for them.
    -- A reason goes with a redaction of any language of its text, since it was given once for all of them.
    -- The titles of deleted drafts go with a redaction of the same text in another language: their family is known
    -- as long as their history is there.
    IF OLD.kind = 'release' THEN
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %1$I.pressreleases_edition'
                       ' WHERE release_id = $1 AND redacted_at IS NOT NULL)'
                       ' OR $2 AND EXISTS (SELECT 1 FROM %1$I.pressreleases_release AS mine'
                       ' JOIN %1$I.pressreleases_release AS other USING (family)'
                       ' JOIN %1$I.pressreleases_edition AS edition ON edition.release_id = other.id'
                       ' WHERE mine.id = $1 AND edition.redacted_at IS NOT NULL)'
                       ' OR NOT EXISTS (SELECT 1 FROM %1$I.pressreleases_release WHERE id = $1)'
                       ' AND EXISTS (SELECT 1 FROM %1$I.pressreleases_historicalrelease AS draft'
                       ' JOIN %1$I.pressreleases_release AS other USING (family)'
                       ' JOIN %1$I.pressreleases_edition AS edition ON edition.release_id = other.id'
                       ' WHERE draft.id = $1 AND edition.redacted_at IS NOT NULL)', TG_TABLE_SCHEMA)
            INTO redacted USING OLD.key, of_details_only;
    ELSIF OLD.kind = 'picture' THEN
        EXECUTE format('SELECT NOT EXISTS (SELECT 1 FROM %I.pressreleases_image WHERE id = $1)', TG_TABLE_SCHEMA)
            INTO redacted USING OLD.key;
    END IF;
    IF NOT redacted OR NEW.label NOT IN (OLD.label, '') OR NEW.redacted_at < now() THEN
        PERFORM mission_refuse('audit_entry_redacted_once', 'Only a redaction takes a title away, now and whole.');
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER audit_entry_guard AFTER INSERT OR UPDATE OR DELETE ON pressreleases_auditentry
    FOR EACH ROW EXECUTE FUNCTION mission_guard_audit_entry();
