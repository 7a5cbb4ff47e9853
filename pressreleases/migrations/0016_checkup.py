"""What the doctor found last is kept for the desk."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0015_pages_of_the_mission"),
    ]

    operations = [
        migrations.CreateModel(
            name="Checkup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField()),
                ("findings", models.JSONField(db_default=models.Value([], models.JSONField()), default=list)),
            ],
            options={
                "default_permissions": (),
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="checkup_is_one_row")],
            },
        ),
    ]
