"""The connection: the cluster is started at the first one, never by importing settings."""

from pathlib import Path
from typing import Any

import psycopg2
from django.core.management.base import CommandError
from django.db.backends.postgresql import base
from django.db.utils import OperationalError

from mission_site.embedded_postgres.backend.client import DatabaseClient
from mission_site.embedded_postgres.cluster import Cluster, cluster_at
from mission_site.embedded_postgres.failure import EmbeddedFailure


class DatabaseUnavailable(CommandError, OperationalError):
    """The embedded database cannot be had. A command prints it as one sentence; a page sees a database error."""


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL in the folder that the setting EMBEDDED_DIR names."""

    client_class = DatabaseClient

    @property
    def cluster(self) -> Cluster:
        return cluster_at(Path(self.settings_dict["EMBEDDED_DIR"]))

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, starting the server when it is not running; raise DatabaseUnavailable with a sentence."""
        try:
            self.cluster.enter()
            try:
                return super().get_new_connection(conn_params | self.cluster.connection())
            except psycopg2.OperationalError:
                # Between entering and connecting the server may have been stopped, or have crashed.
                self.cluster.revive()
                return super().get_new_connection(conn_params | self.cluster.connection())
        except EmbeddedFailure as failure:
            raise DatabaseUnavailable(str(failure)) from failure
