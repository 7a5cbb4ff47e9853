"""The clicks, keys and seconds of thirteen stories of staff, each played once in a browser on a site of its own.

python3 -m benchmarks.thirteen [--width 390] [number of a story …]

An author, an editor and an administrator do what a press office does, in the order in which a new colleague would
learn it. A narrow screen is that of a telephone, which is touched and has no key for Tab or Ctrl+S: a field or button
is touched instead. A click is a press of a mouse button or a touch, in the dialog of the system that chooses a file
none; a pasted text counts as one key, and so does each key beside typing. Typing is not counted. The seconds are those
of the program, which types at once and never thinks.
"""

import argparse
import os
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import docx
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from benchmarks.stories import Person, Staff, running_site

SHEET = (
    "PRESS RELEASE",
    "1 December 2026, New York",
    "Azerbaijan Signs an Agreement on Rail",
    "The Minister signed the agreement in New York. It covers 1200 kilometres of track.",
    "END",
)
WAITING = "It is now waiting for an editor."
DESKTOP, HEIGHT_OF_TELEPHONE = 1280, 844


class Telephone(Person):
    """Somebody who touches a narrow screen, on which no page may be wider than it."""

    def click(self, place: Locator) -> None:
        place.wait_for()
        self._fits()
        place.tap()
        self.clicks += 1

    def press(self, *keys: str) -> None:
        if keys == ("Control+s",):
            self.button("Save")
        elif set(keys) == {"Tab"}:
            for key in keys:
                self.page.keyboard.press(key)
            self.page.locator(":focus").tap()
            self.clicks += 1
        else:
            super().press(*keys)

    def _fits(self) -> None:
        width = "[document.documentElement.scrollWidth, innerWidth]"
        is_wide, most = self.page.evaluate(width)
        if is_wide > most:
            raise SystemExit(f"{self.page.url} is {is_wide} pixels wide, the screen {most}.")


class Screen:
    """A browser whose pages are `width` pixels wide."""

    def __init__(self, browser: Browser, width: int) -> None:
        self.browser, self.width = browser, width

    def new_page(self, **look: Any) -> Page:
        if self.width < DESKTOP:
            look |= {"has_touch": True, "is_mobile": True}
            look["viewport"] = {"width": self.width, "height": HEIGHT_OF_TELEPHONE}
        return self.browser.new_page(**look)


def first_contact(staff: Staff, _folder: Path) -> None:
    """First contact: from the page for signing in to an empty release."""
    author = staff["author"]
    author.page.context.clear_cookies()
    author.page.goto("/admin/")
    expect(author.page.get_by_label("Username")).to_be_focused()
    author.page.keyboard.type("author")
    author.press("Tab")
    author.page.keyboard.type(author.password)
    author.press("Enter")
    author.link("New release")
    author.text.wait_for()


def write_with_picture(staff: Staff, folder: Path) -> None:
    """Write a release with a lead picture, and submit it."""
    author = staff["author"]
    author.page.goto("/admin/pressreleases/release/add/")
    author.text.wait_for()
    author.page.keyboard.type("A photograph from Ganja")
    author.press("Tab")
    author.page.keyboard.type("On the way.")
    author.press("Tab")
    author.page.keyboard.type("The delegation visited Ganja.")
    author.click(author.page.locator("summary").filter(has_text="Lead picture"))
    author.button("Choose a picture…")
    _choose(author, "dialog input[type=file]", folder / "photo.jpg")
    author.page.get_by_label("Alternative text in English").wait_for()
    author.page.keyboard.type("A square in Ganja")
    author.button("Use this picture")
    author.button("Save and submit")
    expect(author.page.get_by_text(WAITING)).to_be_visible()


def review(staff: Staff, _folder: Path) -> None:
    """Review: open what waits, look at the checks, publish."""
    editor = staff["editor"]
    editor.page.goto("/admin/")
    editor.link("A photograph from Ganja")
    editor.button("Publish…")
    editor.click(editor.page.get_by_label("I have checked these"))
    editor.button("Publish now")
    expect(editor.page.get_by_text("Live, edition 1")).to_be_visible()


def correct(staff: Staff, _folder: Path) -> None:
    """Correct a word and publish, with a note and a reason for publishing alone."""
    editor = staff["editor"]
    editor.page.goto("/admin/")
    editor.link("A photograph from Ganja")
    editor.click(editor.text)
    editor.press("Control+End", "Backspace")
    editor.page.keyboard.type(" and Baku.")
    editor.button("Correct…")
    expect(editor.page.get_by_label("What was changed (English)")).to_be_focused()
    editor.page.keyboard.type("Baku was left out.")
    editor.press("Tab", "Tab")
    editor.page.keyboard.type("Nobody else is in.")
    editor.button("Publish a correction")
    expect(editor.page.get_by_text("Live, edition 2")).to_be_visible()


