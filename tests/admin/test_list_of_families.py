"""The list of releases: one row for each text in its languages, saved views, pages by key, and choosing texts."""

import datetime as dt

import pytest

from pressreleases.models import Edition, Release
from pressreleases.models.pages import MissionPage
from pressreleases.publishing import publish, submit, withdraw
from tests.admin.choosing import choose, page_url
from tests.admin.filling import RELEASES, change_url
from tests.making import in_future, make_page, make_release, make_user, rewrite, today
from tests.public.page_elements import elements, links, words

pytestmark = pytest.mark.django_db


def pair(title="Visit", in_azerbaijani="Səfər", **changes):
    one = make_release(title, **changes)
    other = make_release(
        in_azerbaijani, language="az", slug=f"az-{one.pk}", family=one.family, is_original=False, **changes
    )
    return one, other


def rows(response):
    """What each row is named by."""
    return [family.first.title for family in response.context["cl"].families]


def boxes(response):
    """The boxes that choose a text: its key, and whether the filters find it."""
    family = response.context["cl"].families[0]
    return {text.release.language: text.matches for text in family.texts}


def test_the_languages_of_a_text_are_one_row_with_a_link_and_a_state_each(as_editor, editor):
    english, azerbaijani = pair()
    publish([english], by=editor)
    page = as_editor.get(RELEASES)
    assert rows(page) == ["Visit"]
    found = links(page)
    assert found["Visit"] == found["enEnglish: Visit"] == change_url(english)
    assert found["azAzərbaycanca: Səfər"] == change_url(azerbaijani)
    [cell] = words(page, "td", class_="field-languages")
    assert "Live, edition 1" in cell
    assert "Draft" in cell


def test_a_missing_language_leads_to_its_form(as_editor):
    release = make_release()
    found = links(as_editor.get(RELEASES))
    address = f"{RELEASES}add/?family={release.family}&language=az"
    assert found["+ azTranslate into Azərbaycanca: A visit to Geneva"] == address


def test_a_filter_names_the_row_by_the_text_that_it_finds_and_shows_the_other_languages(as_editor):
    pair()
    page = as_editor.get(RELEASES, {"language__exact": "az"})
    assert rows(page) == ["Səfər"]
    assert boxes(page) == {"en": False, "az": True}
    assert rows(as_editor.get(RELEASES, {"language__exact": "az", "q": "visit"})) == []


def test_each_view_shows_its_texts_and_no_others(as_editor, editor, author):
    mine, waiting, planned = (make_release(name) for name in ("Mine", "Waiting", "Planned"))
    Release.objects.filter(pk=mine.pk).update(created_by=editor)
    submit([waiting], by=author)
    publish([planned], by=editor, at=in_future())
    ends = make_release("Ends")
    publish([ends], by=editor)
    withdraw([ends], by=editor, reasons={"en": "Off."}, at=in_future())
    found = {view: set(rows(as_editor.get(RELEASES, {"view": view}))) for view in ("mine", "waiting", "scheduled", "x")}
    assert found == {
        "mine": {"Mine"},
        "waiting": {"Waiting"},
        "scheduled": {"Planned", "Ends"},
        "x": {"Mine", "Waiting", "Planned", "Ends"},
    }


def test_what_needs_translation_lacks_a_language_or_is_behind_its_original(as_editor):
    make_release("Alone")
    pair("Draft in both", "Hər ikisi")
    original, translation = pair("Moved on", "Geridə")
    Release.objects.filter(pk=translation.pk).update(in_step_with="0" * 64, status="submitted")
    page = as_editor.get(RELEASES, {"view": "translation"})
    assert set(rows(page)) == {"Alone", "Geridə"}
    assert original.title not in rows(page)


def test_an_old_archive_does_not_need_translation_unless_its_year_is_chosen(as_editor):
    make_release("Old", issued_on=dt.date(2010, 1, 1))
    Release.objects.update(changed_at=dt.datetime(2010, 1, 1, tzinfo=dt.UTC))
    assert rows(as_editor.get(RELEASES, {"view": "translation"})) == []
    assert rows(as_editor.get(RELEASES, {"view": "translation", "issued": "2010"})) == ["Old"]


@pytest.mark.parametrize("issued", [None, "2024"])
def test_of_more_texts_than_anybody_translates_only_the_newest_are_compared(as_editor, monkeypatch, issued):
    monkeypatch.setattr("pressreleases.families.COMPARED", 2)
    for number in range(3):
        make_release(f"Text {number}", slug=f"text-{number}")
    page = as_editor.get(RELEASES, {"view": "translation"} | ({"issued": issued} if issued else {}))
    assert rows(page) == ["Text 2", "Text 1"]
    assert "at most the newest 2" in words(page, "p", class_="quiet")[0]


