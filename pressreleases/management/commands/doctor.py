"""`manage.py doctor`: say whether everything around the site is as it should be."""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from pressreleases.doctor import examine
from pressreleases.models.checkup import Level


class Command(BaseCommand):
    help = (
        "Look at settings, keys, database, clock, mail, files, disk, backups, background process, accounts and "
        "certificate. The exit status is 1 if something is wrong."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the findings as JSON")
        parser.add_argument("--mail", metavar="ADDRESS", help="send a test mail to this address too")

    def handle(self, *_args: Any, **options: Any) -> None:
        findings = examine()
        if options["json"]:
            said = [{**asdict(finding), "sentence": str(finding)} for finding in findings]
            self.stdout.write(json.dumps(said, ensure_ascii=False, indent=2))
        else:
            signs = {
                Level.GOOD: (_("Good"), self.style.SUCCESS),
                Level.ADVICE: (_("Advice"), self.style.WARNING),
                Level.WRONG: (_("Wrong"), self.style.ERROR),
            }
            width = max(len(word) for word, _style in signs.values())
            for finding in findings:
                word, style = signs[finding.level]
                self.stdout.write(f"{style(word.ljust(width))}  {finding}")
        if options["mail"]:
            call_command("sendtestemail", options["mail"], stdout=self.stderr if options["json"] else self.stdout)
        if any(finding.level == Level.WRONG for finding in findings):
            sys.exit(1)
