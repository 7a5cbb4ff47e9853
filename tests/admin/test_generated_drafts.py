"""The form of every kind of draft that the site makes, opened as a person would, and saved."""

import pytest

from pressreleases.anniversaries.drafts import make_drafts
from pressreleases.editorial.importing import draft_from_sheet
from pressreleases.editorial.trash import bring_back
from pressreleases.intake import reading
from pressreleases.models import AnniversaryName, Release
from pressreleases.publishing import withdraw
from tests.admin.filling import RELEASES, change_url, save, shown
from tests.admin.typing_text import ADD, keep, offered
from tests.anniversaries.observing import black_january, last_years
from tests.intake import sheets
from tests.making import correct, make_anniversary, make_release, rewrite


def of_an_anniversary_without_a_release(editor):
    return make_drafts(black_january().pk, 2025, by=editor).made


def of_an_anniversary_without_title_pattern(editor):
    return make_drafts(black_january(patterns=False).pk, 2025, by=editor).made


def of_an_anniversary_whose_pattern_cannot_be_used(editor):
    anniversary = make_anniversary(year=1600, en="Old day")
    AnniversaryName.objects.update(title_pattern="{Thirty Fourth} Anniversary of {name}")
    return make_drafts(anniversary.pk, 2025, by=editor).made


def of_last_years_release(editor):
    anniversary = black_january()
    last_years(anniversary, by=editor, reference="No. 1/24", speaker_name="The Minister")
    return make_drafts(anniversary.pk, 2025, by=editor).made


def of_a_release_that_was_withdrawn(editor):
    anniversary = black_january()
    withdraw(last_years(anniversary, by=editor), by=editor, reasons={"en": "Wrong.", "az": "Səhv."})
    return make_drafts(anniversary.pk, 2025, by=editor).made


def of_a_release_of_years_ago(editor):
    anniversary = black_january()
    last_years(anniversary, by=editor)
    return make_drafts(anniversary.pk, 2028, by=editor).made


def of_a_sheet(editor):
    return [draft_from_sheet(reading.read(sheets.english().encode()), by=editor)]


def that_was_deleted_and_brought_back(editor):
    release = make_release("Come back")
    key = release.pk
    release.delete()
    return [bring_back(Release.history.filter(id=key).latest("history_id").pk, by=editor).release]


def carried_forward_deleted_and_brought_back(editor):
    [made, *_others] = of_last_years_release(editor)
    key = made.pk
    made.delete()
    return [bring_back(Release.history.filter(id=key).latest("history_id").pk, by=editor).release]


KINDS = [
    of_an_anniversary_without_a_release,
    of_an_anniversary_without_title_pattern,
    of_an_anniversary_whose_pattern_cannot_be_used,
    of_last_years_release,
    of_a_release_that_was_withdrawn,
    of_a_release_of_years_ago,
    of_a_sheet,
    that_was_deleted_and_brought_back,
    carried_forward_deleted_and_brought_back,
]


@pytest.mark.parametrize("make", KINDS)
def test_the_form_of_each_draft_opens_and_saves(as_editor, editor, make):
    made = make(editor)
    assert made
    for release in made:
        assert as_editor.get(change_url(release)).status_code == 200
        assert save(as_editor, change_url(release), body="<p>Finished.</p>").status_code == 302
        assert Release.objects.get(pk=release.pk).body == "<p>Finished.</p>"


def test_a_note_about_the_text_as_a_whole_is_shown_without_a_sentence(as_editor, editor):
    [english, _azerbaijani] = of_an_anniversary_without_a_release(editor)
    page = as_editor.get(change_url(english))
    (about_the_text,) = [note for note in page.context["draft_notes"]["rows"] if note.note.field == "body"]
    assert (about_the_text.pieces, about_the_text.points[0].words) == ([], "")


def test_the_form_of_a_translation_of_typed_text_and_of_an_earlier_save_opens(as_editor, release):
    assert as_editor.get(f"{ADD}?family={release.family}").status_code == 200
    keep(as_editor, release, title="Typed, not saved")
    [kept] = offered(as_editor, release)
    assert shown(as_editor.get(f"{change_url(release)}?unsaved={kept.pk}"))["title"] == "Typed, not saved"
    rewrite(release, title="Another")
    first = release.history.earliest("history_id")
    assert as_editor.get(f"{change_url(release)}?restore={first.pk}").status_code == 200


def test_a_draft_of_a_corrected_release_opens(as_editor, editor):
    anniversary = black_january()
    [release] = last_years(anniversary, by=editor, languages="en")
    correct([rewrite(release, summary="Mended.")], by=editor, change_note="Mended.")
    [made] = make_drafts(anniversary.pk, 2025, by=editor).made
    assert as_editor.get(f"{RELEASES}{made.pk}/change/").status_code == 200
