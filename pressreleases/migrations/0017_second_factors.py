"""Second factors, which the tables of django-allauth hold; each session has its account."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from pressreleases.migrations._sql import run


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0016_checkup"),
        # With the newest migrations of other apps; see `0002_rules`.
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [
        migrations.CreateModel(
            name="StaffSession",
            fields=[
                (
                    "session_key",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key"),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"default_permissions": ()},
        ),
        run("instants"),
        # Nobody reads these any more: everybody signs in once again.
        migrations.RunSQL("DELETE FROM django_session", migrations.RunSQL.noop),
    ]
