"""Counts of live editions by month, as of an instant."""

from django.db import migrations, models

import pressreleases.vocabulary.languages


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0004_translations_in_step"),
    ]

    operations = [
        migrations.CreateModel(
            name="CountsTaken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
            ],
            options={
                "default_permissions": (),
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="counts_taken_once")],
            },
        ),
        migrations.CreateModel(
            name="MonthCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "language",
                    models.CharField(choices=pressreleases.vocabulary.languages.language_choices, max_length=12),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("month", models.PositiveSmallIntegerField()),
                ("live", models.PositiveIntegerField()),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("language", "year", "month"), name="month_count_once"),
                    models.CheckConstraint(
                        condition=models.Q(("month__range", (1, 12))), name="month_count_of_a_month"
                    ),
                    models.CheckConstraint(condition=models.Q(("live__gte", 1)), name="month_count_of_something"),
                ],
            },
        ),
    ]
