-- Every address that an anniversary or a topic ever had is kept and belongs to it. Kept by a trigger, so that no
-- way of renaming can forget an address: the admin's, an import's, a shell's. What another one once had is
-- refused, as its links lead there for ever.

CREATE FUNCTION mission_keep_anniversary_address() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owner bigint;
BEGIN
    -- By its schema, so that no temporary table of the same name can stand in for it.
    EXECUTE format('INSERT INTO %I.pressreleases_anniversaryaddress (anniversary_id, language, slug) VALUES ($1, $2, $3)
                    ON CONFLICT (language, slug) DO NOTHING', TG_TABLE_SCHEMA)
        USING NEW.anniversary_id, NEW.language, NEW.slug;
    EXECUTE format('SELECT anniversary_id FROM %I.pressreleases_anniversaryaddress WHERE language = $1 AND slug = $2',
                   TG_TABLE_SCHEMA)
        INTO owner USING NEW.language, NEW.slug;
    IF owner IS DISTINCT FROM NEW.anniversary_id THEN
        PERFORM mission_refuse('anniversary_address_is_for_ever', 'This address belongs to another anniversary.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER anniversary_address_kept AFTER INSERT OR UPDATE ON pressreleases_anniversaryname
    FOR EACH ROW EXECUTE FUNCTION mission_keep_anniversary_address();

CREATE FUNCTION mission_guard_anniversary_address() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM mission_refuse('anniversary_address_is_fixed', 'An address that an anniversary had stays its own.');
    RETURN NULL;
END $$;
CREATE TRIGGER anniversary_address_guard AFTER UPDATE ON pressreleases_anniversaryaddress
    FOR EACH ROW EXECUTE FUNCTION mission_guard_anniversary_address();

CREATE FUNCTION mission_keep_topic_address() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owner bigint;
BEGIN
    -- By its schema, so that no temporary table of the same name can stand in for it.
    EXECUTE format('INSERT INTO %I.pressreleases_topicaddress (topic_id, language, slug) VALUES ($1, $2, $3)
                    ON CONFLICT (language, slug) DO NOTHING', TG_TABLE_SCHEMA)
        USING NEW.topic_id, NEW.language, NEW.slug;
    EXECUTE format('SELECT topic_id FROM %I.pressreleases_topicaddress WHERE language = $1 AND slug = $2',
                   TG_TABLE_SCHEMA)
        INTO owner USING NEW.language, NEW.slug;
    IF owner IS DISTINCT FROM NEW.topic_id THEN
        PERFORM mission_refuse('topic_address_is_for_ever', 'This address belongs to another topic.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER topic_address_kept AFTER INSERT OR UPDATE ON pressreleases_topicname
    FOR EACH ROW EXECUTE FUNCTION mission_keep_topic_address();

CREATE FUNCTION mission_guard_topic_address() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM mission_refuse('topic_address_is_fixed', 'An address that a topic had stays its own.');
    RETURN NULL;
END $$;
CREATE TRIGGER topic_address_guard AFTER UPDATE ON pressreleases_topicaddress
    FOR EACH ROW EXECUTE FUNCTION mission_guard_topic_address();
