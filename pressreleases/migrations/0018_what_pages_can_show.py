"""What the database accepts, every page can show: days, addresses, lines, numbers, time zones.

What an older version stored does not stop this migration. Working copies, names and details, which staff can change,
are brought within the limits; of those that cannot be, and of editions, which nothing changes, the constraints are not
valid for the rows that are there: what is added or changed from now on is held to them. An update of an old edition
must stay possible (it has to be withdrawn), so that a trigger holds what editions say, when they are added.
"""

import datetime as dt

from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

import pressreleases.models.mission
import pressreleases.models.spans
import pressreleases.models.text
import pressreleases.vocabulary.limits

# As in `pressreleases.vocabulary.characters` when this was written.
_NONCHARACTERS = r"\ufdd0-\ufdef\ufffe\uffff" + "".join(
    rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(1, 17)
)
_CONTROLS = r"\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f" + _NONCHARACTERS
_MARKS = r"\u202a-\u202e\u2066-\u2069"
NOT_IN_A_TEXT = f"[{_CONTROLS}]"
NOT_IN_LINES = f"[{_CONTROLS}{_MARKS}]"
NOT_IN_A_LINE = rf"[\u0009\u000a\u000d\u2028\u2029{_CONTROLS}{_MARKS}]"
NOT_IN_A_SLUG = (
    r"[\u0001-\u002c\u002e\u002f\u003a-\u0040\u005b-\u005e\u0060\u007b-\u00a0\u00ad\u061c\u1680\u180e\u2000-\u200f"
    rf"\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff0-\uffff{_NONCHARACTERS}]"
)

ZONE = """
CREATE FUNCTION mission_is_zone(zone text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_catalog.timezone(zone, '2000-01-01T00:00:00Z'::timestamptz);
    RETURN true;
EXCEPTION WHEN invalid_parameter_value THEN
    RETURN false;
END $$;
"""

