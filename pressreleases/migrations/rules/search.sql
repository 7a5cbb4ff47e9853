-- The configurations of Postgres without their lists of stop words, so that a phrase can have them.

CREATE TEXT SEARCH DICTIONARY mission_arabic (TEMPLATE = pg_catalog.snowball, Language = arabic);
CREATE TEXT SEARCH CONFIGURATION mission_arabic (COPY = pg_catalog.arabic);
ALTER TEXT SEARCH CONFIGURATION mission_arabic ALTER MAPPING REPLACE pg_catalog.arabic_stem WITH mission_arabic;

CREATE TEXT SEARCH DICTIONARY mission_english (TEMPLATE = pg_catalog.snowball, Language = english);
CREATE TEXT SEARCH CONFIGURATION mission_english (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION mission_english ALTER MAPPING REPLACE pg_catalog.english_stem WITH mission_english;

CREATE TEXT SEARCH DICTIONARY mission_french (TEMPLATE = pg_catalog.snowball, Language = french);
CREATE TEXT SEARCH CONFIGURATION mission_french (COPY = pg_catalog.french);
ALTER TEXT SEARCH CONFIGURATION mission_french ALTER MAPPING REPLACE pg_catalog.french_stem WITH mission_french;

CREATE TEXT SEARCH DICTIONARY mission_russian (TEMPLATE = pg_catalog.snowball, Language = russian);
CREATE TEXT SEARCH CONFIGURATION mission_russian (COPY = pg_catalog.russian);
ALTER TEXT SEARCH CONFIGURATION mission_russian ALTER MAPPING REPLACE pg_catalog.russian_stem WITH mission_russian;

CREATE TEXT SEARCH DICTIONARY mission_spanish (TEMPLATE = pg_catalog.snowball, Language = spanish);
CREATE TEXT SEARCH CONFIGURATION mission_spanish (COPY = pg_catalog.spanish);
ALTER TEXT SEARCH CONFIGURATION mission_spanish ALTER MAPPING REPLACE pg_catalog.spanish_stem WITH mission_spanish;

CREATE TEXT SEARCH DICTIONARY mission_turkish (TEMPLATE = pg_catalog.snowball, Language = turkish);
CREATE TEXT SEARCH CONFIGURATION mission_turkish (COPY = pg_catalog.turkish);
ALTER TEXT SEARCH CONFIGURATION mission_turkish ALTER MAPPING REPLACE pg_catalog.turkish_stem WITH mission_turkish;

-- Words in Latin letters of a Russian text are stemmed as English ones.
ALTER TEXT SEARCH CONFIGURATION mission_russian ALTER MAPPING REPLACE pg_catalog.english_stem WITH mission_english;
