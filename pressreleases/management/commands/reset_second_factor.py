"""`manage.py reset_second_factor NAME`: remove the second factors of an account whose owner has lost them."""

from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from pressreleases import second_factors
from pressreleases.request_values import words_in


class Command(BaseCommand):
    help = "Remove all second factors of an account whose owner has lost them. Its password stays; its sessions end."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the user name of the account")

    def handle(self, *_args: Any, **options: Any) -> None:
        name = options["name"]
        # A terminal may send bytes that are no letters, and so no name.
        user = User.objects.filter(username=name).first() if words_in(name, most=len(name)) == name else None
        if user is None:
            raise CommandError(_("No account has the user name %(name)s.") % {"name": name})
        if not second_factors.reset(user, by=None):
            raise CommandError(_("%(name)s has no second factor.") % {"name": user.username})
        said = _("%(name)s has no second factor any more, and is signed out everywhere.")
        self.stdout.write(said % {"name": user.username})
