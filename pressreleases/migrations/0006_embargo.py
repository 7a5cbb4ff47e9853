"""A release has an embargo: an instant before which none of its editions begins."""

from django.db import migrations, models

from pressreleases.migrations._sql import list_fields, run


class Migration(migrations.Migration):
    dependencies = [("pressreleases", "0005_fields_are_listed_once")]

    operations = [
        migrations.AddField(
            model_name="historicalrelease",
            name="embargo_ends_at",
            field=models.DateTimeField(
                editable=False,
                help_text="No edition begins before it. Only the verbs of `publishing.embargo` change it.",
                null=True,
                verbose_name="embargo",
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="embargo_ends_at",
            field=models.DateTimeField(
                editable=False,
                help_text="No edition begins before it. Only the verbs of `publishing.embargo` change it.",
                null=True,
                verbose_name="embargo",
            ),
        ),
        run("embargo"),
        run("audit_trail"),
        run("instants"),
        list_fields(),
    ]
