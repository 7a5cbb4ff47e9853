"""`manage.py tidy`: forget what is kept for a time only, and count anew. `make run` does it at each start."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from pressreleases import counts
from pressreleases.desk.undeleting import forget


class Command(BaseCommand):
    help = "Forget drafts that were deleted 30 days ago. Published releases and their history are never touched."

    def handle(self, *_args: Any, **options: Any) -> None:
        counts.take()
        count = forget()
        if count or options["verbosity"] > 1:
            said = ngettext("Forgot %(count)s deleted draft.", "Forgot %(count)s deleted drafts.", count)
            self.stdout.write(said % {"count": count})
