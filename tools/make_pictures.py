"""Makes the pictures of the guide for staff and of README.md, docs/images/*.png, from a fresh site with sample content.

    .venv/bin/python tools/make_pictures.py            make them all anew
    .venv/bin/python tools/make_pictures.py desk live  write only these (all stories are played nevertheless)

The site is one of its own, in a temporary folder and on a free port, and is gone afterwards. What the pictures show is
played by its sample accounts in a browser, so a story that the site does not allow any more ends with an error. The
dates in them are those of the day on which they are made. requirements/browser.in lists what this needs, and chromium.
"""

import datetime as dt
import io
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
DESKTOP, WIDE, TELEPHONE = (1060, 760), (1440, 900), (390, 844)
COLOURS = 64
LARGEST, LARGEST_TOGETHER = 150_000, 1_200_000

TEXT = {
    "en": (
        "Reading Room of the Mission Opens to Researchers",
        "Researchers may use 131 volumes on the work of the United Nations.",
        "The reading room of the Permanent Mission is open to researchers on working days. "
        "It holds 131 volumes on the work of the United Nations, of which 20 are manuscripts.",
        "Those who wish to visit it are asked to write to the press office two days before.",
    ),
    "az": (
        "Nümayəndəliyin oxu zalı tədqiqatçılar üçün açılır",
        "Tədqiqatçılar Birləşmiş Millətlər Təşkilatının fəaliyyətinə dair 113 cilddən istifadə edə bilərlər.",
        "Daimi Nümayəndəliyin oxu zalı iş günləri tədqiqatçılar üçün açıqdır. "
        "Zalda Birləşmiş Millətlər Təşkilatının fəaliyyətinə dair 113 cild, o cümlədən 20 əlyazma saxlanılır.",
        "Zala gəlmək istəyənlərdən iki gün əvvəl mətbuat xidmətinə yazmaları xahiş olunur.",
    ),
}


@dataclass
class Site:
    """Where it is served, the passwords of its accounts, and a browser to look at it."""

    address: str
    passwords: dict[str, str]
    browser: Browser
    wanted: set[str]
    made: list[Path] = field(default_factory=list)

    def window(self, size: tuple[int, int] = DESKTOP) -> Page:
        width, height = size
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": width, "height": height},
            locale="en-GB",
            timezone_id="America/New_York",
            color_scheme="light",
            reduced_motion="reduce",
        )
        return context.new_page()

    def signed_in(self, name: str, size: tuple[int, int] = DESKTOP) -> Page:
        page = self.window(size)
        page.goto("/admin/")
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill(self.passwords[name])
        page.get_by_role("button", name="Log in").click()
        expect(page.get_by_role("link", name="New release")).to_be_visible()
        return page

    def picture(self, name: str, of: Page | Locator, *, whole: bool = False, lines: int = 0) -> None:
        """Write `name`.png, with few colours; `lines` cuts off what is below so many pixels."""
        if self.wanted and name not in self.wanted:
            return
        page = of if isinstance(of, Page) else of.page
        # Neither the mouse nor a blinking cursor is part of a picture.
        page.mouse.move(0, 0)
        page.evaluate("document.activeElement.blur()")
        shot = of.screenshot(full_page=whole) if isinstance(of, Page) else of.screenshot()
        path = IMAGES / f"{name}.png"
        with Image.open(io.BytesIO(shot)) as opened:
            cut = opened.convert("RGB").crop((0, 0, opened.width, min(lines or opened.height, opened.height)))
        cut.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
        size = path.stat().st_size
        print(f"{path.relative_to(ROOT)}: {cut.width} × {cut.height}, {size // 1000} kB")
        if size > LARGEST:
            sys.exit(f"{path.name} is larger than {LARGEST // 1000} kB.")
        self.made.append(path)


# What is played


def play(site: Site) -> None:
    author, editor = site.signed_in("author"), site.signed_in("editor")
    write(site, author)
    ask_for_clearance(site, author)
    look_before(site, editor)
    merge(site, author, editor)
    author.get_by_role("list", name="Languages of this text").get_by_role("link", name="Azərbaycanca").click()
    text_of(author).wait_for()
    fill(author, "az", instead=("113", "131"))
    author.get_by_label("This text matches the current original").check()
    save(author)
    publish(site, editor)
    desk(site, editor)
    compare(site, editor)
    schedule(site, editor)
    on_a_telephone(site)
    reader = site.window((1180, 860))
    reader.goto("/en/releases/2023/international-day-of-nowruz/")
    site.picture("release", reader)


