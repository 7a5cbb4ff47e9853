"""What a search looks through: the words of each edition, folded, and the words that can be proposed."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0011_editors_are_told_what_is_not_seen"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_entry",
                        serialize=False,
                        to="pressreleases.edition",
                    ),
                ),
                ("language", models.CharField(max_length=12)),
                ("issued_on", models.DateField()),
                (
                    "release_key",
                    models.BigIntegerField(help_text="The release's key, by which lists are sorted within a day."),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="Folded: typed whole, it leads straight to the release.", max_length=600
                    ),
                ),
                ("vector", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["vector"], name="search_words"),
                    models.Index(
                        models.F("language"),
                        models.OrderBy(models.F("issued_on"), descending=True),
                        models.OrderBy(models.F("release_key"), descending=True),
                        name="search_newest",
                    ),
                    models.Index(fields=["language", "title"], name="search_title"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=12)),
                ("word", models.CharField(help_text="Folded.", max_length=60)),
                ("written", models.CharField(help_text="As the edition writes it, in lower case.", max_length=60)),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["word"], name="search_word_letters", opclasses=["gin_trgm_ops"]
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("language", "word"), name="search_word_once")],
            },
        ),
    ]
