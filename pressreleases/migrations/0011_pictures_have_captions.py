"""Releases and editions have a caption of their lead picture and its most important point; a picture may be decorative."""

from django.conf import settings
from django.db import migrations, models

from pressreleases.migrations._sql import list_fields


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0010_attachments"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="release",
            name="release_lines_are_lines",
        ),
        migrations.AddField(
            model_name="edition",
            name="lead_caption",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=300, verbose_name="caption of the lead picture"
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="lead_focus",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                max_length=7,
                verbose_name="most important point of the lead picture",
            ),
        ),
        migrations.AddField(
            model_name="historicalrelease",
            name="lead_caption",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="What happens in the picture, who is in it, where and when. Shown below it, before the credit.",
                max_length=300,
                verbose_name="caption of the lead picture",
            ),
        ),
        migrations.AddField(
            model_name="historicalrelease",
            name="lead_focus",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Where a wide crop of the picture is made, this point stays in it.",
                max_length=7,
                verbose_name="most important point of the lead picture",
            ),
        ),
        migrations.AddField(
            model_name="image",
            name="decorative",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="It shows nothing that readers need to know, such as an ornament. Then it has no alternative text: screen readers leave it out.",
                verbose_name="decorative",
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="lead_caption",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="What happens in the picture, who is in it, where and when. Shown below it, before the credit.",
                max_length=300,
                verbose_name="caption of the lead picture",
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="lead_focus",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Where a wide crop of the picture is made, this point stays in it.",
                max_length=7,
                verbose_name="most important point of the lead picture",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(("lead_focus__regex", "^((0|[1-9]0|100) (0|[1-9]0|100))?$")),
                name="edition_focus_is_a_point",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "title__regex",
                        "[\\u0009\\u000a\\u000d\\u2028\\u2029\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    (
                        "reference__regex",
                        "[\\u0009\\u000a\\u000d\\u2028\\u2029\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    (
                        "place__regex",
                        "[\\u0009\\u000a\\u000d\\u2028\\u2029\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    (
                        "speaker_name__regex",
                        "[\\u0009\\u000a\\u000d\\u2028\\u2029\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    (
                        "speaker_office__regex",
                        "[\\u0009\\u000a\\u000d\\u2028\\u2029\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    (
                        "lead_caption__regex",
                        "[\\u0009\\u000a\\u000d\\u2028\\u2029\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _connector="OR",
                    _negated=True,
                ),
                name="release_lines_are_lines",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(("lead_focus__regex", "^((0|[1-9]0|100) (0|[1-9]0|100))?$")),
                name="release_focus_is_a_point",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("lead_image__isnull", False), models.Q(("lead_caption", ""), ("lead_focus", "")), _connector="OR"
                ),
                name="release_caption_has_a_picture",
                violation_error_message="Choose the lead picture, or delete its caption.",
            ),
        ),
        list_fields(),
    ]
