-- Puts editions into the search index, or replaces their entries. Each parameter but the version is one column of all
-- editions, so that many need one statement.
--
-- Words of the title weigh most (A), then those of lead, speaker, reference and place (B), then the text (C). Words as
-- they are written, each with a "=" before it, have no weight: only proposals.sql and forget_proposed_words.sql look for them.
INSERT INTO pressreleases_searchentry (edition_id, language, issued_on, release_key, title, version, vector)
SELECT edition, language, issued_on, release, title, %(version)s,
    setweight(to_tsvector(configuration::regconfig, title), 'A')
    || setweight(to_tsvector(configuration::regconfig, about), 'B')
    || setweight(to_tsvector(configuration::regconfig, body), 'C')
    || array_to_tsvector(string_to_array(written, ' '))
FROM unnest(
    %(edition)s::bigint[], %(language)s::text[], %(issued_on)s::date[], %(release)s::bigint[], %(title)s::text[],
    %(about)s::text[], %(body)s::text[], %(configuration)s::text[], %(written)s::text[]
) AS given (edition, language, issued_on, release, title, about, body, configuration, written)
ON CONFLICT (edition_id) DO UPDATE
SET title = excluded.title, vector = excluded.vector, issued_on = excluded.issued_on, version = excluded.version
