"""Editions keep the version of the rules that sanitised them; the texts of a release have a longest length.

The length is held by a trigger and not by a constraint: a longer text of an older database stays, with all that is done
to its release, until somebody changes it.
"""

import django.core.validators
from django.db import migrations, models

LENGTH = """
CREATE FUNCTION mission_guard_texts_of_release() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    texts CONSTANT text[] := ARRAY['body', 'summary', 'notes_to_editors'];
    becomes CONSTANT jsonb := to_jsonb(NEW);
    was jsonb := '{}';
    name text;
BEGIN
    IF TG_OP = 'UPDATE' THEN was := to_jsonb(OLD); END IF;
    FOREACH name IN ARRAY texts LOOP
        IF char_length(becomes ->> name) > 200000 AND becomes ->> name IS DISTINCT FROM was ->> name THEN
            PERFORM mission_refuse('release_text_not_too_long', 'A text has at most 200,000 characters.');
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER release_texts_guard AFTER INSERT OR UPDATE OF body, summary, notes_to_editors ON pressreleases_release
    FOR EACH ROW EXECUTE FUNCTION mission_guard_texts_of_release();
"""

UNDO = """
DROP TRIGGER release_texts_guard ON pressreleases_release;
DROP FUNCTION mission_guard_texts_of_release();
"""


NOT_TOO_LONG = django.core.validators.MaxLengthValidator(
    200000,
    "This text has %(show_value)s characters, including formatting. The limit is %(limit_value)s. "
    "Remove formatting that is not needed, or split the text.",
)


def texts(model_name):
    fields = {
        "body": {"verbose_name": "text"},
        "notes_to_editors": {
            "verbose_name": "notes to editors",
            "help_text": "Background for journalists, below the text. Plain text.",
        },
        "summary": {
            "verbose_name": "lead",
            "help_text": "One or two sentences, shown above the text and in lists.",
        },
    }
    for name, words in fields.items():
        field = models.TextField(blank=True, validators=[NOT_TOO_LONG], **words)
        yield migrations.AlterField(model_name=model_name, name=name, field=field)


class Migration(migrations.Migration):
    dependencies = [("pressreleases", "0020_heartbeat")]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="rules",
            field=models.PositiveSmallIntegerField(
                editable=False,
                help_text="The version of the rules that sanitised `body`; unknown of editions made before it was kept.",
                null=True,
            ),
        ),
        *texts("historicalrelease"),
        *texts("release"),
        migrations.RunSQL(LENGTH, UNDO),
    ]
