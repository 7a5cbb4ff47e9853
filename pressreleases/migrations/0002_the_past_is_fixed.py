"""The triggers that hold the past fixed, also against a shell with the site's own role; docs/architecture.md explains them.

`now()` is the transaction's start: a span may change only in what lies after it. Every refusal carries the name of
a rule in the error's constraint field, so that a test or a log can tell which one spoke.
"""

from django.db import migrations

REFUSE = """
CREATE FUNCTION mission_refuse(rule text, why text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', why USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = rule;
END $$;
"""

# The words of an edition, which redaction empties; every other column stays as it was, its digest and span too. An
# address made of the words may give way to `redacted-` and a number.
EDITION = """
CREATE FUNCTION mission_guard_edition() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    words CONSTANT text[] := ARRAY['title', 'summary', 'body', 'text', 'notes_to_editors', 'reference', 'place',
                                   'speaker_name', 'speaker_office', 'change_note'];
    pictures CONSTANT text[] := ARRAY['lead_picture', 'lead_image_id'];
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

    was := to_jsonb(OLD) - 'live_during';
    becomes := to_jsonb(NEW) - 'live_during';

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
        IF becomes -> 'slug' IS DISTINCT FROM was -> 'slug' AND NEW.slug !~ '^redacted-[0-9]+$' THEN
            PERFORM mission_refuse('edition_redacted_once', 'A redacted address becomes redacted- and a number.');
        END IF;
        was := was - words - pictures - 'redacted_at' - 'slug';
        becomes := becomes - words - pictures - 'redacted_at' - 'slug';
    END IF;

    IF was IS DISTINCT FROM becomes THEN
        PERFORM mission_refuse('edition_is_fixed', 'What an edition says cannot be changed; publish a correction.');
    END IF;
    IF (OLD.live_during * tstzrange(NULL, now())) IS DISTINCT FROM (NEW.live_during * tstzrange(NULL, now())) THEN
        PERFORM mission_refuse('edition_past_is_fixed', 'When an edition was live cannot be changed for the past.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER edition_guard AFTER INSERT OR UPDATE OR DELETE ON pressreleases_edition
    FOR EACH ROW EXECUTE FUNCTION mission_guard_edition();
"""

# Topics and pictures of an edition come and go with it, and are otherwise as fixed as it is. They may be added in the
# transaction that makes the edition, which is while its span does not begin before that transaction. Redaction takes
# pictures away too, in the transaction in which it happens.
PARTS = """
CREATE FUNCTION mission_guard_edition_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owner bigint; begins timestamptz; redacted timestamptz;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        PERFORM mission_refuse('edition_parts_are_fixed', 'A topic or picture of an edition cannot be changed.');
    END IF;
    IF TG_OP = 'INSERT' THEN owner := NEW.edition_id; ELSE owner := OLD.edition_id; END IF;
    -- By its schema, so that no temporary table of the same name can stand in for it.
    EXECUTE format('SELECT lower(live_during), redacted_at FROM %I.pressreleases_edition WHERE id = $1', TG_TABLE_SCHEMA)
        INTO begins, redacted USING owner;
    IF TG_OP = 'INSERT' AND begins < now() THEN
        PERFORM mission_refuse('edition_parts_are_fixed', 'A topic or picture cannot be added to a past edition.');
    END IF;
    IF TG_OP = 'DELETE' AND begins <= now()
            AND NOT (TG_TABLE_NAME = 'pressreleases_editionpicture' AND redacted IS NOT NULL AND redacted >= now()) THEN
        PERFORM mission_refuse('edition_parts_are_fixed', 'A topic or picture of a past edition cannot be removed.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER edition_topic_guard AFTER INSERT OR UPDATE OR DELETE ON pressreleases_editiontopic
    FOR EACH ROW EXECUTE FUNCTION mission_guard_edition_part();
CREATE TRIGGER edition_picture_guard AFTER INSERT OR UPDATE OR DELETE ON pressreleases_editionpicture
    FOR EACH ROW EXECUTE FUNCTION mission_guard_edition_part();
"""

WITHDRAWAL = """
CREATE FUNCTION mission_guard_withdrawal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF lower(NEW.in_force_during) < now() THEN
            PERFORM mission_refuse('withdrawal_does_not_begin_in_the_past', 'A withdrawal cannot begin in the past.');
        END IF;
    ELSIF TG_OP = 'DELETE' THEN
        IF lower(OLD.in_force_during) <= now() THEN
            PERFORM mission_refuse('withdrawal_stays', 'A withdrawal that was in force cannot be deleted.');
        END IF;
    ELSE
        IF (to_jsonb(OLD) - 'in_force_during') IS DISTINCT FROM (to_jsonb(NEW) - 'in_force_during') THEN
            PERFORM mission_refuse('withdrawal_is_fixed', 'What a withdrawal says cannot be changed.');
        END IF;
        IF (OLD.in_force_during * tstzrange(NULL, now()))
                IS DISTINCT FROM (NEW.in_force_during * tstzrange(NULL, now())) THEN
            PERFORM mission_refuse('withdrawal_past_is_fixed', 'When a withdrawal was in force cannot be changed.');
        END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER withdrawal_guard AFTER INSERT OR UPDATE OR DELETE ON pressreleases_withdrawal
    FOR EACH ROW EXECUTE FUNCTION mission_guard_withdrawal();
"""

UNDO = """
DROP TRIGGER withdrawal_guard ON pressreleases_withdrawal;
DROP TRIGGER edition_picture_guard ON pressreleases_editionpicture;
DROP TRIGGER edition_topic_guard ON pressreleases_editiontopic;
DROP TRIGGER edition_guard ON pressreleases_edition;
DROP FUNCTION mission_guard_withdrawal(), mission_guard_edition_part(), mission_guard_edition();
DROP FUNCTION mission_refuse(text, text);
"""


class Migration(migrations.Migration):
    dependencies = [("pressreleases", "0001_initial")]

    operations = [migrations.RunSQL(REFUSE + EDITION + PARTS + WITHDRAWAL, UNDO)]
