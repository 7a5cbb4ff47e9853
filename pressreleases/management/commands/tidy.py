"""`manage.py tidy`: forget what is kept for a time only, and count anew. `make run` does it at each start."""

from typing import Any

from django.core.management.base import BaseCommand

from pressreleases.desk.tidying import tidy


class Command(BaseCommand):
    help = (
        "Forget drafts that were deleted 30 days ago, and notices as old. "
        "Published releases and their history are never touched."
    )

    def handle(self, *_args: Any, **options: Any) -> None:
        for count, said in tidy():
            if count or options["verbosity"] > 1:
                self.stdout.write(said)
