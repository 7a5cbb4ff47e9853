"""The pane beside the form, played in a browser: the preview as one types, its widths, the original, the keyboard."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import FrameLocator, Locator, Page, expect

from pressreleases.models import AutosavedForm, Release
from pressreleases.publishing import publish
from tests.browser.playing import choose
from tests.browser.sights import axe_violations
from tests.making import make_release

pytestmark = pytest.mark.django_db(transaction=True)

SHOWN = ".pane-stage iframe.shown"


@pytest.fixture
def visit(site):
    return make_release("A visit to Geneva", *[f"Paragraph {number}." for number in range(1, 30)])


def change(release: Release) -> str:
    return f"/admin/pressreleases/release/{release.pk}/change/"


def opened(staff, release: Release, **window) -> Page:
    page = staff.signed_in(**window)
    page.goto(change(release))
    text_of(page).wait_for()
    return page


def text_of(page: Page) -> Locator:
    return page.locator("[contenteditable=true][aria-label=Text]")


def seen(page: Page) -> FrameLocator:
    return page.frame_locator(SHOWN)


def in_frame(page: Page, question: str):
    """What the page in the frame that is shown answers; asked from without, as nothing runs within."""
    return page.eval_on_selector(SHOWN, f"frame => {{ const page = frame.contentDocument; return {question} }}")


def test_what_is_typed_stands_in_the_preview_without_being_saved(staff, visit):
    page = opened(staff, visit)
    expect(seen(page).get_by_role("heading", name="A visit to Geneva")).to_be_visible()
    page.get_by_label("Title:").fill("A visit to Bern")
    expect(seen(page).get_by_role("heading", name="A visit to Bern")).to_be_visible()
    text_of(page).click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("Quite new. ")
    expect(seen(page).get_by_text("Quite new. Paragraph 1.")).to_be_visible()
    stored = Release.objects.get()
    assert (stored.title, "Quite new" in stored.body, stored.version) == ("A visit to Geneva", False, 1)


def test_readers_see_nothing_of_what_is_typed(staff, visit):
    publish([visit], by=User.objects.get(username="editor"))
    page, reader = opened(staff, visit), staff.window()
    page.get_by_label("Title:").fill("A secret")
    expect(seen(page).get_by_role("heading", name="A secret")).to_be_visible()
    reader.goto("/en/releases/2024/a-visit-to-geneva/")
    expect(reader.get_by_role("heading", name="A visit to Geneva")).to_be_visible()
    assert "A secret" not in reader.content()


def test_the_preview_stays_where_it_was_scrolled_to_and_so_does_the_form(staff, visit):
    page = opened(staff, visit)
    expect(seen(page).get_by_text("Paragraph 29.")).to_be_attached()
    page.eval_on_selector(SHOWN, "frame => frame.contentWindow.scrollTo({top: 300, behavior: 'instant'})")
    title = page.get_by_label("Title:")
    title.click()
    before = page.evaluate("scrollY")
    page.keyboard.type("New: ")
    expect(seen(page).get_by_role("heading", name="New: ")).to_be_attached()
    assert in_frame(page, "page.defaultView.scrollY") == 300
    assert page.evaluate("scrollY") == before
    expect(title).to_be_focused()


def test_the_page_is_seen_as_on_a_telephone_on_a_desktop_and_on_paper(staff, visit):
    page = opened(staff, visit, color_scheme="dark")
    expect(seen(page).get_by_role("navigation", name="Sections")).to_be_visible()
    assert in_frame(page, "page.documentElement.clientWidth") in range(1260, 1281)
    dark = in_frame(page, "getComputedStyle(page.body).backgroundColor")

    page.get_by_role("tab", name="Telephone").click()
    expect(page.get_by_role("tab", name="Telephone")).to_have_attribute("aria-selected", "true")
    page.wait_for_function(f"document.querySelector('{SHOWN}').contentDocument.documentElement.clientWidth <= 390")
    assert in_frame(page, "page.documentElement.scrollWidth <= 390")

    page.get_by_role("tab", name="Paper").click()
    expect(seen(page).get_by_role("navigation", name="Sections")).to_be_hidden()
    expect(seen(page).locator(".imprint", has_text="/r/")).to_be_visible()
    paper = in_frame(page, "getComputedStyle(page.body).backgroundColor")
    assert (dark, paper) == ("rgb(17, 24, 29)", "rgb(255, 255, 255)")
    page.get_by_label("Title:").fill("On paper too")
    expect(seen(page).get_by_role("heading", name="On paper too")).to_be_visible()
    expect(seen(page).get_by_role("navigation", name="Sections")).to_be_hidden()
    page.reload()
    expect(page.get_by_role("tab", name="Paper")).to_have_attribute("aria-selected", "true")


@pytest.mark.parametrize(
    "hostile",
    [
        "<p>Pasted words<img src=x onerror=\"parent.document.title='taken'\"></p>",
        "<p>Pasted words</p><script>parent.document.title='taken'</script>",
        "<p>Pasted words <a href=\"javascript:parent.document.title='taken'\">a link</a></p>",
    ],
)
def test_what_is_pasted_runs_nothing(staff, visit, hostile):
    page = opened(staff, visit)
    expect(seen(page).get_by_text("Paragraph 1.")).to_be_visible()
    # As if the editor had let it through.
    page.evaluate(
        "html => { const one = CKEDITOR.instances.id_body; one.getData = () => html; one.fire('change') }", hostile
    )
    expect(seen(page).get_by_text("Pasted words")).to_be_visible()
    if seen(page).get_by_text("a link").count():
        seen(page).get_by_text("a link").click()
    assert "taken" not in page.title()


def test_even_a_page_that_was_not_cleaned_could_run_nothing(staff, visit, complaints):
    page = staff.signed_in()
    hostile = (
        "<html><head></head><body><p>Pasted words</p><script src='/static/admin_look/own_clock.js'></script>"
        "<script>parent.document.title='taken'</script>"
        "<img src=x onerror=\"parent.document.title='taken'\"></body></html>"
    )
    page.route("**/admin/preview/**", lambda route: route.fulfill(json={"page": hostile, "remarks": ["<b>said</b>"]}))
    page.goto(change(visit))
    expect(seen(page).get_by_text("Pasted words")).to_be_visible()
    expect(page.get_by_text("<b>said</b>")).to_be_visible()
    assert "taken" not in page.title()
    complaints.clear()


def test_a_link_in_the_preview_leads_nowhere(staff, visit, complaints):
    page = opened(staff, visit)
    seen(page).get_by_role("link", name="Anniversaries").click()
    page.get_by_label("Title:").fill("Still here")
    expect(seen(page).get_by_role("heading", name="Still here")).to_be_visible()
    assert len(page.context.pages) == 1
    assert page.url.endswith(change(visit))
    complaints.clear()


def test_what_stands_in_the_way_of_publishing_is_told(staff, visit):
    page = opened(staff, visit)
    page.get_by_label("Title:").fill("")
    remark = page.locator("#pane").get_by_role("status").get_by_text("The title is empty.")
    expect(remark).to_be_visible()
    # It covers nothing of the sheet.
    told, sheet = remark.bounding_box(), page.locator(".pane-stage").bounding_box()
    assert told is not None
    assert sheet is not None
    assert told["y"] >= sheet["y"] + sheet["height"]
    expect(seen(page).get_by_role("heading", name="[The title]")).to_be_visible()
    page.get_by_label("Title:").fill("There it is")
    expect(page.locator("#pane").get_by_text("The title is empty.")).to_be_hidden()


def test_it_is_told_when_the_preview_cannot_be_had_and_nothing_is_lost(staff, visit, complaints):
    page = opened(staff, visit)
    expect(seen(page).get_by_role("heading", name="A visit to Geneva")).to_be_visible()
    page.context.set_offline(True)
    page.get_by_label("Title:").fill("Typed in a tunnel")
    expect(page.get_by_text("The preview could not be refreshed.")).to_be_visible()
    page.context.set_offline(False)
    expect(seen(page).get_by_role("heading", name="Typed in a tunnel")).to_be_visible()
    expect(page.get_by_text("The preview could not be refreshed.")).to_be_hidden()
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("Title:").fill("Signed out")
    expect(page.get_by_text("You are no longer signed in")).to_be_visible()
    expect(page.get_by_label("Title:")).to_have_value("Signed out")
    complaints.clear()


def test_it_is_closed_and_opened_by_keyboard_and_stays_so(staff, visit):
    page = opened(staff, visit)
    switch, pane = page.get_by_role("button", name="Preview", exact=True), page.locator("#pane-body")
    expect(pane).to_be_visible()
    page.get_by_label("Title:").fill("Not saved")
    switch.focus()
    page.keyboard.press("Enter")
    expect(pane).to_be_hidden()
    expect(switch).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_label("Title:")).to_have_value("Not saved")
    page.reload()
    expect(pane).to_be_hidden()
    page.get_by_role("button", name="Preview", exact=True).press("Enter")
    expect(seen(page).get_by_role("heading", name="A visit to Geneva")).to_be_visible()
    page.get_by_role("tab", name="Telephone").focus()
    page.keyboard.press("Escape")
    expect(pane).to_be_hidden()
    expect(switch).to_be_focused()


def test_on_a_telephone_it_stands_below_the_form_when_asked_for(staff, visit):
    page = opened(staff, visit, viewport={"width": 390, "height": 800})
    expect(page.locator("#pane-body")).to_be_hidden()
    page.get_by_role("button", name="Preview", exact=True).click()
    expect(page.get_by_role("tab", name="Telephone")).to_be_focused()
    expect(seen(page).get_by_role("heading", name="A visit to Geneva")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Preview", exact=True).click()
    expect(page.locator("#pane-body")).to_be_hidden()
    expect(page.get_by_role("button", name="Preview", exact=True)).to_be_in_viewport()


def test_the_original_is_read_beside_its_new_translation(staff, visit):
    page = staff.signed_in()
    page.goto(change(visit))
    page.get_by_role("link", name="Translate into Azərbaycanca").click()
    original = page.get_by_role("tabpanel", name="English (original)")
    expect(original.get_by_text("Paragraph 29.")).to_be_attached()
    expect(original.get_by_role("article")).to_have_attribute("lang", "en")
    page.get_by_label("Title:").fill("Cenevrəyə səfər")
    expect(original.get_by_role("heading", name="A visit to Geneva")).to_be_visible()
    page.get_by_role("tab", name="English (original)").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("tab", name="Paper")).to_be_focused()
    expect(seen(page).get_by_role("heading", name="Cenevrəyə səfər")).to_be_visible()
    expect(original).to_be_hidden()


def test_on_a_telephone_the_original_is_one_tap_away(staff, visit):
    page = staff.signed_in(viewport={"width": 390, "height": 800})
    page.goto(f"/admin/pressreleases/release/add/?family={visit.family}&language=az")
    expect(page.locator("#pane-body")).to_be_hidden()
    page.get_by_role("button", name="Preview and other languages").click()
    expect(page.get_by_role("tab", name="English (original)")).to_be_focused()
    expect(page.get_by_role("heading", name="A visit to Geneva", exact=True)).to_be_in_viewport()


def test_without_scripts_it_opens_in_a_window_of_its_own(staff, visit):
    page = staff.signed_in()
    page.goto(change(visit))
    with page.context.expect_page() as opening:
        choose(page, "Preview in a new window")
    # Enter in a field saves, and makes no preview.
    assert page.locator("[type=submit][form=release_form]").first.get_attribute("name") == "_continue"
    expect(opening.value.get_by_text("Preview: only you can see this.")).to_be_visible()
    expect(opening.value.get_by_role("heading", name="A visit to Geneva")).to_be_visible()


def test_what_is_typed_after_a_preview_in_another_window_is_still_kept(staff, visit):
    page = opened(staff, visit)
    with page.context.expect_page():
        choose(page, "Preview in a new window")
    page.get_by_label("Title:").fill("Typed after that")
    expect(page.locator("#kept").get_by_text("Autosaved at")).to_be_visible()
    assert AutosavedForm.objects.get().fields["title"] == ["Typed after that"]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_it_has_nothing_in_the_way(staff, visit, complaints, width, scheme):
    make_release("Səfər", language="az", slug="sefer", family=visit.family, is_original=False)
    page = opened(staff, visit, viewport={"width": width, "height": 800}, color_scheme=scheme)
    if width == 390:
        page.get_by_role("button", name="Preview and other languages").click()
    expect(seen(page).get_by_role("heading", name="A visit to Geneva")).to_be_visible()
    for tab in ("Desktop", "Azərbaycanca"):
        page.get_by_role("tab", name=tab).click()
        assert [found["id"] for found in axe_violations(page)] == []
    complaints.clear()
