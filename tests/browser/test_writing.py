"""Nothing that is typed is lost by a crash, a lost connection or a session that ends; two people see each other."""

import contextlib
import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Error, Page, expect

from pressreleases.models import AutosavedForm, Presence, Release, StaffSession
from tests.browser.conftest import PASSWORD
from tests.browser.test_stories import tab_to, text_of
from tests.making import make_release, make_user

pytestmark = pytest.mark.django_db(transaction=True)

# At most so long until what was typed is kept, and until two people see each other: milliseconds.
TEN_SECONDS, FIFTEEN_SECONDS = 10_000, 15_000
A_MINUTE = 60_000  # who leaves is forgotten after 40 s at the latest
ADD = "/admin/pressreleases/release/add/"
LEFT = re.compile("You left unsaved text here on .*")


@pytest.fixture
def release(site):
    return make_release("A visit to Geneva", "The delegation arrived.")


def change(release):
    return f"/admin/pressreleases/release/{release.pk}/change/"


def open_form(page: Page, address: str) -> Page:
    """Go there, and wait until the script has given its first sign of life."""
    with page.expect_response(lambda answer: answer.url.endswith("/keep/")):
        page.goto(address)
    text_of(page).wait_for()
    return page


def type_on(page: Page, words: str) -> None:
    text_of(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def expect_kept(page: Page) -> None:
    """Within ten seconds the page says so."""
    expect(page.locator("#kept p")).to_have_text(re.compile(r"^Autosaved at \d\d:\d\d:\d\d$"), timeout=TEN_SECONDS)


def kept_here(page: Page) -> list[str]:
    """What the browser itself still keeps of unsaved text."""
    found: list[str] = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('unsaved/'))")
    return found


def take_back(page: Page) -> None:
    page.get_by_role("link", name="Restore it").first.click()
    expect(page.get_by_text("This is your unsaved text of")).to_be_visible()
    text_of(page).wait_for()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.").first).to_be_visible()
    text_of(page).wait_for()


def sign_in(page: Page) -> None:
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def crash(page: Page) -> Page:
    """End the process of the page, which can say nothing any more; a new page of the same browser."""
    fresh = page.context.new_page()
    with page.expect_event("crash"), contextlib.suppress(Error):
        page.goto("chrome://crash")
    page.close()
    return fresh


def test_after_a_crash_the_text_is_offered_taken_back_and_saved_once(staff, release):
    history = release.history.count()
    page = open_form(staff.signed_in(), change(release))
    type_on(page, " Half a sentence")
    page.get_by_label("Lead:").fill("A lead.")
    expect_kept(page)
    assert Release.objects.get().body == "<p>The delegation arrived.</p>"
    assert kept_here(page) == []

    again = open_form(crash(page), change(release))
    expect(again.get_by_text(LEFT)).to_be_visible()
    expect(text_of(again)).to_have_text("The delegation arrived.")
    take_back(again)
    expect(text_of(again)).to_have_text("The delegation arrived. Half a sentence")
    expect(again.get_by_text("Saving will replace: Lead, Text.")).to_be_visible()
    save(again)
    stored = Release.objects.get()
    assert (stored.summary, stored.body) == ("A lead.", "<p>The delegation arrived. Half a sentence</p>")
    assert (stored.version, release.history.count()) == (2, history + 1)
    assert not AutosavedForm.objects.exists()
    assert kept_here(again) == []
    expect(again.get_by_text(LEFT)).to_have_count(0)


def test_what_is_typed_in_the_last_second_before_leaving_is_not_lost(staff, release):
    page = open_form(staff.signed_in(), change(release))
    type_on(page, " Just now")
    page.goto("/admin/")
    open_form(page, change(release))
    expect(page.get_by_text(LEFT)).to_be_visible()
    take_back(page)
    expect(text_of(page)).to_have_text("The delegation arrived. Just now")
    assert kept_here(page) == []


def test_who_only_looks_leaves_nothing(staff, release):
    page = open_form(staff.signed_in(), change(release))
    page.get_by_label("Lead:").focus()
    page.goto("/admin/")
    open_form(page, change(release))
    expect(page.get_by_text(LEFT)).to_have_count(0)
    assert not AutosavedForm.objects.exists()
    assert kept_here(page) == []


