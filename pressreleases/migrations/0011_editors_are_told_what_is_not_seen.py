"""When editors were told that readers do not see something."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0010_writing_without_loss"),
    ]

    operations = [
        migrations.AddField(
            model_name="sighting",
            name="told_at",
            field=models.DateTimeField(
                help_text="When editors were told that something is wrong with its text.", null=True
            ),
        ),
    ]
