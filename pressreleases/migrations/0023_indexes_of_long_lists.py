"""Filters of long lists that find few rows, or none, read an index and not every row."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0022_saves_are_fixed"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["act", "-id"], name="audit_by_act"),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(condition=models.Q(("minor", True)), fields=["issued_on"], name="edition_minor"),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=django.contrib.postgres.indexes.HashIndex(fields=["digest"], name="edition_digest"),
        ),
        migrations.AddIndex(
            model_name="editiontopic",
            index=models.Index(fields=["topic", "edition"], name="edition_topic_newest"),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(fields=["language"], name="release_language"),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(fields=["kind"], name="release_kind"),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(condition=models.Q(("page", ""), _negated=True), fields=["page"], name="release_pages"),
        ),
    ]
