(SELECT entry.release_key, entry.issued_on FROM (
    SELECT * FROM pressreleases_searchentry AS entry WHERE entry.language = %({name}language)s
    ORDER BY entry.issued_on DESC, entry.release_key DESC LIMIT {way}
) AS entry WHERE ts_match_vq(entry.vector, {query}) LIMIT {most})
