"""Each process that keeps ready answers for readers is called when what they see changes."""

from django.db import migrations

from pressreleases.migrations._sql import run


class Migration(migrations.Migration):
    dependencies = [("pressreleases", "0018_passage_comments")]

    operations = [run("readers_see")]
