"""What the site saw when it fetched its own addresses after publishing."""

import django.db.models.deletion
from django.db import migrations, models

import pressreleases.vocabulary.sightings


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0007_notices_by_mail"),
    ]

    operations = [
        migrations.CreateModel(
            name="Sighting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.CharField(
                        choices=pressreleases.vocabulary.sightings.looked_choices, max_length=24, verbose_name="address"
                    ),
                ),
                ("path", models.TextField()),
                (
                    "due_at",
                    models.DateTimeField(help_text="When it is to be fetched next; moved ahead by whoever fetches it."),
                ),
                ("tries", models.PositiveIntegerField(default=0)),
                ("tried_at", models.DateTimeField(null=True)),
                ("seen_at", models.DateTimeField(null=True)),
                ("wrong", models.CharField(blank=True, default="", max_length=24)),
                ("detail", models.CharField(blank=True, default="", max_length=200)),
                ("wrong_since", models.DateTimeField(null=True)),
                (
                    "edition",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sightings",
                        to="pressreleases.edition",
                    ),
                ),
                (
                    "withdrawal",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sightings",
                        to="pressreleases.withdrawal",
                    ),
                ),
            ],
            options={
                "verbose_name": "live check",
                "verbose_name_plural": "live checks",
                "ordering": ["pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(models.F("due_at"), condition=models.Q(("seen_at", None)), name="sighting_due")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("edition", None), ("withdrawal__isnull", False)),
                            models.Q(("edition__isnull", False), ("withdrawal", None)),
                            _connector="OR",
                        ),
                        name="sighting_of_one_thing",
                    ),
                    models.UniqueConstraint(fields=("edition", "path"), name="sighting_once_per_edition"),
                    models.UniqueConstraint(fields=("withdrawal", "path"), name="sighting_once_per_withdrawal"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("wrong", ""), ("wrong_since", None)),
                            models.Q(
                                ("seen_at", None),
                                ("wrong_since__isnull", False),
                                models.Q(("wrong", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="sighting_seen_or_wrong",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("seen_at", None), ("tried_at", None), ("tries", 0), ("wrong", "")),
                            models.Q(("tried_at__isnull", False), ("tries__gt", 0)),
                            _connector="OR",
                        ),
                        name="sighting_tried_before_it_is_known",
                    ),
                ],
            },
        ),
    ]
