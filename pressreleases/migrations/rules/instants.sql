-- Each instant is one that a page can show, from 1850 to 2199, whatever wrote it: a constraint for each column
-- that there is now. A migration that adds another such column adds its constraint.

DO $$
DECLARE
    of_table text;
    of_column text;
BEGIN
    FOR of_table, of_column IN
        SELECT table_name, column_name FROM information_schema.columns
        WHERE table_schema = current_schema() AND table_name LIKE 'pressreleases\_%'
            AND data_type = 'timestamp with time zone'
        ORDER BY table_name, column_name
    LOOP
        EXECUTE format(
            'ALTER TABLE %1$I ADD CONSTRAINT %3$I'
            ' CHECK (%2$I >= ''1850-01-01T00:00:00Z'' AND %2$I < ''2200-01-01T00:00:00Z'')',
            of_table, of_column, replace(of_table, 'pressreleases_', '') || '_' || of_column || '_within_limits');
    END LOOP;
END $$;
