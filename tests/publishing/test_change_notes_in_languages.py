"""The public note of a correction, in the language of each release."""

import pytest

from pressreleases.publishing.errors import NoChangeNote
from pressreleases.publishing.locking import note_for
from tests.making import unsaved_release


def test_one_note_is_for_every_language_and_several_are_each_for_its_own():
    english, azerbaijani = unsaved_release("Visit"), unsaved_release("Səfər", language="az")
    notes = {"en": "The date.", "az": "Tarix."}
    assert [note_for(release, " The date. ", needed=True) for release in (english, azerbaijani)] == ["The date."] * 2
    assert [note_for(release, notes, needed=True) for release in (english, azerbaijani)] == ["The date.", "Tarix."]


@pytest.mark.parametrize("note", ["", " \n", {}, {"az": "Tarix."}, {"en": " "}])
def test_a_note_that_is_needed_must_be_there_in_that_language(note):
    release = unsaved_release("Visit")
    with pytest.raises(NoChangeNote) as refused:
        note_for(release, note, needed=True)
    assert (refused.value.release, refused.value.field) == (release, "change_note")
    assert note_for(release, note, needed=False) == ""
