"""Every edition has a letterhead PDF, which the worker makes."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from pressreleases.migrations._sql import run


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0012_press_contact"),
    ]

    operations = [
        migrations.CreateModel(
            name="LetterheadPdf",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="pdf",
                        serialize=False,
                        to="pressreleases.edition",
                    ),
                ),
                ("content", models.BinaryField(null=True)),
                ("sha256", models.CharField(blank=True, db_default="", default="", editable=False, max_length=64)),
                ("size", models.PositiveIntegerField(db_default=0, default=0, editable=False)),
                (
                    "failure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("letter", "The text has a letter or a sign that the fonts do not have."),
                            ("too_much", "The text is too long or too complicated."),
                            ("other", "The log of the site says why."),
                        ],
                        db_default="",
                        default="",
                        max_length=16,
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(db_default=0, default=0)),
                (
                    "due_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        help_text="When it is made, or tried again.",
                    ),
                ),
            ],
            options={
                "verbose_name": "letterhead PDF",
                "verbose_name_plural": "letterhead PDFs",
                "default_permissions": (),
                "indexes": [
                    models.Index(condition=models.Q(("sha256", "")), fields=["-edition"], name="letterhead_pdf_to_make")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("content", None), ("sha256", ""), ("size", 0)),
                            models.Q(
                                ("content__isnull", False),
                                ("failure", ""),
                                ("sha256__regex", "^[0-9a-f]{64}$"),
                                ("size__gte", 1),
                            ),
                            _connector="OR",
                        ),
                        name="letterhead_pdf_made_or_not",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("failure__in", ["", "letter", "too_much", "other"])),
                        name="letterhead_pdf_failure_known",
                    ),
                ],
            },
        ),
        run("letterhead_pdfs"),
        run("instants"),
    ]
