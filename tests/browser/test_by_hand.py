"""The two great ways, a correction and a release in two languages, by keyboard alone; a correction by telephone."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from pressreleases.models import Edition
from pressreleases.publishing import publish
from tests.browser.playing import ALONE, page_of, ready
from tests.browser.test_stories import BACK, tab_to, text_of

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}


@pytest.fixture
def live(site):
    release = ready("A visit to Geneva", "The delegation arrived on Munday.")
    publish([release], by=User.objects.get(username="editor"))
    return release


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_a_word_is_corrected_by_keyboard_alone(staff, live):
    page = staff.signed_in()
    tab_to(page, "A visit to Geneva")
    page.keyboard.press("Enter")
    text_of(page).wait_for()
    tab_to(page, "Text")
    page.keyboard.press("Control+End")
    for _letter in "Munday.":
        page.keyboard.press("Backspace")
    page.keyboard.type("Monday.")
    tab_to(page, "Correct…", BACK)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Publish a correction")).to_be_visible()
    assert Edition.objects.count() == 1
    tab_to(page, "What was changed (English)")
    page.keyboard.type("The day was misspelt.")
    tab_to(page, "Publish a correction")
    page.keyboard.press("Enter")
    # The reason was left out: nothing is done, and nothing that was typed is lost.
    expect(page.get_by_text("Say why you are publishing it alone")).to_be_visible()
    expect(page.get_by_label("What was changed (English)")).to_have_value("The day was misspelt.")
    assert Edition.objects.count() == 1
    tab_to(page, ALONE)
    page.keyboard.type("Nobody else is in today.")
    tab_to(page, "Publish a correction")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Live, edition 2")).to_be_visible()
    text_of(page).wait_for()
    assert Edition.objects.live().get().text == "The delegation arrived on Monday."


def test_a_release_is_written_in_two_languages_and_published_by_keyboard_alone(staff, site):
    page = staff.signed_in()
    tab_to(page, "New release")
    page.keyboard.press("Enter")
    write(page, "Independence Day", "The day is kept.", "The flag was raised.")
    tab_to(page, "Translate into Azərbaycanca")
    page.keyboard.press("Enter")
    write(page, "Müstəqillik Günü", "Gün qeyd olunur.", "Bayraq qaldırıldı.")
    tab_to(page, "Publish…")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Publish now")).to_be_visible()
    tab_to(page, "English – Independence Day")
    page.keyboard.press("Space")
    tab_to(page, ALONE)
    page.keyboard.type("Nobody else is in today.")
    assert not Edition.objects.exists()
    tab_to(page, "Publish now")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Live, edition 1").first).to_be_visible()
    text_of(page).wait_for()
    editions = list(Edition.objects.live())
    assert {(one.language, one.text) for one in editions} == {
        ("en", "The flag was raised."),
        ("az", "Bayraq qaldırıldı."),
    }
    assert len({one.begins_at for one in editions}) == 1


def write(page: Page, title: str, lead: str, text: str) -> None:
    text_of(page).wait_for()
    for label, words in (("Title", title), ("Lead", lead), ("Text", text)):
        tab_to(page, label)
        page.keyboard.type(words)
    tab_to(page, "Save", BACK)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved.").first).to_be_visible()
    text_of(page).wait_for()


def test_a_word_is_corrected_on_a_telephone(staff, live):
    page = staff.signed_in(**PHONE)
    assert fits(page)
    page.get_by_role("link", name="A visit to Geneva").first.tap()
    text = text_of(page)
    text.wait_for()
    assert fits(page)
    text.tap()
    page.keyboard.press("Control+End")
    for _letter in "Munday.":
        page.keyboard.press("Backspace")
    page.keyboard.type("Monday.")
    page.get_by_role("button", name="Correct…").tap()
    expect(page.get_by_role("heading", name="Publish a correction")).to_be_visible()
    assert fits(page)
    page.get_by_label("What was changed (English)").tap()
    page.keyboard.type("The day was misspelt.")
    publish_it = page.get_by_role("button", name="Publish a correction")
    publish_it.tap()
    expect(page.get_by_text("Say why you are publishing it alone")).to_be_visible()
    assert Edition.objects.count() == 1
    page.get_by_label(ALONE).tap()
    page.keyboard.type("Nobody else is in today.")
    publish_it.tap()
    expect(page.get_by_text("Live, edition 2")).to_be_visible()
    text_of(page).wait_for()
    assert fits(page)
    reader = staff.window(**PHONE)
    reader.goto(page_of(live))
    expect(reader.get_by_text("arrived on Monday")).to_be_visible()
    assert fits(reader)
