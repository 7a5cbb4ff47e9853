"""`manage.py import_release FILE…`: make a draft of each document, or publish it, and say how each went."""

from __future__ import annotations

import datetime as dt
import json
import logging
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from pressreleases.editorial.errors import (
    AlreadyThere,
    HeadDiffers,
    NotReady,
    ThereWithOtherWords,
    Unanswered,
    in_lines,
)
from pressreleases.editorial.importing import Imported, import_sheet, keep_former_address
from pressreleases.errors import ExplainedError
from pressreleases.intake.errors import NoDocument
from pressreleases.intake.folding import fold_for_reading
from pressreleases.intake.reading import read_both
from pressreleases.intake.sources import Source, has_several, sources_of
from pressreleases.language import characters
from pressreleases.language.dates import day_in_words, instant_in_words, is_zone
from pressreleases.language.languages import own_name
from pressreleases.public_addresses import release_page
from pressreleases.publishing import permissions
from pressreleases.request_values import words_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.management.base import CommandParser

    from pressreleases.intake.document import Document


class Command(BaseCommand):
    help = (
        "Make a draft of each document: text, Word, OpenDocument, HTML or PDF. A folder or a ZIP archive brings all in "
        "it, an export of WordPress, RSS or Atom (.xml) its posts. What they bring counts as nobody's own words. "
        "Each is taken in whole or not at all; the exit status is 1 if one was not. Run it again after it was stopped: "
        "nothing is made twice."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help="a document, folder, archive or export")
        parser.add_argument("--dry-run", action="store_true", help="say what would become of each, and make nothing")
        parser.add_argument("--language", help="the language of the documents (en, az …); otherwise it is recognised")
        parser.add_argument("--kind", help="the kind of those that do not say it (press-release, statement …)")
        parser.add_argument(
            "--answers",
            type=Path,
            metavar="JSON",
            help='answers by the keys of the questions: {"title": "…"}; for several documents, one object for each',
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
        sources = partial(_sources, options["files"])
        is_table = options["dry_run"] or any(map(has_several, options["files"]))
        total = sum(1 for _source in sources()) if is_table else len(options["files"])
        answers = _answers(options["answers"], [source.key for source in sources()] if options["answers"] else [])
        if self.stderr.isatty():
            # A person reads there what the audit trail has anyway.
            logging.getLogger("mission.audit").setLevel(logging.WARNING)
        importer = _Importer(options, publish_by)
        counts: Counter[_Outcome] = Counter()
        failures = []
        for number, source in enumerate(sources(), start=1):
            if is_table and self.stderr.isatty():
                self.stderr.write(f"\r{number} / {total} ", style_func=str, ending="")
            result = importer.take(source, answers.get(source.key, {}))
            counts[result.outcome] += 1
            if result.has_failed:
                failures.append(f"{_shown(source.name)}: {result.lines[0]}")
            self.tell(source, result, in_table=is_table, is_alone=total == 1)
        if is_table:
            self.stdout.write("")
            self.stdout.write("\n".join(f"{counts[outcome]:>7}  {WORDS[outcome]}" for outcome in _Outcome))
        if failures:
            raise CommandError(
                failures[0] if total == 1 else _summary(len(failures), total - counts[_Outcome.LEFT_OUT])
            )

    def tell(self, source: Source, result: _Result, *, in_table: bool, is_alone: bool) -> None:
        name = _shown(source.name)
        if in_table:
            self.stdout.write(f"{WORDS[result.outcome]:<24} {name}")
            if result.outcome not in (_Outcome.MADE, _Outcome.THERE):
                self.stdout.write("\n".join(f"    {line}" for line in result.lines))
        elif not result.has_failed:
            self.stdout.write("\n".join(f"{name}: {line}" for line in result.lines))
        elif not is_alone:
            self.stderr.write(f"{name}: {result.lines[0]}")


class _Outcome(StrEnum):
    MADE = "made"
    LOOK = "look"
    THERE = "there"
    ASKED = "asked"
    REFUSED = "refused"
    LEFT_OUT = "left out"


WORDS = {
    _Outcome.MADE: gettext_lazy("made"),
    _Outcome.LOOK: gettext_lazy("made, needs a look"),
    _Outcome.THERE: gettext_lazy("already there"),
    _Outcome.ASKED: gettext_lazy("not made, needs a look"),
    _Outcome.REFUSED: gettext_lazy("refused"),
    _Outcome.LEFT_OUT: gettext_lazy("left out"),
}


@dataclass(frozen=True, slots=True)
class _Result:
    outcome: _Outcome
    lines: list[str]
    has_failed: bool = False


class _Importer:
    """Takes documents in, one after the other; with `--dry-run`, takes back each and remembers which it would be."""

    def __init__(self, options: dict[str, Any], publish_by: User | None) -> None:
        self.options = options
        self.publish_by = publish_by
        self.seen: set[tuple[str, dt.date | None, str]] = set()

    def take(self, source: Source, answers: dict[str, str]) -> _Result:
        if source.left_out:
            return _Result(_Outcome.LEFT_OUT, [source.left_out])
        try:
            if not self.options["dry_run"]:
                return self.imported(source, answers)
            with transaction.atomic():
                result = self.imported(source, answers)
                transaction.set_rollback(True)
            return result
        except AlreadyThere as there:
            if source.address and not self.options["dry_run"]:
                # An earlier import may have been stopped, or was made from a file.
                keep_former_address(source.address, there.release)
            return _Result(_Outcome.THERE, [str(there)])
        except (Unanswered, ThereWithOtherWords, HeadDiffers, NotReady) as error:
            return _Result(_Outcome.ASKED, [str(error)], has_failed=True)
        except (ExplainedError, OSError) as error:
            return _Result(_Outcome.REFUSED, [_sentence(error)], has_failed=True)

    def imported(self, source: Source, answers: dict[str, str]) -> _Result:
        """What became of one document, or of both texts of a sheet in two languages, a sentence a line."""
        given = {key: self.options[key] for key in ("language", "country") if self.options[key]}
        reading = partial(read_both, source.content(), is_text=source.is_text)
        documents = reading(answers={**source.answers, **given, **answers})
        if self.options["kind"] and any(question.key == "kind" for question in documents[0].questions):
            answers = {"kind": self.options["kind"], **answers}
            documents = reading(answers={**source.answers, **given, **answers})
        keys = {(each.language, each.issued_on, fold_for_reading(each.title)) for each in documents}
        if self.options["dry_run"] and keys <= self.seen:
            return _Result(_Outcome.THERE, [_("A document above has the same language, date and title.")])
        lines: list[str] = []
        original = None
        with transaction.atomic():
            for document in documents:
                imported = import_sheet(
                    document,
                    publish_by=self.publish_by,
                    time_zone=self.options["time_zone"],
                    original=original,
                    has_more=document is not documents[-1],
                )
                original = original or imported.release
                # What a dry run makes is gone again.
                lines += [] if self.options["dry_run"] else [_outcome(imported)]
                lines += [*_about_head(imported), *imported.warnings]
                lines += _findings(document, imported.release.embargo_ends_at)
            if source.address and original and keep_former_address(source.address, original):
                lines.append(_("The old address %(address)s leads to it.") % {"address": source.address})
        self.seen |= keys
        has_questions = any(document.questions for document in documents)
        return _Result(_Outcome.LOOK if has_questions else _Outcome.MADE, lines)


def _sources(files: list[Path]) -> Iterator[Source]:
    """The documents of all files. What cannot be opened is one that raises the error when it is read."""
    for file in files:
        is_empty = True
        try:
            for source in sources_of(file):
                is_empty = is_empty and bool(source.left_out)
                yield source
            if is_empty:
                yield Source(str(file), file.name, partial(_fail, NoDocument()))
        except (OSError, ExplainedError) as error:
            yield Source(str(file), file.name, partial(_fail, error))


def _fail(error: Exception) -> bytes:
    raise error


def _publisher(username: str | None, *, publish: bool) -> User | None:
    """Who publishes; None if nothing is to be published. Raises `CommandError` for who may not."""
    if not publish:
        if username:
            raise CommandError(_("--as says who publishes. Add --publish, or leave out --as."))
        return None
    if not username:
        raise CommandError(_("--publish needs a person who publishes. Add --as and a user name."))
    is_name = words_in(username, most=len(username)) == username
    user = User.objects.filter(username=username).first() if is_name else None
    if user is None:
        raise CommandError(_("There is no account “%(username)s”.") % {"username": username})
    if not permissions.may(user, permissions.PUBLISH):
        raise CommandError(_("“%(username)s” may not publish. Name an editor’s account.") % {"username": username})
    return user


def _answers(file: Path | None, keys: list[str]) -> dict[str, dict[str, str]]:
    """The answers of the file by the names of the sheets. Raises `CommandError` for what is no such file."""
    if file is None:
        return {}
    try:
        read_in = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CommandError(f"{_shown(file)}: {_why_unreadable(error)}") from error
    except ValueError as error:
        raise CommandError(_("%(file)s: This is not JSON.") % {"file": _shown(file)}) from error
    if isinstance(read_in, dict) and len(keys) == 1 and not any(isinstance(value, dict) for value in read_in.values()):
        read_in = {keys[0]: read_in}
    if not isinstance(read_in, dict) or not all(isinstance(value, dict) for value in read_in.values()):
        sentence = _('%(file)s: Give an object of answers for each sheet, such as {"sheet.txt": {"title": "…"}}.')
        raise CommandError(sentence % {"file": _shown(file)})
    if strange := sorted(set(read_in) - set(keys)):
        sentence = _("%(file)s has answers for “%(name)s”, but no sheet has this name.")
        raise CommandError(sentence % {"file": _shown(file), "name": strange[0]})
    return read_in


def _about_head(imported: Imported) -> Iterator[str]:
    """What became of the letterhead."""
    if imported.head.details_made:
        yield _("Mission details were made from the letterhead of the sheet.")
    if imported.head.differences:
        yield _("The head of the sheet differs from the mission details of that day. The details were not changed:")
        yield from (f"  {difference}" for difference in imported.head.differences)
    if imported.head.note:
        yield imported.head.note


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
    if isinstance(error, PermissionError):
        return _("The user who runs this command is not allowed to read this file.")
    return _("The file cannot be read: %(reason)s.") % {"reason": error.strerror or error}


def _summary(failed: int, files: int) -> str:
    sentence = ngettext(
        "%(failed)s of %(files)s files was not imported.", "%(failed)s of %(files)s files were not imported.", failed
    )
    return sentence % {"failed": failed, "files": files}


def _shown(file: Path | str) -> str:
    """The file's name for printing, also with bytes that are no text, and without what would steer a terminal."""
    return characters.line(str(file).encode("utf-8", "replace").decode())
