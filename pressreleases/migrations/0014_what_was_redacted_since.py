"""An index by which the API finds what was redacted since an instant, among all editions."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0013_anniversaries_by_rule"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                condition=models.Q(("redacted_at__isnull", False)), fields=["redacted_at"], name="edition_redacted"
            ),
        ),
    ]
