"""A release has an embargo: an instant before which none of its editions begins."""

from django.db import migrations, models

from pressreleases.migrations._sql import list_fields, run

_FIELD = {
    "null": True,
    "editable": False,
    "verbose_name": "embargo",
    "help_text": "No edition begins before it. Only the verbs of `publishing.embargo` change it.",
}


class Migration(migrations.Migration):
    dependencies = [("pressreleases", "0005_fields_are_listed_once")]

    operations = [
        migrations.AddField("historicalrelease", "embargo_ends_at", models.DateTimeField(**_FIELD)),
        migrations.AddField("release", "embargo_ends_at", models.DateTimeField(**_FIELD)),
        run("embargo"),
        run("instants"),
        list_fields(),
    ]
