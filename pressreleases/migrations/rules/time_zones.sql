-- Before the tables, since a constraint of the mission's details asks it.

CREATE FUNCTION mission_is_zone(zone text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_catalog.timezone(zone, '2000-01-01T00:00:00Z'::timestamptz);
    RETURN true;
EXCEPTION WHEN invalid_parameter_value THEN
    RETURN false;
END $$;
