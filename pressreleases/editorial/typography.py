"""Quotation marks, dashes, dots and spaces as the language of a text writes them: proposed, and taken by a person.

Nothing here changes a text until somebody has seen the proposal and takes it; that is a save like any other.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from pressreleases import richtext
from pressreleases.audit import record
from pressreleases.families import carry_on_with_new_marks, words_of
from pressreleases.language.punctuation import Edit, applied, corrected, edits, settled
from pressreleases.models import Edition, Release
from pressreleases.models.audit import AuditAct
from pressreleases.models.fields import PROSE
from pressreleases.publishing import permissions
from pressreleases.publishing.errors import NotYours
from pressreleases.publishing.locking import lock_families
from pressreleases.publishing.review import becomes_a_draft, may_change, reopen
from pressreleases.retrying import retried

# Sentences, which somebody typed in the language of the text. Names, numbers and addresses keep their marks.
FIELDS = (*PROSE, "lead_caption")
_AROUND = 30


class ChangedMeanwhile(Exception):
    """The text is not the one that the proposal was made for any more."""


@dataclass(frozen=True)
class Proposal:
    """New words for the field `name`: how many places differ, and the first of them, as it is and as it would be."""

    name: str
    words: str
    count: int
    example: str


def proposals(text: Release | Edition) -> list[Proposal]:
    """One for each field of `text` that has other marks than its language; no query."""
    return [found for name in FIELDS if (found := _proposal(text, name))]


def mark_of(text: Release | Edition) -> str:
    """A short name for what is proposed for `text` now; empty if nothing is."""
    found = proposals(text)
    whole = "\0".join(f"{each.name}\0{getattr(text, each.name)}\0{each.words}" for each in found)
    return hashlib.sha256(whole.encode()).hexdigest()[:16] if found else ""


@retried
def take(release: Release, seen: str, *, by: User) -> None:
    """Save `release` with all that is proposed for it, if that is what was `seen` (see `mark_of`).

    It is a save like any other: the version counts on, the history has one row more, the trail one entry, and a
    submitted text is a draft again if its author did it. Translations that were up to date stay so. Raises
    `NotAllowed`, `NotYours` for a text that `by` may not change, and `ChangedMeanwhile`.
    """
    permissions.require(by, permissions.WRITE)
    with transaction.atomic():
        rows = {row.pk: row for row in lock_families(Release.objects.filter(pk=release.pk))}
        if release.pk not in rows or not seen or mark_of(rows[release.pk]) != seen:
            raise ChangedMeanwhile
        locked, before = rows[release.pk], words_of(release)
        if not may_change(locked, by=by):
            raise NotYours(locked)
        found = proposals(locked)
        for each in found:
            setattr(locked, each.name, each.words)
        locked.version += 1
        if becomes_a_draft(locked, by=by):
            reopen(locked, by=by)
        locked.changed_by = by
        locked.save_as(by=by)
        changed = [each.name for each in found]
        record(AuditAct.SAVED, locked, by=by, details={"changed": changed, "version": locked.version})
        if locked.is_original:
            carry_on_with_new_marks(locked, before, by=by)


def _proposal(text: Release | Edition, name: str) -> Proposal | None:
    now, language = getattr(text, name), text.language
    if not now:
        return None
    if name == "body":
        now = richtext.sanitise(now)
        places = _Places(language)
        new = settled(now, lambda html: richtext.retouched(html, language, places.find))
        count, example = places.count, places.example
    else:
        found = edits(now, language)
        new, count, example = corrected(now, language), len(found), _example(now, found)
    return Proposal(name, new, count, example) if new != now and _fits(text, name, new) else None


class _Places:
    """Finds edits, and remembers how many there were and the first."""

    def __init__(self, language: str) -> None:
        self.language, self.count, self.example = language, 0, ""

    def find(self, words: str) -> list[Edit]:
        found = edits(words, self.language)
        self.count += len(found)
        self.example = self.example or _example(words, found)
        return found


def _fits(text: Release | Edition, name: str, words: str) -> bool:
    """Whether the field can hold `words`: French spaces make a text longer."""
    try:
        cast("Any", text._meta.get_field(name)).clean(words, text)
    except ValidationError:
        return False
    return True


def _example(words: str, found: list[Edit]) -> str:
    """The first place that would change, with the word around it, as it is and as it would be."""
    if not found:
        return ""
    first = found[0]
    start = _beginning_of_word(words, first.start)
    end = first.end + next(
        (at for at, one in enumerate(words[first.end : first.end + _AROUND]) if one.isspace()), _AROUND
    )
    within = [edit for edit in found if edit.end <= end]
    moved = [Edit(edit.start - start, edit.end - start, edit.new) for edit in within]
    return f"{words[start:end]} → {applied(words[start:end], moved)}"


def _beginning_of_word(words: str, at: int) -> int:
    before: Iterator[int] = (here + 1 for here in range(at - 1, max(at - _AROUND, 0) - 1, -1) if words[here].isspace())
    return next(before, max(at - _AROUND, 0))
