"""The pages of staff on paper: dark words on white also from a dark screen, and nothing that can only be pressed."""

import pytest
from playwright.sync_api import expect

from tests.making import make_release

DARK = "element => getComputedStyle(element).color.match(/\\d+/g).slice(0, 3).every(value => value < 128)"


@pytest.mark.parametrize("theme", ["dark", "auto", "light"])
def test_a_list_is_printed_in_dark_words_without_what_is_pressed(site, staff, theme):
    make_release()
    page = staff.signed_in(color_scheme="dark")
    page.evaluate("theme => localStorage.setItem('theme', theme)", theme)
    page.goto("/admin/pressreleases/release/")
    name, title = page.locator("#site-name a"), page.locator("#result_list th a").first
    on_screen = page.locator("h1").evaluate(DARK)
    assert on_screen == (theme == "light")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 740, "height": 1000})
    for words in (name, title, page.locator("h1"), page.locator("#result_list td").last):
        # A colour may fade from that of the screen.
        page.wait_for_function(DARK, arg=words.element_handle())
    assert page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(255, 255, 255)"
    for pressed in ("#sections", "#user-tools", ".object-tools", "#list-search", "#list-filters", ".actions"):
        expect(page.locator(pressed).first).to_be_hidden()
    expect(page.locator("#result_list thead")).to_be_visible()
