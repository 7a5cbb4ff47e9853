"""Old addresses of topics are kept; those of releases are found in any case; the index of words keeps each word."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import Upper

# As for anniversaries (0013): kept by a trigger, so that no way of renaming can forget an address.
ADDRESSES = """
CREATE FUNCTION mission_keep_topic_address() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owner bigint;
BEGIN
    -- By its schema, so that no temporary table of the same name can stand in for it.
    EXECUTE format('INSERT INTO %I.pressreleases_topicaddress (topic_id, language, slug) VALUES ($1, $2, $3)
                    ON CONFLICT (language, slug) DO NOTHING', TG_TABLE_SCHEMA)
        USING NEW.topic_id, NEW.language, NEW.slug;
    EXECUTE format('SELECT topic_id FROM %I.pressreleases_topicaddress WHERE language = $1 AND slug = $2',
                   TG_TABLE_SCHEMA)
        INTO owner USING NEW.language, NEW.slug;
    IF owner IS DISTINCT FROM NEW.topic_id THEN
        PERFORM mission_refuse('topic_address_is_for_ever', 'This address belongs to another topic.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER topic_address_kept AFTER INSERT OR UPDATE ON pressreleases_topicname
    FOR EACH ROW EXECUTE FUNCTION mission_keep_topic_address();

CREATE FUNCTION mission_guard_topic_address() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM mission_refuse('topic_address_is_fixed', 'An address that a topic had stays its own.');
    RETURN NULL;
END $$;
CREATE TRIGGER topic_address_guard AFTER UPDATE ON pressreleases_topicaddress
    FOR EACH ROW EXECUTE FUNCTION mission_guard_topic_address();

INSERT INTO pressreleases_topicaddress (topic_id, language, slug)
    SELECT topic_id, language, slug FROM pressreleases_topicname;
"""
UNDO = """
DROP TRIGGER topic_address_guard ON pressreleases_topicaddress;
DROP TRIGGER topic_address_kept ON pressreleases_topicname;
DROP FUNCTION mission_guard_topic_address(), mission_keep_topic_address();
"""

# The configurations of Postgres without their lists of stop words, so that a phrase can have them.
_LANGUAGES = ("arabic", "english", "french", "russian", "spanish", "turkish")
CONFIGURATIONS = (
    "".join(
        f"""
CREATE TEXT SEARCH DICTIONARY mission_{name} (TEMPLATE = pg_catalog.snowball, Language = {name});
CREATE TEXT SEARCH CONFIGURATION mission_{name} (COPY = pg_catalog.{name});
ALTER TEXT SEARCH CONFIGURATION mission_{name} ALTER MAPPING REPLACE pg_catalog.{name}_stem WITH mission_{name};
"""
        for name in _LANGUAGES
    )
    + """
-- Words in Latin letters of a Russian text are stemmed as English ones.
ALTER TEXT SEARCH CONFIGURATION mission_russian ALTER MAPPING REPLACE pg_catalog.english_stem WITH mission_english;
"""
)
NO_CONFIGURATIONS = "".join(f"DROP TEXT SEARCH CONFIGURATION mission_{name};" for name in _LANGUAGES) + "".join(
    f"DROP TEXT SEARCH DICTIONARY mission_{name};" for name in _LANGUAGES
)


class Migration(migrations.Migration):
    dependencies = [("pressreleases", "0027_what_begins_in_order")]

    operations = [
        migrations.CreateModel(
            name="TopicAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=12)),
                ("slug", models.SlugField(allow_unicode=True, db_index=False, max_length=120)),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="addresses",
                        to="pressreleases.topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "address of a topic",
                "verbose_name_plural": "addresses of topics",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("language", "slug"), name="topic_address_of_one"),
                ],
            },
        ),
        migrations.RunSQL(ADDRESSES, UNDO),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                models.F("language"), models.F("year"), Upper("slug"), name="edition_address_in_any_case"
            ),
        ),
        migrations.RunSQL(CONFIGURATIONS, NO_CONFIGURATIONS),
        migrations.RemoveField(model_name="searchentry", name="proposes"),
        migrations.AddField(
            model_name="searchentry",
            name="version",
            field=models.PositiveSmallIntegerField(
                db_default=0,
                default=0,
                help_text="Of the rules by which it was made: `search.indexing.VERSION`, or older.",
            ),
        ),
        # Of an expression Postgres knows nothing until it has looked, and reads the whole table meanwhile.
        migrations.RunSQL("ANALYZE pressreleases_edition", migrations.RunSQL.noop),
    ]
