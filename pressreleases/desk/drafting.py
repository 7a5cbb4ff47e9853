"""Making a draft of a sheet, once. The sheet was read by `intake`; its head is the business of `sheet_heads`."""

import unicodedata

from django.contrib.auth.models import User
from django.db import connection, transaction

from pressreleases import richtext
from pressreleases.desk.addresses import free_slug
from pressreleases.desk.refusals import AlreadyThere, CannotBeHeld, LanguageNotHere, ThereWithOtherWords
from pressreleases.intake.folding import fold
from pressreleases.intake.sheet import Sheet
from pressreleases.models import Anniversary, AnniversaryName, Release
from pressreleases.publishing.four_eyes import IMPORTED
from pressreleases.retrying import retried
from pressreleases.vocabulary import characters
from pressreleases.vocabulary.languages import language_codes

# One import at a time, so that the same sheet given twice at once makes one release: any number that is ours alone.
_LOCK = 20240120

_ALIKE = str.maketrans("“”„‟«»″‘’‚‛ʼ′`", "\"\"\"\"\"\"\"'''''''")


@retried
def draft_from_sheet(sheet: Sheet, *, by: User | None = None) -> Release:
    """Save `sheet` as a draft of a text of its own; `by` has brought it: its words are nobody's own.

    It is linked with an anniversary if just one has its name in the title and its observance on that day.

    Raises `AlreadyThere` for a sheet that the site has, as it is or as staff changed it since; `ThereWithOtherWords`
    for another text of the same language, date and title; `LanguageNotHere`; `CannotBeHeld` for what no release
    can be, such as a second one with the same reference.
    """
    if sheet.language not in language_codes():
        raise LanguageNotHere(language=sheet.language)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        release = Release(
            language=sheet.language,
            kind=sheet.kind,
            reference=characters.line(sheet.reference),
            title=characters.line(sheet.title),
            slug=free_slug(sheet.title, sheet.language, sheet.issued_on.year),
            issued_on=sheet.issued_on,
            place=characters.line(sheet.place),
            body=characters.text(richtext.sanitise(richtext.from_paragraphs(sheet.paragraphs))),
            notes_to_editors=characters.text("\n\n".join(sheet.notes)),
            created_by=by,
            changed_by=by,
        )
        _refuse_a_second(release)
        release.anniversary = _anniversary_of(release)
        CannotBeHeld.unless_fit(release)
        # The reason says that they did not write it: a sheet published as it came needs no other eyes than theirs.
        release.save_as(by=by, reason=IMPORTED)
    return release


def _refuse_a_second(new: Release) -> None:
    """Raise if any state ever saved of a release has the language, date and title of `new`: they are its identity."""
    of_that_day = Release.history.filter(language=new.language, issued_on=new.issued_on).order_by("id", "history_id")
    same_title = [state for state in of_that_day if fold(_unified(state.title)) == fold(_unified(new.title))]
    # The history outlives what was deleted, which may come again.
    there = Release.objects.in_bulk([state.id for state in same_title])
    states = [state for state in same_title if state.id in there]
    for state in states:
        if _says(state) == _says(new):
            raise AlreadyThere(there[state.id])
    if states:
        raise ThereWithOtherWords(there[states[0].id])


def _says(release: Release) -> tuple[str, str]:
    return _unified(richtext.plain_text(release.body)), _unified(release.notes_to_editors)


def _unified(text: str) -> str:
    """`text` with one kind of space and of each quotation mark: a sheet is the same however it was typed or saved."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(_ALIKE)).split())


def _anniversary_of(release: Release) -> Anniversary | None:
    """The one anniversary that the title names and that is observed on the date, if that year has no release yet."""
    title = f" {_bare(release.title)}"
    named = AnniversaryName.objects.filter(language=release.language).select_related("anniversary")
    found = [
        row.anniversary
        for row in named
        if f" {_bare(row.name)}" in title
        and row.anniversary.observed_on(release.issued_on.year) == release.issued_on
        and not _has_a_release(row.anniversary, release)
    ]
    return found[0] if len(found) == 1 else None


def _has_a_release(anniversary: Anniversary, besides: Release) -> bool:
    same_year = anniversary.releases.filter(language=besides.language, issued_on__year=besides.issued_on.year)
    return same_year.exists()


def _bare(text: str) -> str:
    """The folded words alone; an ending that a language adds to a name stays at its end, where it does no harm."""
    return " ".join("".join(c if c.isalnum() else " " for c in fold(_unified(text))).split())
