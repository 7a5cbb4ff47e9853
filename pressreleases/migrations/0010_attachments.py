"""Texts have attachments: files that readers can download."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from pressreleases.migrations._sql import list_fields, run


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0009_front_page"),
    ]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="attachments",
            field=models.JSONField(blank=True, db_default=[], default=list, verbose_name="attachments"),
        ),
        migrations.AddField(
            model_name="historicalrelease",
            name="attachments",
            field=models.JSONField(blank=True, db_default=[], default=list, verbose_name="attachments"),
        ),
        migrations.AddField(
            model_name="release",
            name="attachments",
            field=models.JSONField(blank=True, db_default=[], default=list, verbose_name="attachments"),
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "file",
                    models.FileField(editable=False, max_length=120, upload_to="attachments", verbose_name="file"),
                ),
                ("sha256", models.CharField(editable=False, max_length=64)),
                ("type", models.CharField(editable=False, max_length=4)),
                ("size", models.PositiveIntegerField(editable=False)),
                ("properties", models.JSONField(default=dict, editable=False)),
                (
                    "uploaded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="uploaded"
                    ),
                ),
            ],
            options={
                "verbose_name": "attachment",
                "verbose_name_plural": "attachments",
                "ordering": ["-uploaded_at", "-pk"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["uploaded_at"], name="attachment_by_instant")],
                "constraints": [
                    models.UniqueConstraint(fields=("sha256",), name="attachment_one_per_content"),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="attachment_sha256_well_formed"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("type__in", ["pdf", "docx", "xlsx"])), name="attachment_type_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("size__gte", 1), ("size__lte", 20971520)),
                        name="attachment_size_within_limits",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReleaseAttachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "attachment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="pressreleases.attachment",
                        verbose_name="attachment",
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pressreleases.release",
                        verbose_name="release",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("attachment", "release"), name="release_attachment_once")
                ],
            },
        ),
        run("the_past"),
        run("attachments"),
        run("instants"),
        list_fields(),
    ]
