"""What Postgres enforces beyond the constraints of tables: the triggers, functions and search configurations of `rules/`."""

from django.db import migrations

from pressreleases.migrations import BEFORE_0_2_0
from pressreleases.migrations._sql import list_fields, run


class Migration(migrations.Migration):
    # A database that has all of these has nothing left to do.
    replaces = [("pressreleases", name) for name in BEFORE_0_2_0]

    # With the newest migrations of all other apps, so that `SCHEMA` says which of those a database has, too.
    dependencies = [
        ("pressreleases", "0001_initial"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        run("refuse"),
        list_fields(),
        run("the_past"),
        run("labels"),
        run("withdrawals"),
        run("texts"),
        run("previews"),
        run("four_eyes"),
        run("kept_addresses"),
        run("pending_changes"),
        run("search"),
    ]
