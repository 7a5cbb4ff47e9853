"""A sign-in looks up the ones before it, by name and by place, without going through the audit trail."""

from django.conf import settings
from django.db import migrations, models

_SIGN_IN = models.Q(act__in=("sign-in-failed", "signed-in"))


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0018_what_pages_can_show"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(
                fields=["actor_name", "act", "-at"], name="audit_sign_ins_of_a_name", condition=_SIGN_IN
            ),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["source", "act", "-at"], name="audit_sign_ins_from_a_place", condition=_SIGN_IN),
        ),
    ]
