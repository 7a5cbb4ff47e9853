"""The languages on the page of a verb: which go along, each with its own note and reason."""

from pressreleases.models import Edition, Withdrawal
from pressreleases.publishing import publish, submit
from tests.admin.filling import do, shown, verb_url
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
