-- What was published cannot change, also not from a shell with the site's own role; docs/architecture/database.md
-- explains the rules. `now()` is the transaction's start: a span may change only in what lies after it.

-- The words of an edition, which a redaction empties; every other column stays as it was, its span too. Which
-- columns these are is in `models/fields.py`: `mission_columns` answers from there. Labels are left to labels.sql.

CREATE OR REPLACE FUNCTION mission_guard_edition() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    words CONSTANT text[] := mission_columns('emptied');
    pictures CONSTANT text[] := mission_columns('cleared');
    lists CONSTANT text[] := coalesce(mission_columns('emptied lists'), '{}');
    bare_head CONSTANT jsonb := '{"names": [], "address": "", "numbers": [], "email": "", "emblem": null}';
    was jsonb; becomes jsonb; word text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF lower(NEW.live_during) < now() THEN
            PERFORM mission_refuse('edition_does_not_begin_in_the_past', 'An edition cannot begin in the past.');
        END IF;
        IF NEW.redacted_at IS NOT NULL THEN
            PERFORM mission_refuse('edition_redacted_once', 'An edition is not made redacted.');
        END IF;
        RETURN NULL;
    ELSIF TG_OP = 'DELETE' THEN
        IF lower(OLD.live_during) <= now() THEN
            PERFORM mission_refuse('edition_once_live_stays', 'An edition that has been live cannot be deleted.');
        END IF;
        RETURN NULL;
    END IF;

    was := to_jsonb(OLD) - 'live_during' - 'anniversary_id' - 'labelled_at';
    becomes := to_jsonb(NEW) - 'live_during' - 'anniversary_id' - 'labelled_at';

    IF OLD.redacted_at IS NULL AND NEW.redacted_at IS NOT NULL THEN
        IF NEW.redacted_at < now() OR OLD.live_during IS DISTINCT FROM NEW.live_during THEN
            PERFORM mission_refuse('edition_redacted_once', 'A redaction happens now and leaves the span as it is.');
        END IF;
        FOREACH word IN ARRAY words LOOP
            IF becomes ->> word IS DISTINCT FROM '' THEN
                PERFORM mission_refuse('edition_redacted_once', 'A redaction empties every word of the edition.');
            END IF;
        END LOOP;
        FOREACH word IN ARRAY pictures LOOP
            IF becomes ->> word IS NOT NULL THEN
                PERFORM mission_refuse('edition_redacted_once', 'A redaction takes the picture away too.');
            END IF;
        END LOOP;
        FOREACH word IN ARRAY lists LOOP
            IF becomes -> word IS DISTINCT FROM '[]'::jsonb THEN
                PERFORM mission_refuse('edition_redacted_once', 'A redaction empties the lists of the edition.');
            END IF;
        END LOOP;
        was := was - words - pictures - lists - 'redacted_at';
        becomes := becomes - words - pictures - lists - 'redacted_at';
    END IF;

    -- With the words, or later if only then somebody asks for it: an address made of them, the letterhead, and a digest
    -- that has no salt. Each is emptied and never becomes anything else.
    IF NEW.redacted_at IS NOT NULL THEN
        IF OLD.digest_version = 1 THEN
            IF NEW.digest <> '' THEN
                PERFORM mission_refuse('edition_redacted_once', 'A digest without a salt goes with its words.');
            END IF;
            was := was - 'digest';
            becomes := becomes - 'digest';
        END IF;
        IF NEW.slug IS DISTINCT FROM OLD.slug THEN
            IF NEW.slug !~ '^redacted-[0-9]+$' THEN
                PERFORM mission_refuse('edition_redacted_once', 'A redacted address becomes redacted- and a number.');
            END IF;
            IF OLD.slug !~ '^redacted-[0-9]+$' THEN
                was := was - 'slug';
                becomes := becomes - 'slug';
            END IF;
        END IF;
        IF NEW.letterhead IS DISTINCT FROM OLD.letterhead THEN
            IF NEW.letterhead - 'v' - 'time_zone' IS DISTINCT FROM bare_head
                    OR NEW.letterhead -> 'time_zone' IS DISTINCT FROM OLD.letterhead -> 'time_zone' THEN
                PERFORM mission_refuse('edition_redacted_once', 'A redacted letterhead keeps its time zone alone.');
            END IF;
            was := was - 'letterhead';
            becomes := becomes - 'letterhead';
        END IF;
    END IF;

    IF was IS DISTINCT FROM becomes THEN
        PERFORM mission_refuse('edition_is_fixed', 'What an edition says cannot be changed; publish a correction.');
    END IF;
    IF (OLD.live_during * tstzrange(NULL, now())) IS DISTINCT FROM (NEW.live_during * tstzrange(NULL, now())) THEN
        PERFORM mission_refuse('edition_past_is_fixed', 'When an edition was live cannot be changed for the past.');
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER edition_guard AFTER INSERT OR UPDATE OR DELETE ON pressreleases_edition
    FOR EACH ROW EXECUTE FUNCTION mission_guard_edition();

-- Pictures of an edition come and go with it, and are otherwise as fixed as it is. They may be added in the
-- transaction that makes the edition, which is while its span does not begin before that transaction. A
-- redaction takes pictures away too, in the transaction in which it happens; an emblem also later, with a
-- letterhead that is redacted later than the words.

CREATE OR REPLACE FUNCTION mission_guard_edition_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owner bigint; begins timestamptz; redacted timestamptz; head jsonb;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        PERFORM mission_refuse('edition_parts_are_fixed', 'A topic or picture of an edition cannot be changed.');
    END IF;
    IF TG_OP = 'INSERT' THEN owner := NEW.edition_id; ELSE owner := OLD.edition_id; END IF;
    -- By its schema, so that no temporary table of the same name can stand in for it.
    EXECUTE format('SELECT lower(live_during), redacted_at, letterhead FROM %I.pressreleases_edition WHERE id = $1',
                   TG_TABLE_SCHEMA) INTO begins, redacted, head USING owner;
    IF TG_OP = 'INSERT' AND begins < now() THEN
        PERFORM mission_refuse('edition_parts_are_fixed', 'A topic or picture cannot be added to a past edition.');
    END IF;
    IF TG_OP = 'DELETE' AND begins <= now()
            AND NOT (TG_TABLE_NAME = 'pressreleases_editionpicture' AND redacted IS NOT NULL
                     AND (redacted >= now() OR head -> 'emblem' = 'null'::jsonb)) THEN
        PERFORM mission_refuse('edition_parts_are_fixed', 'A topic or picture of a past edition cannot be removed.');
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER edition_picture_guard AFTER INSERT OR UPDATE OR DELETE ON pressreleases_editionpicture
    FOR EACH ROW EXECUTE FUNCTION mission_guard_edition_part();
