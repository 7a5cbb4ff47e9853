"""Every public page and the admin's pages through axe, light and dark, wide and narrow; nothing may be found."""

import io
from collections import Counter

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.core.management import call_command
from django.urls import resolve
from playwright.sync_api import Page

from pressreleases.desk.states import Facts
from pressreleases.models import Anniversary, Edition, Image, MissionDetails, Release, Topic
from tests.browser.conftest import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)

SIGHTS = [
    pytest.param({"width": 1280, "height": 900}, "light", id="wide-light"),
    pytest.param({"width": 390, "height": 800}, "dark", id="narrow-dark"),
]


@pytest.fixture
def samples(site):
    """Every state of a release, and all that stands beside it, as the samples of a new site have them."""
    MissionDetails.objects.all().delete()
    User.objects.all().delete()
    call_command("load_samples", stdout=io.StringIO())
    editor = User.objects.get(username="editor")
    editor.set_password(PASSWORD)
    editor.save()
    return site


LINKS = """all => all.map(one => new URL(one.href))
    .filter(url => url.origin === location.origin && !url.pathname.startsWith('/admin')).map(url => url.pathname)"""


def look_at(page: Page, address: str, complaints: list[str]) -> list[str]:
    """What the browser and axe find on the page, and whether it has to be pushed sideways."""
    page.goto(address)
    return wrong_here(page, complaints)


def wrong_here(page: Page, complaints: list[str]) -> list[str]:
    """The same of the page as it stands, each line with the page's path."""
    if page.locator("[data-type=ckeditortype]").count():
        page.locator("[contenteditable=true]").wait_for()
    found = list(complaints)
    if page.viewport_size and page.evaluate("document.documentElement.scrollWidth") > page.viewport_size["width"]:
        found.append("wider than the window")
    for violation in Axe().run(page).response["violations"]:
        found += [f"{violation['id']}: {node['target']}" for node in violation["nodes"]]
    path = page.evaluate("location.pathname")
    return [f"{path}: {what}" for what in found]


def leave(page: Page, complaints: list[str]) -> None:
    """What axe itself puts into a page is refused by the policy, and rightly so: that is no complaint of the page."""
    page.goto("about:blank")
    complaints.clear()


def admin_pages() -> list[str]:
    base = "/admin/pressreleases/"
    known = [(release, Facts.of(release)) for release in Release.objects.with_state()]
    live = next(release for release, facts in known if facts.live_number)
    changed = next(release for release, facts in known if facts.changed)
    draft = next(release for release, facts in known if not facts.was_public and not facts.planned_at)
    planned = next(release for release, facts in known if facts.planned_at)
    back = next(release for release, facts in known if facts.taken_back)
    of_releases = [
        *("", "?state=live&q=day", "add/", f"{live.pk}/change/", f"{changed.pk}/change/", f"{draft.pk}/change/"),
        *(f"{planned.pk}/change/", f"{back.pk}/change/", f"{changed.pk}/correct/", f"{live.pk}/withdraw/"),
        *(
            f"{draft.pk}/publish/",
            f"{draft.pk}/schedule/",
            f"{planned.pk}/unschedule/",
            f"{planned.pk}/move/",
            "scheduled/",
            f"{back.pk}/reinstate/",
        ),
        *(f"{live.pk}/history/", f"{live.pk}/delete/", f"{live.pk}/remove/"),
        f"{live.pk}/history/{live.history.latest().pk}/",
        *("deleted/", f"{changed.pk}/compare/?from=edition-1&to=now"),
    ]
    rows = {
        "anniversary": Anniversary,
        "topic": Topic,
        "image": Image,
        "missiondetails": MissionDetails,
        "edition": Edition,
    }
    others = [
        address
        for name, model in rows.items()
        if (row := model._default_manager.first()) is not None
        for address in (f"{base}{name}/", f"{base}{name}/{row.pk}/change/")
    ]
    adding = [f"{base}{name}/add/" for name in ("anniversary", "topic", "image", "missiondetails")]
    return ["/admin/", "/admin/password_change/", *(f"{base}release/{page}" for page in of_releases), *others, *adding]


@pytest.mark.parametrize(("viewport", "scheme"), SIGHTS)
def test_the_admin_has_nothing_in_the_way(staff, samples, complaints, viewport, scheme):
    page = staff.signed_in(viewport=viewport, color_scheme=scheme)
    found = []
    for address in admin_pages():
        found += look_at(page, address, complaints)
        leave(page, complaints)
    assert found == []


def test_the_sign_in_has_nothing_in_the_way(staff, complaints):
    page = staff.window()
    found = look_at(page, "/admin/login/", complaints)
    page.get_by_role("button", name="Log in").click()
    found += [row["id"] for row in Axe().run(page).response["violations"]]
    leave(page, complaints)
    assert found == []


@pytest.mark.parametrize(("viewport", "scheme"), SIGHTS)
def test_public_pages_have_nothing_in_the_way(staff, samples, complaints, viewport, scheme):
    page = staff.window(viewport=viewport, color_scheme=scheme)
    found, seen, waiting = [], set(), {"/en/"}
    looked_at: Counter[tuple[str, str]] = Counter()
    while waiting:
        address = waiting.pop()
        seen.add(address)
        kind = resolve(address).url_name or ""
        looked_at[kind, address[:4]] += 1
        # Each release is in a state of its own; of years, months and topics two of a language say all there is to see.
        if kind not in ("release", "edition") and looked_at[kind, address[:4]] > 2:
            continue
        if "text/html" not in page.request.head(address).headers.get("content-type", ""):
            continue
        found += look_at(page, address, complaints)
        waiting |= set(page.eval_on_selector_all("a[href]", LINKS)) - seen
        leave(page, complaints)
    assert found == []
    assert {"/en/", "/az/", "/en/releases/", "/en/anniversaries/", "/en/contact/"} <= seen
    assert any("/editions/1/" in address for address in seen)


def test_the_page_that_says_no_has_nothing_in_the_way(staff, samples, complaints):
    page = staff.window()
    found = [line for line in look_at(page, "/en/no-such-page/", []) if "404" not in line]
    leave(page, complaints)
    assert found == []
