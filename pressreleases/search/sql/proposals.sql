-- For each word that was typed, the most similar word of an edition that readers may read (`live`, see finding.py).
--
-- The most similar words are tried in order until a live edition has one. OFFSET 0 keeps Postgres from joining a part
-- with the rest: words are looked up one after the other, in the index of entries, up to the first that is live.

-- Why these settings: see hits.sql.
SET LOCAL work_mem = '64MB'; SET LOCAL jit = off;

SELECT asked, nearest.word, nearest.written
FROM unnest(%(asked)s::text[]) AS asked CROSS JOIN LATERAL (
    SELECT known.word, known.written
    FROM (
        SELECT word, written FROM pressreleases_searchword
        WHERE language = %(language)s AND word %% asked
        ORDER BY similarity(word, asked) DESC, word, written OFFSET 0
    ) AS known
    WHERE (
        SELECT true
        FROM (
            SELECT edition_id FROM pressreleases_searchentry
            WHERE language = %(language)s AND vector @@ quote_literal('=' || known.written)::tsquery OFFSET 0
        ) AS entry {live}
        LIMIT 1
    )
    LIMIT 1
) AS nearest
