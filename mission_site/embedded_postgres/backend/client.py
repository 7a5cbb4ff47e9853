"""`manage.py dbshell`: psql of the same release as the server, over its socket."""

import os
from collections.abc import Iterable
from pathlib import Path

from django.db.backends.postgresql import client

from mission_site.embedded_postgres import binaries
from mission_site.embedded_postgres.cluster import cluster_at


class DatabaseClient(client.DatabaseClient):
    """psql, counted among the users of the cluster for as long as it runs."""

    def runshell(self, parameters: Iterable[str]) -> None:
        settings = self.connection.settings_dict
        cluster = cluster_at(Path(settings["EMBEDDED_DIR"]))
        cluster.enter()
        where = cluster.connection()
        # psql is told where to go by options; this one setting of the environment would still win over them.
        os.environ.pop("PGHOSTADDR", None)
        type(self).executable_name = binaries.program("psql")
        self.connection.settings_dict = {**settings, "HOST": where["host"], "PORT": where["port"]}
        try:
            super().runshell(parameters)
        finally:
            self.connection.settings_dict = settings
