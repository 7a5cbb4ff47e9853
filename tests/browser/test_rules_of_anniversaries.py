"""A rule is written in the form: only its own fields are there, and its days are told while it is being written."""

import pytest
from playwright.sync_api import expect

from pressreleases.models import Anniversary

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_form_shows_what_the_rule_needs_and_the_days_that_it_gives(staff):
    page = staff.signed_in()
    page.goto("/admin/pressreleases/anniversary/add/")
    day, moved, table = page.locator("#id_day"), page.locator("#id_in_common_years"), page.locator("#dates-group")
    page.locator("#id_event_first_on").fill("1996-02-29")
    page.locator("#id_month").select_option("2")
    expect(moved).to_be_hidden()
    day.fill("29")
    expect(moved).to_be_visible()
    page.locator("#id_rule").select_option("weekday")
    expect(day).to_be_hidden()
    expect(moved).to_be_hidden()
    page.locator("#id_nth").select_option("2")
    page.locator("#id_weekday").select_option("6")
    page.locator("#id_month").select_option("5")
    page.locator("#id_from_year").fill("2096")
    expect(page.locator("#coming-days li").first).to_have_text("13 May 2096: 100")
    page.locator("#id_rule").select_option("table")
    expect(table).to_be_visible()
    page.locator("#id_rule").select_option("weekday")
    expect(table).to_be_hidden()
    page.locator("[name$='-name'][lang=en]").fill("Mothers’ Day")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/anniversary/*/change/")
    made = Anniversary.objects.get()
    assert (made.nth, made.weekday, made.month, made.day) == (2, 6, 5, None)