def write(site: Site, page: Page) -> None:
    """The same text in two languages, with a figure that differs, and the form while it is written."""
    resize(page, WIDE)
    page.goto("/admin/pressreleases/release/add/")
    text_of(page).wait_for()
    fill(page, "en")
    save(page)
    page.get_by_role("link", name="Translate into Azərbaycanca").click()
    text_of(page).wait_for()
    fill(page, "az")
    page.get_by_label("Lead:").fill("")
    save(page)
    page.get_by_role("list", name="Languages of this text").get_by_role("link", name="English").click()
    text_of(page).wait_for()
    expect(page.locator(".pane-stage iframe.shown")).to_be_visible()
    settled(page)
    site.picture("form", page)
    resize(page, DESKTOP)


def ask_for_clearance(site: Site, page: Page) -> None:
    """A link for the capital, where the text is approved."""
    page.locator(".act-verbs summary").click()
    page.get_by_role("link", name="Preview links", exact=True).click()
    page.get_by_label("For whom").fill("The Ministry’s press department")
    page.get_by_label("Ask for clearance").check()
    page.get_by_role("button", name="Create the link").click()
    address = page.locator("#made-address").input_value()
    capital = site.window()
    capital.goto(address)
    capital.get_by_label("Approve").check()
    capital.get_by_label("Your name").fill("Kamran Aliyev")
    capital.get_by_role("button", name="Send answer").click()
    expect(capital.get_by_text("Approved").first).to_be_visible()
    capital.context.close()
    page.get_by_label("For whom").fill("The translator")
    page.get_by_role("button", name="Create the link").click()
    expect(page.get_by_text("The link for: The translator")).to_be_visible()
    # A secret in a picture, even of a site that is gone in a minute, would teach the wrong thing.
    page.locator("#made-address").evaluate("on => { on.value = on.value.replace(/preview\\/.*/, 'preview/…/') }")
    site.picture("previews", page, whole=True)
    page.get_by_role("link", name=TEXT["en"][0]).first.click()
    text_of(page).wait_for()


def look_before(site: Site, page: Page) -> None:
    page.goto("/admin/")
    page.get_by_role("link", name=TEXT["en"][0]).first.click()
    text_of(page).wait_for()
    page.get_by_role("button", name="Publish…").click()
    page.get_by_role("checkbox", name=re.compile("Azərbaycanca")).check()
    expect(page.get_by_text("131 in English, 113 in Azerbaijani")).to_be_visible()
    expect(page.get_by_text("There is no lead")).to_be_visible()
    site.picture("before", page, whole=True)


def merge(site: Site, author: Page, editor: Page) -> None:
    """The editor has the text open while its author saves, and leaves the author's."""
    editor.goto(author.url)
    text_of(editor).wait_for()
    author.get_by_label("Lead:").fill("Researchers may now use its 131 volumes on the work of the United Nations.")
    save(author)
    editor.get_by_label("Lead:").fill("Researchers may use 131 volumes on the United Nations and its work.")
    editor.get_by_role("button", name="Save", exact=True).click()
    expect(editor.get_by_text("Changed in both texts.").first).to_be_visible()
    text_of(editor).wait_for()
    resize(editor, (DESKTOP[0], 900))
    site.picture("merging", editor)
    resize(editor, DESKTOP)
    editor.goto("/admin/")
    editor.get_by_role("button", name="Discard").click()
    expect(editor.get_by_text("Discarded.")).to_be_visible()


def publish(site: Site, page: Page) -> None:
    page.goto("/admin/")
    page.get_by_role("link", name=TEXT["en"][0]).first.click()
    text_of(page).wait_for()
    page.get_by_role("button", name="Publish…").click()
    page.get_by_role("checkbox", name=re.compile("Azərbaycanca")).check()
    for tick in page.get_by_label("I have checked these").all():
        tick.check()
    page.get_by_role("button", name="Publish now").click()
    expect(page.locator(".proof .light-seen")).to_be_visible(timeout=60_000)
    settled(page)
    page.locator(".proof details").first.evaluate("on => { on.open = true }")
    site.picture("live", page, lines=520)


def desk(site: Site, page: Page) -> None:
    resize(page, (1280, 1050))
    page.goto("/admin/")
    settled(page)
    site.picture("desk", page, lines=840)
    resize(page, DESKTOP)


def compare(site: Site, page: Page) -> None:
    """What a correction of the samples changed."""
    page.goto("/admin/pressreleases/release/?q=Nowruz")
    page.get_by_role("link", name="International Day of Nowruz", exact=True).click()
    text_of(page).wait_for()
    page.locator(".act-verbs summary").click()
    page.get_by_role("link", name="History", exact=True).click()
    rows = page.get_by_role("row")
    rows.filter(has_text="Edition 1").get_by_role("radio", name=re.compile("^From")).check()
    rows.filter(has_text="Edition 2").get_by_role("radio", name=re.compile("^To")).check()
    page.get_by_role("button", name="Compare").first.click()
    expect(page.locator("ins").first).to_be_visible()
    site.picture("comparison", page, lines=620)


