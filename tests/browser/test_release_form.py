"""The form of a release as staff use it: clicks counted, the bar in sight, checks as one types, without scripts too."""

import time

import pytest
from playwright.sync_api import Page, expect

from pressreleases.models import Edition, Release
from pressreleases.models.kinds import Status
from pressreleases.publishing import publish
from tests.browser.playing import is_done, open_release, press, ready, unfold, written_by
from tests.browser.sights import wrong_here
from tests.browser.test_stories import tab_to, text_of
from tests.making import make_user

pytestmark = pytest.mark.django_db(transaction=True)

# What a finger or a mouse presses; a button that is pressed by a key is no click.
COUNT_CLICKS = """addEventListener("click", ({isTrusted, detail}) => {
    if (isTrusted && detail) sessionStorage.clicks = Number(sessionStorage.clicks ?? 0) + 1;
}, true)"""
ON_TOP = """field => {
    const { x, y } = field.getBoundingClientRect();
    return document.elementFromPoint(x + 5, y + 5) === field;
}"""
WATCH = """window.moved = []; new PerformanceObserver((list) => {
    for (const one of list.getEntries()) moved.push(...one.sources.map(({node}) => `${one.value} ${node?.className}`));
}).observe({type: "layout-shift"})"""


def clicks(page: Page) -> int:
    return int(page.evaluate("sessionStorage.clicks ?? 0"))


def test_a_new_release_is_submitted_with_two_clicks(staff, site):
    make_user("Author")
    page = staff.signed_in("author")
    page.context.add_init_script(COUNT_CLICKS)
    page.reload()
    begun = time.monotonic()
    page.get_by_role("link", name="New release").click()
    text_of(page).wait_for()
    expect(page.get_by_label("Title:")).to_be_focused()
    page.keyboard.type("A visit to Geneva")
    page.keyboard.press("Tab")
    page.keyboard.type("The delegation is there.")
    page.keyboard.press("Tab")
    expect(text_of(page)).to_be_focused()
    page.keyboard.type("The delegation arrived on Monday.")
    press(page, "Save and submit")
    is_done(page, "It is now waiting for an editor.")
    print(f"desk → submitted: {time.monotonic() - begun:.1f} s, {clicks(page)} clicks")
    assert clicks(page) <= 2
    release = Release.objects.get()
    assert (release.title, release.body) == ("A visit to Geneva", "<p>The delegation arrived on Monday.</p>")
    assert release.status == Status.SUBMITTED


