"""From a finished text to its readers, played in a browser: the checklist, the hour, the calendar, the languages."""

import datetime as dt
import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from pressreleases.models import Edition, Release
from pressreleases.publishing import publish
from tests.admin.filling import verb_url
from tests.browser.playing import is_done, is_hidden, open_release, page_of, press, ready, save, today
from tests.browser.test_stories import text_of
from tests.making import database_now

pytestmark = pytest.mark.django_db(transaction=True)

SCHEDULED = "/admin/pressreleases/release/scheduled/"


@pytest.fixture
def draft(site):
    return ready()


def next_spring() -> dt.date:
    """The day on which the clocks of New York are put forward next: the second Sunday in March."""
    year = today().year + 1
    return next(day for day in (dt.date(year, 3, 8) + dt.timedelta(days=n) for n in range(7)) if day.weekday() == 6)


def schedule(page: Page, day: dt.date, time: str, button: str = "Publish at a set time") -> None:
    page.get_by_label("Day").fill(day.isoformat())
    page.get_by_label("Time in New York").fill(time)
    press(page, button)


def test_an_error_stops_it_and_leads_to_the_field(staff, site):
    draft = ready("A visit to Geneva", "The delegation [TBC] arrived on Monday.")
    page, reader = staff.signed_in(), staff.window()
    page.goto(verb_url(draft, "publish"))
    expect(page.get_by_text("A comment was left in the text: “[TBC]”.")).to_be_visible()
    expect(page.get_by_role("button", name="Publish now")).to_have_count(0)
    assert is_hidden(reader, draft)
    page.get_by_role("alert").get_by_role("link", name="Open the text").click()
    text_of(page).wait_for()
    assert page.url.endswith("#id_body")
    expect(page.get_by_text("A comment was left in the text: “[TBC]”.")).to_be_visible()


def test_a_warning_asks_once_and_a_new_one_asks_again(staff, draft):
    Release.objects.update(summary="")
    page = staff.signed_in()
    page.goto(verb_url(draft, "publish"))
    expect(page.get_by_text("There is no lead")).to_be_visible()
    press(page, "Publish now")
    expect(page.get_by_text("Look through the checks, then tick this to continue.")).to_be_visible()
    page.get_by_label("I have checked these").check()
    Release.objects.update(place="", version=2)
    press(page, "Publish now")
    expect(page.get_by_text("There is no place.")).to_be_visible()
    expect(page.get_by_label("I have checked these")).not_to_be_checked()
    assert not Edition.objects.exists()
    page.get_by_label("I have checked these").check()
    press(page, "Publish now")
    is_done(page, "Published: readers can see it now.")


def test_an_hour_that_has_passed_or_never_comes_is_refused_where_it_was_typed(staff, draft):
    page, spring = staff.signed_in(), next_spring()
    page.goto(verb_url(draft, "schedule"))
    expect(page.get_by_text("In the mission’s time zone (America/New_York), where it is now")).to_be_visible()
    schedule(page, today() - dt.timedelta(days=1), "10:15")
    time = page.locator(".form-row", has=page.get_by_label("Time in New York"))
    expect(time).to_contain_text("That time has passed.")
    expect(page.get_by_label("Time in New York")).to_have_value("10:15")
    expect(page.get_by_label("Day")).to_have_value((today() - dt.timedelta(days=1)).isoformat())
    schedule(page, spring, "02:30")
    expect(time).to_contain_text(
        "the clocks in New York go forward, so the time 02:30 does not exist. Choose another time."
    )
    expect(page.get_by_label("Time in New York")).to_have_value("02:30")
    assert not Edition.objects.exists()
    # The next hour is there. It goes out on another day than that of its date, which is said before anything happens.
    schedule(page, spring, "03:30")
    expect(page.get_by_text("It will be published on")).to_be_visible()
    assert not Edition.objects.exists()
    page.get_by_label("I have checked these").check()
    press(page, "Publish at a set time")
    is_done(page, "Scheduled. It will be published automatically at that time.")
    assert Edition.objects.get().begins_at == dt.datetime.combine(spring, dt.time(7, 30), dt.UTC)


def test_the_checks_follow_the_day_that_is_chosen_and_are_ticked_once(staff, draft):
    page, tick = staff.signed_in(), "I have checked these"
    page.goto(f"{verb_url(draft, 'schedule')}?day={today()}&time=23:59")
    expect(page.get_by_label(tick)).to_have_count(0)
    page.get_by_label("Day").fill((today() + dt.timedelta(days=2)).isoformat())
    page.get_by_label("Day").blur()
    expect(page.get_by_text("It will be published on")).to_be_visible()
    page.get_by_label(tick).check()
    # Another day is another warning, another hour of it is none.
    page.get_by_label("Day").fill((today() + dt.timedelta(days=3)).isoformat())
    page.get_by_label("Day").blur()
    expect(page.get_by_label(tick)).not_to_be_checked()
    page.get_by_label(tick).check()
    with page.expect_response(lambda answer: "time=10%3A15" in answer.url):
        page.get_by_label("Time in New York").fill("10:15")
        page.get_by_label("Time in New York").blur()
    expect(page.get_by_label(tick)).to_be_checked()
    press(page, "Publish at a set time")
    is_done(page, "Scheduled. It will be published automatically at that time.")


