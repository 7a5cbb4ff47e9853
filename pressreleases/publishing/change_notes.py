"""The public note of a correction: one for every language, or one in each, since readers of each are told in theirs."""

from collections.abc import Mapping

from pressreleases.models import Release
from pressreleases.publishing.errors import NoChangeNote

ChangeNote = str | Mapping[str, str]


def note_for(release: Release, change_note: ChangeNote, *, needed: bool) -> str:
    """The note in the language of `release`; raise `NoChangeNote` if it is `needed` and there is none."""
    note = change_note if isinstance(change_note, str) else change_note.get(release.language, "")
    if needed and not note.strip():
        raise NoChangeNote(release)
    return note.strip()