# Working copies, names and details, as their forms would save them now.
CLEAN = f"""
CREATE FUNCTION mission_clean_text(words text) RETURNS text LANGUAGE sql AS $$
    SELECT regexp_replace(
        regexp_replace(words, '\\r\\n|[\\u000b\\u000c\\r\\u0085\\u2028\\u2029]', E'\\n', 'g'), '{NOT_IN_A_TEXT}', '', 'g')
$$;
CREATE FUNCTION mission_clean_lines(words text) RETURNS text LANGUAGE sql AS $$
    SELECT coalesce(nullif(regexp_replace(mission_clean_text(words), '{NOT_IN_LINES}', '', 'g'), ''),
                    CASE WHEN words = '' THEN '' ELSE '…' END)
$$;
CREATE FUNCTION mission_clean_line(words text) RETURNS text LANGUAGE sql AS $$
    SELECT regexp_replace(mission_clean_lines(words), '[\\n\\t]', ' ', 'g')
$$;
CREATE FUNCTION mission_clean_slug(words text) RETURNS text LANGUAGE sql AS $$
    SELECT left(normalize(regexp_replace(normalize(words, NFC), '{NOT_IN_A_SLUG}', '-', 'g'), NFC), 110)
$$;

UPDATE pressreleases_release SET
    issued_on = least(greatest(issued_on, '1850-01-01'), '2199-12-31'),
    title = mission_clean_line(title), reference = mission_clean_line(reference), place = mission_clean_line(place),
    speaker_name = mission_clean_line(speaker_name), speaker_office = mission_clean_line(speaker_office),
    summary = mission_clean_text(summary), body = mission_clean_text(body),
    notes_to_editors = mission_clean_text(notes_to_editors),
    slug = CASE WHEN slug IS NOT NFC NORMALIZED OR slug ~ '{NOT_IN_A_SLUG}' THEN mission_clean_slug(slug) ELSE slug END
WHERE issued_on NOT BETWEEN '1850-01-01' AND '2199-12-31'
    OR concat_ws('', title, reference, place, speaker_name, speaker_office) ~ '{NOT_IN_A_LINE}'
    OR concat_ws('', summary, body, notes_to_editors) ~ '{NOT_IN_A_TEXT}'
    OR slug IS NOT NFC NORMALIZED OR slug ~ '{NOT_IN_A_SLUG}';

UPDATE pressreleases_topicname AS row SET name = mission_clean_line(name)
    WHERE name ~ '{NOT_IN_A_LINE}';
UPDATE pressreleases_topicname AS row SET slug = CASE
    WHEN EXISTS (SELECT FROM pressreleases_topicname AS other WHERE other.language = row.language AND other.id <> row.id
                 AND mission_clean_slug(other.slug) = mission_clean_slug(row.slug))
    THEN left(mission_clean_slug(slug), 100) || '-' || id ELSE mission_clean_slug(slug) END
    WHERE slug IS NOT NFC NORMALIZED OR slug ~ '{NOT_IN_A_SLUG}';

UPDATE pressreleases_anniversaryname AS row
    SET name = mission_clean_line(name), title_pattern = mission_clean_line(title_pattern)
    WHERE concat_ws('', name, title_pattern) ~ '{NOT_IN_A_LINE}';
UPDATE pressreleases_anniversaryname AS row SET slug = CASE
    WHEN EXISTS (SELECT FROM pressreleases_anniversaryaddress AS other WHERE other.language = row.language
                 AND other.anniversary_id <> row.anniversary_id
                 AND mission_clean_slug(other.slug) = mission_clean_slug(row.slug))
    THEN left(mission_clean_slug(slug), 100) || '-' || id ELSE mission_clean_slug(slug) END
    WHERE slug IS NOT NFC NORMALIZED OR slug ~ '{NOT_IN_A_SLUG}';

UPDATE pressreleases_image SET title = mission_clean_line(title), credit = mission_clean_line(credit)
    WHERE concat_ws('', title, credit) ~ '{NOT_IN_A_LINE}';
UPDATE pressreleases_imagedescription SET alternative_text = mission_clean_line(alternative_text)
    WHERE alternative_text ~ '{NOT_IN_A_LINE}';
UPDATE pressreleases_missionname SET name = mission_clean_lines(name) WHERE name ~ '{NOT_IN_LINES}';
UPDATE pressreleases_missiondetails SET
    address = mission_clean_lines(address), press_contact_name = mission_clean_line(press_contact_name)
    WHERE address ~ '{NOT_IN_LINES}' OR press_contact_name ~ '{NOT_IN_A_LINE}';
UPDATE pressreleases_missiondetails SET valid_during = daterange(
        greatest(lower(valid_during), CASE WHEN lower_inf(valid_during) THEN NULL ELSE '1850-01-01'::date END),
        CASE WHEN upper_inf(valid_during) THEN NULL ELSE least(upper(valid_during), '2200-01-01') END)
    WHERE valid_during && daterange('1850-01-01', '2200-01-01')
    AND (lower(valid_during) < '1850-01-01' OR upper(valid_during) > '2200-01-01');

DROP FUNCTION mission_clean_slug(text), mission_clean_line(text), mission_clean_lines(text), mission_clean_text(text);
SET CONSTRAINTS ALL IMMEDIATE;
"""  # noqa: S608  constants of this file