def schedule(staff: Staff, _folder: Path) -> None:
    """Schedule a submitted release for tomorrow."""
    _submitted(staff["author"], "A visit of tomorrow")
    editor = staff["editor"]
    editor.page.goto("/admin/")
    editor.clicks = editor.keys = 0
    editor.link("A visit of tomorrow")
    editor.click(editor.page.locator(".act-verbs summary"))
    editor.button("Schedule…")
    day = editor.page.get_by_label("Day")
    tomorrow = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 86_400))
    editor.click(day)
    day.fill(tomorrow)
    # The date of issue is another day, which the page says as soon as the day is chosen.
    expect(editor.page.get_by_text("It will be published on")).to_be_visible()
    editor.click(editor.page.get_by_label("I have checked these"))
    editor.button("Publish at a set time")
    expect(editor.page.get_by_text("Scheduled. It will be published automatically")).to_be_visible()


def withdraw(staff: Staff, _folder: Path) -> None:
    """Withdraw what readers see, with a reason."""
    editor = staff["editor"]
    editor.page.goto("/admin/")
    editor.link("A photograph from Ganja")
    editor.click(editor.page.locator(".act-verbs summary"))
    editor.link("Withdraw…")
    expect(editor.page.get_by_label("Reason, for readers (English)")).to_be_focused()
    editor.page.keyboard.type("It was published too early.")
    editor.button("Withdraw")
    expect(editor.page.get_by_text("Withdrawn.").first).to_be_visible()


def pictures(staff: Staff, folder: Path) -> None:
    """Add a picture to the library, with its descriptions."""
    editor = staff["editor"]
    editor.page.goto("/admin/")
    editor.link("Pictures")
    editor.link("Add picture")
    _choose(editor, "input[type=file]", folder / "other.jpg")
    editor.click(editor.page.get_by_label("Title:"))
    editor.page.keyboard.type("Baku at night")
    editor.click(editor.page.get_by_label("Alternative text (English)"))
    editor.page.keyboard.type("Lights above a bay")
    editor.press("Tab")
    editor.page.keyboard.type("Buxta üzərində işıqlar")
    editor.press("Control+s")
    expect(editor.page.get_by_text("Saved.")).to_be_visible()


def mission_details(staff: Staff, _folder: Path) -> None:
    """A telephone number and the hours change from a day on."""
    editor = staff["editor"]
    editor.page.goto("/admin/")
    editor.link("Mission details")
    editor.link("New details from a date…")
    editor.page.locator("#id_first_on").press_sequentially("01012030")
    editor.press("Enter")
    editor.click(editor.page.get_by_label("Number 1", exact=True))
    editor.press("Control+a")
    editor.page.keyboard.type("(212) 555-0100")
    editor.click(editor.page.get_by_label("Monday from", exact=True))
    editor.page.keyboard.type("1000AM")
    for day, before in (("Tuesday", "Monday"), ("Wednesday", "Tuesday"), ("Thursday", "Wednesday")):
        editor.button(f"{day}: same as {before}")
    editor.press("Control+s")
    expect(editor.page.get_by_text("Saved.")).to_be_visible()


def anniversary(staff: Staff, _folder: Path) -> None:
    """Add an anniversary with a pattern of its titles."""
    editor = staff["editor"]
    editor.page.goto("/admin/")
    editor.link("Anniversaries")
    editor.link("Add anniversary")
    editor.click(editor.page.get_by_label("Day of the event:", exact=True))
    editor.page.get_by_label("Day of the event:", exact=True).fill("2001-08-03")
    editor.click(editor.page.get_by_label("Name (English)"))
    editor.page.keyboard.type("Day of the Archive")
    editor.press("Tab", "Tab")
    editor.page.keyboard.type("{Thirty Fourth} Anniversary of the {name}")
    expect(editor.page.get_by_text("Anniversary of the Day of the Archive").first).to_be_visible()
    editor.press("Control+s")
    expect(editor.page.get_by_text("Saved.")).to_be_visible()


def two_people(staff: Staff, _folder: Path) -> None:
    """Two people change one text: who saves second reads what differs, and saves again."""
    author, editor = staff["author"], staff["editor"]
    for person in (author, editor):
        person.page.goto("/admin/")
        person.link("A visit of tomorrow")
        person.text.wait_for()
    author.click(author.text)
    author.press("Control+End")
    author.page.keyboard.type(" Author.")
    editor.click(editor.text)
    editor.press("Control+End")
    editor.page.keyboard.type(" Editor.")
    editor.press("Control+s")
    expect(editor.page.locator(".messagelist").first).to_be_visible()
    author.press("Control+s")
    expect(author.page.get_by_text("editor saved this release")).to_be_visible()
    author.click(author.page.get_by_label("I have read the newer text"))
    author.press("Control+s")
    expect(author.page.locator(".messagelist").first).to_be_visible()


