"""`manage.py migrate` as the owner of the tables, who then lets the role of the site do what it needs."""

from typing import Any

from django.core.management.commands import migrate

from mission_site.database_owner import as_owner, grant_to_site


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with as_owner():
            super().handle(*args, **options)
            grant_to_site()
