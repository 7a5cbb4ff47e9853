"""`manage.py import_anniversaries FILE`: show how each row is understood, then import all rows without faults."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pressreleases.anniversaries.csv_files import ENCODINGS, LIMIT, FileRefused
from pressreleases.anniversaries.csv_import import Reading, read_file, save_rows
from pressreleases.language.languages import language_codes


class Command(BaseCommand):
    help = (
        "Import anniversaries from a table (CSV). Nothing is imported while a row has a fault, unless --good-rows is "
        "given; anniversaries that exist already are skipped."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="a CSV file")
        parser.add_argument("--dry-run", action="store_true", help="only say how each row is understood")
        parser.add_argument("--good-rows", action="store_true", help="take the good rows though others have faults")
        parser.add_argument(
            "--language", default=language_codes()[0], help="the language of names that do not say theirs"
        )
        parser.add_argument("--encoding", default="", choices=["", *ENCODINGS], help="of an old file from Windows")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["language"] not in language_codes():
            raise CommandError(_("The site has no language “%(language)s”.") % {"language": options["language"]})
        readings = _read(options)
        for reading in readings:
            for line in _lines(reading):
                self.stdout.write(line)
        faulty = sum(bool(reading.faults) for reading in readings)
        if faulty and not options["good_rows"]:
            raise CommandError(
                ngettext(
                    "%(count)s row has errors, so nothing was imported.",
                    "%(count)s rows have errors, so nothing was imported.",
                    faulty,
                )
                % {"count": faulty}
            )
        if options["dry_run"]:
            self.stdout.write(_("Nothing was imported: this was a dry run."))
            return
        taken = len(save_rows([reading.record for reading in readings], by=None))
        said = ngettext("%(count)s anniversary was imported.", "%(count)s anniversaries were imported.", taken)
        self.stdout.write(said % {"count": taken})


def _read(options: dict[str, Any]) -> list[Reading]:
    try:
        with options["file"].open("rb") as stream:
            data = stream.read(LIMIT + 1)
        return read_file(data, encoding=options["encoding"], language=options["language"])
    except OSError as error:
        raise CommandError(_("The file cannot be read: %(reason)s.") % {"reason": error.strerror or error}) from error
    except FileRefused as error:
        raise CommandError(str(error)) from error


def _lines(reading: Reading) -> list[str]:
    names = " · ".join(name.name for name in reading.names) or "–"
    facts = "; ".join(fact for fact in (reading.event, reading.rule) if fact)
    said = [*reading.faults, reading.already]
    return [f"{reading.number}. {names}: {facts}", *(f"   {sentence}" for sentence in said if sentence)]
