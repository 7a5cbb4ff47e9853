"""The languages on the page of a verb: which go along, each with its own note and reason."""

import pytest

from pressreleases.models import Edition, Withdrawal
from pressreleases.publishing import publish, submit
from tests.admin.filling import change_url, do, shown, verb_url
from tests.making import make_release, rewrite


def live_titles():
    return sorted(Edition.objects.live().values_list("title", flat=True))


def test_languages_go_out_together_only_if_ticked(as_editor, release, in_azerbaijani):
    form = as_editor.get(verb_url(release, "publish")).context["form"]
    assert form["together"].initial == []
    do(as_editor, release, "publish", together=[in_azerbaijani.pk])
    assert len({edition.begins_at for edition in Edition.objects.all()}) == 1
    assert live_titles() == ["A visit to Geneva", "Cenevrəyə səfər"]


def test_a_language_that_was_not_ticked_stays_where_it_is(as_editor, release, in_azerbaijani):
    page = do(as_editor, release, "publish")
    assert "The text in Azərbaycanca is a draft. It will not be published with this one." in page.content.decode()
    assert live_titles() == []
    as_editor.post(verb_url(release, "publish"), shown(page, looked="on"))
    assert live_titles() == ["A visit to Geneva"]


def test_what_waits_for_review_is_ticked_beforehand(as_editor, release, in_azerbaijani, author):
    submit([in_azerbaijani], by=author)
    form = as_editor.get(verb_url(release, "publish")).context["form"]
    assert form["together"].initial == [in_azerbaijani.pk]


def test_a_language_that_is_not_ready_is_named_and_cannot_be_ticked(as_editor, release, in_azerbaijani):
    rewrite(in_azerbaijani, body="")
    page = as_editor.get(verb_url(release, "publish"))
    assert "“Cenevrəyə səfər” has no text." in page.content.decode()
    assert "together" not in page.context["form"].fields
    do(as_editor, release, "publish", together=[in_azerbaijani.pk])
    assert live_titles() == ["A visit to Geneva"]


def test_another_family_cannot_be_slipped_in(as_editor, release, in_azerbaijani):
    stranger = make_release("Not yours")
    response = do(as_editor, release, "publish", together=[stranger.pk])
    assert response.status_code == 422
    assert live_titles() == []


def test_each_language_has_its_own_note_and_reason(as_editor, live, in_azerbaijani, editor):
    publish([in_azerbaijani], by=editor)
    response = do(as_editor, live, "withdraw", together=[in_azerbaijani.pk], reason_en="In error.")
    assert response.context["form"].errors.keys() == {"reason_az"}
    do(as_editor, live, "withdraw", together=[in_azerbaijani.pk], reason_en="In error.", reason_az="Səhvən.")
    assert live_titles() == []
    assert Withdrawal.objects.latest("pk").reasons == {"en": "In error.", "az": "Səhvən."}


@pytest.mark.parametrize("verb", ["publish", "schedule", "submit", "embargo"])
def test_cancel_leads_back_to_a_draft(as_editor, release, verb):
    page = as_editor.get(verb_url(release, verb)).content.decode()
    assert f'<a class="closelink" href="{change_url(release)}">' in page
    assert 'href=""' not in page


@pytest.mark.parametrize("verb", ["correct", "withdraw", "remove", "classify"])
def test_cancel_leads_back_to_what_readers_see(as_editor, live, verb):
    rewrite(live, title="A visit to Vienna")
    page = as_editor.get(verb_url(live, verb)).content.decode()
    assert f'<a class="closelink" href="{change_url(live)}">' in page
    assert 'href=""' not in page


@pytest.mark.parametrize(
    ("verb", "field"), [("correct", "note_en"), ("withdraw", "reason_en"), ("remove", "reason_en"), ("classify", "")]
)
def test_the_cursor_begins_in_what_always_has_to_be_written(as_editor, live, verb, field):
    rewrite(live, title="A visit to Vienna")
    form = as_editor.get(verb_url(live, verb)).context["form"]
    assert [name for name, one in form.fields.items() if "autofocus" in one.widget.attrs] == ([field] if field else [])


@pytest.mark.parametrize("verb", ["schedule", "embargo", "publish", "submit"])
def test_nothing_takes_the_cursor_where_nothing_has_to_be_written(as_editor, release, verb):
    form = as_editor.get(verb_url(release, verb)).context["form"]
    assert not [name for name, one in form.fields.items() if "autofocus" in one.widget.attrs]


def test_after_an_error_the_cursor_is_left_to_the_error(as_editor, live):
    form = do(as_editor, live, "withdraw").context["form"]
    assert form.errors.keys() == {"reason_en"}
    assert not any("autofocus" in one.widget.attrs for one in form.fields.values())


@pytest.mark.parametrize("mark", ["\u202e", "\u202a", "\u2066", "\u2069"])
def test_what_readers_are_told_cannot_turn_the_words_of_the_site(as_editor, live, mark):
    do(as_editor, live, "withdraw", reason_en=f"In {mark}error.\nSee below \u200fhere.")
    assert Withdrawal.objects.get().reason_in("en") == "In error.\nSee below \u200fhere."


def test_a_change_note_loses_such_marks_too(as_editor, live):
    rewrite(live, title="A visit to Vienna")
    do(as_editor, live, "correct", note_en="The \u202etown.", alone="Nobody \u202eelse.")
    edition = Edition.objects.live().get()
    assert (edition.change_note, edition.published_alone.reason) == ("The town.", "Nobody else.")
