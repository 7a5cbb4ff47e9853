"""Digests get a salt, which a redaction takes away; reasons of withdrawals can be redacted; the triggers know of both.

What was redacted before this has a digest without a salt, by which short secrets can be guessed: it is emptied here, in
editions, in the audit trail, in answers to requests for clearance and in what translations were last compared with. This
cannot be undone.
"""

from django.db import migrations, models
from django.db.migrations.state import StateApps

import pressreleases.models.spans
import pressreleases.models.withdrawal
from pressreleases.models.words import UNKNOWN_WORDS, words_digest

# The lists of words and pictures are those of `models.fields`, which a test compares with this.
EDITION = """
CREATE OR REPLACE FUNCTION mission_guard_edition() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    words CONSTANT text[] := ARRAY['reference', 'title', 'place', 'speaker_name', 'speaker_office', 'summary', 'body',
                                   'notes_to_editors', 'text', 'change_note', 'digest_salt'];
    pictures CONSTANT text[] := ARRAY['lead_image_id', 'lead_picture'];
    if_asked CONSTANT text[] := ARRAY['slug', 'letterhead'];
    bare_head CONSTANT jsonb := '{"names": [], "address": "", "numbers": [], "email": "", "emblem": null}';
    was jsonb; becomes jsonb; word text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF lower(NEW.live_during) < now() THEN
            PERFORM mission_refuse('edition_does_not_begin_in_the_past', 'An edition cannot begin in the past.');
        END IF;
        IF NEW.redacted_at IS NOT NULL THEN
            PERFORM mission_refuse('edition_redacted_once', 'An edition is not made redacted.');
        END IF;
        RETURN NULL;
    ELSIF TG_OP = 'DELETE' THEN
        IF lower(OLD.live_during) <= now() THEN
            PERFORM mission_refuse('edition_once_live_stays', 'An edition that has been live cannot be deleted.');
        END IF;
        RETURN NULL;
    END IF;

    was := to_jsonb(OLD) - 'live_during';
    becomes := to_jsonb(NEW) - 'live_during';

    IF OLD.redacted_at IS NULL AND NEW.redacted_at IS NOT NULL THEN
        IF NEW.redacted_at < now() OR OLD.live_during IS DISTINCT FROM NEW.live_during THEN
            PERFORM mission_refuse('edition_redacted_once', 'A redaction happens now and leaves the span as it is.');
        END IF;
        FOREACH word IN ARRAY words LOOP
            IF becomes ->> word IS DISTINCT FROM '' THEN
                PERFORM mission_refuse('edition_redacted_once', 'A redaction empties every word of the edition.');
            END IF;
        END LOOP;
        FOREACH word IN ARRAY pictures LOOP
            IF becomes ->> word IS NOT NULL THEN
                PERFORM mission_refuse('edition_redacted_once', 'A redaction takes the picture away too.');
            END IF;
        END LOOP;
        was := was - words - pictures - 'redacted_at';
        becomes := becomes - words - pictures - 'redacted_at';
    END IF;

    -- With the words, or later if only then somebody asks for it: an address made of them, the letterhead, and a digest
    -- that has no salt. Each is emptied and never becomes anything else.
    IF NEW.redacted_at IS NOT NULL THEN
        IF OLD.digest_version = 1 THEN
            IF NEW.digest <> '' THEN
                PERFORM mission_refuse('edition_redacted_once', 'A digest without a salt goes with its words.');
            END IF;
            was := was - 'digest';
            becomes := becomes - 'digest';
        END IF;
        IF NEW.slug IS DISTINCT FROM OLD.slug THEN
            IF NEW.slug !~ '^redacted-[0-9]+$' THEN
                PERFORM mission_refuse('edition_redacted_once', 'A redacted address becomes redacted- and a number.');
            END IF;
            IF OLD.slug !~ '^redacted-[0-9]+$' THEN
                was := was - 'slug';
                becomes := becomes - 'slug';
            END IF;
        END IF;
        IF NEW.letterhead IS DISTINCT FROM OLD.letterhead THEN
            IF NEW.letterhead - 'v' - 'time_zone' IS DISTINCT FROM bare_head
                    OR NEW.letterhead -> 'time_zone' IS DISTINCT FROM OLD.letterhead -> 'time_zone' THEN
                PERFORM mission_refuse('edition_redacted_once', 'A redacted letterhead keeps its time zone alone.');
            END IF;
            was := was - 'letterhead';
            becomes := becomes - 'letterhead';
        END IF;
    END IF;

    IF was IS DISTINCT FROM becomes THEN
        PERFORM mission_refuse('edition_is_fixed', 'What an edition says cannot be changed; publish a correction.');
    END IF;
    IF (OLD.live_during * tstzrange(NULL, now())) IS DISTINCT FROM (NEW.live_during * tstzrange(NULL, now())) THEN
        PERFORM mission_refuse('edition_past_is_fixed', 'When an edition was live cannot be changed for the past.');
    END IF;
    RETURN NULL;
END $$;
"""

