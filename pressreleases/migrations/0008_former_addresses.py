"""Releases have the addresses that they had on another site; documents know which pictures were made of theirs."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0007_source_documents"),
    ]

    operations = [
        migrations.AddField(
            model_name="sourcedocument",
            name="pictures",
            field=models.JSONField(blank=True, default=dict, editable=False, verbose_name="pictures"),
        ),
        migrations.CreateModel(
            name="FormerAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=500, verbose_name="address")),
                (
                    "release",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_addresses",
                        to="pressreleases.release",
                        verbose_name="release",
                    ),
                ),
            ],
            options={
                "verbose_name": "former address",
                "verbose_name_plural": "former addresses",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("path",), name="former_address_of_one_release"),
                    models.CheckConstraint(
                        condition=models.Q(("path__startswith", "/")), name="former_address_is_a_path"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "path__regex",
                                "[\\u0009\\u000a\\u000d\\u2028\\u2029\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="former_address_in_one_line",
                    ),
                ],
            },
        ),
    ]
