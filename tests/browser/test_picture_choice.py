"""Choosing a picture in the form of a release: with the mouse and the keyboard, in the text and above it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from pressreleases.models import Image, ImageDescription
from tests.browser.playing import unfold
from tests.browser.test_editor import CONTRAST
from tests.browser.test_stories import text_of
from tests.making import make_release, rewrite
from tests.test_picture_copies import kept, photograph

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hall(site):
    image = kept(photograph(size=(900, 600)))
    Image.objects.update(title="The hall", credit="Photo: A")
    ImageDescription.objects.create(image=image, language="az", alternative_text="Zal")
    return image


@pytest.fixture
def release(site):
    return make_release(body="<p>Before.</p><p>Last.</p>")


def form_of(release, staff, **context):
    page = staff.signed_in(**context)
    page.goto(f"/admin/pressreleases/release/{release.pk}/change/")
    text_of(page).wait_for()
    return page


def saved(page, release):
    # Until the new page is there as a whole, its buttons do nothing.
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    release.refresh_from_db()
    return release


def test_a_picture_of_the_library_comes_into_the_text_with_caption_and_credit(staff, release, hall):
    page = form_of(release, staff)
    text_of(page).locator("p").first.click()
    page.keyboard.press("End")
    page.locator(".cke_button__image").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("hall")
    page.keyboard.press("Enter")
    one = dialog.get_by_role("button", name="The hall")
    expect(one).to_be_focused()
    expect(one).to_contain_text("No alternative text in English yet")
    page.keyboard.press("Enter")
    alternative = dialog.get_by_label("Alternative text in English")
    expect(alternative).to_be_focused()
    dialog.get_by_role("button", name="Put it into the text").click()
    assert alternative.evaluate("field => field.validity.valueMissing")
    alternative.fill("A hall")
    dialog.get_by_label("Caption", exact=True).fill("The hall of <Geneva>")
    expect(dialog.get_by_label("Credit", exact=True)).to_have_value("Photo: A")
    dialog.get_by_role("button", name="Put it into the text").click()
    expect(text_of(page).locator("figcaption")).to_have_text("The hall of <Geneva> Photo: A")
    # Enter in the caption goes on below it.
    text_of(page).locator("figcaption").click()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    page.keyboard.type("Below.")
    saved(page, release)
    assert release.body.split("\n") == [
        "<p>Before.</p>",
        f'<figure><img alt="A hall" src="{hall.file.url}"><figcaption>The hall of &lt;Geneva&gt; '
        "<small>Photo: A</small></figcaption></figure>",
        "<p>Below.</p>",
        "<p>Last.</p>",
    ]
    # The next text finds the words in the library.
    assert ImageDescription.objects.get(image=hall, language="en").alternative_text == "A hall"
    # What is there already is shown, and can be taken away again.
    text_of(page).locator("img").dblclick()
    expect(dialog.get_by_label("Caption", exact=True)).to_have_value("The hall of <Geneva>")
    dialog.get_by_label("Decorative").check()
    dialog.get_by_label("Caption", exact=True).fill("")
    dialog.get_by_label("Credit", exact=True).fill("")
    dialog.get_by_role("button", name="Put it into the text").click()
    expect(text_of(page).locator("figure")).to_have_count(0)
    saved(page, release)
    assert f'<p><img alt="" role="presentation" src="{hall.file.url}"></p>' in release.body


def test_the_dialog_that_is_left_changes_nothing_and_gives_back_the_focus(staff, release, hall):
    page = form_of(release, staff)
    unfold(page, "Lead picture")
    choose = page.get_by_role("button", name="Choose a picture")
    choose.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(choose).to_be_focused()
    assert page.locator("[name=lead_image]").input_value() == ""


def test_the_lead_picture_asks_for_missing_words_and_keeps_the_point_that_was_chosen(staff, release, hall):
    page = form_of(release, staff)
    unfold(page, "Lead picture")
    page.get_by_role("button", name="Choose a picture").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="The hall").click()
    dialog.get_by_label("Alternative text in English").fill("A hall")
    dialog.get_by_role("button", name="Use this picture").click()
    expect(page.locator(".lead-picture-words")).to_have_text("A hall")
    assert ImageDescription.objects.get(language="en").alternative_text == "A hall"
    picture = page.locator(".focus-picture")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.21, box["y"] + box["height"] * 0.02)
    page.get_by_label("From the left").press("ArrowRight")
    page.get_by_label("Caption of the lead picture").fill("The hall in Geneva")
    saved(page, release)
    assert (release.lead_image, release.lead_focus, release.lead_caption) == (hall, "30 0", "The hall in Geneva")
    # Its words are known now, so that nobody is asked again.
    page.get_by_role("button", name="Choose a picture").click()
    dialog.get_by_role("button", name="The hall").click()
    expect(dialog.get_by_label("Alternative text in English")).to_have_js_property("readOnly", value=True)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Remove the picture").click()
    page.get_by_label("Caption of the lead picture").fill("")
    saved(page, release)
    assert (release.lead_image, release.lead_focus) == (None, "")


def test_a_file_that_is_too_large_is_refused_with_a_sentence_and_nothing_typed_is_lost(staff, release, tmp_path):
    page = form_of(release, staff)
    text_of(page).locator("p").first.click()
    page.keyboard.type("Typed before. ")
    large = tmp_path / "large.jpg"
    with large.open("wb") as file:
        file.truncate(41 * 1024 * 1024)
    page.locator(".cke_button__image").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Upload a new picture").set_input_files(large)
    expect(dialog.get_by_role("status").first).to_contain_text("larger than 40 MB")
    page.keyboard.press("Escape")
    expect(text_of(page)).to_contain_text("Typed before.")
    assert not Image.objects.exists()


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")], ids=str)
def test_the_dialog_can_be_read_and_fits(staff, release, hall, width, scheme):
    rewrite(release, lead_image=hall)
    page = form_of(release, staff, viewport={"width": width, "height": 844}, color_scheme=scheme)
    page.get_by_role("button", name="Choose a picture").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="The hall")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert dialog.evaluate("one => one.scrollWidth <= one.clientWidth")
    for words in dialog.locator("label:visible, button:visible, .pictures-missing").all():
        assert words.evaluate(CONTRAST) >= 4.5, words.inner_text()
    found = Axe().run(page, context="dialog")
    assert found.violations_count == 0, found.generate_report()
    dialog.get_by_role("button", name="The hall").click()
    assert dialog.evaluate("one => one.scrollWidth <= one.clientWidth")
    found = Axe().run(page, context="dialog")
    assert found.violations_count == 0, found.generate_report()