def test_checks_that_a_day_needs_no_more_are_not_asked_about(staff, draft):
    page = staff.signed_in()
    page.goto(f"{verb_url(draft, 'schedule')}?day={today() + dt.timedelta(days=2)}&time=23:59")
    expect(page.get_by_label("I have checked these")).to_be_visible()
    page.get_by_label("Day").fill(today().isoformat())
    page.get_by_label("Day").blur()
    expect(page.get_by_label("I have checked these")).to_have_count(0)
    expect(page.get_by_text("It will be published on")).to_have_count(0)


def test_what_is_scheduled_is_listed_moved_and_taken_back_and_no_reader_sees_it(staff, draft):
    editor, other = User.objects.get(username="editor"), ready("Another visit")
    day = (today().replace(day=1) + dt.timedelta(days=40)).replace(day=10)
    publish([draft], by=editor, at=dt.datetime.combine(day, dt.time(15), dt.UTC))
    publish([other], by=editor)
    page, reader = staff.signed_in(timezone_id="Asia/Baku"), staff.window()
    expect(page.get_by_role("region", name="Scheduled next")).to_contain_text("A visit to Geneva")
    page.get_by_role("link", name="Full schedule, with a calendar").click()
    expect(page.get_by_role("link", name="A visit to Geneva", exact=True)).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="A visit to Geneva").first).to_contain_text("19:00 (Baku, your")
    expect(page.get_by_role("link", name="Another visit")).to_have_count(0)
    page.locator("nav.months").get_by_role("link").last.click()
    expect(page.get_by_role("cell").filter(has_text="A visit to Geneva")).to_contain_text("10")
    assert is_hidden(reader, draft)

    page.get_by_role("link", name="Move… A visit to Geneva").click()
    schedule(page, today() - dt.timedelta(days=1), "09:00", "Change the scheduled time")
    expect(page.get_by_text("That time has passed.")).to_be_visible()
    assert Edition.objects.get(release=draft).begins_at.date() == day
    schedule(page, day + dt.timedelta(days=1), "09:00", "Change the scheduled time")
    is_done(page, "Time changed. It takes effect automatically at the new time.")
    page.goto(f"{SCHEDULED}?month={day:%Y-%m}")
    expect(page.get_by_role("cell").filter(has_text="A visit to Geneva")).to_contain_text("11")

    page.get_by_role("link", name="Cancel schedule… A visit to Geneva").click()
    press(page, "Cancel scheduled publication")
    is_done(page, "Schedule cancelled.")
    expect(page.locator(".bar-state")).to_contain_text("Draft")
    assert not Edition.objects.filter(release=draft).exists()
    assert is_hidden(reader, draft)


def test_it_appears_by_itself_in_the_words_that_were_scheduled(staff, draft):
    publish([draft], by=User.objects.get(username="editor"), at=database_now() + dt.timedelta(seconds=4))
    page, reader = staff.signed_in(), staff.window()
    hidden = is_hidden(reader, draft)
    assert hidden or Edition.objects.live().exists(), "a machine that is slow beyond measure"
    open_release(page, draft)
    page.get_by_label("Title:").fill("Quite another title")
    save(page)
    while not Edition.objects.live().exists():
        page.wait_for_timeout(200)
    reader.goto(page_of(draft))
    expect(reader.get_by_role("heading", name="A visit to Geneva")).to_be_visible()
    assert "Quite another title" not in reader.content()


def test_languages_that_differ_need_a_reason_and_go_out_at_one_instant(staff, site):
    english = ready("131 victims", "We remember 131 people.")
    azeri = ready(
        "113 qurban", "113 nəfəri anırıq.", language="az", slug="qurban", family=english.family, is_original=False
    )
    page, reader = staff.signed_in(), staff.window()
    page.goto(verb_url(english, "publish"))
    page.get_by_role("checkbox", name=re.compile("Azərbaycanca")).check()
    press(page, "Publish now")
    expect(page.get_by_text(re.compile("Numbers: 131 in English, 113 in Azerbaijani"))).to_be_visible()
    expect(page.get_by_text("Say why the languages may differ, or make them agree first.")).to_be_visible()
    assert is_hidden(reader, english)
    assert is_hidden(reader, azeri)
    page.get_by_label("Why the languages may differ").fill("The sources differ.")
    press(page, "Publish now")
    is_done(page, "The languages differ. Reason given: The sources differ.")
    begun = {edition.language: edition.begins_at for edition in Edition.objects.live()}
    assert set(begun) == {"en", "az"}
    assert len(set(begun.values())) == 1


def test_a_language_that_cannot_go_does_not_go_along(staff, draft):
    azeri = ready("Cenevrəyə səfər", "[TBC]", language="az", slug="sefer", family=draft.family, is_original=False)
    page, reader = staff.signed_in(), staff.window()
    page.goto(verb_url(draft, "publish"))
    expect(page.get_by_role("heading", name="Not ready to be published together")).to_be_visible()
    expect(page.get_by_text("A comment was left in the text: “[TBC]”.")).to_be_visible()
    expect(page.get_by_role("checkbox", name=re.compile("Azərbaycanca"))).to_have_count(0)
    expect(
        page.get_by_text("The text in Azərbaycanca is a draft. It will not be published with this one.")
    ).to_be_visible()
    page.get_by_label("I have checked these").check()
    press(page, "Publish now")
    is_done(page, "Published: readers can see it now.")
    assert is_hidden(reader, azeri)
    assert not is_hidden(reader, draft)