# Only the last condition is new: an emblem goes with a letterhead that is redacted later than the words.
PARTS = """
CREATE OR REPLACE FUNCTION mission_guard_edition_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owner bigint; begins timestamptz; redacted timestamptz; head jsonb;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        PERFORM mission_refuse('edition_parts_are_fixed', 'A topic or picture of an edition cannot be changed.');
    END IF;
    IF TG_OP = 'INSERT' THEN owner := NEW.edition_id; ELSE owner := OLD.edition_id; END IF;
    -- By its schema, so that no temporary table of the same name can stand in for it.
    EXECUTE format('SELECT lower(live_during), redacted_at, letterhead FROM %I.pressreleases_edition WHERE id = $1',
                   TG_TABLE_SCHEMA) INTO begins, redacted, head USING owner;
    IF TG_OP = 'INSERT' AND begins < now() THEN
        PERFORM mission_refuse('edition_parts_are_fixed', 'A topic or picture cannot be added to a past edition.');
    END IF;
    IF TG_OP = 'DELETE' AND begins <= now()
            AND NOT (TG_TABLE_NAME = 'pressreleases_editionpicture' AND redacted IS NOT NULL
                     AND (redacted >= now() OR head -> 'emblem' = 'null'::jsonb)) THEN
        PERFORM mission_refuse('edition_parts_are_fixed', 'A topic or picture of a past edition cannot be removed.');
    END IF;
    RETURN NULL;
END $$;
"""

# A title and a digest are emptied, and of the details what was said (a reason) and the digest of a text. It may happen
# more than once: a later redaction may concern another edition.
AUDIT_ENTRY = """
CREATE OR REPLACE FUNCTION mission_guard_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    redacted boolean := false;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.at < now() OR NEW.at > clock_timestamp() THEN
            PERFORM mission_refuse('audit_entry_is_of_its_moment', 'What was done is recorded when it is done.');
        END IF;
        IF NEW.redacted_at IS NOT NULL THEN
            PERFORM mission_refuse('audit_entry_redacted_once', 'An entry is not made redacted.');
        END IF;
        RETURN NULL;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM mission_refuse('audit_entry_stays', 'An entry of the audit trail cannot be deleted.');
    END IF;

    IF NEW.redacted_at IS NULL OR NEW.redacted_at IS NOT DISTINCT FROM OLD.redacted_at
            OR (to_jsonb(OLD) - 'label' - 'digest' - 'details' - 'redacted_at')
                IS DISTINCT FROM (to_jsonb(NEW) - 'label' - 'digest' - 'details' - 'redacted_at')
            OR OLD.redacted_at IS NOT NULL
                AND ROW(NEW.label, NEW.digest, NEW.details) IS NOT DISTINCT FROM ROW(OLD.label, OLD.digest, OLD.details)
            OR NEW.digest NOT IN (OLD.digest, '') OR NEW.details NOT IN (OLD.details, OLD.details - 'text' - 'reason') THEN
        PERFORM mission_refuse('audit_entry_is_fixed', 'An entry of the audit trail cannot be changed.');
    END IF;
    -- By their schema, so that no temporary table of the same name can stand in for them.
    IF OLD.kind = 'release' THEN
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.pressreleases_edition'
                       ' WHERE release_id = $1 AND redacted_at IS NOT NULL)', TG_TABLE_SCHEMA)
            INTO redacted USING OLD.key;
    ELSIF OLD.kind = 'picture' THEN
        EXECUTE format('SELECT NOT EXISTS (SELECT 1 FROM %I.pressreleases_image WHERE id = $1)', TG_TABLE_SCHEMA)
            INTO redacted USING OLD.key;
    END IF;
    IF NOT redacted OR NEW.label NOT IN (OLD.label, '') OR NEW.redacted_at < now() THEN
        PERFORM mission_refuse('audit_entry_redacted_once', 'Only a redaction takes a title away, now and whole.');
    END IF;
    RETURN NULL;
END $$;
"""

