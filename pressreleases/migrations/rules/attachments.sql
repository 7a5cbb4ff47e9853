-- The attachments of a text, in `attachments` of a release and of an edition, are what every page can show, and each
-- is a stored file. A release keeps its files for as long as its text, a save of it or an edition may have them.
-- `{NOT_IN_A_LINE}` is a class of characters, written in `_sql.py`.

CREATE OR REPLACE FUNCTION mission_guard_attachments() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    entry jsonb;
    hashes text[] := '{}';
    release bigint;
    known bigint;
BEGIN
    IF NEW.attachments = '[]'::jsonb THEN
        RETURN NULL;
    END IF;
    IF (CASE jsonb_typeof(NEW.attachments) WHEN 'array' THEN jsonb_array_length(NEW.attachments) > 20 ELSE true END) THEN
        PERFORM mission_refuse('attachments_well_formed', 'A text has a list of at most 20 attachments.');
    END IF;
    FOR entry IN SELECT * FROM jsonb_array_elements(NEW.attachments) LOOP
        IF jsonb_typeof(entry) <> 'object'
                OR entry - '{sha256,title,language,type,size}'::text[] <> '{}'
                OR jsonb_typeof(entry -> 'title') IS DISTINCT FROM 'string'
                OR jsonb_typeof(entry -> 'size') IS DISTINCT FROM 'number'
                OR char_length(entry ->> 'title') NOT BETWEEN 1 AND 200
                OR entry ->> 'title' ~ '{NOT_IN_A_LINE}'
                OR coalesce(entry ->> 'language', '') !~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$' THEN
            PERFORM mission_refuse('attachments_well_formed', 'An attachment has a title in one line, and a language.');
        END IF;
        hashes := hashes || (entry ->> 'sha256');
    END LOOP;
    IF (SELECT count(DISTINCT hash) FROM unnest(hashes) AS hash) < cardinality(hashes) THEN
        PERFORM mission_refuse('attachments_once', 'A text has each file once.');
    END IF;
    -- By their schema, so that no temporary table of the same name can stand in for them.
    EXECUTE format(
        'SELECT count(*) FROM jsonb_array_elements($1) AS entry JOIN %1$I.pressreleases_attachment AS file'
        ' ON file.sha256 = entry ->> ''sha256'' AND file.type = entry ->> ''type'' AND file.size = (entry -> ''size'')::numeric',
        TG_TABLE_SCHEMA) INTO known USING NEW.attachments;
    IF known < cardinality(hashes) THEN
        PERFORM mission_refuse('attachments_are_stored', 'Each attachment is a stored file, of that type and size.');
    END IF;
    IF TG_TABLE_NAME = 'pressreleases_release' THEN release := NEW.id; ELSE release := NEW.release_id; END IF;
    EXECUTE format(
        'INSERT INTO %1$I.pressreleases_releaseattachment (attachment_id, release_id)'
        ' SELECT id, $2 FROM %1$I.pressreleases_attachment WHERE sha256 = ANY ($1) ORDER BY id ON CONFLICT DO NOTHING',
        TG_TABLE_SCHEMA) USING hashes, release;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER release_attachments_guard AFTER INSERT OR UPDATE OF attachments ON pressreleases_release
    FOR EACH ROW EXECUTE FUNCTION mission_guard_attachments();
-- An edition is looked at when it is made; what it has is fixed afterwards (the_past.sql).
CREATE OR REPLACE TRIGGER edition_attachments_guard AFTER INSERT ON pressreleases_edition
    FOR EACH ROW EXECUTE FUNCTION mission_guard_attachments();

-- A file never changes, and its row goes only when no release has it any more (a foreign key sees to that).

CREATE OR REPLACE FUNCTION mission_guard_attachment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (to_jsonb(OLD) - 'uploaded_at') IS DISTINCT FROM (to_jsonb(NEW) - 'uploaded_at') THEN
        PERFORM mission_refuse('attachment_is_fixed', 'A stored file cannot be changed.');
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER attachment_guard AFTER UPDATE ON pressreleases_attachment
    FOR EACH ROW EXECUTE FUNCTION mission_guard_attachment();

CREATE OR REPLACE FUNCTION mission_guard_release_attachment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    has_it boolean;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        PERFORM mission_refuse('attachment_of_a_text_stays', 'Which release has which file is not changed.');
    END IF;
    EXECUTE format(
        'SELECT EXISTS (SELECT FROM %1$I.pressreleases_attachment AS file WHERE file.id = $1 AND ('
        ' EXISTS (SELECT FROM %1$I.pressreleases_release WHERE id = $2'
        '  AND attachments @> jsonb_build_array(jsonb_build_object(''sha256'', file.sha256)))'
        ' OR EXISTS (SELECT FROM %1$I.pressreleases_edition WHERE release_id = $2'
        '  AND attachments @> jsonb_build_array(jsonb_build_object(''sha256'', file.sha256)))))',
        TG_TABLE_SCHEMA) INTO has_it USING OLD.attachment_id, OLD.release_id;
    IF has_it THEN
        PERFORM mission_refuse('attachment_of_a_text_stays', 'A file stays as long as a text has it.');
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER release_attachment_guard AFTER UPDATE OR DELETE ON pressreleases_releaseattachment
    FOR EACH ROW EXECUTE FUNCTION mission_guard_release_attachment();
