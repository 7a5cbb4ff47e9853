"""Places of releases in observances, notes on drafts that were carried forward, reminders; a lead of a whole month."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0014_what_was_redacted_since"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="anniversary",
            name="lead_days",
            field=models.PositiveSmallIntegerField(
                default=31,
                help_text="How many days before the day the work on the release starts.",
                verbose_name="lead days",
            ),
        ),
        migrations.CreateModel(
            name="DraftNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("field", models.CharField(max_length=40)),
                ("sentence", models.TextField(blank=True)),
                ("points", models.JSONField(default=list)),
                ("looked_at", models.DateTimeField(null=True)),
                (
                    "looked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="draft_notes",
                        to="pressreleases.release",
                    ),
                ),
            ],
            options={
                "ordering": ["release", "position"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("release", "position"), name="draft_note_in_order"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("looked_at", None), ("looked_by", None)),
                            models.Q(("looked_at__isnull", False), ("looked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="draft_note_looked_at_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Observance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("language", models.CharField(max_length=12, verbose_name="language")),
                (
                    "had",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        default=list,
                        help_text="Every release that ever had this place.",
                        size=None,
                    ),
                ),
                ("linked", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                (
                    "anniversary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="observances",
                        to="pressreleases.anniversary",
                        verbose_name="anniversary",
                    ),
                ),
                (
                    "carried_from",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pressreleases.edition",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "release",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="observance",
                        to="pressreleases.release",
                        verbose_name="release",
                    ),
                ),
            ],
            options={
                "verbose_name": "observance",
                "verbose_name_plural": "observances",
                "ordering": ["-year", "anniversary", "language"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("anniversary", "year", "language"),
                        name="observance_one_for_each_language",
                        violation_error_message="There is already a release in this language for that year.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__range", (1, 9999))), name="observance_year_is_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("linked", False), ("carried_from", None), _connector="OR"),
                        name="observance_linked_was_not_carried",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("told_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                (
                    "anniversary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="pressreleases.anniversary",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("anniversary", "year"), name="reminder_once_for_each_year")
                ],
            },
        ),
    ]
