-- The code of one language, if a search in it, by its own rules, finds anything. search/finding.py joins one of these
-- for each language, and fills the names in braces; `name` makes the parameters of each language differ.
-- Counting up to a limit, and not EXISTS, lets Postgres plan it like the search itself: for the first row alone it
-- would read one entry after another, and all of them for a word that no text has.
SELECT %({name}language)s WHERE NOT {too_common} AND 0 < (
    SELECT count(*) FROM (
        SELECT FROM pressreleases_searchentry AS entry {live}
        WHERE entry.language = %({name}language)s AND {matches} {filters}
        LIMIT {counted}
    ) AS found
)
