"""A save can lose its words, and nothing of it can become anything else."""

from django.db import migrations

from pressreleases.migrations._sql import run


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0021_picture_tags"),
    ]

    operations = [run("saves")]
