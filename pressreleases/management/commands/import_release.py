"""`manage.py import_release FILE…`: make a draft of each text sheet, or publish it, and say how each went."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from pressreleases.editorial.errors import AlreadyThere, in_lines
from pressreleases.editorial.importing import Imported, import_sheet
from pressreleases.errors import ExplainedError
from pressreleases.intake.document import Document
from pressreleases.intake.reading import read
from pressreleases.language.dates import day_in_words, instant_in_words, is_zone
from pressreleases.language.languages import own_name
from pressreleases.public_addresses import release_page
from pressreleases.publishing import permissions


class Command(BaseCommand):
    help = (
        "Make a draft of each text sheet. What a sheet brings counts as nobody's own words. "
        "Each file is taken in whole or not at all; the exit status is 1 if one was not."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help="a text file")
        parser.add_argument("--language", help="the language of the sheets (en, az …); otherwise it is recognised")
        parser.add_argument(
            "--answers",
            type=Path,
            metavar="JSON",
            help='answers by the keys of the questions: {"title": "…"}; for several sheets, one object for each',
        )
        parser.add_argument("--publish", action="store_true", help="publish each at once; needs --as")
        parser.add_argument("--as", dest="username", metavar="USER", help="who publishes, by user name")
        parser.add_argument(
            "--country", help="where numbers without a country code are (US); otherwise the address tells"
        )
        parser.add_argument(
            "--time-zone",
            default="",
            help="the mission's (America/New_York), for details made of the sheet; otherwise its numbers tell",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        publish_by = _publisher(options["username"], publish=options["publish"])
        if options["time_zone"] and not is_zone(options["time_zone"]):
            raise CommandError(_("“%(zone)s” is not a time zone.") % {"zone": options["time_zone"]})
        files: list[Path] = options["files"]
        answers = _answers(options["answers"], files)
        failures = []
        for file in files:
            try:
                lines = _import(file, options, publish_by, answers.get(file.name, {}))
            except AlreadyThere as there:
                lines = [str(there)]
            except (ExplainedError, OSError) as error:
                failures.append(f"{_shown(file)}: {_sentence(error)}")
                if len(files) > 1:
                    self.stderr.write(failures[-1])
                continue
            for line in lines:
                self.stdout.write(f"{_shown(file)}: {line}")
        if failures:
            raise CommandError(failures[0] if len(files) == 1 else _summary(len(failures), len(files)))


def _publisher(username: str | None, *, publish: bool) -> User | None:
    """Who publishes; None if nothing is to be published. Raises `CommandError` for who may not."""
    if not publish:
        if username:
            raise CommandError(_("--as says who publishes. Add --publish, or leave out --as."))
        return None
    if not username:
        raise CommandError(_("--publish needs a person who publishes. Add --as and a user name."))
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CommandError(_("There is no account “%(username)s”.") % {"username": username})
    if not permissions.may(user, permissions.PUBLISH):
        raise CommandError(_("“%(username)s” may not publish. Name an editor’s account.") % {"username": username})
    return user


def _answers(file: Path | None, files: list[Path]) -> dict[str, dict[str, str]]:
    """The answers of the file by the names of the sheets. Raises `CommandError` for what is no such file."""
    if file is None:
        return {}
    try:
        read_in = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CommandError(f"{_shown(file)}: {_why_unreadable(error)}") from error
    except ValueError as error:
        raise CommandError(_("%(file)s: This is not JSON.") % {"file": _shown(file)}) from error
    if isinstance(read_in, dict) and len(files) == 1 and not any(isinstance(value, dict) for value in read_in.values()):
        read_in = {files[0].name: read_in}
    if not isinstance(read_in, dict) or not all(isinstance(value, dict) for value in read_in.values()):
        sentence = _('%(file)s: Give an object of answers for each sheet, such as {"sheet.txt": {"title": "…"}}.')
        raise CommandError(sentence % {"file": _shown(file)})
    if strange := sorted(set(read_in) - {each.name for each in files}):
        sentence = _("%(file)s: There are answers for “%(name)s”, which is none of the sheets.")
        raise CommandError(sentence % {"file": _shown(file), "name": strange[0]})
    return read_in


def _import(file: Path, options: dict[str, Any], publish_by: User | None, answers: dict[str, str]) -> list[str]:
    """Take one file in and return what to say of it, a sentence a line."""
    given = {"language": options["language"], "country": options["country"]}
    with file.open("rb") as stream:
        document = read(stream, answers={**{key: value for key, value in given.items() if value}, **answers})
    imported = import_sheet(document, publish_by=publish_by, time_zone=options["time_zone"])
    lines = [_outcome(imported)]
    if imported.head.details_made:
        lines.append(_("Mission details were made from the head of the sheet."))
    if imported.head.differences:
        lines.append(
            _("The head of the sheet differs from the mission details of that day. The details were not changed:")
        )
        lines += [f"  {difference}" for difference in imported.head.differences]
    if imported.head.note:
        lines.append(imported.head.note)
    return [*lines, *imported.warnings, *_findings(document, imported.release.embargo_ends_at)]


def _findings(document: Document, embargo_ends_at: dt.datetime | None) -> Iterator[str]:
    """What became of an embargo, what the sheet says that a release has no field for, and the questions left."""
    if document.embargo:
        facts = {"embargo": document.embargo.printed}
        if embargo_ends_at:
            facts["instant"] = f"{instant_in_words(embargo_ends_at, get_language() or 'en', 'UTC')} (UTC)"
            yield _("The sheet says “%(embargo)s”. The release is under embargo until %(instant)s.") % facts
        elif document.embargo.is_dated:
            yield _("The sheet says “%(embargo)s”. That time has passed.") % facts
        else:
            yield _("The sheet says “%(embargo)s”, but not until when. Set an embargo on the release.") % facts
    if document.encoding not in ("UTF-8", "UTF-16"):
        yield _("The file was read as %(encoding)s: every letter of its text fits.") % {"encoding": document.encoding}
    for name, words in (
        (_("Press contact"), document.contact),
        (_("Addressee"), document.addressee),
        (_("About the sheet"), document.notices),
    ):
        if words:
            yield _("%(name)s, not stored: %(words)s") % {"name": name, "words": " / ".join(words)}
    if document.questions:
        yield _("Questions about the sheet. Look at these places before you publish:")
        for question in document.questions:
            yield from in_lines(question)


def _outcome(imported: Imported) -> str:
    release, edition = imported.release, imported.edition
    facts = {
        "title": release.title,
        "date": day_in_words(release.issued_on, get_language() or "en"),
        "language": own_name(release.language),
        "number": release.pk,
    }
    if edition is None:
        return _("“%(title)s” (%(date)s, %(language)s) is release %(number)s, a draft.") % facts
    sentence = _("“%(title)s” (%(date)s, %(language)s) is release %(number)s, published at %(page)s")
    return sentence % {**facts, "page": release_page(edition)}


def _sentence(error: Exception) -> str:
    """What was wrong, in the active language."""
    return _why_unreadable(error) if isinstance(error, OSError) else str(error)


def _why_unreadable(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return _("There is no such file.")
    if isinstance(error, IsADirectoryError):
        return _("This is a folder. Give the names of the files in it.")
    if isinstance(error, PermissionError):
        return _("The user who runs this command is not allowed to read this file.")
    return _("The file cannot be read: %(reason)s.") % {"reason": error.strerror or error}


def _summary(failed: int, files: int) -> str:
    sentence = ngettext(
        "%(failed)s of %(files)s files was not imported.", "%(failed)s of %(files)s files were not imported.", failed
    )
    return sentence % {"failed": failed, "files": files}


def _shown(file: Path) -> str:
    """The file's name for printing, also with bytes that are no text."""
    return str(file).encode("utf-8", "replace").decode()
