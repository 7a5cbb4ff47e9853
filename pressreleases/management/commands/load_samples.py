"""`manage.py load_samples`: fill an empty site with sample content and print its accounts, once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from pressreleases.management.sample_loading import Account, NotEmpty, load


class Command(BaseCommand):
    help = "Fill an empty site with sample content, and print the names and passwords of its accounts once."

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            accounts = load()
        except NotEmpty as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("Sample accounts. Their passwords are shown only once:"))
        for line in _rows(accounts):
            self.stdout.write(line)


def _rows(accounts: list[Account]) -> list[str]:
    head = (_("Name"), _("Password"), _("Role"))
    rows = [head, *((each.user.get_username(), each.password, each.role) for each in accounts)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return [
        "  " + "   ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
