#!/usr/bin/env python
"""Django's command line for this site; everything it can do is listed by `manage.py help`."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mission_site.settings")
    try:
        from django.core.management import execute_from_command_line
        from django.db import OperationalError, connection
    except ImportError:
        sys.exit("Django is not installed here. Type `make run` or `make test` first: they set up .venv.")
    try:
        execute_from_command_line(sys.argv)
    except OperationalError as error:
        # Once it was reached, what fails is no setting, and whoever mends it needs to see where.
        if connection.connection is not None or "--traceback" in sys.argv:
            raise
        sys.exit(f"The database cannot be reached: {str(error).strip().splitlines()[0]}")


if __name__ == "__main__":
    main()