def azerbaijani(staff: Staff, _folder: Path) -> None:
    """Switch to Azerbaijani, write a release and submit it."""
    author = staff["author"]
    author.page.goto("/admin/")
    author.button("Azərbaycanca")
    author.link("Yeni press-reliz")
    author.page.locator("[contenteditable=true][aria-label=Mətn]").wait_for()
    author.page.keyboard.type("Bakıda görüş")
    author.press("Tab")
    author.page.keyboard.type("Nazir görüşdü.")
    author.press("Tab")
    author.page.keyboard.type("İclas Bakıda keçirildi.")
    author.button("Yadda saxla və baxışa göndər")
    expect(author.page.get_by_text("İndi redaktoru gözləyir.")).to_be_visible()
    author.page.get_by_role("button", name="English").click()


def colleagues(staff: Staff, _folder: Path) -> None:
    """Add a colleague, and see the link for the password."""
    administrator = staff["administrator"]
    administrator.page.goto("/admin/")
    administrator.link("Add a colleague")
    administrator.click(administrator.page.get_by_label("First name:"))
    administrator.page.keyboard.type("Leyla")
    administrator.press("Tab")
    administrator.page.keyboard.type("Aliyeva")
    administrator.press("Tab")
    administrator.page.keyboard.type("leyla@mission.example")
    administrator.click(administrator.page.get_by_label("Editor"))
    administrator.press("Control+s")
    administrator.button("Show it once, to hand it over")
    expect(administrator.page.get_by_label("Address")).to_have_value(re.compile("/set-password/"))


def bring_in(staff: Staff, folder: Path) -> None:
    """From a Word file to its draft."""
    author = staff["author"]
    author.page.goto("/admin/")
    author.link("Import")
    _choose(author, "input[type=file]", folder / "rail.docx")
    author.button("Make the draft")
    expect(author.page.get_by_text("The draft was made from")).to_be_visible()
    author.text.wait_for()


STORIES: tuple[Callable[[Staff, Path], None], ...] = (
    *(first_contact, write_with_picture, review, correct, schedule, withdraw, pictures),
    *(mission_details, anniversary, two_people, azerbaijani, colleagues, bring_in),
)


def _choose(person: Person, field: str, file: Path) -> None:
    with person.page.expect_file_chooser() as chooser:
        person.click(person.page.locator(field).first)
    chooser.value.set_files(file)


def _submitted(author: Person, title: str) -> None:
    author.page.goto("/admin/pressreleases/release/add/")
    author.text.wait_for()
    author.page.keyboard.type(title)
    author.page.keyboard.press("Tab")
    author.page.keyboard.type("A lead.")
    author.page.keyboard.press("Tab")
    author.page.keyboard.type("The words of the text.")
    author.page.get_by_role("button", name="Save and submit").click()
    expect(author.page.get_by_text(WAITING)).to_be_visible()


def play(screen: Screen, site: str, passwords: dict[str, str], folder: Path, chosen: set[int]) -> None:
    expect.set_options(timeout=30_000)
    kind = Person if screen.width >= DESKTOP else Telephone
    browser = cast("Browser", screen)
    staff: Staff = {name: kind(browser, site, name, password) for name, password in passwords.items()}
    for number, story in enumerate(STORIES, start=1):
        if chosen and number not in chosen:
            continue
        for person in staff.values():
            person.clicks = person.keys = 0
        began = time.monotonic()
        story(staff, folder)
        seconds = time.monotonic() - began
        clicks = sum(person.clicks for person in staff.values())
        keys = sum(person.keys for person in staff.values())
        load = os.getloadavg()[0]
        print(f"| {number} | {story.__doc__} | {clicks} | {keys} | {seconds:.1f} | {load:.1f} |", flush=True)


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--width", type=int, default=DESKTOP)
    asked.add_argument("stories", type=int, nargs="*")
    given = asked.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with TemporaryDirectory() as name, running_site() as (site, passwords), sync_playwright() as playwright:
        folder = Path(name)
        Image.new("RGB", (2400, 1600), (30, 90, 120)).save(folder / "photo.jpg")
        Image.new("RGB", (1600, 1200), (10, 20, 60)).save(folder / "other.jpg")
        document = docx.Document()
        for line in SHEET:
            document.add_paragraph(line)
        document.save(str(folder / "rail.docx"))
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"] if os.geteuid() == 0 else []
        )
        play(Screen(browser, given.width), site, passwords, folder, set(given.stories))
        browser.close()


if __name__ == "__main__":
    main()
