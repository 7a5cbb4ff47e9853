"""What is being written: text that is not saved yet, and who has which release open."""

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0009_four_eyes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Presence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seen_at", models.DateTimeField(verbose_name="last seen")),
                ("began_writing_at", models.DateTimeField(null=True, verbose_name="started to write")),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="pressreleases.release",
                        verbose_name="release",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "verbose_name": "presence",
                "verbose_name_plural": "presences",
                "ordering": ["seen_at", "pk"],
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("release", "user"), name="presence_one_per_release")],
            },
        ),
        migrations.CreateModel(
            name="Unsaved",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("family", models.UUIDField(null=True, verbose_name="family")),
                ("form", models.CharField(max_length=32)),
                ("fields", models.JSONField(default=dict)),
                (
                    "version",
                    models.PositiveIntegerField(
                        help_text="Of the release, when its form was opened: what others saved since is merged, not overwritten."
                    ),
                ),
                ("kept_at", models.DateTimeField(verbose_name="autosaved")),
                (
                    "release",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pressreleases.release",
                        verbose_name="release",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "verbose_name": "unsaved text",
                "verbose_name_plural": "unsaved texts",
                "ordering": ["-kept_at", "-pk"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["kept_at"], name="unsaved_by_instant")],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "form"), name="unsaved_one_per_form"),
                    models.CheckConstraint(
                        condition=models.Q(("form__regex", "^[A-Za-z0-9_-]{16,32}$")), name="unsaved_form_well_formed"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="unsaved_version_counts_from_one"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.text.Length(
                                django.db.models.functions.comparison.Cast("fields", models.TextField())
                            ),
                            3000000,
                        ),
                        name="unsaved_not_too_long",
                    ),
                ],
            },
        ),
    ]
