-- One search: a page of hits with their count, releases with this title, releases issued on this day.
--
-- Names in braces are filled by search/finding.py: `live` joins editions that readers may read, `matches` holds the
-- words, `filters`, `year` and `after` narrow the search, the others are numbers. Values are parameters.
--
-- A word may be in three texts or in a third of a million. A few hits are sorted at once. Of many hits enough are found
-- on the way from the newest entry to older ones. If there are many and all of them are old, all are sorted after all.
-- Postgres does not begin a part of the query if its condition on the count of another part is false.

-- A list of all entries that have a common word takes about 30 MB for a million entries. With less memory, Postgres
-- remembers only their pages and compares every entry there again: two seconds in place of a tenth. The settings are in
-- the same statement, so they take no second request.
SET LOCAL work_mem = '64MB'; SET LOCAL jit = off;

WITH titled AS MATERIALIZED (
    -- Releases whose whole title was typed, in this language or in another. Two are enough to know that there is more than one.
    (SELECT entry.edition_id, true AS here FROM pressreleases_searchentry AS entry {live}
     WHERE entry.language = %(language)s AND entry.title = %(title)s LIMIT 2)
    UNION ALL
    (SELECT entry.edition_id, false FROM pressreleases_searchentry AS entry {live}
     WHERE entry.language = ANY(%(others)s) AND entry.title = %(title)s LIMIT 2)
), of_the_day AS MATERIALIZED (
    -- Releases issued on the date that was typed.
    SELECT entry.edition_id, entry.issued_on, entry.release_key FROM pressreleases_searchentry AS entry {live}
    WHERE entry.language = %(language)s AND entry.issued_on = %(day)s AND edition.page = ''
    ORDER BY entry.release_key DESC LIMIT {counted}
), straight AS MATERIALIZED (
    -- Whether one of them answers the search, or only words were typed that nearly every text has: then no words are
    -- searched.
    SELECT (SELECT count(*) FROM of_the_day) > 0 OR (SELECT count(*) FROM titled) = 1 OR {too_common} AS there
), few AS MATERIALIZED (
    -- Hits in no order, one more than are counted. If there are not more than that, these are all hits.
    SELECT * FROM (
        SELECT entry.edition_id, entry.issued_on, entry.release_key, entry.vector
        FROM pressreleases_searchentry AS entry {live}
        WHERE {matches} AND entry.language = %(language)s {filters}
        LIMIT {counted} + 1
    ) AS any_of_them WHERE NOT (SELECT there FROM straight)
), n AS MATERIALIZED (
    SELECT count(*) AS few FROM few
), on_the_way AS MATERIALIZED (
    -- If there are more hits: those among the newest `way` entries, in order, as many as one page needs.
    SELECT * FROM (
        SELECT entry.edition_id, entry.issued_on, entry.release_key, entry.vector
        FROM (
            SELECT * FROM pressreleases_searchentry AS entry
            WHERE entry.language = %(language)s {year} {after}
            ORDER BY entry.issued_on DESC, entry.release_key DESC LIMIT {way}
        ) AS entry {live}
        WHERE {matches_next} {filters}
        ORDER BY entry.issued_on DESC, entry.release_key DESC LIMIT {size}
    ) AS met WHERE (SELECT few FROM n) > {counted}
), all_of_them AS MATERIALIZED (
    -- If these do not fill a page: all hits are sorted.
    SELECT * FROM (
        SELECT entry.edition_id, entry.issued_on, entry.release_key, entry.vector
        FROM pressreleases_searchentry AS entry {live}
        WHERE {matches} AND entry.language = %(language)s {filters} {after}
        ORDER BY entry.issued_on DESC, entry.release_key DESC LIMIT {size}
    ) AS sorted
    WHERE (SELECT few FROM n) > {counted} AND (SELECT count(*) FROM on_the_way) <= {page}
), hits AS (
    -- Only one of the three has rows.
    SELECT * FROM few AS entry WHERE (SELECT few FROM n) <= {counted} {after}
    UNION ALL SELECT * FROM on_the_way WHERE (SELECT count(*) FROM on_the_way) > {page}
    UNION ALL SELECT * FROM all_of_them
), sorted AS (
    -- One more than a page, to know whether there is a next page.
    SELECT edition_id, issued_on, release_key FROM hits AS entry ORDER BY {order} LIMIT {page} + 1 OFFSET %(first)s
)
SELECT 'hit', edition_id, issued_on, release_key FROM sorted
UNION ALL SELECT 'count', few, NULL, NULL FROM n
UNION ALL SELECT CASE WHEN here THEN 'titled' ELSE 'elsewhere' END, edition_id, NULL, NULL FROM titled
UNION ALL SELECT 'of the day', edition_id, issued_on, release_key FROM of_the_day
UNION ALL SELECT 'too common', NULL, NULL, NULL WHERE {too_common}