def test_a_word_is_corrected_and_published_with_four_clicks(staff, site):
    make_user("Author")
    release = written_by("author", "A visit to Geneva", "The delegation arrived on Munday.")
    colleague = make_user("Editor", "colleague")
    publish([release], by=colleague)
    page = staff.signed_in()
    page.context.add_init_script(COUNT_CLICKS)
    page.reload()
    begun = time.monotonic()
    page.get_by_role("link", name="A visit to Geneva").first.click()
    text_of(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+Shift+ArrowLeft")
    page.keyboard.press("Control+Shift+ArrowLeft")
    page.keyboard.type("Monday.")
    press(page, "Correct…")
    expect(page.get_by_label("What was changed (English)")).to_be_focused()
    page.keyboard.type("The day was misspelt.")
    tab_to(page, "Reason for publishing alone")
    page.keyboard.type("Nobody else is in.")
    press(page, "Publish a correction")
    is_done(page, "Corrected.")
    print(f"desk → published correction: {time.monotonic() - begun:.1f} s, {clicks(page)} clicks")
    assert clicks(page) <= 4
    assert Edition.objects.live().get().text == "The delegation arrived on Monday."


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (390, "light")])
def test_the_bar_is_always_in_sight_and_nothing_moves_when_its_words_change(staff, site, width, scheme):
    release = ready("A visit to Geneva", *[f"Paragraph {number}." for number in range(1, 40)], notes_to_editors="TODO")
    page = staff.signed_in(viewport={"width": width, "height": 800}, color_scheme=scheme)
    open_release(page, release)
    page.evaluate(WATCH)
    expect(page.locator(".act-checks")).to_have_text("1 thing to check")
    page.get_by_label("Place:").fill("")
    expect(page.locator(".act-checks")).to_have_text("2 things to check")
    expect(page.locator("#kept").get_by_text("Autosaved at")).to_be_visible()
    page.locator(".act-verbs summary").click()
    expect(page.get_by_role("link", name="Word file")).to_be_visible()
    assert page.evaluate("moved") == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Word file")).to_be_hidden()
    page.mouse.wheel(0, 900)
    for name in ("Save", "Publish…"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_in_viewport(ratio=1)
    # What gets the focus lies neither above nor below it.
    field = page.get_by_label("Place:")
    field.focus()
    expect(field).to_be_in_viewport(ratio=1)
    assert field.evaluate(ON_TOP)


def test_ctrl_s_saves_from_a_field_and_from_the_text_and_one_goes_on_where_one_was(staff, site):
    release = ready("A visit to Geneva", *[f"Paragraph {number}." for number in range(1, 60)])
    page = staff.signed_in()
    open_release(page, release)
    page.get_by_label("Lead:").fill("A lead.")
    page.keyboard.press("Control+s")
    is_done(page, "Saved.")
    assert Release.objects.get().summary == "A lead."
    text_of(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type("The end.")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    is_done(page, "Saved.")
    assert Release.objects.get().body.endswith("The end.</p>")
    page.wait_for_function("scrollY > 500")


def test_a_finding_comes_as_one_types_leads_to_its_field_and_goes_when_it_is_mended(staff, site):
    make_user("Author")
    release = written_by("author")
    page = staff.signed_in("author")
    open_release(page, release)
    findings = page.get_by_role("region", name="Checks before publishing")
    expect(findings.get_by_text("Nothing to check")).to_be_visible()
    text_of(page).click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("[TBC] ")
    unfold(page, "Notes to editors")
    page.get_by_label("Notes to editors:").fill("xxxx")
    expect(findings.get_by_role("listitem")).to_have_count(2)
    assert Release.objects.get().version == 1
    unfold(page, "Notes to editors")
    findings.get_by_role("link", name="“xxxx”").click()
    expect(page.get_by_label("Notes to editors:")).to_be_focused()
    page.get_by_label("Notes to editors:").fill("")
    findings.get_by_role("link", name="“[TBC]”").click()
    expect(text_of(page)).to_be_focused()
    page.keyboard.press("Control+Home")
    for _letter in "[TBC] ":
        page.keyboard.press("Delete")
    expect(findings.get_by_text("Nothing to check")).to_be_visible()
    expect(page.locator("#count")).to_have_text("5 words, 1 min to read")


def test_on_a_telephone_a_line_of_the_bar_opens_the_findings(staff, site, complaints):
    page = staff.signed_in(viewport={"width": 390, "height": 800})
    open_release(page, ready("A visit to Geneva", "Call xxxx."))
    line = page.get_by_role("link", name="1 thing to check")
    line.click()
    finding = page.get_by_role("link", name="“xxxx”")
    expect(finding).to_be_in_viewport(ratio=1)
    page.locator(".act-verbs summary").click()
    assert wrong_here(page) == []
    page.set_viewport_size({"width": 390, "height": 800})
    page.locator(".act-verbs summary").press("Escape")
    finding.press("Escape")
    expect(line).to_be_focused()
    expect(finding).not_to_be_in_viewport()
    line.click()
    finding.click()
    expect(text_of(page)).to_be_focused()
    expect(finding).not_to_be_in_viewport()
    # What axe puts into a page is refused by the policy.
    complaints.clear()


def test_a_script_without_spaces_is_counted_by_its_characters(staff, site, settings):
    settings.LANGUAGES = [("en", "English"), ("zh", "Chinese")]
    page = staff.signed_in()
    open_release(page, ready("访问日内瓦", "代表团星期一抵达日内瓦。", language="zh", slug="visit"))
    expect(page.locator("#count")).to_have_text("11 characters, 1 min to read")


def test_without_scripts_the_menu_opens_and_the_findings_come_after_a_save(staff, site):
    release = ready("A visit to Geneva", "Words.")
    page = staff.signed_in(java_script_enabled=False)
    page.goto(f"/admin/pressreleases/release/{release.pk}/change/")
    page.get_by_label("Lead:").fill("")
    press(page, "Save")
    expect(page.get_by_text("There is no lead")).to_be_visible()
    page.locator(".act-verbs summary").click()
    page.get_by_role("button", name="Schedule…").click()
    expect(page.get_by_role("heading", name="Publish at a set time")).to_be_visible()


def test_a_language_that_stays_behind_is_named_before_it_is_submitted(staff, site):
    make_user("Author")
    release = written_by("author")
    ready("Cenevrəyə səfər", "Sözlər.", language="az", slug="sefer", family=release.family, is_original=False)
    page = staff.signed_in("author")
    open_release(page, release)
    expect(page.get_by_text("The text in Azərbaycanca is a draft.")).to_be_visible()
    press(page, "Submit…")
    expect(page.get_by_text("The text in Azərbaycanca is a draft.")).to_be_visible()
    assert Release.objects.get(pk=release.pk).status == Status.DRAFT
    page.get_by_role("checkbox", name="Azərbaycanca").check()
    press(page, "Submit for review")
    is_done(page, "It is now waiting for an editor.")
    assert set(Release.objects.values_list("status", flat=True)) == {Status.SUBMITTED}