CLEARANCE = """
CREATE OR REPLACE FUNCTION mission_guard_clearance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found boolean;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.at < now() OR NEW.at > clock_timestamp() THEN
            PERFORM mission_refuse('clearance_is_of_its_moment', 'An answer is recorded when it is given.');
        END IF;
        EXECUTE format('SELECT asks_clearance FROM %I.pressreleases_previewlink WHERE id = $1', TG_TABLE_SCHEMA)
            INTO found USING NEW.link_id;
        IF NOT found OR NEW.redacted_at IS NOT NULL THEN
            PERFORM mission_refuse('clearance_was_asked_for', 'Only who is asked for clearance gives it.');
        END IF;
        RETURN NULL;
    ELSIF TG_OP = 'DELETE' THEN
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.pressreleases_previewlink WHERE id = $1)', TG_TABLE_SCHEMA)
            INTO found USING OLD.link_id;
        IF found THEN
            PERFORM mission_refuse('clearance_stays', 'An answer cannot be deleted.');
        END IF;
        RETURN NULL;
    END IF;

    -- A later redaction may find a text that was left by an earlier one.
    IF NEW.redacted_at IS NULL OR NEW.redacted_at IS NOT DISTINCT FROM OLD.redacted_at OR NEW.comment <> ''
            OR NEW.digest NOT IN (OLD.digest, '')
            OR ROW(NEW.comment, NEW.digest) IS NOT DISTINCT FROM ROW(OLD.comment, OLD.digest)
            OR (to_jsonb(OLD) - 'comment' - 'digest' - 'redacted_at')
                IS DISTINCT FROM (to_jsonb(NEW) - 'comment' - 'digest' - 'redacted_at') THEN
        PERFORM mission_refuse('clearance_is_fixed', 'An answer cannot be changed.');
    END IF;
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %1$I.pressreleases_edition AS edition'
                   ' JOIN %1$I.pressreleases_previewlink AS link USING (release_id)'
                   ' WHERE link.id = $1 AND edition.redacted_at IS NOT NULL)', TG_TABLE_SCHEMA)
        INTO found USING OLD.link_id;
    IF NOT found OR NEW.redacted_at < now() THEN
        PERFORM mission_refuse('clearance_is_fixed', 'Only a redaction takes a comment away.');
    END IF;
    RETURN NULL;
END $$;
"""

WITHDRAWAL = """
CREATE OR REPLACE FUNCTION mission_guard_withdrawal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF lower(NEW.in_force_during) < now() THEN
            PERFORM mission_refuse('withdrawal_does_not_begin_in_the_past', 'A withdrawal cannot begin in the past.');
        END IF;
        IF NEW.redacted_at IS NOT NULL THEN
            PERFORM mission_refuse('withdrawal_redacted_once', 'A withdrawal is not made redacted.');
        END IF;
        RETURN NULL;
    ELSIF TG_OP = 'DELETE' THEN
        IF lower(OLD.in_force_during) <= now() THEN
            PERFORM mission_refuse('withdrawal_stays', 'A withdrawal that was in force cannot be deleted.');
        END IF;
        RETURN NULL;
    END IF;

    IF OLD.redacted_at IS NULL AND NEW.redacted_at IS NOT NULL THEN
        IF NEW.redacted_at < now() OR NEW.reasons <> '{}'::jsonb OR upper(OLD.in_force_during) IS NULL
                OR upper(OLD.in_force_during) > clock_timestamp()
                OR (to_jsonb(OLD) - 'reasons' - 'redacted_at')
                    IS DISTINCT FROM (to_jsonb(NEW) - 'reasons' - 'redacted_at') THEN
            PERFORM mission_refuse('withdrawal_redacted_once',
                                   'A redaction empties, now and whole, the reason of a withdrawal that has ended.');
        END IF;
        RETURN NULL;
    END IF;
    IF (to_jsonb(OLD) - 'in_force_during') IS DISTINCT FROM (to_jsonb(NEW) - 'in_force_during') THEN
        PERFORM mission_refuse('withdrawal_is_fixed', 'What a withdrawal says cannot be changed.');
    END IF;
    IF (OLD.in_force_during * tstzrange(NULL, now()))
            IS DISTINCT FROM (NEW.in_force_during * tstzrange(NULL, now())) THEN
        PERFORM mission_refuse('withdrawal_past_is_fixed', 'When a withdrawal was in force cannot be changed.');
    END IF;
    RETURN NULL;
END $$;
"""