def test_a_session_that_ends_while_one_types_loses_nothing(staff, release, complaints):
    page = open_form(staff.signed_in(), change(release))
    StaffSession.objects.all().delete()
    type_on(page, " After the session")
    expect(page.get_by_text("You are signed out. Your text is not lost:")).to_be_visible(timeout=TEN_SECONDS)
    assert len(kept_here(page)) == 1
    assert not AutosavedForm.objects.exists()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="sign in in another window").click()
    sign_in(opened.value)
    expect(opened.value.get_by_role("link", name="New release")).to_be_visible()
    opened.value.close()
    expect_kept(page)
    assert kept_here(page) == []
    # The token of the form was renewed too.
    save(page)
    assert Release.objects.get().body == "<p>The delegation arrived. After the session</p>"
    # The old token was refused once, which the browser notes.
    assert all("403" in said for said in complaints)
    complaints.clear()


def test_a_save_after_the_session_ended_loses_nothing(staff, release):
    page = open_form(staff.signed_in(), change(release))
    type_on(page, " Too late")
    StaffSession.objects.all().delete()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Your unsaved text is kept in this browser.")).to_be_visible()
    sign_in(page)
    text_of(page).wait_for()
    expect(page.get_by_text(LEFT)).to_be_visible()
    take_back(page)
    expect(text_of(page)).to_have_text("The delegation arrived. Too late")
    assert kept_here(page) == []
    save(page)
    assert Release.objects.get().body == "<p>The delegation arrived. Too late</p>"


def test_a_save_from_before_a_new_sign_in_is_refused_and_loses_nothing(staff, release, complaints):
    page = open_form(staff.signed_in(), change(release))
    page.evaluate("for (const field of document.getElementsByName('csrfmiddlewaretoken')) field.value = 'x'.repeat(64)")
    type_on(page, " With an old token")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="This page is out of date")).to_be_visible()
    assert Release.objects.get().version == 1
    page.get_by_role("link", name="Open the form again").click()
    text_of(page).wait_for()
    take_back(page)
    expect(text_of(page)).to_have_text("The delegation arrived. With an old token")
    assert all("403" in said for said in complaints)
    complaints.clear()


def test_without_a_connection_the_browser_keeps_it_even_through_a_crash(staff, release, complaints):
    page = open_form(staff.signed_in(), change(release))
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    type_on(page, " In a tunnel")
    expect(page.get_by_text("No connection: autosaved in this browser only.")).to_be_visible(timeout=TEN_SECONDS)
    # What a page stores reaches the browser's own process a moment later.
    page.wait_for_timeout(1000)
    again = crash(page)
    assert not AutosavedForm.objects.exists()
    again.context.set_offline(False)
    open_form(again, change(release))
    expect(again.get_by_text(LEFT)).to_be_visible()
    assert kept_here(again) == []
    take_back(again)
    expect(text_of(again)).to_have_text("The delegation arrived. In a tunnel")
    assert all("ERR_INTERNET_DISCONNECTED" in said for said in complaints)
    complaints.clear()


def test_when_the_connection_is_back_it_is_sent_by_itself(staff, release, complaints):
    page = open_form(staff.signed_in(), change(release))
    page.context.set_offline(True)
    type_on(page, " In a tunnel")
    expect(page.get_by_text("No connection: autosaved in this browser only.")).to_be_visible(timeout=TEN_SECONDS)
    page.context.set_offline(False)
    expect_kept(page)
    assert AutosavedForm.objects.get().values("body") == ["<p>The delegation arrived. In a tunnel</p>\n"]
    assert kept_here(page) == []
    complaints.clear()


def test_signing_out_leaves_nothing_in_the_browser(staff, release):
    page = open_form(staff.signed_in(), change(release))
    type_on(page, " Mine")
    page.evaluate("localStorage.setItem('unsaved/' + document.getElementById('kept').dataset.user + '/new/x', '{}')")
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_text("Log in again")).to_be_visible()
    assert kept_here(page) == []
    assert AutosavedForm.objects.get().values("body") == ["<p>The delegation arrived. Mine</p>\n"]


def test_a_new_release_that_was_begun_waits_on_the_desk(staff):
    page = open_form(staff.signed_in(), ADD)
    page.get_by_label("Title:").fill("A visit to Vienna")
    type_on(page, "First words.")
    expect_kept(page)
    page = crash(page)
    page.goto("/admin/")
    expect(page.get_by_role("heading", name="Not saved yet")).to_be_visible()
    page.get_by_role("link", name="A visit to Vienna").click()
    expect(text_of(page)).to_have_text("First words.")
    save(page)
    assert [(row.title, row.body) for row in Release.objects.all()] == [("A visit to Vienna", "<p>First words.</p>")]
    assert not AutosavedForm.objects.exists()


