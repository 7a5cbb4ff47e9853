"""Importing a document, all or nothing: its words become a draft, its head is compared with the mission details."""

import datetime as dt
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace
from urllib.parse import unquote

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import F, Func, TextField, Value
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pressreleases import publishing, richtext
from pressreleases.audit import record
from pressreleases.editorial.errors import (
    AlreadyThere,
    AlreadyThereUnpublished,
    HeadDiffers,
    HeadUnusable,
    LanguageNotHere,
    NotReady,
    OriginalHasThatLanguage,
    SourceGone,
    ThereWithOtherWords,
    Unanswered,
    UnderEmbargo,
)
from pressreleases.editorial.import_pictures import keep_pictures, with_pictures
from pressreleases.editorial.mission_details import Difference, details_from_sheet, differences
from pressreleases.editorial.preflight import preflight
from pressreleases.errors import CannotBeStored
from pressreleases.intake.document import Document
from pressreleases.intake.folding import fold_for_reading
from pressreleases.language import characters
from pressreleases.language.dates import TOO_LATE, day_in_words, zone_info
from pressreleases.language.languages import language_codes, own_name
from pressreleases.mission_clock import clock_of, details_now
from pressreleases.models import (
    Anniversary,
    AnniversaryName,
    Edition,
    FormerAddress,
    MissionDetails,
    Release,
    ReleaseSource,
    SourceDocument,
    Topic,
)
from pressreleases.models.audit import AuditAct
from pressreleases.models.former_address import LONGEST_PATH
from pressreleases.models.release import free_code, free_slug
from pressreleases.publishing.four_eyes import IMPORTED, why_refused
from pressreleases.publishing.locking import database_now, lock_families
from pressreleases.retrying import retried


