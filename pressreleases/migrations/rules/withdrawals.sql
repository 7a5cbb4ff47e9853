-- A withdrawal is added and ended, never changed; the reason of one that has ended can be redacted.

CREATE FUNCTION mission_guard_withdrawal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF lower(NEW.in_force_during) < now() THEN
            PERFORM mission_refuse('withdrawal_does_not_begin_in_the_past', 'A withdrawal cannot begin in the past.');
        END IF;
        IF NEW.redacted_at IS NOT NULL THEN
            PERFORM mission_refuse('withdrawal_redacted_once', 'A withdrawal is not made redacted.');
        END IF;
        RETURN NULL;
    ELSIF TG_OP = 'DELETE' THEN
        IF lower(OLD.in_force_during) <= now() THEN
            PERFORM mission_refuse('withdrawal_stays', 'A withdrawal that was in force cannot be deleted.');
        END IF;
        RETURN NULL;
    END IF;

    IF OLD.redacted_at IS NULL AND NEW.redacted_at IS NOT NULL THEN
        IF NEW.redacted_at < now() OR NEW.reasons <> '{}'::jsonb OR upper(OLD.in_force_during) IS NULL
                OR upper(OLD.in_force_during) > clock_timestamp()
                OR (to_jsonb(OLD) - 'reasons' - 'redacted_at')
                    IS DISTINCT FROM (to_jsonb(NEW) - 'reasons' - 'redacted_at') THEN
            PERFORM mission_refuse('withdrawal_redacted_once',
                                   'A redaction empties, now and whole, the reason of a withdrawal that has ended.');
        END IF;
        RETURN NULL;
    END IF;
    IF (to_jsonb(OLD) - 'in_force_during') IS DISTINCT FROM (to_jsonb(NEW) - 'in_force_during') THEN
        PERFORM mission_refuse('withdrawal_is_fixed', 'What a withdrawal says cannot be changed.');
    END IF;
    IF (OLD.in_force_during * tstzrange(NULL, now()))
            IS DISTINCT FROM (NEW.in_force_during * tstzrange(NULL, now())) THEN
        PERFORM mission_refuse('withdrawal_past_is_fixed', 'When a withdrawal was in force cannot be changed.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER withdrawal_guard AFTER INSERT OR UPDATE OR DELETE ON pressreleases_withdrawal
    FOR EACH ROW EXECUTE FUNCTION mission_guard_withdrawal();

-- Nothing is live while its withdrawal is in force. Two tables, so no exclusion constraint can hold it. Looked
-- at when the transaction ends, since a verb changes one after the other; what was so in the past stays.

CREATE FUNCTION mission_guard_live_or_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    both_at_once boolean;
BEGIN
    -- By their schema, so that no temporary table of the same name can stand in for them.
    EXECUTE format(
        'SELECT EXISTS (SELECT FROM %1$I.pressreleases_edition AS edition JOIN %1$I.pressreleases_withdrawal AS withdrawal'
        ' USING (release_id) WHERE release_id = $1'
        ' AND edition.live_during * withdrawal.in_force_during && tstzrange(clock_timestamp(), NULL))',
        TG_TABLE_SCHEMA) INTO both_at_once USING NEW.release_id;
    IF both_at_once THEN
        PERFORM mission_refuse('live_or_withdrawn', 'An edition cannot be live while its release is withdrawn.');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER edition_live_or_withdrawn AFTER INSERT OR UPDATE OF live_during ON pressreleases_edition
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mission_guard_live_or_withdrawn();
CREATE CONSTRAINT TRIGGER withdrawal_live_or_withdrawn
    AFTER INSERT OR UPDATE OF in_force_during ON pressreleases_withdrawal
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mission_guard_live_or_withdrawn();
