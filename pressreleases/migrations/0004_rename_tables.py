"""Two tables under the names that the interface uses: live checks, and forms that were saved automatically."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Cast, Length
from django.db.models.lookups import LessThanOrEqual

import pressreleases.models.live_check

# The limits of instants have no model of their own: `rules/instants.sql` made them.
LIMITS = """
DO $$
DECLARE found record;
BEGIN
    FOR found IN
        SELECT conrelid::regclass AS place, conname FROM pg_constraint
        WHERE conrelid IN ('pressreleases_livecheck'::regclass, 'pressreleases_autosavedform'::regclass)
        AND contype = 'c' AND (conname LIKE 'sighting\\_%' OR conname LIKE 'unsaved\\_%')
    LOOP
        EXECUTE format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', found.place, found.conname,
            regexp_replace(regexp_replace(found.conname, '^sighting', 'live_check'), '^unsaved', 'autosaved_form'));
    END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("pressreleases", "0003_audit_trail_and_instants")]

    operations = [
        migrations.RenameModel("Sighting", "LiveCheck"),
        migrations.RenameModel("Unsaved", "AutosavedForm"),
        migrations.AlterModelOptions(
            "livecheck",
            {
                "verbose_name": "live check",
                "verbose_name_plural": "live checks",
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.AlterField(
            "livecheck",
            "edition",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="live_checks",
                to="pressreleases.edition",
            ),
        ),
        migrations.AlterField(
            "livecheck",
            "withdrawal",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="live_checks",
                to="pressreleases.withdrawal",
            ),
        ),
        migrations.AlterField(
            "livecheck",
            "what",
            models.CharField(
                choices=pressreleases.models.live_check.checked_page_choices, max_length=24, verbose_name="address"
            ),
        ),
        migrations.RemoveConstraint("livecheck", "sighting_of_one_thing"),
        migrations.RemoveConstraint("livecheck", "sighting_once_per_edition"),
        migrations.RemoveConstraint("livecheck", "sighting_once_per_withdrawal"),
        migrations.RemoveConstraint("livecheck", "sighting_seen_or_wrong"),
        migrations.RemoveConstraint("livecheck", "sighting_tried_before_it_is_known"),
        migrations.RenameIndex("livecheck", new_name="live_check_due", old_name="sighting_due"),
        migrations.RemoveConstraint(
            model_name="autosavedform",
            name="unsaved_one_per_form",
        ),
        migrations.RemoveConstraint(
            model_name="autosavedform",
            name="unsaved_form_well_formed",
        ),
        migrations.RemoveConstraint(
            model_name="autosavedform",
            name="unsaved_version_counts_from_one",
        ),
        migrations.RemoveConstraint(
            model_name="autosavedform",
            name="unsaved_not_too_long",
        ),
        migrations.RenameIndex(
            model_name="autosavedform",
            new_name="autosaved_form_by_instant",
            old_name="unsaved_by_instant",
        ),
        migrations.AddConstraint(
            model_name="autosavedform",
            constraint=models.UniqueConstraint(fields=("user", "form"), name="autosaved_form_one_per_form"),
        ),
        migrations.AddConstraint(
            model_name="autosavedform",
            constraint=models.CheckConstraint(
                condition=Q(("form__regex", "^[A-Za-z0-9_-]{16,32}$")), name="autosaved_form_form_well_formed"
            ),
        ),
        migrations.AddConstraint(
            model_name="autosavedform",
            constraint=models.CheckConstraint(
                condition=Q(("version__gte", 1)), name="autosaved_form_version_counts_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="autosavedform",
            constraint=models.CheckConstraint(
                condition=LessThanOrEqual(Length(Cast("fields", models.TextField())), 3000000),
                name="autosaved_form_not_too_long",
            ),
        ),
        migrations.AddConstraint(
            model_name="livecheck",
            constraint=models.CheckConstraint(
                condition=Q(
                    Q(("edition", None), ("withdrawal__isnull", False)),
                    Q(("edition__isnull", False), ("withdrawal", None)),
                    _connector="OR",
                ),
                name="live_check_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="livecheck",
            constraint=models.UniqueConstraint(fields=("edition", "path"), name="live_check_once_per_edition"),
        ),
        migrations.AddConstraint(
            model_name="livecheck",
            constraint=models.UniqueConstraint(fields=("withdrawal", "path"), name="live_check_once_per_withdrawal"),
        ),
        migrations.AddConstraint(
            model_name="livecheck",
            constraint=models.CheckConstraint(
                condition=Q(
                    Q(("wrong", ""), ("wrong_since", None)),
                    Q(("seen_at", None), ("wrong_since__isnull", False), Q(("wrong", ""), _negated=True)),
                    _connector="OR",
                ),
                name="live_check_seen_or_wrong",
            ),
        ),
        migrations.AddConstraint(
            model_name="livecheck",
            constraint=models.CheckConstraint(
                condition=Q(
                    Q(("seen_at", None), ("tried_at", None), ("tries", 0), ("wrong", "")),
                    Q(("tried_at__isnull", False), ("tries__gt", 0)),
                    _connector="OR",
                ),
                name="live_check_tried_before_it_is_known",
            ),
        ),
        migrations.RunSQL(LIMITS),
    ]
