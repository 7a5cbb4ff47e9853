-- The code of one language, if a search in it, by its own rules, finds anything. search/finding.py joins one of these
-- for each language, and fills the names in braces; `name` makes the parameters of each language differ.
SELECT %({name}language)s WHERE NOT {too_common} AND EXISTS (
    SELECT FROM pressreleases_searchentry AS entry {live}
    WHERE entry.language = %({name}language)s AND {matches} {filters}
)