SHOWN = f"""
CREATE FUNCTION mission_guard_edition_shown() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.issued_on NOT BETWEEN '1850-01-01' AND '2199-12-31' THEN
        PERFORM mission_refuse('edition_issued_on_a_known_day', 'The date of issue is in the years 1850 to 2199.');
    END IF;
    IF NEW.slug IS NOT NFC NORMALIZED OR NEW.slug ~ '{NOT_IN_A_SLUG}' THEN
        PERFORM mission_refuse('edition_slug_is_an_address', 'An address has letters, digits and hyphens, in NFC.');
    END IF;
    IF concat_ws('', NEW.title, NEW.kind_label, NEW.reference, NEW.place, NEW.speaker_name, NEW.speaker_office)
            ~ '{NOT_IN_A_LINE}' THEN
        PERFORM mission_refuse('edition_lines_are_lines', 'Title, place and the like have one line each.');
    END IF;
    IF concat_ws('', NEW.summary, NEW.body, NEW.text, NEW.notes_to_editors, NEW.change_note) ~ '{NOT_IN_A_TEXT}' THEN
        PERFORM mission_refuse('edition_texts_hold_no_controls', 'Texts hold no control characters.');
    END IF;
    IF NOT (jsonb_typeof(NEW.letterhead -> 'names') IS NOT DISTINCT FROM 'array'
            AND jsonb_typeof(NEW.letterhead -> 'numbers') IS NOT DISTINCT FROM 'array'
            AND jsonb_typeof(NEW.letterhead -> 'address') IS NOT DISTINCT FROM 'string'
            AND jsonb_typeof(NEW.letterhead -> 'email') IS NOT DISTINCT FROM 'string'
            AND jsonb_typeof(NEW.letterhead -> 'time_zone') IS NOT DISTINCT FROM 'string') THEN
        PERFORM mission_refuse('edition_letterhead_whole', 'A letterhead has names, numbers, address, mail and zone.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER edition_shown_guard AFTER INSERT ON pressreleases_edition
    FOR EACH ROW EXECUTE FUNCTION mission_guard_edition_shown();
"""

