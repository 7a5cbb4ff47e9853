"""Announcements, and the index by which the newest releases of a kind are found."""

import datetime as dt

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import pressreleases.language.dates
import pressreleases.language.languages


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0008_former_addresses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Announcement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "first_on",
                    models.DateField(validators=[pressreleases.language.dates.check_day], verbose_name="first day"),
                ),
                (
                    "last_on",
                    models.DateField(validators=[pressreleases.language.dates.check_day], verbose_name="last day"),
                ),
            ],
            options={
                "verbose_name": "announcement",
                "verbose_name_plural": "announcements",
                "ordering": ["-first_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="AnnouncementText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "language",
                    models.CharField(
                        choices=pressreleases.language.languages.language_choices,
                        max_length=12,
                        verbose_name="language",
                    ),
                ),
                (
                    "words",
                    models.CharField(help_text="One or two sentences.", max_length=300, verbose_name="announcement"),
                ),
            ],
            options={
                "verbose_name": "words of an announcement",
                "verbose_name_plural": "words in each language",
                "ordering": ["language"],
            },
        ),
        migrations.RemoveIndex(
            model_name="edition",
            name="edition_kinds",
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                models.F("language"),
                models.F("kind"),
                models.OrderBy(models.F("issued_on"), descending=True),
                models.OrderBy(models.F("release_id"), descending=True),
                name="edition_newest_of_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="announcement",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_on__gte", models.F("first_on"))),
                name="announcement_days_in_order",
                violation_error_message="The last day must not be before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="announcement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first_on__range", (dt.date(1850, 1, 1), dt.date(2199, 12, 31))),
                    ("last_on__lte", dt.date(2199, 12, 31)),
                ),
                name="announcement_days_are_known_days",
            ),
        ),
        migrations.AddField(
            model_name="announcementtext",
            name="announcement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="texts",
                to="pressreleases.announcement",
                verbose_name="announcement",
            ),
        ),
        migrations.AddConstraint(
            model_name="announcementtext",
            constraint=models.UniqueConstraint(
                fields=("announcement", "language"), name="announcement_once_per_language"
            ),
        ),
        migrations.AddConstraint(
            model_name="announcementtext",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="announcement_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="announcementtext",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__regex", "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")),
                name="announcement_language_well_formed",
            ),
        ),
        migrations.AddConstraint(
            model_name="announcementtext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "words__regex",
                        "[\\u0009\\u000a\\u000d\\u2028\\u2029\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _negated=True,
                ),
                name="announcement_in_one_line",
            ),
        ),
    ]
