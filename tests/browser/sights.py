"""What the browser and axe find wrong with a page, seen wide and light as well as narrow and dark."""

from collections.abc import Iterable
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, ViewportSize

WIDE_AND_LIGHT = (ViewportSize(width=1280, height=900), "light")
NARROW_AND_DARK = (ViewportSize(width=390, height=800), "dark")

# Style sheets and media need not be fetched once more for axe: only rules for sound and for turned screens want them.
_RUN_AXE = "axe.run({resultTypes: ['violations'], preload: false}).then(result => result.violations)"

# Links of the admin change their colour within 0.15 s, in which no colour is the right one. What one begins may begin
# the next. They are ended, not awaited: a browser that draws no frame never tells that one has ended.
_END_ANIMATIONS = """() => {
    for (let turn = 0; turn < 20 && document.getAnimations().length; turn++)
        document.getAnimations().forEach(one => one.finish());
}"""


def look_at(page: Page, address: str, complaints: Iterable[str] = ()) -> list[str]:
    """What is wrong with the page at `address`, as `wrong_here` has it."""
    page.goto(address)
    return wrong_here(page, complaints)


def wrong_here(page: Page, complaints: Iterable[str] = ()) -> list[str]:
    """What is wrong with the page as it stands, the browser's own `complaints` first; each line has the page's path."""
    page.wait_for_load_state()
    if page.locator("[data-type=ckeditortype]").count():
        page.locator("[contenteditable=true]").wait_for()
    path, found = page.evaluate("location.pathname"), list(complaints)
    for size, scheme in (WIDE_AND_LIGHT, NARROW_AND_DARK):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.evaluate(_END_ANIMATIONS)
        if page.evaluate("document.documentElement.scrollWidth") > size["width"]:
            found.append("wider than the window")
        for violation in axe_violations(page):
            found += [f"{violation['id']}: {node['target']}" for node in violation["nodes"]]
    return [f"{path}: {what}" for what in found]


def axe_violations(page: Page) -> list[dict[str, Any]]:
    """What axe finds wrong with the page as it is shown now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(_RUN_AXE)
    return found


def press_and_arrive(page: Page, button: str) -> None:
    """Press what sends a form, and wait for the page that answers it."""
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


def leave(page: Page, complaints: list[str]) -> None:
    """What axe itself puts into a page is refused by the policy, and rightly so: that is no complaint of the page."""
    page.goto("about:blank")
    complaints.clear()
