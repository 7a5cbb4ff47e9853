-- What readers see is made of the rows of these tables. Whatever changes one of them, in whatever way, calls the
-- processes that keep ready answers (mission_site.page_cache): each forgets its answers once the change is committed.
-- A test reads which tables the public pages ask for.

CREATE FUNCTION mission_readers_see_something_else() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- However often it is called in a transaction, one call goes out, with the commit.
    PERFORM pg_notify('mission_readers', '');
    RETURN NULL;
END $$;

DO $$
DECLARE
    of_table text;
BEGIN
    FOREACH of_table IN ARRAY ARRAY[
        'anniversary', 'anniversaryaddress', 'anniversarydate', 'anniversaryname', 'announcement', 'announcementtext',
        'attachment', 'closeddays', 'contactnumber', 'edition', 'editionpicture', 'editiontopic', 'formeraddress',
        'image', 'letterheadpdf', 'missiondetails', 'missionname', 'observance', 'openinghours', 'topic',
        'topicaddress', 'topicname', 'withdrawal'
    ] LOOP
        EXECUTE format(
            'CREATE TRIGGER readers_see_new_rows AFTER INSERT OR DELETE ON pressreleases_%1$s'
            ' FOR EACH ROW EXECUTE FUNCTION mission_readers_see_something_else()', of_table);
        EXECUTE format(
            'CREATE TRIGGER readers_see_changes AFTER UPDATE ON pressreleases_%1$s'
            ' FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*)'
            ' EXECUTE FUNCTION mission_readers_see_something_else()', of_table);
        EXECUTE format(
            'CREATE TRIGGER readers_see_nothing AFTER TRUNCATE ON pressreleases_%1$s'
            ' FOR EACH STATEMENT EXECUTE FUNCTION mission_readers_see_something_else()', of_table);
    END LOOP;
END $$;

-- No reader sees a working copy, which staff save all day, but what it is called and belongs to once it was published.
CREATE FUNCTION mission_readers_may_see_something_else() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM pressreleases_edition WHERE release_id = NEW.id) THEN
        PERFORM pg_notify('mission_readers', '');
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER readers_see_changes AFTER UPDATE ON pressreleases_release
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*)
    EXECUTE FUNCTION mission_readers_may_see_something_else();
