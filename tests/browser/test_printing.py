"""Paper: what Chromium prints of a page, on how many sheets, and what keeps together."""

import re
from itertools import pairwise

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import expect

from mission_site.languages import NAMES
from pressreleases import publishing
from pressreleases.models import MissionDetails
from tests.making import make_release, make_user

# How many letters the paragraphs of the mission's own sheet of 20 January 2024 have, which is one page.
SHEET = (267, 506, 392, 568, 523)


@pytest.fixture
def editor(site):
    return make_user("Editor", "printing")


def pages(page, **paper):
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True, **paper)))


def size(page, selector):
    return page.locator(selector).first.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_sheet_of_one_page_is_printed_on_one_page(staff, editor, paper):
    paragraphs = [("Soviet troops stormed Baku and other towns. " * 20)[:letters] for letters in SHEET]
    release = make_release('Thirty Fourth Anniversary of the "Black January"', *paragraphs, slug="one-sheet")
    publishing.publish([release], by=editor)
    MissionDetails.objects.update(
        press_contact_number="+12123712832",
        press_contact_email="press@mission.example",
    )
    page = staff.window()
    page.goto("/en/releases/2024/one-sheet/")
    assert pages(page, format=paper) == 1
    page.emulate_media(media="print")
    expect(page.get_by_text("press@mission.example")).to_be_visible()
    expect(page.get_by_text("BibTeX")).to_be_hidden()
    more = make_release("A long text", *paragraphs, *paragraphs, slug="two-sheets")
    publishing.publish([more], by=editor)
    page.goto("/en/releases/2024/two-sheets/")
    assert pages(page, format=paper) == 2


def test_the_mark_of_the_end_and_what_a_list_item_holds_do_not_begin_a_sheet(staff, editor):
    body = "<p>A</p><ul><li>B<ul><li>C</li></ul></li></ul>"
    publishing.publish([make_release("A text", slug="a-text", body=body)], by=editor)
    page = staff.window()
    page.emulate_media(media="print")

    def broken(selector, side):
        return page.locator(selector).first.evaluate(f"one => getComputedStyle(one).break{side}")

    page.goto("/en/releases/2024/a-text/")
    assert broken(".end", "Before") == broken(".body li > ul", "Before") == broken(".imprint", "Before") == "avoid"
    page.goto("/en/releases/")
    assert broken(".list > li", "Inside") == "avoid"
    assert broken(".month", "After") == "avoid"


@pytest.mark.parametrize("media", ["screen", "print"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_lead_is_larger_than_the_text_in_each_script(staff, editor, settings, media, language):
    settings.LANGUAGES = list(NAMES.items())
    release = make_release("A text", slug="a-text", summary="A lead.", language=language)
    publishing.publish([release], by=editor)
    page = staff.window()
    page.emulate_media(media=media)
    page.goto(f"/{language}/releases/2024/a-text/")
    assert size(page, ".lead") > size(page, ".body > p:not(.lead)")
    # Arabic is small in its line, but no sheet is twice as long for it.
    if media == "print":
        assert size(page, ".body > p:not(.lead)") <= 13.5 * 96 / 72


@pytest.mark.parametrize("media", ["screen", "print"])
def test_a_heading_is_smaller_than_a_long_title_and_the_mark_of_a_footnote_than_the_text(staff, editor, media):
    body = "<p>A</p><h2>A heading</h2><p>B<sup>1</sup></p>"
    publishing.publish([make_release("A long title " * 10, slug="long-title", body=body)], by=editor)
    page = staff.window()
    page.emulate_media(media=media)
    page.goto("/en/releases/2024/long-title/")
    text = size(page, ".body > p")
    assert size(page, "h1") > size(page, ".body h2") > text
    assert size(page, ".body sup") < text * 0.75


def test_the_reference_is_on_paper_and_on_the_screen_beside_the_text_only(staff, editor):
    publishing.publish([make_release("A text", slug="a-text", reference="No. 12/2024")], by=editor)
    page = staff.window()
    page.goto("/en/releases/2024/a-text/")
    beside, above = (
        page.locator(".side").get_by_text("No. 12/2024"),
        page.locator(".opening").get_by_text("No. 12/2024"),
    )
    expect(beside).to_be_visible()
    expect(above).to_be_hidden()
    page.emulate_media(media="print")
    expect(above).to_be_visible()
    expect(beside).to_be_hidden()


def test_a_mark_of_an_arabic_heading_is_printed_on_its_own_sheet(staff, editor, settings):
    settings.LANGUAGES = list(NAMES.items())
    body = "<p>نص</p><h2>شٌّ أُمٌّ شٌّ</h2>" + f"<p>{'نص ' * 300}</p>"
    publishing.publish([make_release("نص", language="ar", slug="a-text", body=body)], by=editor)
    page = staff.window()
    page.emulate_media(media="print")
    page.goto("/ar/releases/2024/a-text/")
    page.locator(".body > p:not([class])").first.evaluate("one => { one.style.height = '180mm'; }")

    def foot():
        """How many dots are not white in the lower part of the first sheet."""
        with pdfium.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True)) as printed:
            assert len(printed) > 1
            sheet = printed[0].render(scale=1.5, grayscale=True).to_pil()
        return sum(sheet.crop((0, sheet.height * 3 // 4, sheet.width, sheet.height)).histogram()[:200])

    assert foot() == 0
    page.locator(".body h2").evaluate("one => { one.style.paddingBlockStart = 0; }")
    assert foot() > 0


def test_a_mark_of_an_arabic_line_that_begins_a_sheet_is_printed_on_it(staff, editor, settings):
    settings.LANGUAGES = list(NAMES.items())
    body = "<p>نص</p>" + f"<p>{'شٌّ أُمٌّ شٌّ ' * 400}</p>"
    publishing.publish([make_release("نص", language="ar", slug="a-text", body=body)], by=editor)
    page = staff.window()
    page.emulate_media(media="print")
    page.goto("/ar/releases/2024/a-text/")
    page.locator(".body > p:not([class])").first.evaluate("one => { one.style.height = '42mm'; }")
    text = page.locator(".body > p:not([class])").last

    def is_left_behind():
        """Whether there is something at the foot of the first sheet, apart from its last line."""
        with pdfium.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True)) as printed:
            sheet = printed[0].render(scale=2, grayscale=True).to_pil()
        lines = (sheet.crop((0, y, sheet.width, y + 1)) for y in range(sheet.height // 2, sheet.height))
        dark = [at for at, line in enumerate(lines) if line.getextrema()[0] < 128]
        return any(later - one > 3 for one, later in pairwise(dark[-20:]))

    assert not is_left_behind()
    text.evaluate("one => { one.style.boxDecorationBreak = 'slice'; }")
    assert is_left_behind()
