"""`manage.py run_worker`: the background process, which sends mail and the like. `make run` starts it too."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from pressreleases.direct_connection import direct
from pressreleases.worker import SessionsAreShared, run_once, run_worker, stop_on_signals


class Command(BaseCommand):
    help = "Do what the site does by itself, until SIGTERM or SIGINT. One process for each database; others stand by."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do everything once and end, for cron")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            with direct():
                self._work(once=options["once"])
        except SessionsAreShared as error:
            raise CommandError(
                _(
                    "This process is connected to the database through a pooler in transaction mode, which "
                    "does not work here. Set DATABASE_DIRECT_URL to the database itself, or set the pooler "
                    "to session mode."
                )
            ) from error

    def _work(self, *, once: bool) -> None:
        if once:
            if not run_once():
                self.stdout.write(_("Another background worker is already running for this site."))
            return
        with stop_on_signals() as stop:
            run_worker(stop)
