"""`manage.py tidy`: remove what has expired, and count again. `make run` does it at each start."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from pressreleases.worker import tidy


class Command(BaseCommand):
    help = (
        "Forget drafts that were deleted 30 days ago, and notices as old. "
        "Published releases and their history are never touched."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--no-renew",
            dest="renew",
            action="store_false",
            help="Leave old entries of the search index to `run_worker`: with a large archive, minutes.",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        for count, said in tidy(renew=options["renew"]):
            if count or options["verbosity"] > 1:
                self.stdout.write(said)
