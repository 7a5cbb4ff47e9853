"""Four eyes in the admin: the page says who may not publish and why, asks for the reason, and no way leads past it."""

import pytest
from django.test import Client

from pressreleases.models import AuditEntry, Edition, MissionDetails, PublishedAlone, Release
from pressreleases.publishing import publish, withdraw
from tests.admin.filling import RELEASES, change_url, do, messages_of, save, shown, verb_url
from tests.making import in_future, make_release, make_user, rewrite

WHY = "Nobody else is in today."
YOURS = "You wrote part of this text"


@pytest.fixture
def colleague(details):
    client = Client()
    client.force_login(make_user("Editor", "colleague"))
    return client


@pytest.fixture
def mine(as_editor):
    """A draft that the editor wrote in the form."""
    release = make_release("A visit to Geneva", summary="On the way.")
    assert save(as_editor, change_url(release), title="A visit to Vienna").status_code == 302
    return Release.objects.get()


def live_titles():
    return sorted(Edition.objects.live().values_list("title", flat=True))


def test_the_page_says_so_and_nothing_happens_without_a_reason(as_editor, mine):
    page = as_editor.get(verb_url(mine, "publish"))
    assert f"{YOURS}. A colleague has to publish it." in page.content.decode()
    assert verb_url(mine, "submit") in page.content.decode()
    response = do(as_editor, mine, "publish", alone=" ")
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"alone"}
    assert live_titles() == []


def test_a_forged_form_without_the_field_publishes_nothing(as_editor, mine):
    answers = shown(as_editor.get(verb_url(mine, "publish")), looked="on")
    answers.pop("alone", None)
    assert as_editor.post(verb_url(mine, "publish"), answers).status_code == 422
    assert live_titles() == []


def test_with_a_reason_it_goes_out_flagged(as_editor, mine):
    response = do(as_editor, mine, "publish", alone=WHY)
    assert response.status_code == 302
    assert "You published this alone. The desk shows this until a colleague endorses it." in messages_of(response)
    assert live_titles() == ["A visit to Vienna"]
    assert PublishedAlone.objects.get().reason == WHY


def test_a_colleague_sees_nothing_of_it_and_publishes(colleague, mine):
    page = colleague.get(verb_url(mine, "publish"))
    assert YOURS not in page.content.decode()
    assert "alone" not in page.context["form"].fields
    # A reason that nobody asked for is no flag.
    assert do(colleague, mine, "publish", alone=WHY).status_code == 302
    assert live_titles() == ["A visit to Vienna"]
    assert not PublishedAlone.objects.exists()


def test_scheduling_correcting_and_reinstating_ask_too(as_editor, mine, editor):
    when = in_future(days=2)
    response = do(as_editor, mine, "schedule", day=f"{when:%Y-%m-%d}", time="10:00")
    assert response.context["form"].errors.keys() == {"alone"}
    publish([mine], by=make_user("Editor", "other"))
    save(as_editor, change_url(mine), title="A visit to Bern")
    page = as_editor.get(verb_url(mine, "correct")).content.decode()
    assert f"{YOURS} since it was last published. A colleague has to publish it." in page
    response = do(as_editor, mine, "correct", note_en="The town was wrong.")
    assert response.context["form"].errors.keys() == {"alone"}
    withdraw([mine], by=editor, reasons={"en": "In error."})
    response = do(as_editor, mine, "reinstate", note_en="It holds.")
    assert response.context["form"].errors.keys() == {"alone"}
    assert Edition.objects.count() == 1


def test_verbs_that_tell_readers_nothing_new_ask_nobody(as_editor, mine):
    publish([mine], by=make_user("Editor", "other"))
    save(as_editor, change_url(mine), title="A visit to Bern")
    assert do(as_editor, mine, "withdraw", reason_en="In error.").status_code == 302


