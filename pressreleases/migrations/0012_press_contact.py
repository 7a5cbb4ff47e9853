"""A release has a press contact of its own, if that differs from the mission's; imports look up titles by a key."""

from django.core.validators import MaxLengthValidator
from django.db import migrations, models

from pressreleases.migrations._sql import NOT_IN_A_TEXT, list_fields, run

_TEXTS = ("summary", "body", "notes_to_editors", "press_contact")
_NOT_TOO_LONG = MaxLengthValidator(
    200000,
    "This text has %(show_value)s characters, including formatting. The limit is %(limit_value)s. Remove formatting "
    "that is not needed, or split the text.",
)
_OF_RELEASE = models.TextField(
    blank=True,
    default="",
    db_default="",
    help_text="Only if somebody else answers questions about this text than the press contact of the mission.",
    validators=[_NOT_TOO_LONG],
    verbose_name="press contact",
)


class Migration(migrations.Migration):
    dependencies = [("pressreleases", "0011_pictures_have_captions")]

    operations = [
        migrations.RemoveConstraint(model_name="release", name="release_texts_hold_no_controls"),
        migrations.AddField(
            model_name="edition",
            name="press_contact",
            field=models.TextField(blank=True, default="", db_default="", verbose_name="press contact"),
        ),
        migrations.AddField(model_name="historicalrelease", name="press_contact", field=_OF_RELEASE.clone()),
        migrations.AddField(model_name="release", name="press_contact", field=_OF_RELEASE.clone()),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=~models.Q(*((f"{name}__regex", NOT_IN_A_TEXT) for name in _TEXTS), _connector="OR"),
                name="release_texts_hold_no_controls",
            ),
        ),
        list_fields(),
        run("titles"),
    ]
