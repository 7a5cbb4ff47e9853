"""Rules of anniversaries, their years, round years; every address that one ever had is kept and belongs to it."""

import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import pressreleases.models.round_years

# Kept by a trigger, so that no way of renaming can forget an address: the admin's, an import's, a shell's. What another
# anniversary once had is refused, as its links lead there for ever.
ADDRESSES = """
CREATE FUNCTION mission_keep_anniversary_address() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owner bigint;
BEGIN
    -- By its schema, so that no temporary table of the same name can stand in for it.
    EXECUTE format('INSERT INTO %I.pressreleases_anniversaryaddress (anniversary_id, language, slug) VALUES ($1, $2, $3)
                    ON CONFLICT (language, slug) DO NOTHING', TG_TABLE_SCHEMA)
        USING NEW.anniversary_id, NEW.language, NEW.slug;
    EXECUTE format('SELECT anniversary_id FROM %I.pressreleases_anniversaryaddress WHERE language = $1 AND slug = $2',
                   TG_TABLE_SCHEMA)
        INTO owner USING NEW.language, NEW.slug;
    IF owner IS DISTINCT FROM NEW.anniversary_id THEN
        PERFORM mission_refuse('anniversary_address_is_for_ever', 'This address belongs to another anniversary.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER anniversary_address_kept AFTER INSERT OR UPDATE ON pressreleases_anniversaryname
    FOR EACH ROW EXECUTE FUNCTION mission_keep_anniversary_address();

CREATE FUNCTION mission_guard_anniversary_address() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM mission_refuse('anniversary_address_is_fixed', 'An address that an anniversary had stays its own.');
    RETURN NULL;
END $$;
CREATE TRIGGER anniversary_address_guard AFTER UPDATE ON pressreleases_anniversaryaddress
    FOR EACH ROW EXECUTE FUNCTION mission_guard_anniversary_address();

INSERT INTO pressreleases_anniversaryaddress (anniversary_id, language, slug)
    SELECT anniversary_id, language, slug FROM pressreleases_anniversaryname;
"""
UNDO = """
DROP TRIGGER anniversary_address_guard ON pressreleases_anniversaryaddress;
DROP TRIGGER anniversary_address_kept ON pressreleases_anniversaryname;
DROP FUNCTION mission_guard_anniversary_address(), mission_keep_anniversary_address();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0012_what_a_search_looks_through"),
    ]

    operations = [
        migrations.CreateModel(
            name="AnniversaryAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=12)),
                ("slug", models.SlugField(allow_unicode=True, db_index=False, max_length=120)),
            ],
            options={
                "verbose_name": "address of an anniversary",
                "verbose_name_plural": "addresses of anniversaries",
                "default_permissions": (),
            },
        ),
        migrations.RemoveConstraint(
            model_name="anniversary",
            name="anniversary_day_fits_rule",
        ),
        migrations.AddField(
            model_name="anniversary",
            name="changed_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="changed"
            ),
        ),
        migrations.AddField(
            model_name="anniversary",
            name="from_year",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="If blank: from the year after the event.",
                null=True,
                verbose_name="from the year",
            ),
        ),
        migrations.AddField(
            model_name="anniversary",
            name="in_common_years",
            field=models.CharField(
                choices=[("28-february", "28 February"), ("1-march", "1 March")],
                db_default="28-february",
                default="28-february",
                max_length=12,
                verbose_name="29 February in other years",
            ),
        ),
        migrations.AddField(
            model_name="anniversary",
            name="nth",
            field=models.SmallIntegerField(
                blank=True,
                choices=[(1, "first"), (2, "second"), (3, "third"), (4, "fourth"), (-1, "last")],
                null=True,
                verbose_name="which",
            ),
        ),
        migrations.AddField(
            model_name="anniversary",
            name="round_years",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.PositiveSmallIntegerField(),
                blank=True,
                db_default=[5, 10, 25, 50, 100],
                default=pressreleases.models.round_years.default_round_years,
                help_text="Numbers of years to highlight. Their multiples are highlighted too.",
                size=None,
                verbose_name="round years",
            ),
        ),
        migrations.AddField(
            model_name="anniversary",
            name="uid",
            field=models.UUIDField(
                db_default=django.contrib.postgres.functions.RandomUUID(),
                editable=False,
                help_text="Calendars identify it by this, even if its name changes.",
                unique=True,
            ),
        ),
        migrations.AddField(
            model_name="anniversary",
            name="until_year",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="The last year in which it is observed.", null=True, verbose_name="until the year"
            ),
        ),
        migrations.AddField(
            model_name="anniversary",
            name="version",
            field=models.PositiveIntegerField(
                db_default=0, default=0, editable=False, help_text="The number of changes. Calendar programs need it."
            ),
        ),
        migrations.AddField(
            model_name="anniversary",
            name="weekday",
            field=models.PositiveSmallIntegerField(
                blank=True,
                choices=[
                    (0, "Monday"),
                    (1, "Tuesday"),
                    (2, "Wednesday"),
                    (3, "Thursday"),
                    (4, "Friday"),
                    (5, "Saturday"),
                    (6, "Sunday"),
                ],
                null=True,
                verbose_name="weekday",
            ),
        ),
        migrations.AlterField(
            model_name="anniversary",
            name="rule",
            field=models.CharField(
                choices=[
                    ("fixed-day", "The same day every year"),
                    ("weekday", "A weekday of a month, such as its second Sunday"),
                    ("last-day", "The last day of a month"),
                    ("table", "A table of dates"),
                ],
                default="fixed-day",
                max_length=12,
                verbose_name="observed on",
            ),
        ),
        migrations.AddConstraint(
            model_name="anniversary",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("day__isnull", True),
                        ("month__isnull", True),
                        ("nth__isnull", True),
                        ("rule", "table"),
                        ("weekday__isnull", True),
                    ),
                    models.Q(
                        ("month__isnull", False),
                        ("month__range", (1, 12)),
                        models.Q(
                            models.Q(
                                ("day__isnull", True),
                                ("nth__isnull", True),
                                ("rule", "last-day"),
                                ("weekday__isnull", True),
                            ),
                            models.Q(
                                ("day__isnull", True),
                                ("nth__isnull", False),
                                ("rule", "weekday"),
                                ("weekday__isnull", False),
                                ("nth__in", [1, 2, 3, 4, -1]),
                                ("weekday__lte", 6),
                            ),
                            models.Q(
                                ("day__gte", 1),
                                ("day__isnull", False),
                                ("nth__isnull", True),
                                ("rule", "fixed-day"),
                                ("weekday__isnull", True),
                                (
                                    "day__lte",
                                    models.Func(
                                        models.F("month"),
                                        output_field=models.IntegerField(),
                                        template="(ARRAY[31,29,31,30,31,30,31,31,30,31,30,31])[%(expressions)s]",
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="anniversary_day_fits_rule",
                violation_error_message="The rule and its day do not match.",
            ),
        ),
        migrations.AddConstraint(
            model_name="anniversary",
            constraint=models.CheckConstraint(
                condition=models.Q(("in_common_years__in", ["28-february", "1-march"])),
                name="anniversary_common_years_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="anniversary",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("from_year__isnull", True),
                    models.Q(
                        ("from_year__gte", django.db.models.functions.datetime.ExtractYear("event_first_on")),
                        ("from_year__lte", 9999),
                    ),
                    _connector="OR",
                ),
                name="anniversary_not_before_its_event",
                violation_error_message="It cannot be observed before the event.",
            ),
        ),
        migrations.AddConstraint(
            model_name="anniversary",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until_year__isnull", True),
                    models.Q(
                        ("until_year__lte", 9999),
                        models.Q(
                            models.Q(("from_year__isnull", False), ("until_year__gte", models.F("from_year"))),
                            models.Q(
                                ("from_year__isnull", True),
                                ("until_year__gt", django.db.models.functions.datetime.ExtractYear("event_first_on")),
                            ),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="anniversary_years_in_order",
                violation_error_message="The last year of observance must not be before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="anniversary",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Func(
                        "round_years", output_field=models.BooleanField(), template="cardinality(%(expressions)s) <= 12"
                    ),
                    models.Func(
                        "round_years",
                        output_field=models.BooleanField(),
                        template="array_position(%(expressions)s, NULL) IS NULL",
                    ),
                    models.Func(
                        "round_years", output_field=models.BooleanField(), template="0 < ALL (%(expressions)s)"
                    ),
                    models.Func(
                        "round_years", output_field=models.BooleanField(), template="1000 >= ALL (%(expressions)s)"
                    ),
                ),
                name="anniversary_round_years_well_formed",
                violation_error_message="Enter at most twelve round years, each a number from 1 to 1000.",
            ),
        ),
        migrations.AddField(
            model_name="anniversaryaddress",
            name="anniversary",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="addresses", to="pressreleases.anniversary"
            ),
        ),
        migrations.AddConstraint(
            model_name="anniversaryaddress",
            constraint=models.UniqueConstraint(fields=("language", "slug"), name="anniversary_address_of_one"),
        ),
        migrations.RunSQL(ADDRESSES, UNDO),
    ]
