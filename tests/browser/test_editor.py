"""The editor in the admin's colours: its dialogs can be read in the dark, and lists look like lists."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_stories import text_of
from tests.making import make_release

pytestmark = pytest.mark.django_db(transaction=True)
# How far the luminances of an element's text and of the ground behind it are apart (WCAG 2.2, 1.4.3).
CONTRAST = """element => {
    const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
    const light = colour => {
        const [red, green, blue] = numbers(colour).slice(0, 3).map(part => {
            const share = part / 255;
            return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    let behind = element;
    while (numbers(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
    const one = light(getComputedStyle(element).color), two = light(getComputedStyle(behind).backgroundColor);
    return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
}"""


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_the_labels_of_the_dialog_of_a_link_can_be_read_and_it_begins_with_https(site, staff, scheme):
    release = make_release()
    page = staff.signed_in(color_scheme=scheme)
    page.goto(f"/admin/pressreleases/release/{release.pk}/change/")
    text_of(page).click()
    page.locator(".cke_button__link").click()
    labels = page.locator(".cke_dialog_body label:visible")
    expect(labels.first).to_be_visible()
    for label in labels.all():
        assert label.evaluate(CONTRAST) >= 4.5, label.inner_text()
    for button in page.locator(".cke_dialog_footer .cke_dialog_ui_button:visible span").all():
        assert button.evaluate(CONTRAST) >= 4.5
    assert page.locator(".cke_dialog_body select:visible >> nth=1").input_value() == "https://"


@pytest.mark.parametrize("button", ["link", "table", "image", "specialchar"])
def test_no_dialog_of_the_editor_runs_what_the_policy_blocks(site, staff, button):
    release = make_release()
    page = staff.signed_in()
    page.goto(f"/admin/pressreleases/release/{release.pk}/change/")
    text_of(page).click()
    page.locator(f".cke_button__{button}").click()
    expect(page.locator(".cke_dialog_body:visible")).to_be_visible()
    page.wait_for_timeout(300)
    assert staff.complaints == []


@pytest.mark.parametrize(("typed", "kept"), [("h1", "h2"), ("h2", "h2"), ("h4", "h4"), ("h5", "h4"), ("H6", "h4")])
def test_a_heading_that_is_pasted_stays_a_heading(site, staff, typed, kept):
    release = make_release()
    page = staff.signed_in()
    page.goto(f"/admin/pressreleases/release/{release.pk}/change/")
    text_of(page).click()
    page.keyboard.press("Control+a")
    page.evaluate(
        """([typed]) => CKEDITOR.instances.id_body.fire('paste', {type: 'html', method: 'paste', dataTransfer:
        CKEDITOR.plugins.clipboard.initPasteDataTransfer(), dataValue:
        `<${typed} class="MsoTitle" style="margin:0">Origins<o:p></o:p></${typed}><p class="MsoNormal">Words.</p>`})""",
        [typed],
    )
    expect(text_of(page).locator(kept)).to_have_text("Origins")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.").first).to_be_visible()
    release.refresh_from_db()
    assert release.body.split() == [f"<{kept}>Origins</{kept}>", "<p>Words.</p>"]


def test_lists_have_bullets_and_numbers_and_a_small_indent(site, staff):
    release = make_release(body="<ul><li>One</li></ul><ol><li>Two</li></ol>")
    page = staff.signed_in()
    page.goto(f"/admin/pressreleases/release/{release.pk}/change/")
    text_of(page).wait_for()
    for name, mark in (("ul", "disc"), ("ol", "decimal")):
        item = text_of(page).locator(f"{name} li")
        expect(item).to_have_css("list-style-type", mark)
        indent = item.evaluate(
            "item => item.getBoundingClientRect().left - item.closest('[contenteditable]').getBoundingClientRect().left"
        )
        assert 20 < indent < 80
