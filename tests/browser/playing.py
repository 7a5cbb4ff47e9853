"""What staff and readers do again and again in the stories that are played in a browser."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from pressreleases.models import Release
from tests.admin.filling import change_url
from tests.browser.test_stories import text_of
from tests.making import database_now, make_release

ALONE = "Reason for publishing alone"


def today() -> dt.date:
    """By the clock of the mission that `make_details` makes."""
    return database_now().astimezone(ZoneInfo("America/New_York")).date()


def ready(title: str = "A visit to Geneva", *paragraphs: str, **changes: Any) -> Release:
    """A draft of today that nothing is to be said against, whoever publishes it."""
    return make_release(title, *paragraphs, **{"issued_on": today(), "summary": "The delegation is there.", **changes})


def written_by(username: str, title: str = "A visit to Geneva", *paragraphs: str, **changes: Any) -> Release:
    """The same, in whose history `username` stands as who wrote it."""
    release = ready(title, *paragraphs, **changes)
    release.changed_by = release.created_by = User.objects.get(username=username)
    release.save()
    release.history.update(history_user=release.created_by)
    return release


def page_of(release: Release) -> str:
    """Where readers find it once it is published."""
    return f"/{release.language}/releases/{release.issued_on.year}/{release.slug}/"


def is_hidden(page: Page, release: Release) -> bool:
    """Whether a reader finds it neither in the lists nor by search, and who knows its address gets nothing at all."""
    start, answer = f"/{release.language}/", page.request.get(page_of(release))
    lists = [start, f"{start}releases/", f"{start}search/?q={release.slug.replace('-', '+')}"]
    found = [address for address in lists if f">{release.title}<" in page.request.get(address).text()]
    return found == [] and answer.status == 404 and release.title not in answer.text()


def open_release(page: Page, release: Release) -> None:
    page.goto(change_url(release))
    text_of(page).wait_for()


def type_at_the_end(page: Page, words: str) -> None:
    text_of(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def choose(page: Page, name: str) -> None:
    """Press what has this name in the menu of the bar."""
    page.locator(".act-verbs summary").click()
    page.locator(".act-list").get_by_text(name, exact=True).click()


def unfold(page: Page, section: str) -> None:
    """Open a section of the form."""
    page.locator(".form-section > summary").filter(has_text=section).click()


def save(page: Page) -> None:
    # The page before may say "Saved." too.
    with page.expect_navigation():
        press(page, "Save")
    expect(page.locator(".messagelist .success").first).to_contain_text("Saved.")
    text_of(page).wait_for()


def is_done(page: Page, said: str) -> None:
    """The page of the release is there again and says so."""
    expect(page.locator(".messagelist").get_by_text(said)).to_be_visible()
    text_of(page).wait_for()
