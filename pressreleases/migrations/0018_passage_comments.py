"""Staff comment on words of a draft, answer and resolve."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from pressreleases.migrations._sql import run


def _key() -> models.BigAutoField:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _at() -> models.DateTimeField:
    now = django.db.models.functions.datetime.Now()
    return models.DateTimeField(db_default=now, editable=False, verbose_name="when")


def _by(name: str, *, null: bool = False) -> models.ForeignKey:
    return models.ForeignKey(
        null=null,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
        verbose_name=name,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0017_second_factors"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PassageComment",
            fields=[
                ("id", _key()),
                (
                    "release",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passage_comments",
                        to="pressreleases.release",
                        verbose_name="release",
                    ),
                ),
                ("prefix", models.CharField(blank=True, max_length=32)),
                ("exact", models.CharField(max_length=500, verbose_name="words of the text")),
                ("suffix", models.CharField(blank=True, max_length=32)),
                ("comment", models.TextField(max_length=2000, verbose_name="comment")),
                ("by", _by("by")),
                ("at", _at()),
                ("resolved_by", _by("resolved by", null=True)),
                ("resolved_at", models.DateTimeField(editable=False, null=True, verbose_name="resolved")),
            ],
            options={
                "verbose_name": "comment on a passage",
                "verbose_name_plural": "comments on passages",
                "ordering": ["pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=~models.Q(exact="") & ~models.Q(comment=""), name="passage_comment_has_words"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(resolved_at__isnull=True, resolved_by__isnull=True)
                        | models.Q(resolved_at__isnull=False, resolved_by__isnull=False),
                        name="passage_comment_resolved_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PassageAnswer",
            fields=[
                ("id", _key()),
                (
                    "to",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="pressreleases.passagecomment",
                    ),
                ),
                ("comment", models.TextField(max_length=2000, verbose_name="answer")),
                ("by", _by("by")),
                ("at", _at()),
            ],
            options={
                "verbose_name": "answer to a comment",
                "verbose_name_plural": "answers to comments",
                "ordering": ["pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(condition=~models.Q(comment=""), name="passage_answer_has_words")
                ],
            },
        ),
        run("instants"),
    ]
