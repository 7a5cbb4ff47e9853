"""Preview links from making one to its end, played in a browser: by staff, by whoever has the link, by a machine."""

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from pressreleases.models import Clearance, PreviewLink, PreviewVisit, Release
from pressreleases.publishing import publish
from tests.browser.playing import choose
from tests.browser.sights import press_and_arrive, wrong_here
from tests.browser.test_stories import text_of
from tests.making import make_release

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def draft(site):
    return make_release("A visit to Geneva", "The delegation arrived on Monday.")


def make_link(page: Page, *, clearance: bool = False) -> str:
    """Make a link on the page of the release, from the desk on, and return the address that is shown."""
    page.goto("/admin/")
    page.get_by_role("link", name="A visit to Geneva").first.click()
    choose(page, "Preview links")
    page.get_by_label("For whom").fill("The capital")
    if clearance:
        page.get_by_label("Ask for clearance").check()
    page.get_by_role("button", name="Create the link").click()
    expect(page.get_by_role("heading", name="The link for: The capital")).to_be_focused()
    # The site's own address is that of the settings; the test's server listens elsewhere.
    address = page.get_by_label("Address", exact=True).input_value()
    return "/preview/" + address.split("/preview/")[1]


def approve(page: Page, name: str = "Aynur Mammadova") -> None:
    page.get_by_label("Approve: the text above may be published").check()
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Send answer").click()


def is_over(page: Page, path: str) -> bool:
    answer = page.goto(path)
    assert answer is not None
    return answer.status == 404 and "A visit to Geneva" not in page.content()


def test_the_capital_approves_a_draft_and_a_later_edit_voids_it(staff, draft):
    page = staff.signed_in()
    path = make_link(page, clearance=True)
    capital = staff.window()
    capital.goto(path)
    expect(capital.get_by_role("heading", name="A visit to Geneva")).to_be_visible()
    expect(capital.get_by_text("Preview of a draft: not for publication.", exact=True)).to_be_visible()
    approve(capital)
    expect(capital.get_by_text("Your answer applies to the text above.")).to_be_in_viewport()
    assert capital.context.cookies() == []

    page.reload()
    expect(page.get_by_text("Copy the link now")).to_have_count(0)
    assert PreviewLink.objects.count() == 1
    expect(page.locator(".answered")).to_contain_text("cleared signed “Aynur Mammadova”")
    page.goto("/admin/")
    expect(page.get_by_text("Cleared: “The capital”")).to_be_visible()

    page.get_by_role("link", name="A visit to Geneva").first.click()
    text = text_of(page)
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" It left at noon.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Clearance no longer valid, because the text was changed: “The capital”")).to_be_visible()
    page.get_by_role("link", name="All preview links and answers").click()
    expect(page.locator(".answered")).to_contain_text(
        re.compile(r"No longer valid: the text was changed later \(\d words\)")
    )
    page.get_by_role("link", name="See what differs").click()
    expect(page.locator(".difference ins").first).to_contain_text("It left at noon.")

    capital.reload()
    expect(capital.get_by_text("It left at noon.")).to_be_visible()
    expect(capital.get_by_text("is void, because the text has changed")).to_be_visible()


def test_who_reads_while_it_is_changed_is_shown_the_newer_text_and_keeps_what_was_typed(staff, draft):
    path = make_link(staff.signed_in(), clearance=True)
    capital = staff.window()
    capital.goto(path)
    Release.objects.filter(pk=draft.pk).update(body="<p>The delegation left on Tuesday.</p>")
    capital.get_by_role("textbox", name="Comment").fill("Very good.")
    approve(capital)
    expect(capital.get_by_text("your answer was not recorded")).to_be_in_viewport()
    expect(capital.get_by_text("left on Tuesday")).to_have_count(1)
    expect(capital.get_by_role("textbox", name="Comment")).to_have_value("Very good.")
    assert not Clearance.objects.exists()
    capital.get_by_role("button", name="Send answer").click()
    expect(capital.get_by_text("Your answer applies")).to_be_visible()
    assert Clearance.objects.get().comment == "Very good."


def test_declining_needs_a_comment_and_goes_by_keyboard_alone(staff, draft):
    path = make_link(staff.signed_in(), clearance=True)
    capital = staff.window(viewport={"width": 390, "height": 800})
    capital.goto(path)
    capital.get_by_role("link", name="Please approve or decline this text.").focus()
    capital.keyboard.press("Enter")
    capital.keyboard.press("Tab")
    capital.keyboard.press("ArrowDown")
    expect(capital.get_by_label("Decline: the text may not")).to_be_checked()
    capital.keyboard.press("Tab")
    capital.keyboard.type("Aynur")
    capital.keyboard.press("Enter")
    expect(capital.get_by_text("Say what must be changed.")).to_be_visible()
    assert not Clearance.objects.exists()
    capital.get_by_role("textbox", name="Comment").focus()
    capital.keyboard.type("The 5th, not the 4th.")
    capital.keyboard.press("Tab")
    capital.keyboard.press("Enter")
    expect(capital.get_by_text("Declined")).to_be_visible()
    assert Clearance.objects.get().verdict == "declined"


def test_a_machine_that_opens_every_link_of_the_mail_clears_nothing(staff, draft):
    path = make_link(staff.signed_in(), clearance=True)
    machine = staff.window()
    machine.goto(path)
    for href in machine.eval_on_selector_all("a[href^='#']", "all => all.map(one => one.getAttribute('href'))"):
        machine.goto(path + href)
    machine.get_by_label("Your name").fill("Scanner")
    machine.keyboard.press("Enter")
    expect(machine.get_by_text("Choose one of the two.")).to_be_visible()
    assert PreviewVisit.objects.exists()
    assert not Clearance.objects.exists()


def test_a_link_is_dead_once_revoked_and_once_published_like_one_that_never_was(staff, draft, complaints):
    page = staff.signed_in()
    revoked = make_link(page)
    stranger = staff.window()
    assert not is_over(stranger, revoked)
    page.get_by_role("button", name="Revoke").click()
    expect(page.get_by_text("Revoked. The link no longer works.")).to_be_visible()
    assert is_over(stranger, revoked)
    said = stranger.content()

    published = make_link(page)
    assert not is_over(stranger, published)
    publish([draft], by=User.objects.get(username="editor"))
    assert is_over(stranger, published)
    assert stranger.content() == said
    assert is_over(stranger, "/preview/" + "A" * 32 + "/")
    assert stranger.content() == said
    # The browser itself tells of each answer with 404.
    complaints[:] = [one for one in complaints if "/preview/" not in one and "404" not in one]


def test_axe_finds_nothing(staff, draft, complaints):
    page = staff.signed_in()
    path = make_link(page, clearance=True)
    capital = staff.window()

    def look(at: Page, name: str) -> None:
        assert (name, wrong_here(at)) == (name, [])

    look(page, "made")
    capital.goto(path)
    look(capital, "asked")
    press_and_arrive(capital, "Send answer")
    look(capital, "wrong")
    approve(capital)
    expect(capital.get_by_text("Your answer applies")).to_be_visible()
    look(capital, "answered")
    Release.objects.filter(pk=draft.pk).update(body="<p>The delegation left on Tuesday.</p>")
    page.goto(f"/admin/pressreleases/release/{draft.pk}/previews/")
    look(page, "voided")
    page.goto(f"/admin/pressreleases/release/{draft.pk}/change/")
    text_of(page).wait_for()
    look(page, "form")
    capital.goto("/preview/unknown/")
    look(capital, "over")
    complaints.clear()
