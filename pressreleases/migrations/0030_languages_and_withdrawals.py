"""A language is a code in form, whatever wrote it; nothing is live while its withdrawal is in force."""

from django.conf import settings
from django.db import migrations, models

# Two tables, so no exclusion constraint can hold it. Looked at when the transaction ends, since a verb changes one after
# the other; what was so in the past stays.
APART = """
CREATE FUNCTION mission_guard_live_or_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    both_at_once boolean;
BEGIN
    -- By their schema, so that no temporary table of the same name can stand in for them.
    EXECUTE format(
        'SELECT EXISTS (SELECT FROM %1$I.pressreleases_edition AS edition JOIN %1$I.pressreleases_withdrawal AS withdrawal'
        ' USING (release_id) WHERE release_id = $1'
        ' AND edition.live_during * withdrawal.in_force_during && tstzrange(clock_timestamp(), NULL))',
        TG_TABLE_SCHEMA) INTO both_at_once USING NEW.release_id;
    IF both_at_once THEN
        PERFORM mission_refuse('live_or_withdrawn', 'An edition cannot be live while its release is withdrawn.');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER edition_live_or_withdrawn AFTER INSERT OR UPDATE OF live_during ON pressreleases_edition
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mission_guard_live_or_withdrawn();
CREATE CONSTRAINT TRIGGER withdrawal_live_or_withdrawn
    AFTER INSERT OR UPDATE OF in_force_during ON pressreleases_withdrawal
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mission_guard_live_or_withdrawn();
"""
UNDO = """
DROP TRIGGER edition_live_or_withdrawn ON pressreleases_edition;
DROP TRIGGER withdrawal_live_or_withdrawn ON pressreleases_withdrawal;
DROP FUNCTION mission_guard_live_or_withdrawn();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0029_who_acted"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="anniversaryname",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__regex", "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")),
                name="anniversary_name_language_well_formed",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__regex", "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")),
                name="edition_language_well_formed",
            ),
        ),
        migrations.AddConstraint(
            model_name="imagedescription",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__regex", "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")),
                name="image_description_language_well_formed",
            ),
        ),
        migrations.AddConstraint(
            model_name="missionname",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__regex", "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")),
                name="mission_name_language_well_formed",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__regex", "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")),
                name="release_language_well_formed",
            ),
        ),
        migrations.AddConstraint(
            model_name="topicname",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__regex", "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")),
                name="topic_name_language_well_formed",
            ),
        ),
        migrations.RunSQL(APART, UNDO),
    ]