# Through the triggers above. Which text an answer was about is not known here, so every answer that was given before
# the redaction loses it: it has to be asked for again.
REDACTED_BEFORE = """
UPDATE pressreleases_edition SET digest = '' WHERE redacted_at IS NOT NULL;
UPDATE pressreleases_auditentry AS entry SET
    digest = CASE WHEN entry.digest IN (SELECT digest FROM pressreleases_edition WHERE release_id = entry.key)
             THEN entry.digest ELSE '' END,
    details = entry.details - 'text' - 'reason',
    redacted_at = now()
WHERE entry.kind = 'release'
    AND EXISTS (SELECT FROM pressreleases_edition WHERE release_id = entry.key AND redacted_at IS NOT NULL)
    AND (entry.details ?| ARRAY['text', 'reason']
         OR entry.digest NOT IN (SELECT '' UNION SELECT digest FROM pressreleases_edition WHERE release_id = entry.key));
UPDATE pressreleases_clearance AS answer SET digest = '', comment = '', redacted_at = now()
FROM pressreleases_previewlink AS link
WHERE answer.link_id = link.id AND answer.digest <> ''
    AND answer.at <= (SELECT max(redacted_at) FROM pressreleases_edition WHERE release_id = link.release_id);
"""


def forget_words_of_before(apps: StateApps, _editor: object) -> None:
    """Of every text of which something was redacted: with which earlier words its translations were compared."""
    release, saves = (apps.get_model("pressreleases", name) for name in ("Release", "HistoricalRelease"))
    families = release.objects.filter(editions__redacted_at__isnull=False).values_list("family", flat=True).distinct()
    for family in families:
        original = release.objects.filter(family=family, is_original=True).annotate(said=words_digest())
        now = original.values_list("said", flat=True).first() or ""
        for rows in (release.objects.filter(family=family), saves.objects.filter(family=family)):
            rows.exclude(in_step_with__in=("", now)).update(in_step_with=UNKNOWN_WORDS)


class Migration(migrations.Migration):
    dependencies = [("pressreleases", "0021_texts_are_bounded")]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="digest_version",
            field=models.PositiveSmallIntegerField(db_default=1, default=1, help_text="Of its canonical form."),
        ),
        migrations.AddField(
            model_name="edition",
            name="digest_salt",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Of version 1 empty; a redaction empties it.",
                max_length=32,
            ),
        ),
        migrations.AlterField(
            model_name="edition",
            name="digest",
            field=models.CharField(blank=True, max_length=64, verbose_name="digest"),
        ),
        migrations.AlterField(
            model_name="clearance",
            name="digest",
            field=models.CharField(blank=True, max_length=64, verbose_name="digest"),
        ),
        migrations.AddField(
            model_name="withdrawal",
            name="redacted_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="reason redacted"),
        ),
        migrations.RemoveConstraint(model_name="edition", name="edition_digest_well_formed"),
        migrations.RemoveConstraint(model_name="clearance", name="clearance_digest_well_formed"),
        migrations.RemoveConstraint(model_name="withdrawal", name="withdrawal_has_a_reason"),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("digest__regex", "^[0-9a-f]{64}$"),
                    models.Q(("digest", ""), ("redacted_at__isnull", False)),
                    _connector="OR",
                ),
                name="edition_digest_well_formed",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("digest_salt", ""), ("digest_version", 1)),
                    models.Q(("digest_salt__regex", "^[0-9a-f]{32}$"), ("digest_version__gt", 1)),
                    models.Q(("digest_salt", ""), ("digest_version__gt", 1), ("redacted_at__isnull", False)),
                    _connector="OR",
                ),
                name="edition_digest_is_salted",
            ),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("digest__regex", "^[0-9a-f]{64}$"),
                    models.Q(("digest", ""), ("redacted_at__isnull", False)),
                    _connector="OR",
                ),
                name="clearance_digest_well_formed",
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(pressreleases.models.withdrawal.HasReason("reasons"), ("redacted_at", None)),
                    models.Q(("reasons", {}), ("redacted_at__isnull", False)),
                    _connector="OR",
                ),
                name="withdrawal_has_a_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="withdrawal",
            index=models.Index(pressreleases.models.spans.Lower("in_force_during"), name="withdrawal_begins"),
        ),
        migrations.RunSQL(EDITION + PARTS + AUDIT_ENTRY + CLEARANCE + WITHDRAWAL),
        migrations.RunSQL(REDACTED_BEFORE),
        migrations.RunPython(forget_words_of_before),
    ]
