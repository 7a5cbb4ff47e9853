-- Each edition has a row for its PDF from the beginning, so that none is forgotten, whatever made the edition. When
-- words of a release are redacted, the PDFs of all its editions are emptied in the same act: one may repeat the change
-- note of another. When a span changes, those of editions that have not begun are emptied: they say when, and whether
-- they correct or reinstate.

CREATE FUNCTION mission_letterhead_pdf_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO pressreleases_letterheadpdf (edition_id) VALUES (NEW.id);
    RETURN NULL;
END $$;

CREATE TRIGGER edition_has_a_letterhead_pdf AFTER INSERT ON pressreleases_edition
    FOR EACH ROW EXECUTE FUNCTION mission_letterhead_pdf_begins();

-- An edition that has not begun can be deleted, and its PDF goes with it.
CREATE FUNCTION mission_letterhead_pdf_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM pressreleases_letterheadpdf WHERE edition_id = OLD.id;
    RETURN OLD;
END $$;

CREATE TRIGGER letterhead_pdf_ends BEFORE DELETE ON pressreleases_edition
    FOR EACH ROW EXECUTE FUNCTION mission_letterhead_pdf_ends();

CREATE FUNCTION mission_letterhead_pdf_is_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE pressreleases_letterheadpdf
        SET content = NULL, sha256 = '', size = 0, failure = '', tries = 0, due_at = statement_timestamp()
        WHERE edition_id IN (
            SELECT id FROM pressreleases_edition
            WHERE release_id = NEW.release_id
                AND (OLD.live_during IS NOT DISTINCT FROM NEW.live_during OR lower(live_during) > clock_timestamp())
        );
    RETURN NULL;
END $$;

CREATE TRIGGER letterhead_pdf_is_emptied AFTER UPDATE ON pressreleases_edition
    FOR EACH ROW
    WHEN (OLD.redacted_at IS DISTINCT FROM NEW.redacted_at
        OR OLD.letterhead IS DISTINCT FROM NEW.letterhead
        OR OLD.digest IS DISTINCT FROM NEW.digest
        OR OLD.live_during IS DISTINCT FROM NEW.live_during)
    EXECUTE FUNCTION mission_letterhead_pdf_is_emptied();

INSERT INTO pressreleases_letterheadpdf (edition_id) SELECT id FROM pressreleases_edition;
