"""Every public page and the admin's pages through axe, light and dark, wide and narrow; nothing may be found."""

import io
from collections import Counter

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.urls import resolve

from pressreleases.anniversaries.drafts import make_drafts
from pressreleases.editorial.states import Facts
from pressreleases.models import Anniversary, Edition, Image, MissionDetails, Release, Topic
from pressreleases.models.pages import FAMILIES, MissionPage
from tests.browser.conftest import PASSWORD
from tests.browser.sights import leave, look_at, wrong_here

pytestmark = pytest.mark.django_db(transaction=True)


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


def admin_pages() -> list[str]:
    base = "/admin/pressreleases/"
    # With its notes above the form.
    make_drafts(Anniversary.objects.get(names__slug="black-january").pk, 2027, by=None)
    known = [(release, Facts.of(release)) for release in Release.objects.with_state()]
    live = next(release for release, facts in known if facts.live_number)
    changed = next(release for release, facts in known if facts.changed)
    draft = next(release for release, facts in known if hasattr(release, "observance"))
    planned = next(release for release, facts in known if facts.planned_at)
    back = next(release for release, facts in known if facts.taken_back)
    of_releases = [
        *(
            "",
            "?state=live&q=day",
            "?view=translation",
            "add/",
            f"{live.pk}/change/",
            f"{changed.pk}/change/",
            f"{draft.pk}/change/",
        ),
        *(f"{planned.pk}/change/", f"{back.pk}/change/", f"{changed.pk}/correct/", f"{live.pk}/withdraw/"),
        *(
            f"{draft.pk}/publish/",
            f"{draft.pk}/schedule/",
            f"{planned.pk}/unschedule/",
            f"{planned.pk}/move/",
            "scheduled/",
            "pages/",
            f"add/?family={FAMILIES[MissionPage.HEAD_OF_MISSION]}&language=en",
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
    others += [f"{base}anniversary/import/", f"{base}release/search/?q=day", "/admin/help/?q=embargo"]
    return ["/admin/", "/admin/password_change/", *(f"{base}release/{page}" for page in of_releases), *others, *adding]


def test_the_admin_has_nothing_in_the_way(staff, samples, complaints):
    page = staff.signed_in()
    found = []
    for address in admin_pages():
        found += look_at(page, address, complaints)
        leave(page, complaints)
    assert found == []


def test_the_sign_in_has_nothing_in_the_way(staff, complaints):
    page = staff.window()
    found = look_at(page, "/admin/login/", complaints)
    complaints.clear()
    page.get_by_role("button", name="Log in").click()
    found += wrong_here(page)
    leave(page, complaints)
    assert found == []


def test_public_pages_have_nothing_in_the_way(staff, samples, complaints):
    page = staff.window()
    found, seen, waiting = [], set(), {"/en/"}
    looked_at: Counter[tuple[str, str]] = Counter()
    while waiting:
        address = waiting.pop()
        seen.add(address)
        kind = resolve(address).url_name or ""
        looked_at[kind, address[:4]] += 1
        # Each release is in a state of its own; of years and months two of a language say all there is to see, of
        # other kinds of pages one, as there are two languages.
        most = 2 if kind in ("releases_of_year", "releases_of_month", "anniversary") else 1
        if kind not in ("release", "edition") and looked_at[kind, address[:4]] > most:
            continue
        if "text/html" not in page.request.head(address).headers.get("content-type", ""):
            continue
        found += look_at(page, address, complaints)
        waiting |= set(page.eval_on_selector_all("a[href]", LINKS)) - seen
        leave(page, complaints)
    assert found == []
    assert {"/en/", "/az/", "/en/releases/", "/en/anniversaries/", "/en/contact/"} <= seen
    assert {"/en/accessibility/", "/az/accessibility/", "/en/privacy/", "/az/privacy/"} <= seen
    assert any("/editions/1/" in address for address in seen)


def test_the_page_that_says_no_has_nothing_in_the_way(staff, samples, complaints):
    page = staff.window()
    found = [line for line in look_at(page, "/en/no-such-page/", []) if "404" not in line]
    leave(page, complaints)
    assert found == []
