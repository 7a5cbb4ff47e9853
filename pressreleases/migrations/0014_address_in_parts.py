"""The address of the mission in its parts, and whether a move is announced."""

from django.db import migrations, models

import pressreleases.language.countries


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0013_letterhead_pdfs"),
    ]

    operations = [
        migrations.AddField(
            model_name="missiondetails",
            name="announced",
            field=models.BooleanField(
                default=False,
                db_default=False,
                help_text="Before these details are valid, the contact page says from which day the address is new.",
                verbose_name="announce the move",
            ),
        ),
        migrations.AddField(
            model_name="missiondetails",
            name="city",
            field=models.CharField(blank=True, default="", db_default="", max_length=100, verbose_name="city"),
        ),
        migrations.AddField(
            model_name="missiondetails",
            name="country",
            field=models.CharField(
                blank=True,
                default="",
                db_default="",
                choices=pressreleases.language.countries.country_choices,
                max_length=2,
                verbose_name="country",
            ),
        ),
        migrations.AddField(
            model_name="missiondetails",
            name="postal_code",
            field=models.CharField(blank=True, default="", db_default="", max_length=20, verbose_name="postal code"),
        ),
        migrations.AddField(
            model_name="missiondetails",
            name="region",
            field=models.CharField(
                blank=True, default="", db_default="", max_length=100, verbose_name="state or region"
            ),
        ),
        migrations.AddField(
            model_name="missiondetails",
            name="street",
            field=models.CharField(
                blank=True, default="", db_default="", max_length=200, verbose_name="street and number"
            ),
        ),
        migrations.AddConstraint(
            model_name="missiondetails",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "street__regex",
                        "[\\u0009\\u000a\\u000d\\u2028\\u2029\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    (
                        "city__regex",
                        "[\\u0009\\u000a\\u000d\\u2028\\u2029\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    (
                        "region__regex",
                        "[\\u0009\\u000a\\u000d\\u2028\\u2029\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    (
                        "postal_code__regex",
                        "[\\u0009\\u000a\\u000d\\u2028\\u2029\\u0001-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufdd0-\\ufdef\\ufffe\\uffff\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff\\U0003fffe\\U0003ffff\\U0004fffe\\U0004ffff\\U0005fffe\\U0005ffff\\U0006fffe\\U0006ffff\\U0007fffe\\U0007ffff\\U0008fffe\\U0008ffff\\U0009fffe\\U0009ffff\\U000afffe\\U000affff\\U000bfffe\\U000bffff\\U000cfffe\\U000cffff\\U000dfffe\\U000dffff\\U000efffe\\U000effff\\U000ffffe\\U000fffff\\U0010fffe\\U0010ffff\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _connector="OR",
                    _negated=True,
                ),
                name="mission_details_parts_are_lines",
            ),
        ),
        migrations.AddConstraint(
            model_name="missiondetails",
            constraint=models.CheckConstraint(
                condition=models.Q(("country__regex", "^([A-Z]{2})?$")), name="mission_details_country_is_a_code"
            ),
        ),
    ]