def test_words_that_were_restored_are_those_of_whoever_restored_them(as_editor, details):
    release = make_release("First words", summary="On the way.")
    first = release.history.get().history_id
    rewrite(release, title="Later words", version=2)
    form = shown(as_editor.get(f"{change_url(release)}?restore={first}"))
    as_editor.post(change_url(release), form)
    assert Release.objects.get().title == "First words"
    assert do(as_editor, release, "publish").context["form"].errors.keys() == {"alone"}


def test_a_save_that_changes_nothing_makes_nobody_a_contributor(as_editor, details):
    release = make_release("First words", summary="On the way.")
    assert save(as_editor, change_url(release)).status_code == 302
    assert do(as_editor, release, "publish").status_code == 302
    assert not PublishedAlone.objects.exists()


def test_another_language_asks_only_if_it_is_ticked(as_editor, details):
    release = make_release("A visit to Geneva", summary="On the way.")
    other = make_release("Səfər", language="az", family=release.family, is_original=False, slug="s", summary="Yolda.")
    save(as_editor, change_url(other), title="Cenevrəyə səfər")
    page = as_editor.get(verb_url(release, "publish"))
    assert f"Azərbaycanca: {YOURS}. A colleague has to publish it." in page.content.decode()
    # The languages say the same numbers; what differs beside is not the matter here.
    both = {"together": [other.pk], "despite": "They are short."}
    assert do(as_editor, release, "publish", **both).context["form"].errors.keys() == {"alone"}
    assert live_titles() == []
    asked = do(as_editor, release, "publish", despite="They are short.")
    assert asked.context["form"].errors.keys() == {"looked"}
    assert as_editor.post(verb_url(release, "publish"), shown(asked, looked="on")).status_code == 302
    assert live_titles() == ["A visit to Geneva"]


def test_where_it_is_forbidden_there_is_no_field_and_no_button(as_editor, colleague, mine, settings):
    settings.PUBLISH_ALONE = "forbid"
    page = as_editor.get(verb_url(mine, "publish"))
    assert "On this site nobody may publish alone" in page.content.decode()
    assert 'id="verb-form"' not in page.content.decode()
    assert verb_url(mine, "submit") in page.content.decode()
    forged = {**shown(page, looked="on"), "alone": WHY}
    assert as_editor.post(verb_url(mine, "publish"), forged).status_code == 422
    assert live_titles() == []
    assert do(colleague, mine, "publish").status_code == 302


def test_where_it_is_forbidden_a_language_of_ones_own_cannot_go_along(as_editor, details, settings):
    settings.PUBLISH_ALONE = "forbid"
    release = make_release("A visit to Geneva", summary="On the way.")
    other = make_release("Səfər", language="az", family=release.family, is_original=False, slug="s", summary="Yolda.")
    save(as_editor, change_url(other), title="Cenevrəyə səfər")
    page = as_editor.get(verb_url(release, "publish"))
    assert "together" not in page.context["form"].fields
    do(as_editor, release, "publish", together=[other.pk])
    assert live_titles() == ["A visit to Geneva"]


def test_deleting_and_bringing_back_washes_nothing_off(as_editor, as_administrator, mine):
    as_administrator.post(f"{RELEASES}{mine.pk}/delete/", {"post": "yes"})
    assert not Release.objects.exists()
    deleted = as_editor.get(f"{RELEASES}deleted/").context["rows"][0]["saved"]
    as_editor.post(f"{RELEASES}deleted/", {"draft": deleted.history_id})
    release = Release.objects.get()
    assert do(as_editor, release, "publish").context["form"].errors.keys() == {"alone"}
    assert live_titles() == []


# Endorsing


@pytest.fixture
def alone(as_editor, mine):
    do(as_editor, mine, "publish", alone=WHY)
    return PublishedAlone.objects.get()


def endorse_url(edition):
    return f"/admin/pressreleases/edition/{edition.pk}/endorse/"


