"""The form of mission details: a number that changes on a day to come, the letterhead beside it, the week."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from pressreleases.models import MissionDetails
from tests.browser.sights import axe_violations

pytestmark = pytest.mark.django_db(transaction=True)
URL = "/admin/pressreleases/missiondetails/"


def test_a_number_changes_from_a_day_on_and_the_letterhead_shows_it_before_it_is_saved(site, staff):
    page = staff.signed_in()
    page.goto(URL)
    page.get_by_role("link", name="New details from a date…").click()
    # The date has the focus; Enter sends it.
    page.locator("#id_first_on").press_sequentially("01012030")
    page.keyboard.press("Enter")
    number = page.locator("#id_numbers-0-number")
    number.fill("(212) 555-0100")
    sheet = page.frame_locator(".pane-stage iframe.shown")
    expect(sheet.locator(".numbers")).to_contain_text("(212) 555-0100")
    number.fill("12")
    expect(page.locator(".pane-remarks")).to_contain_text("“12” is not a valid telephone number.")
    number.fill("(212) 555-0100")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist .warning")).to_contain_text("Published releases keep their letterhead.")
    old, new = MissionDetails.objects.order_by("valid_during")
    assert new.numbers.all()[0].number == "+12125550100"
    assert old.numbers.all()[0].number == "+12123712559"
    assert old.valid_during.upper == new.valid_during.lower == dt.date(2030, 1, 1)


def test_the_week_and_the_rows_are_filled_in_without_a_mouse_on_a_narrow_dark_screen(site, staff, complaints):
    details = MissionDetails.objects.get()
    page = staff.signed_in(color_scheme="dark", viewport={"width": 320, "height": 700})
    page.goto(f"{URL}{details.pk}/change/")
    page.locator("[name=week-0-0-opens]").fill("09:00")
    page.locator("[name=week-0-0-closes]").fill("17:00")
    for day, before in (("Tuesday", "Monday"), ("Wednesday", "Tuesday")):
        page.get_by_role("button", name=f"{day}: same as {before}").press("Enter")
    expect(page.locator("[name=week-2-0-closes]")).to_have_value("17:00")
    page.get_by_role("button", name="Add closed days").press("Enter")
    expect(page.locator("#id_closed_days-0-first_on")).to_be_focused()
    page.locator("#id_closed_days-0-first_on").fill("2030-12-25")
    second = details.numbers.all()[1].number
    page.locator("#numbers-group").get_by_role("button", name="Move up").nth(1).press("Enter")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert axe_violations(page) == []
    complaints.clear()
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).press("Enter")
    assert [str(row) for row in details.hours.all()] == [
        f"{day} 09:00–17:00" for day in ("Monday", "Tuesday", "Wednesday")
    ]
    assert details.closed_days.get().first_on == dt.date(2030, 12, 25)
    assert details.numbers.all()[0].number == second


def test_after_an_error_the_first_wrong_field_has_the_cursor(site, staff):
    page = staff.signed_in()
    page.goto(f"{URL}{MissionDetails.objects.get().pk}/change/")
    page.locator("[name=week-1-0-opens]").fill("09:00")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Tuesday: enter both times")).to_be_visible()
    expect(page.locator("[name=week-1-0-opens]")).to_be_focused()
    page.locator("[name=week-1-0-closes]").fill("17:00")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.locator("body")).to_be_focused()


def test_what_was_typed_stays_when_the_session_has_ended(site, staff, complaints):
    page = staff.signed_in()
    page.goto(f"{URL}{MissionDetails.objects.get().pk}/change/")
    page.get_by_label("E-mail:", exact=True).first.fill("new@mission.example")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("You are signed out. What you typed is still on this page.")).to_be_visible()
    expect(page.get_by_label("E-mail:", exact=True).first).to_have_value("new@mission.example")
    assert MissionDetails.objects.get().email == "press@mission.example"
    complaints.clear()
