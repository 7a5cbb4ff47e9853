"""`manage.py sendtestemail`: send one mail to each address as notices are sent, or say in one sentence why not."""

from contextlib import closing
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.management.base import BaseCommand, CommandError, CommandParser

from pressreleases.outbox.sending import Postman, Refused, ServerAway


class Command(BaseCommand):
    help = "Send a test mail to each address, through the mail server that MISSION_EMAIL_URL names."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", nargs="+", help="The addresses to send to.")

    def handle(self, *_args: Any, email: list[str], **_options: Any) -> None:
        if not settings.EMAIL_HOST:
            raise CommandError("No mail server is named. Set MISSION_EMAIL_URL in the settings file.")
        with closing(Postman()) as postman:
            for address in email:
                self._send(address, postman)

    def _send(self, address: str, postman: Postman) -> None:
        mail = EmailMessage("Test of notices by e-mail", "The site can send mail to this address.", to=[address])
        try:
            postman.send(mail)
        except (ServerAway, Refused) as error:
            raise CommandError(f"The mail to {address} was not sent: {error}") from error
        self.stdout.write(f"The mail server {settings.EMAIL_HOST} took the mail to {address}.")
