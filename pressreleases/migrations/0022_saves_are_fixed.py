"""The words of a save can be emptied, and never become others."""

from django.db import migrations

from pressreleases.migrations._sql import run


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0021_picture_tags"),
    ]

    operations = [run("saves")]
