-- The releases of which some edition has the words of a query, the newest first: for staff, who may see every edition.
--
-- search/finding.py fills the names in braces. `matches` holds the words in all languages together, `newest` the newest
-- entries of each language that have them. A rare word is found by the index alone. If more have the words than are
-- wanted, they are found on the way from the newest entry to older ones; else Postgres does not begin that part.
WITH few AS MATERIALIZED (
    SELECT entry.release_key, entry.issued_on FROM pressreleases_searchentry AS entry
    WHERE {matches}
    LIMIT {most} + 1
), n AS MATERIALIZED (
    SELECT count(*) AS few FROM few
), on_the_way AS MATERIALIZED (
    SELECT release_key, issued_on FROM ({newest}) AS met WHERE (SELECT few FROM n) > {most}
), hits AS (
    SELECT * FROM few WHERE (SELECT few FROM n) <= {most}
    UNION SELECT * FROM on_the_way
)
SELECT release_key FROM hits GROUP BY release_key ORDER BY max(issued_on) DESC, release_key DESC LIMIT {most}
