"""An entry of the audit trail says whether an account, a preview link, the site itself or a command acted."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

import pressreleases.vocabulary.audit


class Migration(migrations.Migration):
    dependencies = [
        ("pressreleases", "0028_old_addresses_lead_on"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Rows of before stay as they are: their type is empty, and told from what they say.
        migrations.AddField(
            model_name="auditentry",
            name="actor_type",
            field=models.CharField(
                blank=True,
                choices=pressreleases.vocabulary.audit.actor_type_choices,
                db_default="",
                max_length=12,
                verbose_name="type of actor",
            ),
        ),
        migrations.AlterField(
            model_name="auditentry",
            name="actor_name",
            field=models.CharField(
                blank=True,
                help_text=(
                    "The user name at that time, or a typed name. If a sign-in failed and no account has "
                    "the name, only its first letters are kept, and two characters to tell such names "
                    "apart."
                ),
                max_length=150,
                verbose_name="who",
            ),
        ),
        migrations.AddConstraint(
            model_name="auditentry",
            constraint=models.CheckConstraint(
                condition=Q(actor_type__in=["", "command"])
                | Q(actor_type="account", actor__isnull=False)
                | Q(actor_type__in=["link", "site", "visitor"], actor=None),
                name="audit_actor_is_of_its_type",
            ),
        ),
    ]