def test_going_back_from_a_new_release_to_its_form_leads_on_to_the_release(staff):
    page = open_form(staff.signed_in(), ADD)
    page.get_by_label("Title:").fill("A visit to Geneva")
    save(page)
    saved = page.url
    page.go_back(wait_until="commit")
    page.wait_for_url(saved)
    text_of(page).wait_for()
    page.get_by_label("Title:").fill("A visit to Geneva and Bern")
    save(page)
    assert Release.objects.get().title == "A visit to Geneva and Bern"
    # A form that made nothing stays, and so does what is typed anew in one.
    open_form(page, ADD)
    page.get_by_label("Title:").fill("Another visit")
    page.goto("/admin/")
    page.go_back()
    text_of(page).wait_for()
    assert page.url.endswith(ADD)
    page.get_by_label("Title:").fill("Another visit")
    save(page)
    assert Release.objects.count() == 2


def test_two_windows_of_one_person_both_keep_their_text(staff, release):
    page = open_form(staff.signed_in(), change(release))
    other = open_form(page.context.new_page(), change(release))
    # One after the other, so that it is known which was kept last.
    page.get_by_label("Lead:").fill("In one window")
    expect_kept(page)
    other.get_by_label("Lead:").fill("In the other")
    expect_kept(other)
    third = open_form(page.context.new_page(), change(release))
    expect(third.get_by_text(LEFT)).to_have_count(2)
    expect(third.get_by_text("It may still be open in another window.")).to_have_count(2)
    third.get_by_role("button", name="Discard").first.click()
    expect(third.get_by_text("Discarded.")).to_be_visible()
    text_of(third).wait_for()
    expect(third.get_by_text(LEFT)).to_have_count(1)
    assert AutosavedForm.objects.get().values("summary") == ["In one window"]


def test_a_refused_save_keeps_the_text_as_well(staff, release):
    page = open_form(staff.signed_in(), change(release))
    page.get_by_label("Title:").fill("")
    type_on(page, " Kept all the same")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("This field is required.")).to_be_visible()
    text_of(page).wait_for()
    expect_kept(page)
    page = open_form(crash(page), change(release))
    take_back(page)
    expect(text_of(page)).to_have_text("The delegation arrived. Kept all the same")


def test_two_people_see_each_other_and_what_the_other_saved(staff, release):
    make_user("Editor", "colleague")
    User.objects.filter(username="colleague").update(first_name="Leyla", last_name="Aliyeva")
    mine = open_form(staff.signed_in(), change(release))
    others = mine.locator("#others")
    expect(others).to_have_text("")
    theirs = open_form(staff.signed_in("colleague"), change(release))
    expect(theirs.get_by_text("editor has this release open too.")).to_be_visible()
    expect(others).to_contain_text("Leyla Aliyeva has this release open too.", timeout=FIFTEEN_SECONDS)
    theirs.get_by_label("Lead:").fill("Theirs alone")
    expect(others).to_contain_text(re.compile(r"and has been editing it since \d\d:\d\d\."), timeout=FIFTEEN_SECONDS)
    assert "Theirs alone" not in mine.content()

    save(theirs)
    expect(others).to_contain_text(re.compile(r"Leyla Aliyeva saved a newer text at"), timeout=FIFTEEN_SECONDS)
    type_on(mine, " Mine")
    with mine.context.expect_page() as opened:
        others.get_by_role("link", name="See what was changed").click()
    expect(opened.value.get_by_text("Theirs alone")).to_be_visible()
    opened.value.close()
    theirs.goto("/admin/")
    expect(others).not_to_contain_text("has this release open", timeout=A_MINUTE)

    mine.get_by_role("button", name="Save", exact=True).click()
    expect(mine.get_by_text("Leyla Aliyeva saved this release on")).to_be_visible()
    text_of(mine).wait_for()
    expect(text_of(mine)).to_have_text("The delegation arrived. Mine")
    assert Release.objects.get().summary == "Theirs alone"
    assert Presence.objects.filter(user__username="colleague").count() == 0


def test_it_is_taken_back_by_keyboard_on_a_telephone_in_the_dark(staff, release):
    page = open_form(staff.signed_in(viewport={"width": 390, "height": 800}, color_scheme="dark"), change(release))
    type_on(page, " On the way")
    expect_kept(page)
    page.reload()
    text_of(page).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    tab_to(page, "Restore it")
    page.keyboard.press("Enter")
    expect(page.get_by_text("This is your unsaved text of")).to_be_visible()
    text_of(page).wait_for()
    expect(text_of(page)).to_have_text("The delegation arrived. On the way")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
