-- Each instant is one that a page can show, from 1850 to 2199, whatever wrote it: a constraint for each column
-- that there is now. A migration that adds another such column adds its constraint.

DO $$
DECLARE
    of_table text;
    of_column text;
    of_constraint text;
BEGIN
    FOR of_table, of_column IN
        SELECT table_name, column_name FROM information_schema.columns
        WHERE table_schema = current_schema() AND table_name LIKE 'pressreleases\_%'
            AND data_type = 'timestamp with time zone'
        ORDER BY table_name, column_name
    LOOP
        of_constraint := replace(of_table, 'pressreleases_', '') || '_' || of_column || '_within_limits';
        CONTINUE WHEN EXISTS (
            SELECT FROM pg_constraint WHERE conname = of_constraint AND conrelid = of_table::regclass
        );
        -- An older copy of the site could plan for a later year. Elsewhere no row is found.
        EXECUTE format(
            'UPDATE %1$I SET %2$I = greatest(least(%2$I, ''2199-12-31T00:00:00Z''), ''1850-01-01T00:00:00Z'')'
            ' WHERE NOT (%2$I >= ''1850-01-01T00:00:00Z'' AND %2$I < ''2200-01-01T00:00:00Z'')',
            of_table, of_column);
        SET CONSTRAINTS ALL IMMEDIATE;
        EXECUTE format(
            'ALTER TABLE %1$I ADD CONSTRAINT %3$I'
            ' CHECK (%2$I >= ''1850-01-01T00:00:00Z'' AND %2$I < ''2200-01-01T00:00:00Z'')',
            of_table, of_column, of_constraint);
    END LOOP;
END $$;
