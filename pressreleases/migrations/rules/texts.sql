-- What an edition says is what every page can show. Looked at when it is added: an update of an old edition must
-- stay possible, since it has to be ended and withdrawn. `{NOT_IN_A_LINE}` and the like are classes of
-- characters, written in `_sql.py`.

CREATE OR REPLACE FUNCTION mission_guard_edition_shown() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    becomes CONSTANT jsonb := to_jsonb(NEW);
    name text;
BEGIN
    IF NEW.issued_on NOT BETWEEN '1850-01-01' AND '2199-12-31' THEN
        PERFORM mission_refuse('edition_issued_on_a_known_day', 'The date of issue is in the years 1850 to 2199.');
    END IF;
    IF NEW.slug IS NOT NFC NORMALIZED OR NEW.slug ~ '{NOT_IN_A_SLUG}' THEN
        PERFORM mission_refuse('edition_slug_is_an_address', 'An address has letters, digits and hyphens, in NFC.');
    END IF;
    FOREACH name IN ARRAY mission_columns('lines') LOOP
        IF becomes ->> name ~ '{NOT_IN_A_LINE}' THEN
            PERFORM mission_refuse('edition_lines_are_lines', 'Title, place and the like have one line each.');
        END IF;
    END LOOP;
    FOREACH name IN ARRAY mission_columns('texts') LOOP
        IF becomes ->> name ~ '{NOT_IN_A_TEXT}' THEN
            PERFORM mission_refuse('edition_texts_hold_no_controls', 'Texts hold no control characters.');
        END IF;
    END LOOP;
    IF NOT (jsonb_typeof(NEW.letterhead -> 'names') IS NOT DISTINCT FROM 'array'
            AND jsonb_typeof(NEW.letterhead -> 'numbers') IS NOT DISTINCT FROM 'array'
            AND jsonb_typeof(NEW.letterhead -> 'address') IS NOT DISTINCT FROM 'string'
            AND jsonb_typeof(NEW.letterhead -> 'email') IS NOT DISTINCT FROM 'string'
            AND jsonb_typeof(NEW.letterhead -> 'time_zone') IS NOT DISTINCT FROM 'string') THEN
        PERFORM mission_refuse('edition_letterhead_whole', 'A letterhead has names, numbers, address, mail and zone.');
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER edition_shown_guard AFTER INSERT ON pressreleases_edition
    FOR EACH ROW EXECUTE FUNCTION mission_guard_edition_shown();

-- The texts of a release have a longest length. A trigger and not a constraint: a longer text of an older
-- database stays, with all that is done to its release, until somebody changes it.

CREATE OR REPLACE FUNCTION mission_guard_texts_of_release() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    texts CONSTANT text[] := mission_columns('release texts');
    becomes CONSTANT jsonb := to_jsonb(NEW);
    was jsonb := '{}';
    name text;
BEGIN
    IF TG_OP = 'UPDATE' THEN was := to_jsonb(OLD); END IF;
    FOREACH name IN ARRAY texts LOOP
        IF char_length(becomes ->> name) > 200000 AND becomes ->> name IS DISTINCT FROM was ->> name THEN
            PERFORM mission_refuse('release_text_not_too_long', 'A text has at most 200,000 characters.');
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER release_texts_guard AFTER INSERT OR UPDATE ON pressreleases_release
    FOR EACH ROW EXECUTE FUNCTION mission_guard_texts_of_release();
