"""Pictures have tags, by which staff find them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0020_policy_reports"),
    ]

    operations = [
        migrations.AddField(
            model_name="image",
            name="tags",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="For staff only: words to find it by, with commas between them, such as “Geneva, visit”.",
                max_length=200,
                verbose_name="tags",
            ),
        ),
        migrations.AddConstraint(
            model_name="image",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "tags__regex",
                        "[\\u0009\\u000a\\u000d\\u2028\\u2029\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _negated=True,
                ),
                name="image_tags_in_one_line",
            ),
        ),
    ]