@pytest.mark.parametrize("few", [0, 2000], ids=["many", "few"])
def test_a_filter_finds_the_same_whether_it_finds_few_texts_or_many(as_editor, monkeypatch, few):
    monkeypatch.setattr("pressreleases.admin.release_list._FEW", few)
    pair()
    make_release("Other", kind="statement", slug="other")
    page = as_editor.get(RELEASES, {"language__exact": "az"})
    assert (rows(page), boxes(page), page.context["cl"].result_count) == (["Səfər"], {"en": False, "az": True}, 1)
    assert rows(as_editor.get(RELEASES, {"kind__exact": "statement"})) == ["Other"]
    assert rows(as_editor.get(RELEASES, {"kind__exact": "letter"})) == []


def test_many_texts_of_a_month_have_those_whose_original_is_of_another_month(as_editor, monkeypatch):
    monkeypatch.setattr("pressreleases.admin.release_list._FEW", 2)
    pair("In time", "Vaxtında")
    late, translation = pair("Late", "Gecikmiş")
    Release.objects.filter(pk=late.pk).update(issued_on=dt.date(2024, 2, 1))
    early, _its_translation = pair("Early", "Erkən")
    Release.objects.filter(family=early.family).update(issued_on=dt.date(2023, 12, 1))
    page = as_editor.get(RELEASES, {"issued": "2024-01"})
    assert rows(page) == [translation.title, "In time"]


def test_a_long_list_goes_on_by_the_key_of_its_last_row(as_editor):
    for number in range(60):
        make_release(f"Text {number:03}", slug=f"text-{number}")
    first = as_editor.get(RELEASES)
    second = as_editor.get(RELEASES + links(first)["Older"])
    assert rows(first) + rows(second) == [f"Text {number:03}" for number in range(59, -1, -1)]
    assert "Older" not in links(second)
    assert links(second)["Newest"] == "?"


@pytest.mark.parametrize("place", ["2", "x", "2024-13-01.5", "2024-01-20.", "2024-01-20.٣", "9" * 40, "\x00"])
def test_a_place_that_no_link_gives_is_the_first_page(as_editor, release, place):
    assert rows(as_editor.get(RELEASES, {"p": place})) == [release.title]


def test_more_than_are_counted_are_not_counted(as_editor, monkeypatch):
    monkeypatch.setattr("pressreleases.admin.base.COUNTED", 2)
    for number in range(3):
        make_release(f"Text {number}", slug=f"text-{number}")
    assert "More than 2 releases" in words(as_editor.get(RELEASES), "p", class_="paginator")[0]


def test_a_language_that_the_filter_does_not_find_can_be_chosen_all_the_same(as_editor):
    english, azerbaijani = pair(issued_on=today())
    url = f"{RELEASES}?language__exact=az"
    response = as_editor.post(url, {"action": "publish_chosen", "_selected_action": [english.pk, azerbaijani.pk]})
    assert response.url == page_url("publish", azerbaijani, english)


@pytest.mark.parametrize("across", ["1", "true", "on"])
def test_all_that_are_found_are_no_more_than_the_filter_finds(as_editor, across):
    english, azerbaijani = pair(issued_on=today())
    chosen = {"action": "publish_chosen", "_selected_action": [azerbaijani.pk], "select_across": across}
    assert as_editor.post(f"{RELEASES}?language__exact=az", chosen).url == page_url("publish", azerbaijani)
    assert as_editor.post(RELEASES, chosen).url == page_url("publish", azerbaijani, english)


def test_the_buttons_of_the_bar_need_no_script(as_editor):
    release = make_release(issued_on=today())
    page = as_editor.get(RELEASES)
    names = [attrs["value"] for _tag, attrs, _text in elements(page, "input", name="action")]
    buttons = {text.strip(): attrs["value"] for _tag, attrs, text in elements(page, "button", name="index")}
    sent = {"action": names, "index": buttons["Publish…"], "_selected_action": [release.pk]}
    assert as_editor.post(RELEASES, sent).url == page_url("publish", release)
    assert as_editor.post(RELEASES, {**sent, "_selected_action": []}).status_code == 302
    assert not Edition.objects.exists()


def test_a_page_of_the_mission_cannot_be_chosen(as_editor, editor):
    page = make_page(MissionPage.ABOUT)
    assert rows(as_editor.get(RELEASES)) == []
    response = choose(as_editor, "publish_chosen", page)
    assert "chosen/publish/?rows=" not in response.url or response.url.endswith("rows=")


def test_the_last_save_of_any_language_is_told(as_editor):
    _english, azerbaijani = pair()
    writer = make_user("Author", "writer")
    rewrite(azerbaijani, title="Səfərlər")
    Release.objects.filter(pk=azerbaijani.pk).update(changed_by=writer)
    assert words(as_editor.get(RELEASES), "td", class_="field-last-saved") == ["just now, writer"]
