"""What began last is read in order from the index, however many editions of an imported archive began at one instant."""

from django.db import migrations, models

from pressreleases.models.spans import Lower


class Migration(migrations.Migration):
    dependencies = [("pressreleases", "0026_old_rows_can_be_changed")]

    operations = [
        migrations.RemoveIndex(model_name="edition", name="edition_begins"),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(Lower("live_during"), models.F("release_id").desc(), name="edition_begins"),
        ),
        # Of an expression Postgres knows nothing until it has looked, and reads the whole table meanwhile.
        migrations.RunSQL("ANALYZE pressreleases_edition", migrations.RunSQL.noop),
    ]
