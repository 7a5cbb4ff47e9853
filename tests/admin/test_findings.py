"""The checks beside the form: where each finding leads, that they are renewed without a save, and for whom."""

import pytest
from django.contrib.auth.models import Permission

from pressreleases.models import AutosavedForm, Release
from pressreleases.models.pages import MissionPage
from pressreleases.publishing import publish
from tests.admin.filling import RELEASES, change_url, shown, verb_url
from tests.making import make_page, make_user, rewrite
from tests.public.page_elements import elements

pytestmark = pytest.mark.django_db

NEW = f"{RELEASES}findings/"


def findings_url(release):
    return f"{RELEASES}{release.pk}/findings/"


def found(response):
    return {line.said: line for line in response.context["lines"]}


def listed(page):
    return [" ".join(words.split()) for _tag, _attrs, words in elements(page, "li", class_="finding")]


def test_each_finding_leads_to_its_field(as_author, release):
    rewrite(release, summary="", body="<p>[TBC]</p>", place="")
    page = as_author.get(change_url(release))
    urls = {line.said: line.url for line in page.context["lines"]}
    assert urls["There is no lead: lists and previews will show only the title."] == "#id_summary"
    assert urls["There is no place."] == "#id_place"
    assert urls["A comment was left in the text: “[TBC]”."] == "#id_body"
    ids = {attrs.get("id") for _tag, attrs, _words in elements(page)}
    assert {url[1:] for url in urls.values()} <= ids
    assert listed(page)[0] == "Must be corrected: A comment was left in the text: “[TBC]”."


def test_what_is_about_languages_leads_to_them_and_a_difference_to_both_texts(as_author, release, in_azerbaijani):
    rewrite(release, body="<p>131 were killed.</p>", summary="A lead.")
    rewrite(in_azerbaijani, body="<p>113 nəfər.</p>")
    lines = found(as_author.get(change_url(release)))
    draft = lines["The text in Azərbaycanca is a draft. It will not be published with this one."]
    assert draft.url == "#languages"
    difference = lines["Numbers: 131 in English, 113 in Azerbaijani."]
    assert (difference.url, difference.other) == ("#id_body", change_url(in_azerbaijani))


def test_a_published_text_that_was_not_changed_has_nothing_to_be_checked(as_author, release, editor):
    rewrite(release, summary="")
    publish([release], by=editor)
    assert as_author.get(change_url(release)).context["lines"] == []


def test_what_is_typed_is_checked_without_a_save(as_author, release):
    typed = shown(as_author.get(change_url(release)), body="<p>Call xxxx.</p>", summary="A lead.")
    answer = as_author.post(findings_url(release), typed)
    told = answer.json()
    assert "A comment was left in the text: “xxxx”." in told["list"]
    assert '<a href="#id_body">' in told["list"]
    assert told["count"] == told["list"].count("<li")
    assert "no-store" in answer["Cache-Control"]
    assert Release.objects.get().version == 1
    assert not AutosavedForm.objects.exists()


def test_what_is_typed_is_shown_as_words_not_as_html(as_author, release):
    typed = shown(as_author.get(change_url(release)), title="<b>x</b>.", body="<p>[TBC]</p>")
    assert "<b>" not in as_author.post(findings_url(release), typed).json()["list"]


def test_a_new_release_says_nothing_until_something_is_typed(as_author):
    page = as_author.get(f"{RELEASES}add/")
    assert page.context["lines"] is None
    assert listed(page) == []
    told = as_author.post(NEW, shown(page, title="A visit to Geneva", body="<p>[TBC]</p>")).json()
    assert "[TBC]" in told["list"]


def test_a_new_translation_is_compared_with_its_original(as_author, release):
    rewrite(release, body="<p>131 were killed.</p>")
    add = f"{RELEASES}add/?family={release.family}&language=az"
    typed = shown(as_author.get(add), title="Cenevrəyə səfər", body="<p>113 nəfər.</p>")
    told = as_author.post(f"{NEW}?family={release.family}", typed).json()
    assert "131 in English" in told["list"]


def test_a_page_of_the_mission_is_checked_too(as_editor, details):
    page = make_page(MissionPage.PRIVACY, "[TBC]")
    assert [line.url for line in as_editor.get(change_url(page)).context["lines"]] == ["#id_body"]


def test_what_is_not_there_is_not_found(as_author):
    assert as_author.post(f"{RELEASES}999999/findings/", {}).status_code == 404


def test_nothing_is_asked_by_get(as_author, release):
    assert as_author.get(findings_url(release)).status_code == 405


def test_who_may_only_look_gets_no_checks(client, release):
    reader = make_user("Editor", "reader")
    reader.groups.clear()
    reader.user_permissions.add(Permission.objects.get(codename="view_release"))
    client.force_login(reader)
    rewrite(release, body="<p>[TBC]</p>")
    assert listed(client.get(change_url(release))) == []
    assert client.post(findings_url(release), {}).status_code == 403


def test_the_page_of_submitting_shows_the_same_and_asks_nothing(as_author, release, in_azerbaijani):
    rewrite(release, body="<p>131 [TBC]</p>", summary="")
    rewrite(in_azerbaijani, body="<p>113 nəfər.</p>")
    page = as_author.get(verb_url(release, "submit"))
    assert found(page).keys() == found(as_author.get(change_url(release))).keys()
    assert any(line.url == f"{change_url(release)}#id_summary" for line in page.context["lines"])
    assert not {"looked", "despite"} & page.context["form"].fields.keys()
    assert "Checks before publishing" not in as_author.get(verb_url(release, "embargo")).content.decode()
