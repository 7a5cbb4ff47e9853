"""The pages of the verbs: each does what its button says, for those who may; refusals are said at their field."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from pressreleases.admin.verbs import VERBS, Answers, carry_out
from pressreleases.editorial.bulk import ChangedMeanwhile
from pressreleases.models import Edition, Image, ImageDescription, MissionDetails, Release, Withdrawal
from pressreleases.models.kinds import Status
from pressreleases.publishing import permissions, publish, submit, withdraw
from tests.admin.filling import RELEASES, change_url, do, messages_of, save, shown, verb_url
from tests.making import in_future, make_release, make_user, rewrite
from tests.public.page_elements import links, words

NEW_YORK = ZoneInfo("America/New_York")


def live_titles():
    return sorted(Edition.objects.live().values_list("title", flat=True))


def buttons(page):
    """Those of the bar of the form, as they are read."""
    return words(page, "button", form="release_form")


def test_publish_is_shown_first_and_done_on_post_only(as_editor, release):
    page = as_editor.get(verb_url(release, "publish")).content.decode()
    assert "/en/releases/2024/a-visit-to-geneva/" in page
    assert "Permanent Mission of the Republic of Azerbaijan to the United Nations" in page
    assert "The delegation arrived on Monday." in page
    assert live_titles() == []
    response = do(as_editor, release, "publish")
    assert response.status_code == 302
    assert live_titles() == ["A visit to Geneva"]
    assert 'href="/en/releases/2024/a-visit-to-geneva/"' in messages_of(response)[0]


def test_a_page_without_its_token_does_nothing(release, editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert client.post(verb_url(release, "publish"), {"seen": f"{release.pk}:1"}).status_code == 403
    assert live_titles() == []


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("verb", sorted(name for name, verb in VERBS.items() if verb.needs == permissions.PUBLISH))
def test_an_author_gets_no_verb_of_publishing(as_author, release, verb, method):
    response = getattr(as_author, method)(verb_url(release, verb), {"seen": f"{release.pk}:1"})
    assert response.status_code == 403
    assert not Edition.objects.exists()


def test_an_author_sees_no_button_for_it_either_and_cannot_slip_it_into_a_save(as_author, release):
    page = as_author.get(change_url(release))
    assert buttons(page)[:2] == ["Save", "Save and submit"]
    assert "Publish…" not in page.content.decode()
    assert verb_url(release, "publish") not in page.content.decode()
    response = save(as_author, change_url(release), _then="publish")
    assert response.url == change_url(release)
    assert live_titles() == []


@pytest.mark.parametrize("verb", ["publish", "submit"])
def test_strangers_are_sent_to_the_sign_in(client, release, verb):
    response = client.post(verb_url(release, verb))
    assert response.url.startswith("/admin/login/")
    assert live_titles() == []


@pytest.mark.parametrize("key", ["999999", "abc", "_5F"])
def test_what_is_not_there_is_not_found(as_editor, key):
    assert as_editor.get(f"{RELEASES}{key}/publish/").status_code == 404


def test_save_and_publish_goes_straight_to_the_page(as_editor, release):
    response = save(as_editor, change_url(release), title="Saved first", _then="publish")
    assert response.url == verb_url(release, "publish")
    release.refresh_from_db()
    assert release.title == "Saved first"
    assert live_titles() == []


def test_save_and_submit_hands_it_over_at_once(as_author, release):
    response = save(as_author, change_url(release), title="Ready", _then="submit")
    release.refresh_from_db()
    assert (release.title, release.status) == ("Ready", Status.SUBMITTED)
    assert "Submitted. It is now waiting for an editor." in messages_of(response)


def test_save_and_submit_asks_first_where_another_language_would_stay_behind(as_author, release, in_azerbaijani):
    assert buttons(as_author.get(change_url(release)))[:2] == ["Save", "Submit…"]
    response = save(as_author, change_url(release), title="Ready", _then="submit")
    assert response.url == verb_url(release, "submit")
    release.refresh_from_db()
    assert (release.title, release.status) == ("Ready", Status.DRAFT)
    submit([in_azerbaijani], by=make_user("Author", "colleague"))
    assert buttons(as_author.get(change_url(release)))[:2] == ["Save", "Save and submit"]
    save(as_author, change_url(release), _then="submit")
    release.refresh_from_db()
    assert release.status == Status.SUBMITTED


def test_the_page_of_submitting_can_be_had_for_a_comment_and_gets_what_is_typed(as_author, release):
    assert "Submit…" in buttons(as_author.get(change_url(release)))
    response = save(as_author, change_url(release), title="Ready", _then="submit:page")
    assert response.url == verb_url(release, "submit")
    release.refresh_from_db()
    assert (release.title, release.status) == ("Ready", Status.DRAFT)


@pytest.mark.parametrize(
    ("state", "main"),
    [
        ("draft", "Publish…"),
        ("live", "Correct…"),
        ("withdrawn", "Reinstate…"),
        ("scheduled", "Schedule the newest text…"),
    ],
)
def test_the_bar_has_one_next_action_and_every_other_one_in_its_menu(as_editor, release, editor, state, main):
    if state in ("live", "withdrawn"):
        publish([release], by=editor)
    if state == "withdrawn":
        withdraw([release], by=editor, reasons={"en": "In error."})
    if state == "scheduled":
        publish([release], by=editor, at=in_future())
    page = as_editor.get(change_url(release))
    assert buttons(page)[:2] == ["Save", main]
    assert buttons(page).count(main) == 1
    offered = {str(verb.button) for verb in page.context["verbs"]}
    assert offered <= {*buttons(page), *links(page)}


def test_what_may_only_be_read_has_no_button_that_saves(client, release):
    reader = make_user("Author", "reader")
    submit([release], by=make_user("Editor", "another"))
    client.force_login(reader)
    page = client.get(change_url(release))
    assert [name for name in buttons(page) if name != "Preview in a new window"] == []
    assert "Save and submit" not in page.content.decode()


def test_send_back(as_editor, release, author):
    submit([release], by=author)
    do(as_editor, release, "send-back", comment="The place is wrong.")
    release.refresh_from_db()
    assert release.status == Status.DRAFT


def test_correct_with_a_public_note(as_editor, live):
    rewrite(live, title="A visit to Vienna")
    page = as_editor.get(verb_url(live, "correct"))
    assert page.context["reader_view"].changes == ("Title",)
    response = do(as_editor, live, "correct", note_en="The town was wrong.")
    assert response.status_code == 302
    assert list(Edition.objects.order_by("number").values_list("number", "title", "change_note")) == [
        (1, "A visit to Geneva", ""),
        (2, "A visit to Vienna", "The town was wrong."),
    ]


def test_a_correction_without_a_note_is_refused_at_the_note(as_editor, live):
    rewrite(live, title="A visit to Vienna")
    response = do(as_editor, live, "correct")
    assert response.context["form"].errors.keys() == {"note_en"}
    assert live_titles() == ["A visit to Geneva"]
    assert do(as_editor, live, "correct", minor="on").status_code == 302
    assert live_titles() == ["A visit to Vienna"]


def test_a_correction_that_changes_nothing_has_no_button(as_editor, live):
    page = as_editor.get(verb_url(live, "correct"))
    assert "The text is the same as the edition that readers see" in page.content.decode()
    assert 'id="verb-form"' not in page.content.decode()


@pytest.mark.parametrize(("verb", "act"), [("withdraw", "withdrawn"), ("remove", "removed")])
def test_taking_back_needs_a_reason_for_readers(as_editor, live, verb, act):
    response = do(as_editor, live, verb, reason_en=" ")
    assert response.context["form"].errors.keys() == {"reason_en"}
    assert live_titles() == ["A visit to Geneva"]
    assert do(as_editor, live, verb, reason_en="It was sent in error.").status_code == 302
    assert list(Withdrawal.objects.values_list("act", "reasons")) == [(act, {"en": "It was sent in error."})]
    assert live_titles() == []


def test_the_notice_begins_with_what_readers_are_told_and_is_changed(as_editor, live, editor):
    withdraw([live], by=editor, reasons={"en": "In eror."})
    page = as_editor.get(change_url(live)).content.decode()
    assert verb_url(live, "notice") in page
    assert verb_url(live, "withdraw") not in page
    form = as_editor.get(verb_url(live, "notice")).context["form"]
    assert (form["act"].value(), form["reason_en"].value()) == ("withdrawn", "In eror.")
    assert "Readers already see" in do(as_editor, live, "notice").content.decode()
    assert do(as_editor, live, "notice", act="removed", reason_en="In error.").status_code == 302
    assert Withdrawal.objects.in_force().values_list("act", "reasons").get() == ("removed", {"en": "In error."})
    assert live_titles() == []


def test_the_notice_can_be_planned_and_the_release_says_so(as_editor, live, editor):
    withdraw([live], by=editor, reasons={"en": "In error."})
    tomorrow = dt.datetime.now(NEW_YORK) + dt.timedelta(days=1)
    given = {"day": f"{tomorrow:%Y-%m-%d}", "time": "10:00", "reason_en": "Not ours."}
    assert do(as_editor, live, "notice", **given).status_code == 302
    assert Withdrawal.objects.in_force().get().reasons == {"en": "In error."}
    page = as_editor.get(change_url(live)).content.decode()
    assert "its notice changes" in page
    assert verb_url(live, "notice") not in page
    assert "A visit to Geneva" in as_editor.get(f"{RELEASES}scheduled/").content.decode()


def test_the_notice_of_what_is_live_cannot_be_changed(as_editor, live):
    assert verb_url(live, "notice") not in as_editor.get(change_url(live)).content.decode()
    assert as_editor.get(verb_url(live, "notice")).status_code == 302


def test_reinstate(as_editor, live, editor):
    withdraw([live], by=editor, reasons={"en": "In error."})
    asked = do(as_editor, live, "reinstate").context["form"]
    assert (asked.errors.keys(), asked["note_en"].label) == ({"note_en"}, "Reason for reinstating (English)")
    assert do(as_editor, live, "reinstate", note_en="It was right after all.").status_code == 302
    assert live_titles() == ["A visit to Geneva"]


def test_what_is_missing_is_said_with_a_link_to_its_field(as_editor, release):
    rewrite(release, body="")
    page = as_editor.get(verb_url(release, "publish")).content.decode()
    assert "“A visit to Geneva” has no text." in page
    assert f"{change_url(release)}#id_body" in page
    assert 'id="verb-form"' not in page


def test_a_day_without_mission_details_is_said_before_the_button(as_editor, release, details):
    details.valid_during = (dt.date(2025, 1, 1), None)
    details.save()
    page = as_editor.get(verb_url(release, "publish")).content.decode()
    assert "No mission details are valid on 20 January 2024" in page
    assert 'id="verb-form"' not in page


def test_only_the_text_that_was_shown_is_published(as_editor, as_author, release):
    page = as_editor.get(verb_url(release, "publish"))
    save(as_author, change_url(release), title="Changed behind your back")
    response = as_editor.post(verb_url(release, "publish"), shown(page, looked="on"))
    assert "Someone has saved a newer text in the meantime" in response.content.decode()
    assert "Changed behind your back" in response.content.decode()
    assert live_titles() == []
    assert as_editor.post(verb_url(release, "publish"), shown(response)).status_code == 422
    assert as_editor.post(verb_url(release, "publish"), shown(response, looked="on")).status_code == 302
    assert live_titles() == ["Changed behind your back"]


def test_pressed_twice_it_is_done_once_and_said(as_editor, release):
    data = shown(as_editor.get(verb_url(release, "publish")), looked="on")
    as_editor.post(verb_url(release, "publish"), data)
    response = as_editor.post(verb_url(release, "publish"), data)
    assert "is already published" in response.content.decode()
    assert Edition.objects.count() == 1


def test_a_link_that_came_too_late_leads_back(as_editor, live):
    response = as_editor.get(verb_url(live, "publish"))
    assert response.url == change_url(live)


def test_an_address_taken_meanwhile_is_refused_with_a_link(as_editor, release, editor):
    other = make_release("Another", slug=release.slug)
    data = shown(as_editor.get(verb_url(release, "publish")), looked="on")
    publish([other], by=editor)
    response = as_editor.post(verb_url(release, "publish"), data)
    assert response.status_code == 422
    assert f"{change_url(release)}#id_slug" in response.content.decode()
    assert live_titles() == ["Another"]


def test_an_address_in_arabic_letters_is_shown_as_it_was_written(as_editor, settings):
    settings.LANGUAGES = [("en", "English"), ("az", "Azerbaijani"), ("ar", "Arabic")]
    arabic = make_release("يوم", language="ar", slug="يوم-حقوق")
    page = as_editor.get(f"/admin/pressreleases/release/{arabic.pk}/publish/").content.decode()
    assert f"/ar/releases/{arabic.issued_on.year}/يوم-حقوق/</code>" in page
    assert "%D9" not in page


@pytest.fixture
def with_picture(release):
    image = Image.objects.create(title="P", file="images/a.png", sha256="a" * 64, width=1, height=1)
    ImageDescription.objects.create(image=image, language="en", alternative_text="A house.")
    return rewrite(release, lead_image=image)


@pytest.mark.parametrize("what", ["credit", "alternative text", "letterhead", "state"])
def test_what_was_changed_around_a_text_while_its_page_was_open_is_shown_first(as_editor, with_picture, what):
    url = verb_url(with_picture, "publish")
    answers = {"looked": "on"}
    form = shown(as_editor.get(url), **answers)
    if what == "credit":
        Image.objects.update(credit="Slander")
    elif what == "letterhead":
        MissionDetails.objects.update(address="Slander")
    elif what == "state":
        submit([with_picture], by=make_user("Author"))
    else:
        ImageDescription.objects.update(alternative_text="Slander")
    refused = as_editor.post(url, form)
    assert refused.status_code == 422
    assert "in the meantime" in refused.content.decode()
    assert what in ("letterhead", "state") or "Slander" in refused.content.decode()
    assert live_titles() == []
    assert as_editor.post(url, shown(refused, **answers)).status_code == 302
    assert live_titles() == [with_picture.title]


def test_what_was_changed_around_a_text_does_not_keep_it_from_being_withdrawn(as_editor, with_picture, editor):
    publish([with_picture], by=make_user("Editor", "another"))
    url = verb_url(with_picture, "withdraw")
    form = shown(as_editor.get(url), reason_en="It was published too early.")
    Image.objects.update(credit="Somebody")
    assert as_editor.post(url, form).status_code == 302
    assert live_titles() == []


@pytest.mark.parametrize("name", ["publish", "withdraw"])
@pytest.mark.parametrize("change", [{"version": 2}, None], ids=["saved", "deleted"])
def test_a_verb_is_not_carried_out_if_a_text_was_saved_or_deleted_since_it_was_shown(release, editor, name, change):
    verb, other = VERBS[name], make_release("Other")
    seen = verb.mark([other, release])
    rows = Release.objects.filter(pk=other.pk)
    rows.update(**change) if change else rows.delete()
    with pytest.raises(ChangedMeanwhile):
        carry_out(verb, [release], Answers(), shown=[other, release], seen=seen, by=editor)
    assert not Edition.objects.exists()
