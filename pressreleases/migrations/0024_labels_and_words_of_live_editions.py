"""Labels of published releases may change; words are proposed only as a live edition writes them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pressreleases", "0017_kinds_are_looked_up")]

    operations = [
        migrations.AddField(
            model_name="searchentry",
            name="proposes",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Whether `vector` also has its words as they are written; entries of older versions do not.",
            ),
        ),
        migrations.RemoveConstraint(model_name="searchword", name="search_word_once"),
        migrations.AddConstraint(
            model_name="searchword",
            constraint=models.UniqueConstraint(fields=("language", "word", "written"), name="search_word_once"),
        ),
    ]
