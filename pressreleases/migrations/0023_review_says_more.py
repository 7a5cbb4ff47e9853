"""A review can propose a change note, and say that a submitted text was changed by its author."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0022_redaction_leaves_nothing_to_guess"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="reviewcomment",
            name="review_comment_act_known",
        ),
        migrations.RemoveConstraint(
            model_name="reviewcomment",
            name="review_comment_sent_back_says_why",
        ),
        migrations.AddField(
            model_name="reviewcomment",
            name="change_note",
            field=models.TextField(
                blank=True,
                default="",
                help_text="What readers should be told; of a submission only.",
                verbose_name="change note",
            ),
        ),
        migrations.AlterField(
            model_name="reviewcomment",
            name="act",
            field=models.CharField(
                choices=[
                    ("submitted", "Submitted"),
                    ("sent-back", "Sent back"),
                    ("reopened", "Changed after it was submitted"),
                ],
                max_length=12,
                verbose_name="action",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewcomment",
            constraint=models.CheckConstraint(
                condition=models.Q(("act__in", ["submitted", "sent-back", "reopened"])), name="review_comment_act_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewcomment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("act", "sent-back"), _negated=True),
                    models.Q(("comment", ""), _negated=True),
                    _connector="OR",
                ),
                name="review_comment_sent_back_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewcomment",
            constraint=models.CheckConstraint(
                condition=models.Q(("act", "submitted"), ("change_note", ""), _connector="OR"),
                name="review_comment_note_is_of_a_submission",
            ),
        ),
    ]
