"""“Is it live yet?” in a browser: the line turns green by itself, a red one is read and looked at again by keyboard."""

import threading
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.db import connections
from playwright.sync_api import expect

from pressreleases.live_checks.run import run_checks
from pressreleases.models import Edition, LiveCheck
from pressreleases.publishing import publish
from tests.admin.filling import change_url
from tests.browser.sights import leave, wrong_here
from tests.browser.test_stories import tab_to
from tests.making import database_now, make_release
from tests.running.sites import free_port

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def out(site, settings):
    """Published just now, and not looked at yet."""
    settings.SITE_URL = site
    release = make_release("A visit to Geneva", issued_on=database_now().date())
    publish([release], by=User.objects.get(username="editor"))
    return release


@pytest.fixture
def looking() -> Iterator[threading.Event]:
    """Once it is set, somebody looks for as long as the test lasts, as `manage.py run_worker` does."""
    begin, end = threading.Event(), threading.Event()

    def run() -> None:
        begin.wait()
        while not end.wait(0.2):
            run_checks()
        connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    yield begin
    end.set()
    begin.set()
    thread.join()


@pytest.mark.parametrize("where", ["desk", "release"])
def test_the_line_turns_green_by_itself_and_is_read_aloud(staff, out, looking, where):
    page = staff.signed_in()
    page.goto("/admin/" if where == "desk" else change_url(out))
    line = page.locator(".proof")
    expect(line).to_contain_text("checking…")
    expect(line).to_have_attribute("aria-live", "polite")
    looking.set()
    expect(line).to_contain_text("s later")
    expect(line.locator(".light")).to_have_text("Seen")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/live-check/" in request.url else None)
    page.wait_for_timeout(2500)
    assert asked == [], "what is settled is not asked for any more"


def test_without_scripts_the_line_is_right_when_the_page_is_loaded_again(staff, out, looking):
    signed_in = staff.signed_in()
    page = staff.window(java_script_enabled=False, storage_state=signed_in.context.storage_state())
    page.goto("/admin/")
    expect(page.locator(".light")).to_have_text("Checking")
    run_checks()
    page.reload()
    expect(page.locator(".light")).to_have_text("Seen")


@pytest.mark.parametrize(
    ("size", "scheme"), [({"width": 1280, "height": 900}, "light"), ({"width": 390, "height": 800}, "dark")]
)
def test_a_red_one_is_read_and_looked_at_again_by_keyboard(staff, out, settings, size, scheme):
    site, settings.SITE_URL = settings.SITE_URL, f"http://127.0.0.1:{free_port()}"
    run_checks()
    page = staff.signed_in(viewport=size, color_scheme=scheme)
    top = page.get_by_role("region", name="Not shown correctly to readers")
    of_its_page = top.locator(".proof li").filter(has_text="Its page: ")
    expect(of_its_page.filter(has_text="does not answer")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    settings.SITE_URL = site
    tab_to(page, "Check again")
    page.keyboard.press("Enter")
    expect(page.locator(".light")).to_have_text("Seen")
    expect(top).to_have_count(0)
    assert not LiveCheck.objects.unseen().exists()
    assert Edition.objects.get().live_checks.count() == 3


def test_axe_finds_nothing_in_any_state(staff, out, settings, site):
    page = staff.signed_in()
    found: list[str] = []

    def check() -> None:
        for address in ("/admin/", change_url(out)):
            page.goto(address)
            for summary in page.locator(".proof summary").all():
                summary.click()
            found.extend(wrong_here(page))

    check()
    settings.SITE_URL = f"http://127.0.0.1:{free_port()}"
    run_checks()
    check()
    settings.SITE_URL = site
    LiveCheck.objects.update(due_at=database_now())
    run_checks()
    check()
    leave(page, staff.complaints)
    assert found == []
