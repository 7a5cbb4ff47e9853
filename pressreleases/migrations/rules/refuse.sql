-- Every rule refuses through this: the error carries the name of the rule in its constraint field, so that a
-- test or a log can tell which one spoke.

CREATE FUNCTION mission_refuse(rule text, why text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', why USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = rule;
END $$;
