"""Translations: which words of their original they were last brought into step with."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0003_the_audit_trail"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalrelease",
            name="in_step_with",
            field=models.CharField(
                blank=True,
                default="",
                editable=False,
                help_text="Of a translation: the digest of the original’s words that it was last brought into step with.",
                max_length=64,
                verbose_name="up to date with",
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="in_step_with",
            field=models.CharField(
                blank=True,
                default="",
                editable=False,
                help_text="Of a translation: the digest of the original’s words that it was last brought into step with.",
                max_length=64,
                verbose_name="up to date with",
            ),
        ),
    ]
