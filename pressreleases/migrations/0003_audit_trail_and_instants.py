"""The guard of the audit trail, and the limits of every instant.

They came after the migrations that `0002_rules` replaces, so both also do their work in a database that has those.
"""

from django.db import migrations

from pressreleases.migrations._sql import run


class Migration(migrations.Migration):
    dependencies = [("pressreleases", "0002_rules")]

    operations = [
        run("audit_trail"),
        run("instants"),
    ]