UNDO = """
DROP TRIGGER edition_shown_guard ON pressreleases_edition;
DROP FUNCTION mission_guard_edition_shown();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0017_kinds_are_looked_up"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(ZONE, "DROP FUNCTION mission_is_zone(text)"),
        migrations.RunSQL(CLEAN, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="anniversary",
            name="event_first_on",
            field=models.DateField(
                help_text="The first day, if the event lasted longer than a day.",
                validators=[pressreleases.vocabulary.limits.check_day_of_history],
                verbose_name="day of the event",
            ),
        ),
        migrations.AlterField(
            model_name="anniversary",
            name="event_last_on",
            field=models.DateField(
                blank=True,
                help_text="Only if the event lasted longer than a day.",
                null=True,
                validators=[pressreleases.vocabulary.limits.check_day_of_history],
                verbose_name="last day of the event",
            ),
        ),
        migrations.AlterField(
            model_name="anniversarydate",
            name="observed_on",
            field=models.DateField(validators=[pressreleases.vocabulary.limits.check_day], verbose_name="observed on"),
        ),
        migrations.AlterField(
            model_name="closeddays",
            name="first_on",
            field=models.DateField(validators=[pressreleases.vocabulary.limits.check_day], verbose_name="first day"),
        ),
        migrations.AlterField(
            model_name="closeddays",
            name="last_on",
            field=models.DateField(
                blank=True,
                help_text="Leave blank for a single day.",
                null=True,
                validators=[pressreleases.vocabulary.limits.check_day],
                verbose_name="last day",
            ),
        ),
        migrations.AlterField(
            model_name="historicalrelease",
            name="issued_on",
            field=models.DateField(
                help_text="As on the sheet, in the mission’s time zone.",
                validators=[pressreleases.vocabulary.limits.check_day],
                verbose_name="date of issue",
            ),
        ),
        migrations.AlterField(
            model_name="release",
            name="issued_on",
            field=models.DateField(
                help_text="As on the sheet, in the mission’s time zone.",
                validators=[pressreleases.vocabulary.limits.check_day],
                verbose_name="date of issue",
            ),
        ),
        AddConstraintNotValid(
            model_name="anniversary",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("event_first_on__range", (dt.date(1, 1, 1), dt.date(2199, 12, 31))),
                    models.Q(
                        ("event_last_on__isnull", True),
                        ("event_last_on__lte", dt.date(2199, 12, 31)),
                        _connector="OR",
                    ),
                ),
                name="anniversary_event_on_known_days",
            ),
        ),
        AddConstraintNotValid(
            model_name="anniversarydate",
            constraint=models.CheckConstraint(
                condition=models.Q(("observed_on__range", (dt.date(1850, 1, 1), dt.date(2199, 12, 31)))),
                name="anniversary_date_on_a_known_day",
            ),
        ),
        AddConstraintNotValid(
            model_name="anniversaryname",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "name__regex",
                        "[\\u0009\\u000a\\u000d\\u2028\\u2029\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    (
                        "title_pattern__regex",
                        "[\\u0009\\u000a\\u000d\\u2028\\u2029\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _connector="OR",
                    _negated=True,
                ),
                name="anniversary_name_in_one_line",
            ),
        ),
        AddConstraintNotValid(
            model_name="anniversaryname",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    pressreleases.models.text.IsComposed("slug"),
                    models.Q(
                        (
                            "slug__regex",
                            "[\\u0001-\\u002c\\u002e\\u002f\\u003a-\\u0040\\u005b-\\u005e\\u0060\\u007b-\\u00a0\\u00ad\\u061c\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff\\ufff0-\\uffff\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff]",
                        ),
                        _negated=True,
                    ),
                ),
                name="anniversary_slug_well_formed",
            ),
        ),
        AddConstraintNotValid(
            model_name="closeddays",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first_on__range", (dt.date(1850, 1, 1), dt.date(2199, 12, 31))),
                    models.Q(("last_on__isnull", True), ("last_on__lte", dt.date(2199, 12, 31)), _connector="OR"),
                ),
                name="closed_days_are_known_days",
            ),
        ),
        AddConstraintNotValid(
            model_name="contactnumber",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "number__regex",
                        "^\\+(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|21[1-368]|22[0-9]|23[0-9]|24[0-9]|25[0-8]|26[0-9]|29[017-9]|35[0-9]|37[0-8]|38[0-35-79]|42[013]|50[0-9]|59[0-9]|67[02-9]|68[0-35-9]|69[0-2]|80[08]|85[02356]|87[08]|88[0-368]|96[0-8]|97[0-79]|99[2-68])",
                    )
                ),
                name="contact_number_has_a_calling_code",
                violation_error_message="No country code begins with these digits.",
            ),
        ),
        AddConstraintNotValid(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=pressreleases.models.spans.WithinLimits("live_during"), name="edition_span_within_limits"
            ),
        ),
        AddConstraintNotValid(
            model_name="image",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "title__regex",
                        "[\\u0009\\u000a\\u000d\\u2028\\u2029\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    (
                        "credit__regex",
                        "[\\u0009\\u000a\\u000d\\u2028\\u2029\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _connector="OR",
                    _negated=True,
                ),
                name="image_words_in_one_line",
            ),
        ),
        AddConstraintNotValid(
            model_name="imagedescription",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "alternative_text__regex",
                        "[\\u0009\\u000a\\u000d\\u2028\\u2029\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _negated=True,
                ),
                name="image_description_in_one_line",
            ),
        ),
        AddConstraintNotValid(
            model_name="missiondetails",
            constraint=models.CheckConstraint(
                condition=pressreleases.models.spans.WithinDays("valid_during"),
                name="mission_details_valid_on_known_days",
                violation_error_message="Choose days from 1850 to 2199.",
            ),
        ),
        AddConstraintNotValid(
            model_name="missiondetails",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "address__regex",
                        "[\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _negated=True,
                ),
                name="mission_details_address_in_lines",
            ),
        ),
        AddConstraintNotValid(
            model_name="missiondetails",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "press_contact_name__regex",
                        "[\\u0009\\u000a\\u000d\\u2028\\u2029\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    (
                        "email__regex",
                        "[\\u0009\\u000a\\u000d\\u2028\\u2029\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    (
                        "press_contact_email__regex",
                        "[\\u0009\\u000a\\u000d\\u2028\\u2029\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _connector="OR",
                    _negated=True,
                ),
                name="mission_details_lines_are_lines",
            ),
        ),
        AddConstraintNotValid(
            model_name="missiondetails",
            constraint=models.CheckConstraint(
                condition=models.Q(pressreleases.models.mission.IsZone("time_zone")), name="mission_details_zone_known"
            ),
        ),
        AddConstraintNotValid(
            model_name="missiondetails",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("press_contact_number", ""),
                    (
                        "press_contact_number__regex",
                        "^\\+(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|21[1-368]|22[0-9]|23[0-9]|24[0-9]|25[0-8]|26[0-9]|29[017-9]|35[0-9]|37[0-8]|38[0-35-79]|42[013]|50[0-9]|59[0-9]|67[02-9]|68[0-35-9]|69[0-2]|80[08]|85[02356]|87[08]|88[0-368]|96[0-8]|97[0-79]|99[2-68])",
                    ),
                    _connector="OR",
                ),
                name="mission_details_press_number_has_a_calling_code",
                violation_error_message="No country code begins with these digits.",
            ),
        ),
        AddConstraintNotValid(
            model_name="missionname",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "name__regex",
                        "[\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _negated=True,
                ),
                name="mission_name_in_lines",
            ),
        ),
        AddConstraintNotValid(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(("issued_on__range", (dt.date(1850, 1, 1), dt.date(2199, 12, 31)))),
                name="release_issued_on_a_known_day",
            ),
        ),
        AddConstraintNotValid(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "title__regex",
                        "[\\u0009\\u000a\\u000d\\u2028\\u2029\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    (
                        "reference__regex",
                        "[\\u0009\\u000a\\u000d\\u2028\\u2029\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    (
                        "place__regex",
                        "[\\u0009\\u000a\\u000d\\u2028\\u2029\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    (
                        "speaker_name__regex",
                        "[\\u0009\\u000a\\u000d\\u2028\\u2029\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    (
                        "speaker_office__regex",
                        "[\\u0009\\u000a\\u000d\\u2028\\u2029\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _connector="OR",
                    _negated=True,
                ),
                name="release_lines_are_lines",
            ),
        ),
        AddConstraintNotValid(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "summary__regex",
                        "[\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff]",
                    ),
                    (
                        "body__regex",
                        "[\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff]",
                    ),
                    (
                        "notes_to_editors__regex",
                        "[\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff]",
                    ),
                    _connector="OR",
                    _negated=True,
                ),
                name="release_texts_hold_no_controls",
            ),
        ),
        AddConstraintNotValid(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    pressreleases.models.text.IsComposed("slug"),
                    models.Q(
                        (
                            "slug__regex",
                            "[\\u0001-\\u002c\\u002e\\u002f\\u003a-\\u0040\\u005b-\\u005e\\u0060\\u007b-\\u00a0\\u00ad\\u061c\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff\\ufff0-\\uffff\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff]",
                        ),
                        _negated=True,
                    ),
                ),
                name="release_slug_well_formed",
            ),
        ),
        AddConstraintNotValid(
            model_name="topicname",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "name__regex",
                        "[\\u0009\\u000a\\u000d\\u2028\\u2029\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _negated=True,
                ),
                name="topic_name_in_one_line",
            ),
        ),
        AddConstraintNotValid(
            model_name="topicname",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    pressreleases.models.text.IsComposed("slug"),
                    models.Q(
                        (
                            "slug__regex",
                            "[\\u0001-\\u002c\\u002e\\u002f\\u003a-\\u0040\\u005b-\\u005e\\u0060\\u007b-\\u00a0\\u00ad\\u061c\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff\\ufff0-\\uffff\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff]",
                        ),
                        _negated=True,
                    ),
                ),
                name="topic_slug_well_formed",
            ),
        ),
        AddConstraintNotValid(
            model_name="withdrawal",
            constraint=models.CheckConstraint(
                condition=pressreleases.models.spans.WithinLimits("in_force_during"),
                name="withdrawal_span_within_limits",
            ),
        ),
        migrations.RunSQL(SHOWN, UNDO),
    ]