def test_the_desk_flags_it_until_a_colleague_endorses_it(as_editor, colleague, alone):
    url = endorse_url(alone.edition)
    assert url in colleague.get("/admin/").content.decode()
    own = as_editor.get("/admin/").content.decode()
    assert url not in own
    assert "a colleague has to endorse it" in own
    page = colleague.get(url).content.decode()
    assert WHY in page
    assert "The delegation arrived on Monday." in page
    assert colleague.post(url).status_code == 302
    assert "Published alone" not in as_editor.get("/admin/").content.decode()
    assert "endorsed by colleague" in as_editor.get(change_url(alone.edition.release)).content.decode()


def test_to_look_at_it_endorses_nothing(colleague, alone):
    assert colleague.get(endorse_url(alone.edition)).status_code == 200
    assert PublishedAlone.objects.to_be_endorsed().exists()


def test_who_published_it_is_told_why_it_cannot_be_endorsed_by_them(as_editor, alone):
    url = endorse_url(alone.edition)
    assert "You published edition 1 of “A visit to Vienna”. A colleague" in as_editor.get(url).content.decode()
    response = as_editor.post(url)
    assert response.status_code == 422
    assert PublishedAlone.objects.to_be_endorsed().exists()


def test_an_author_sees_the_flag_and_cannot_endorse(as_author, alone):
    desk = as_author.get("/admin/").content.decode()
    assert "Published alone, to be endorsed" in desk
    assert endorse_url(alone.edition) not in desk
    assert as_author.get(endorse_url(alone.edition)).status_code == 403
    assert as_author.post(endorse_url(alone.edition)).status_code == 403
    assert PublishedAlone.objects.to_be_endorsed().exists()


def test_another_site_cannot_endorse(alone):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_user("Editor", "stranger"))
    assert strict.post(endorse_url(alone.edition)).status_code == 403
    assert PublishedAlone.objects.to_be_endorsed().exists()


def test_what_is_not_there_or_was_not_alone_cannot_be_endorsed(colleague, details):
    assert colleague.get("/admin/pressreleases/edition/9999/endorse/").status_code == 404
    assert colleague.get("/admin/pressreleases/edition/nonsense/endorse/").status_code == 404
    (edition,) = publish([make_release("Seen by two")], by=make_user("Editor", "other"))
    assert "was not published alone" in colleague.get(endorse_url(edition)).content.decode()


def test_that_a_language_is_not_affected_stands_in_the_trail(as_editor, details):
    release = make_release("A visit to Geneva", summary="On the way.")
    other = make_release("Səfər", language="az", family=release.family, is_original=False, slug="s", summary="Yolda.")
    by = make_user("Editor", "other")
    publish([release, other], by=by)
    rewrite(release, summary="On the road.")
    do(as_editor, release, "correct", note_en="Exact.", unaffected_az="on", despite="They are short.")
    assert AuditEntry.objects.get(act="corrected").details["not_affected"] == ["az"]
    rewrite(release, summary="On the way again.")
    do(as_editor, release, "correct", minor="on", despite="They are short.")
    assert "not_affected" not in AuditEntry.objects.filter(act="corrected").latest("pk").details


def test_who_changed_only_the_letterhead_is_told_that_and_not_that_they_wrote_the_text(as_editor, release):
    details = MissionDetails.objects.get()
    url = f"/admin/pressreleases/missiondetails/{details.pk}/change/"
    assert save(as_editor, url, address="1 New Street").status_code == 302
    page = as_editor.get(verb_url(release, "publish")).content.decode()
    assert "You changed what readers see around this text" in page
    assert YOURS not in page
    assert do(as_editor, release, "publish").status_code == 422
    assert live_titles() == []
    # Who did both wrote it.
    assert save(as_editor, change_url(release), title="A visit to Vienna").status_code == 302
    page = as_editor.get(verb_url(release, "publish")).content.decode()
    assert YOURS in page
    assert "around this text" not in page
