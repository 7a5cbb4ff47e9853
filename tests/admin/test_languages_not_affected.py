"""Correcting one language asks for each other one that readers see: corrected too, or not affected."""

import pytest

from pressreleases.families import bring_into_step, state_of_translation, with_translation, words_of
from pressreleases.models import Edition, Release
from pressreleases.publishing import publish
from tests.admin.filling import change_url, do, verb_url
from tests.making import correct, in_future, make_release, rewrite

pytestmark = pytest.mark.django_db

WRONG, RIGHT = "<p>113 guests came.</p>", "<p>131 guests came.</p>"
NOTE = {"note_en": "There were 131 guests.", "despite": "The other one follows."}


@pytest.fixture
def english(details):
    return make_release("Visit", body=WRONG, summary="They came.")


@pytest.fixture
def azerbaijani(english):
    other = make_release("Səfər", language="az", slug="sefer", family=english.family, is_original=False)
    return rewrite(other, body="<p>113 qonaq gəldi.</p>", summary="Gəldilər.")


def translation_of(release):
    return state_of_translation(with_translation(Release.objects.filter(pk=release.pk)).get())


def numbers():
    return dict(Edition.objects.live().values_list("language", "number"))


@pytest.fixture
def both_live(english, azerbaijani, editor):
    publish([english, azerbaijani], by=editor)
    return rewrite(english, body=RIGHT), azerbaijani


def test_a_language_that_is_not_answered_for_is_refused_at_its_field(as_editor, both_live):
    english, azerbaijani = both_live
    response = do(as_editor, english, "correct", looked="on", **NOTE)
    assert response.status_code == 422
    assert "Does Azərbaycanca contain the same error?" in response.context["form"].errors["unaffected_az"][0]
    assert change_url(azerbaijani) in response.content.decode()
    assert numbers() == {"en": 1, "az": 1}


def test_one_that_is_not_affected_stays_as_it_is(as_editor, both_live):
    english, _azerbaijani = both_live
    response = do(as_editor, english, "correct", looked="on", unaffected_az="on", **NOTE)
    assert response.status_code == 302
    assert numbers() == {"en": 2, "az": 1}


@pytest.mark.parametrize("is_original", [True, False])
def test_one_that_is_not_affected_stays_in_step_with_its_original(as_editor, english, azerbaijani, editor, is_original):
    bring_into_step(azerbaijani, words_of(english), by=editor)
    publish([english, azerbaijani], by=editor)
    corrected, other = (english, azerbaijani) if is_original else (azerbaijani, english)
    corrected.refresh_from_db()
    rewrite(corrected, body=RIGHT)
    answers = {f"note_{corrected.language}": "131.", f"unaffected_{other.language}": "on", "despite": "So it is."}
    assert do(as_editor, corrected, "correct", looked="on", **answers).status_code == 302
    assert translation_of(azerbaijani) == "in-step"


def test_one_that_was_stale_before_is_not_brought_into_step(as_editor, english, azerbaijani, editor):
    bring_into_step(azerbaijani, words_of(english), by=editor)
    rewrite(english, summary="They all came.")
    publish([english, azerbaijani], by=editor)
    rewrite(english, body=RIGHT)
    assert do(as_editor, english, "correct", looked="on", unaffected_az="on", **NOTE).status_code == 302
    assert translation_of(azerbaijani) == "stale"


def test_one_that_is_ticked_is_corrected_too_and_needs_no_other_answer(as_editor, both_live):
    english, azerbaijani = both_live
    rewrite(azerbaijani, body="<p>131 qonaq gəldi.</p>")
    answers = {"together": [str(azerbaijani.pk)], "note_az": "131 qonaq gəlmişdi.", "looked": "on", **NOTE}
    assert do(as_editor, english, "correct", **answers).status_code == 302
    assert numbers() == {"en": 2, "az": 2}


def test_one_that_was_changed_but_is_left_out_is_asked_for_too(as_editor, both_live):
    english, azerbaijani = both_live
    rewrite(azerbaijani, body="<p>131 qonaq gəldi.</p>")
    response = do(as_editor, english, "correct", looked="on", **NOTE)
    assert "unaffected_az" in response.context["form"].errors
    assert numbers() == {"en": 1, "az": 1}


def test_it_cannot_be_corrected_too_and_not_affected(as_editor, both_live):
    english, azerbaijani = both_live
    rewrite(azerbaijani, body="<p>131 qonaq gəldi.</p>")
    answers = {"together": [str(azerbaijani.pk)], "note_az": "131.", "unaffected_az": "on", "looked": "on", **NOTE}
    response = do(as_editor, english, "correct", **answers)
    assert "is ticked above" in response.context["form"].errors["unaffected_az"][0]
    assert numbers() == {"en": 1, "az": 1}


def test_a_minor_fix_asks_nothing(as_editor, english, azerbaijani, editor):
    publish([english, azerbaijani], by=editor)
    rewrite(english, body="<p>113 guests came!</p>")
    assert do(as_editor, english, "correct", minor="on", looked="on").status_code == 302
    assert numbers() == {"en": 2, "az": 1}


def test_a_language_that_readers_do_not_see_and_one_whose_correction_is_scheduled_are_not_asked_for(
    as_editor, english, azerbaijani, editor
):
    publish([english], by=editor)
    rewrite(english, body=RIGHT)
    assert "unaffected_az" not in as_editor.get(verb_url(english, "correct")).context["form"].fields
    publish([azerbaijani], by=editor)
    assert "unaffected_az" in as_editor.get(verb_url(english, "correct")).context["form"].fields
    correct([rewrite(azerbaijani, place="Bakı")], by=editor, change_note="Yer.", at=in_future())
    assert "unaffected_az" not in as_editor.get(verb_url(english, "correct")).context["form"].fields


def test_other_verbs_do_not_ask(as_editor, both_live):
    english, _azerbaijani = both_live
    assert "unaffected_az" not in as_editor.get(verb_url(english, "withdraw")).context["form"].fields
