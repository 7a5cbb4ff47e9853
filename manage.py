#!/usr/bin/env python
"""Django's command line for this site; everything it can do is listed by `manage.py help`."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mission_site.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed here. Type `make run` or `make test` first: they set up .venv.")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
