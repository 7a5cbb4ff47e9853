"""Browsers of staff report what a page of the admin was kept from loading."""

import django.db.models.functions.datetime
from django.db import migrations, models

from pressreleases.migrations._sql import run


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0019_readers_see"),
    ]

    operations = [
        migrations.CreateModel(
            name="PolicyReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("directive", models.CharField(max_length=40)),
                ("blocked", models.CharField(max_length=200)),
                ("page", models.CharField(max_length=100)),
                ("times", models.PositiveIntegerField(db_default=1, default=1)),
                ("last_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("directive", "blocked", "page"), name="policy_report_once")
                ],
            },
        ),
        run("instants"),
    ]
