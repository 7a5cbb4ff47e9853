"""A row that says when the process in the background was last seen at work."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0019_sign_ins_are_looked_up"),
    ]

    operations = [
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("beat_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="heartbeat_is_one_row")],
            },
        ),
    ]
