"""A search for a kind that few releases are of does not look through all of them."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0016_closed_days"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["language", "kind"], name="edition_kinds"),
        ),
    ]
