-- Deletes those of the given words that no edition in the index has any more.
DELETE FROM pressreleases_searchword AS known
WHERE language = %(language)s AND word = ANY(%(words)s) AND NOT EXISTS (
    SELECT FROM pressreleases_searchentry AS entry
    WHERE entry.language = known.language AND entry.vector @@ quote_literal('=' || known.written)::tsquery
)
