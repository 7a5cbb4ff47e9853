-- A save says who wrote which words, and four eyes go by it. The site may change only the columns that a redaction
-- empties (`database_role.py`), and this lets each of them become nothing but empty.

CREATE OR REPLACE FUNCTION mission_guard_save() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was CONSTANT jsonb := to_jsonb(OLD);
    unknown_words CONSTANT text := repeat('0', 64);
    name text; becomes jsonb; allowed jsonb;
BEGIN
    FOR name, becomes IN SELECT * FROM jsonb_each(to_jsonb(NEW)) LOOP
        allowed := CASE
            WHEN name = 'slug' OR name = ANY (mission_columns('emptied')) THEN to_jsonb(''::text)
            WHEN name = ANY (mission_columns('cleared')) THEN 'null'
            WHEN name = ANY (mission_columns('emptied lists')) THEN '[]'
            WHEN name = 'in_step_with' THEN to_jsonb(unknown_words)
            ELSE becomes
        END;
        IF becomes NOT IN (was -> name, allowed) THEN
            PERFORM mission_refuse('save_is_fixed', 'A save cannot be changed; a redaction empties its words.');
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER save_guard AFTER UPDATE ON pressreleases_historicalrelease
    FOR EACH ROW EXECUTE FUNCTION mission_guard_save();