@dataclass(frozen=True)
class Head:
    """What became of a sheet's head: details made of it, differences from those there are, or `note` why neither."""

    details_made: bool = False
    differences: tuple[Difference, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Imported:
    """A release made of a document; `edition` is None unless it was published. `warnings` are those of preflight."""

    release: Release
    head: Head
    edition: Edition | None
    warnings: tuple[str, ...] = ()


@retried
def import_sheet(
    document: Document,
    *,
    publish_by: User | None = None,
    time_zone: str = "",
    original: Release | None = None,
    has_more: bool = False,
) -> Imported:
    """Make a draft of `document`, and mission details if the site has none; publish it now if `publish_by` does so.

    Details that are there are never changed. A document with questions that need an answer makes no draft. What has any
    open question, an embargo, another head than the mission details, or what preflight refuses, is not published.
    `original`: it becomes a translation in the family of that release. `has_more`: another language follows, so its
    absence is no reason against publishing.

    Raises what `draft_from_sheet`, `details_from_sheet` (but not `HeadUnusable`) and `publishing.publish` raise,
    `UnderEmbargo`, `HeadDiffers`, `NotReady`, and `AlreadyThereUnpublished` where `publish_by` is given and the
    document is there, but not live.
    """
    with transaction.atomic():
        document = replace(document, body=with_pictures(document.body, keep_pictures(document, {}, by=publish_by)))
        try:
            release = draft_from_sheet(document, original=original)
        except AlreadyThere as error:
            if publish_by is not None and not Edition.objects.filter(release=error.release).live().exists():
                raise AlreadyThereUnpublished(error.release) from error
            raise
        _record_import(release, by=publish_by)
        head = _take_head(document, time_zone, by=publish_by)
        if publish_by is None:
            return Imported(release, head, None)
        if document.embargo and (release.embargo_ends_at or not document.embargo.is_dated):
            raise UnderEmbargo(embargo=document.embargo.printed)
        if document.questions:
            raise Unanswered(document.questions)
        _refuse_another_head(release, head)
        warnings = _pass_preflight(release, by=publish_by, has_more=has_more)
        (edition,) = publishing.publish([release], by=publish_by)
        return Imported(release, head, edition, warnings)


@retried
def import_source(
    document: Document,
    source: SourceDocument,
    *,
    by: User,
    topics: Collection[Topic] = (),
    original: Release | None = None,
    with_head: bool = False,
    time_zone: str = "",
) -> Imported:
    """Make a draft of `document`, as `by` has corrected it, which was read from `source` and is linked with it.

    Anybody can upload what they wrote themselves, so these words count as those of `by`. `original`: the draft becomes
    a translation in its family. `with_head`: mission details are made of the letterhead if the site has none; if that
    is not asked for, or cannot be done, they are left alone.

    Raises what `draft_from_sheet` raises, `NoTimeZone`, and `SourceGone` if the document has been deleted meanwhile.
    """
    with transaction.atomic():
        if not SourceDocument.objects.select_for_update().filter(pk=source.pk).exists():
            raise SourceGone
        release = draft_from_sheet(document, by=by, is_own=True, original=original)
        if topics:
            release.topics.set(topics)
        ReleaseSource.objects.create(document=source, release=release)
        _record_import(release, by=by, details={"document": source.pk})
        head = _take_head(document, time_zone, by=by, may_make=with_head)
    return Imported(release, head, None)


def keep_former_address(path: str, release: Release) -> bool:
    """Let an address of another site lead to `release`; return whether it does. One that leads elsewhere stays so."""
    path = unquote(path)
    if not path.startswith("/") or not 1 < len(path) <= LONGEST_PATH or path != characters.line(path):
        return False
    return FormerAddress.objects.get_or_create(path=path, defaults={"release": release})[0].release_id == release.pk


def _refuse_another_head(release: Release, head: Head) -> None:
    if head.differences:
        date = day_in_words(release.issued_on, get_language() or "en")
        raise HeadDiffers(date=date, differences=" ".join(map(str, head.differences)))


def _record_import(release: Release, *, by: User | None, details: dict[str, int] | None = None) -> None:
    record(AuditAct.IMPORTED, release, by=by, details=details)
    if until := release.embargo_ends_at:
        record(AuditAct.EMBARGO_SET, release, by=by, details={"until": until.isoformat()})


def _pass_preflight(release: Release, *, by: User, has_more: bool) -> tuple[str, ...]:
    """Check the release as the admin does before publishing; return the warnings. Raises `NotReady`, or a refusal.

    Here nobody can say that a language may be missing, or why languages may differ.
    """
    rows = Release.objects.with_state().filter(family=release.family)
    going = [row for row in rows if row.pk == release.pk]
    others = [row for row in rows if row.pk != release.pk]
    findings = preflight(going, "publish", clock=clock_of(details_now()), by=by, others=others)
    (found,) = findings.texts
    if found.refusal:
        raise found.refusal
    languages = [item for item in found.warnings if item.of_languages and not has_more]
    problems = [str(each) for each in (*found.errors, *languages, *findings.all_differences)]
    if problems:
        raise NotReady(problems=" ".join(problems))
    if found.four_eyes:
        raise why_refused(found.four_eyes)
    return tuple(str(item) for item in found.warnings if not item.of_languages)


def _take_head(document: Document, time_zone: str, *, by: User | None, may_make: bool = True) -> Head:
    issued_on = document.issued_on
    assert issued_on is not None  # noqa: S101  it has become a draft
    details = MissionDetails.objects.valid_on(issued_on).whole().first()
    if details is not None:
        return Head(differences=tuple(differences(document, details)))
    if MissionDetails.objects.exists():
        note = _("No mission details are valid on %(date)s. Add details for that day before you publish.")
        return Head(note=note % {"date": day_in_words(issued_on, get_language() or "en")})
    if not may_make:
        return Head()
    try:
        details = details_from_sheet(document, time_zone=time_zone)
    except HeadUnusable as error:
        return Head(note=str(error))
    record(AuditAct.MISSION_DETAILS_CHANGED, details, by=by, details={"new": True, "imported": True})
    return Head(details_made=True)


# One import at a time, so that the same sheet given twice at once makes one release: any number that is ours alone.
_LOCK = 20240120
# A function of the database (migrations/rules/titles.sql).
_TITLE_KEY = "mission_title_key"

_ALIKE = str.maketrans("“”„‟«»″‘’‚‛ʼ′`", "\"\"\"\"\"\"\"'''''''")


@retried
def draft_from_sheet(
    document: Document, *, by: User | None = None, is_own: bool = False, original: Release | None = None
) -> Release:
    """Save `document` as a draft that `by` has brought: its words are nobody's own, unless `is_own`.

    It is a text of its own, or a translation of `original`. It is linked with the anniversary of that one, or with the
    only one that has its name in the title and its observance on that day.

    Raises `Unanswered` for a document whose questions need an answer; `AlreadyThere` for one that the site has, as it
    is or as staff changed it since; `ThereWithOtherWords` for another text of the same language, date and title;
    `LanguageNotHere`; `OriginalHasThatLanguage`; `CannotBeStored` for what no release can be, such as a second one with
    the same reference.
    """
    if document.needed or document.issued_on is None:
        raise Unanswered(document.needed)
    if document.language not in language_codes():
        raise LanguageNotHere(language=own_name(document.language))
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        release = release_of(document)
        release.code = free_code()
        release.created_by = release.changed_by = by
        release.embargo_ends_at = embargo_of(document)
        refuse_a_second(release)
        release.anniversary = anniversary_of(release)
        if original is not None:
            _join(release, original)
        CannotBeStored.unless_fit(release)
        # The reason says that they did not write it: a document published as it came needs no other eyes than theirs.
        release.save_as(by=by, reason="" if is_own else IMPORTED)
    return release


def release_of(document: Document) -> Release:
    """An unsaved release with the words of `document`, whose date of issue is known."""
    assert document.issued_on is not None  # noqa: S101  nothing is made of a document without it
    return Release(
        language=document.language,
        kind=document.kind,
        reference=characters.line(document.reference),
        title=characters.line(document.title),
        slug=free_slug(document.title, document.language, document.issued_on.year),
        issued_on=document.issued_on,
        place=characters.line(document.place),
        speaker_name=characters.line(document.speaker_name),
        speaker_office=characters.line(document.speaker_office),
        summary=characters.text(document.lead),
        body=characters.text(richtext.sanitise(document.body)),
        notes_to_editors=characters.text("\n\n".join(document.notes)),
        press_contact=characters.text("\n".join(document.contact)),
    )


def _join(release: Release, original: Release) -> None:
    """Make `release` a translation in the family of `original`, with its anniversary and under its embargo."""
    family = lock_families(Release.objects.filter(family=original.family))
    if not family or any(row.language == release.language for row in family):
        raise OriginalHasThatLanguage(original)
    release.family, release.is_original = original.family, False
    release.anniversary = original.anniversary or release.anniversary
    embargoes = [release.embargo_ends_at, Release.objects.embargo_of(original.family)]
    release.embargo_ends_at = max(filter(None, embargoes), default=None)


def embargo_of(document: Document) -> dt.datetime | None:
    """When the embargo of the sheet ends, if that is to come: one until a day ends with the midnight before it."""
    if document.embargo is None:
        return None
    until, day = document.embargo.at, document.embargo.day
    if until is None and day is not None:
        until = dt.datetime.combine(day, dt.time(), tzinfo=zone_info(clock_of(details_now()).zone))
    return until if until and database_now() < until < TOO_LATE else None


def refuse_a_second(new: Release) -> None:
    """Raise if any state ever saved of a release has the language, date and title of `new`: they are its identity."""
    of_that_day = Release.history.filter(language=new.language, issued_on=new.issued_on).order_by("id", "history_id")
    # The key finds them by an index; a few others may have it too.
    key = Func(Value(new.title), function=_TITLE_KEY)
    found = of_that_day.alias(key=Func(F("title"), function=_TITLE_KEY, output_field=TextField())).filter(key=key)
    title = fold_for_reading(_unified(new.title))
    same_title = [state for state in found if fold_for_reading(_unified(state.title)) == title]
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


def anniversary_of(release: Release) -> Anniversary | None:
    """The one anniversary that the title names and that is observed on the date, if that year has no release yet."""
    title = f" {letters_alone(release.title)}"
    named = AnniversaryName.objects.filter(language=release.language).select_related("anniversary")
    found = [
        row.anniversary
        for row in named
        if f" {letters_alone(row.name)}" in title
        and row.anniversary.observed_on(release.issued_on.year) == release.issued_on
        and not _has_a_release(row.anniversary, release)
    ]
    return found[0] if len(found) == 1 else None


def _has_a_release(anniversary: Anniversary, exclude: Release) -> bool:
    same_year = anniversary.releases.filter(language=exclude.language, issued_on__year=exclude.issued_on.year)
    return same_year.exists()


def letters_alone(text: str) -> str:
    """The folded words alone; an ending that a language adds to a name stays at its end, where it does no harm."""
    return " ".join("".join(c if c.isalnum() else " " for c in fold_for_reading(_unified(text))).split())
