-- Titles that an import takes for the same have the same key, however they were typed: capitals, dots of the i, marks and
-- spaces are not in it. Titles with one key may still differ; `editorial/importing.py` compares those.
CREATE FUNCTION mission_title_key(title text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT regexp_replace(
        translate(
            lower(normalize(title, NFKC) COLLATE "C"),
            'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁ',
            'абвгдежзийклмнопрстуфхцчшщъыьэюяё'
        ),
        '[^0-9a-hj-zа-яё\u0620-\u06d3\u3400-\u9fff]', '', 'g'
    )
$$;
CREATE INDEX release_history_titles
    ON pressreleases_historicalrelease (language, issued_on, mission_title_key(title));
