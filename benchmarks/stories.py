"""How many seconds and clicks the press office's two great ways take, played in a browser on a site of its own.

python3 -m benchmarks.stories [times]

A correction, from opening the admin to readers seeing it; a release in two languages, from the ready text to readers
seeing both. Whoever plays is signed in. Printed: the seconds of the machine alone, which types at once and never
thinks; the clicks; the keys pressed (a pasted text counts as one); and what the keystroke-level model (Card, Moran and
Newell, 1980) makes of them for people: 1.1 s to point, 0.1 s to click, 0.28 s a key. Reading and thinking are in none
of these. For an otherwise idle machine.
"""

import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SECONDS_A_CLICK, SECONDS_A_KEY = 1.2, 0.28


class Person:
    """Somebody who is signed in, and whose clicks and keys are counted."""

    def __init__(self, browser: Browser, site: str, name: str, password: str) -> None:
        self.password = password
        self.page: Page = browser.new_page(base_url=site, locale="en-GB", viewport={"width": 1280, "height": 900})
        self.page.goto("/admin/")
        self.page.get_by_label("Username").fill(name)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Log in").click()
        expect(self.page.get_by_role("link", name="New release")).to_be_visible()
        self.clicks = self.keys = 0

    def click(self, place: Locator) -> None:
        place.click()
        self.clicks += 1

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
        self.keys += len(keys)

    def write(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.keys += len(words)

    def paste(self, words: str) -> None:
        self.page.keyboard.insert_text(words)
        self.keys += 1

    def link(self, name: str) -> None:
        self.click(self.page.get_by_role("link", name=name).first)

    def button(self, name: str) -> None:
        self.click(self.page.get_by_role("button", name=name, exact=True))

    @property
    def text(self) -> Locator:
        return self.page.locator("[contenteditable=true][aria-label=Text]")


Staff = dict[str, Person]


def corrected_alone(staff: Staff, word: str) -> None:
    """An editor corrects a word and publishes it alone, with a reason."""
    editor = staff["editor"]
    editor.page.goto("/admin/")
    editor.link("The words to correct")
    editor.click(editor.text)
    editor.press("Control+End", "Control+Shift+ArrowLeft")
    editor.write(word)
    editor.button("Correct…")
    expect(editor.page.get_by_label("What was changed (English)")).to_be_focused()
    editor.write("A word was mended.")
    editor.press("Tab", "Tab")
    editor.write("Nobody else is in.")
    editor.button("Publish a correction")
    seen_by_readers(editor.page, "the-words-to-correct", word)


def mended_alone(staff: Staff, word: str) -> None:
    """The same as a minor fix, which needs no public note."""
    editor = staff["editor"]
    editor.page.goto("/admin/")
    editor.link("The words to correct")
    editor.click(editor.text)
    editor.press("Control+End", "Control+Shift+ArrowLeft")
    editor.write(word)
    editor.button("Correct…")
    editor.click(editor.page.get_by_label("A minor fix"))
    editor.press("Tab")
    editor.write("Nobody else is in.")
    editor.button("Publish a correction")
    seen_by_readers(editor.page, "the-words-to-correct", word)


def corrected_by_two(staff: Staff, word: str) -> None:
    """An author corrects a word and proposes the note, an editor publishes it."""
    author, editor = staff["author"], staff["editor"]
    author.page.goto("/admin/")
    author.link("The words to correct")
    author.click(author.text)
    author.press("Control+End", "Control+Shift+ArrowLeft")
    author.write(word)
    author.button("Submit…")
    author.click(author.page.get_by_label("Public note on what was changed (English)"))
    author.write("A word was mended.")
    author.button("Submit for review")
    expect(author.page.get_by_text("It is now waiting for an editor.")).to_be_visible()
    editor.page.goto("/admin/")
    editor.link("The words to correct")
    editor.button("Correct…")
    editor.button("Publish a correction")
    seen_by_readers(editor.page, "the-words-to-correct", word)


def in_two_languages(staff: Staff, word: str) -> None:
    """From a ready text to a release in two languages: an author brings both in, an editor publishes them."""
    author, editor = staff["author"], staff["editor"]
    author.page.goto("/admin/")
    author.link("New release")
    _bring_in(author, f"A visit to {word}", "The Minister will speak.", "The Minister arrived and spoke of peace.")
    author.link("Translate into Azərbaycanca")
    _bring_in(author, f"Səfər: {word}", "Nazir çıxış edəcək.", "Nazir gəldi və sülhdən danışdı.")
    editor.page.goto("/admin/")
    editor.link(f"A visit to {word}")
    editor.button("Publish…")
    editor.button("Publish now")
    seen_by_readers(editor.page, f"a-visit-to-{word}", "spoke of peace")
    seen_by_readers(editor.page, f"sefer-{word}", "danışdı", language="az")


def _bring_in(author: Person, title: str, lead: str, text: str) -> None:
    author.text.wait_for()
    author.click(author.page.get_by_label("Title:"))
    author.paste(title)
    author.press("Tab")
    author.paste(lead)
    author.press("Tab")
    author.paste(text)
    author.button("Save and submit")
    expect(author.page.get_by_text("It is now waiting for an editor.")).to_be_visible()


def seen_by_readers(page: Page, slug: str, word: str, *, language: str = "en") -> None:
    """Return once a reader who is not signed in is answered with `word`; raise if that takes ten seconds."""
    expect(page.get_by_text(re.compile("Live, edition")).first).to_be_visible()
    year = time.gmtime().tm_year
    reader = page.context.browser.new_context()  # type: ignore[union-attr]  # a page of a browser that was launched
    answer = reader.request.get(f"{page.url.split('/admin/')[0]}/{language}/releases/{year}/{slug}/")
    if word not in answer.text():
        raise SystemExit(f"Readers do not see “{word}” at {answer.url}: {answer.status}")
    reader.close()


def prepare(staff: Staff) -> None:
    """Publish what is to be corrected."""
    author, editor = staff["author"], staff["editor"]
    author.page.goto("/admin/pressreleases/release/add/")
    _bring_in(author, "The words to correct", "Some words.", "The delegation arrived on Munday")
    editor.page.goto("/admin/")
    editor.link("The words to correct")
    editor.button("Publish…")
    editor.button("Publish now")
    seen_by_readers(editor.page, "the-words-to-correct", "Munday")


@contextmanager
def running_site() -> Iterator[tuple[str, dict[str, str]]]:
    """The address of a site with its samples on an empty folder, and the passwords of its accounts by name."""
    with socket.socket() as free, tempfile.TemporaryDirectory() as folder:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        Path(folder).chmod(0o755)  # the database's own user must reach its data below it
        said = Path(folder) / "said"
        with said.open("w") as log:
            site = subprocess.Popen(
                [sys.executable, "-m", "mission_site.run", "--port", str(port), "--sample", "yes"],
                cwd=ROOT,
                env={**os.environ, "MISSION_VAR": folder},
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
            try:
                while not _answers(port):
                    if site.poll() is not None:
                        raise SystemExit(said.read_text())
                    time.sleep(0.1)
                found = re.findall(r"^\s*(author|editor|administrator)\s+(\S+)\s", said.read_text(), re.MULTILINE)
                yield f"http://127.0.0.1:{port}", dict(found)
            finally:
                os.killpg(site.pid, signal.SIGINT)
                site.wait(60)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def measure(story: Callable[[Staff, str], None], staff: Staff, times: int) -> None:
    seconds = []
    for turn in range(times):
        for person in staff.values():
            person.clicks = person.keys = 0
        began = time.monotonic()
        story(staff, f"{story.__name__[0]}{turn}word")
        seconds.append(time.monotonic() - began)
    clicks = {name: person.clicks for name, person in staff.items() if person.clicks}
    keys = sum(person.keys for person in staff.values())
    by_hand = sum(clicks.values()) * SECONDS_A_CLICK + keys * SECONDS_A_KEY
    print(f"\n{story.__doc__}")
    print(f"  the machine alone: median {statistics.median(seconds):.1f} s, slowest {max(seconds):.1f} s of {times}")
    print("  clicks: " + ", ".join(f"{count} ({name})" for name, count in clicks.items()) + f"; keys: {keys}")
    print(f"  by hand, with the machine's time: about {statistics.median(seconds) + by_hand:.0f} s")


def main(times: int) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with running_site() as (site, passwords), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"] if os.geteuid() == 0 else []
        )
        staff = {name: Person(browser, site, name, passwords[name]) for name in passwords}
        prepare(staff)
        print(f"load of the machine as it began: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        for story in (corrected_alone, mended_alone, corrected_by_two, in_two_languages):
            measure(story, staff, times)
        browser.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
