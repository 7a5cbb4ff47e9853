-- A release is a page of the mission from its first save, or never; and its editions are what it is.

CREATE FUNCTION mission_guard_page() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owner text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        PERFORM mission_refuse('release_page_is_fixed', 'A release cannot become a page of the mission, or another one.');
    END IF;
    -- By its schema, so that no temporary table of the same name can stand in for it.
    EXECUTE format('SELECT page FROM %I.pressreleases_release WHERE id = $1', TG_TABLE_SCHEMA)
        INTO owner USING NEW.release_id;
    IF owner IS DISTINCT FROM NEW.page THEN
        PERFORM mission_refuse('edition_page_of_release', 'An edition is of the same page as its release.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER release_page_guard AFTER UPDATE OF page ON pressreleases_release
    FOR EACH ROW WHEN (OLD.page IS DISTINCT FROM NEW.page) EXECUTE FUNCTION mission_guard_page();
CREATE TRIGGER edition_page_guard AFTER INSERT ON pressreleases_edition
    FOR EACH ROW EXECUTE FUNCTION mission_guard_page();
