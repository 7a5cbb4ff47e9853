"""`make stop`: stopping the site's own database from the command line."""

import os
import sys
from pathlib import Path

from mission_site.embedded_postgres import locks
from mission_site.embedded_postgres.cluster import cluster_at
from mission_site.embedded_postgres.failure import EmbeddedFailure


def main(arguments: list[str]) -> None:
    """Carry out `stop`; exit with one sentence when that is not possible."""
    if arguments != ["stop"]:
        sys.exit("Say stop.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mission_site.settings")
    from django.conf import settings  # noqa: PLC0415 - after the environment names the settings

    base = settings.DATABASES["default"].get("EMBEDDED_DIR")
    if base is None:
        sys.exit("DATABASE_URL names the database, so it is not this site's to stop.")
    if not Path(base).exists():
        sys.exit(f"There is no database in {base}. MISSION_VAR or MISSION_CONFIG names another data folder.")
    web = Path(settings.DATA_DIR) / "web.lock"
    if web.exists() and not locks.is_free(web):
        sys.exit("The web server of this data folder is running, and would start it again: interrupt that first.")
    try:
        stopped = cluster_at(base).stop()
    except EmbeddedFailure as failure:
        sys.exit(str(failure))
    print("The database was stopped." if stopped else "The database was not running.")


if __name__ == "__main__":
    main(sys.argv[1:])
