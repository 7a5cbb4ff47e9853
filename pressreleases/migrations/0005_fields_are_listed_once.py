"""The triggers ask for the list of fields, which `models/fields.py` has, in place of lists of their own.

A new database has this from `0002_rules`.
"""

from django.db import migrations

from pressreleases.migrations._sql import list_fields, run


class Migration(migrations.Migration):
    dependencies = [("pressreleases", "0004_rename_tables")]

    operations = [
        list_fields(),
        run("the_past"),
        run("texts"),
        run("pending_changes"),
    ]