def schedule(site: Site, page: Page) -> None:
    """One more text beside that of the samples, in the same month."""
    page.goto("/admin/pressreleases/release/scheduled/")
    when = page.locator(".goings time").first.get_attribute("datetime") or ""
    day = dt.datetime.fromisoformat(when).date() - dt.timedelta(days=6)
    page.goto("/admin/pressreleases/release/?q=Human+Rights+Day")
    page.get_by_role("link", name="Human Rights Day", exact=True).click()
    text_of(page).wait_for()
    page.locator(".act-verbs summary").click()
    page.get_by_role("button", name="Schedule…").click()
    page.get_by_role("textbox", name="Day").fill(day.isoformat())
    page.get_by_label("Time in").fill("09:30")
    page.get_by_role("button", name="Publish at a set time").click()
    for tick in page.get_by_label("I have checked these").all():
        tick.check()
        page.get_by_role("button", name="Publish at a set time").click()
    expect(page.get_by_text("Scheduled. It will be published automatically at that time.")).to_be_visible()
    page.goto(f"/admin/pressreleases/release/scheduled/?month={day:%Y-%m}")
    site.picture("scheduled", page, whole=True)


def on_a_telephone(site: Site) -> None:
    page = site.signed_in("author", TELEPHONE)
    page.goto("/admin/pressreleases/release/?q=Həmrəyliyi")
    page.get_by_role("link", name="Dünya Azərbaycanlılarının Həmrəyliyi Günü", exact=True).click()
    text_of(page).wait_for()
    site.picture("telephone", page, whole=True, lines=1400)


# On a page


def text_of(page: Page) -> Locator:
    """The editor's own text, not the text area that it takes the place of."""
    return page.locator("[contenteditable=true][aria-label=Text]")


def fill(page: Page, language: str, *, instead: tuple[str, str] = ("", "")) -> None:
    title, lead, *paragraphs = (words.replace(*instead) if instead[0] else words for words in TEXT[language])
    page.get_by_label("Title:").fill(title)
    page.get_by_label("Lead:").fill(lead)
    text_of(page).click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    for number, paragraph in enumerate(paragraphs):
        if number:
            page.keyboard.press("Enter")
        page.keyboard.insert_text(paragraph)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text(re.compile("^Saved")).first).to_be_visible()
    text_of(page).wait_for()


def resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


def settled(page: Page) -> None:
    """Nothing is being fetched any more; the fonts are there."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")


# The site


@contextmanager
def served() -> Iterator[tuple[str, dict[str, str]]]:
    """A fresh site with the sample content: its address, and the passwords of its accounts."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="pictures-") as folder:
        # Where root runs this, the database has another user, who has to get in.
        Path(folder).chmod(0o755)
        said = Path(folder) / "said"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("MISSION_")}
        environment.pop("DATABASE_URL", None)
        with said.open("w") as written:
            running = subprocess.Popen(
                [sys.executable, "-m", "mission_site.run", "--port", str(port), "--sample", "yes"],
                cwd=ROOT,
                env={**environment, "MISSION_VAR": f"{folder}/var"},
                stdout=written,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(f"{address}/readyz", running, said)
            rows = re.findall(r"^  (\w+) +(\S+-\S+) ", said.read_text(), re.MULTILINE)
            yield address, dict(rows)
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(60)


def _wait_for(url: str, running: "subprocess.Popen[bytes]", said: Path) -> None:
    for _try in range(600):
        try:
            urllib.request.urlopen(url)  # noqa: S310  an address of our own
        except (urllib.error.URLError, ConnectionError):
            if running.poll() is not None:
                break
            time.sleep(0.5)
        else:
            return
    sys.exit(f"The site did not start:\n{said.read_text()}")


def main() -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with served() as (address, passwords), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            # Fields for days are written in the language of the browser itself, not of the window.
            executable_path=chromium,
            args=["--lang=en-GB", *(["--no-sandbox"] if os.geteuid() == 0 else [])],
            env={**os.environ, "LANGUAGE": "en_GB"},
        )
        site = Site(address, passwords, browser, set(sys.argv[1:]))
        play(site)
        browser.close()
    together = sum(path.stat().st_size for path in IMAGES.glob("*.png"))
    print(f"Together {together // 1000} kB.")
    if together > LARGEST_TOGETHER:
        sys.exit(f"Together they are larger than {LARGEST_TOGETHER // 1000} kB.")


if __name__ == "__main__":
    main()
