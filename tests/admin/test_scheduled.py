"""The page of all that is scheduled: what it lists, by which clocks, in which months, for whom."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from pressreleases.publishing import publish, withdraw
from tests.admin.filling import RELEASES, change_url, verb_url
from tests.making import correct, make_release, reinstate, rewrite
from tests.public.page_elements import elements, links, words

pytestmark = pytest.mark.django_db

ADDRESS = f"{RELEASES}scheduled/"
NEW_YORK = ZoneInfo("America/New_York")
MARCH = dt.datetime(2031, 3, 4, 21, 30, tzinfo=NEW_YORK)  # already 5 March in UTC


def pair(title="Visit", in_azerbaijani="Səfər"):
    english = make_release(title)
    slug = f"az-{english.pk}"
    other = make_release(in_azerbaijani, language="az", slug=slug, family=english.family, is_original=False)
    return english, other


def listed(response):
    return words(response, "a", class_="going-title")


def busy(response):
    """The days of the calendar that have something: their date and words."""
    cells = elements(response, "td", class_="busy")
    return [" ".join(text.split()) for _tag, _attrs, text in cells]


def test_it_lists_what_lies_ahead_in_its_order_and_nothing_else(as_editor, editor):
    make_release("Draft")
    live, called_off, back = (make_release(title) for title in ("Live", "Called off", "Back"))
    publish([live, called_off, back], by=editor)
    withdraw([called_off], by=editor, reasons={"en": "Off."}, at=MARCH + dt.timedelta(days=2))
    withdraw([back], by=editor, reasons={"en": "Off."})
    reinstate([back], by=editor, change_note="On.", at=MARCH + dt.timedelta(days=1))
    publish([make_release("First")], by=editor, at=MARCH)
    correct([rewrite(live, title="Live, exact")], by=editor, change_note="Exact.", at=MARCH + dt.timedelta(days=3))
    response = as_editor.get(ADDRESS)
    assert listed(response) == ["First", "Back", "Called off", "Live, exact"]
    acts = [text.split(" · ")[0].strip() for text in words(response, "p", class_="quiet")[:4]]
    assert acts == ["First publication", "Reinstatement", "Withdrawal", "Correction"]


def test_it_shows_the_text_as_scheduled_and_not_what_was_rewritten_since(as_editor, editor):
    release = make_release("As scheduled")
    publish([release], by=editor, at=MARCH)
    rewrite(release, title="Rewritten since")
    response = as_editor.get(ADDRESS)
    assert listed(response) == ["As scheduled"]
    assert "Rewritten since" not in response.content.decode()


def test_languages_that_go_out_together_stand_together_by_both_clocks_and_name_who_scheduled(as_editor, editor):
    editor.first_name, editor.last_name = "Leyla", "Əliyeva"
    editor.save()
    english, other = pair()
    publish([english, other], by=editor, at=MARCH)
    response = as_editor.get(ADDRESS)
    assert len(elements(response, "ol", class_="goings")) == 1
    assert listed(response) == ["Visit", "Səfər"]
    [line] = words(response, "p", class_="quiet")
    assert line == ("First publication · 4 March 2031, 21:30 (New York) · 5 March 2031, 02:30 (UTC) · Leyla Əliyeva")
    assert links(response)["Visit"] == change_url(english)
    assert links(response)["Move… Visit"] == verb_url(english, "move")
    assert links(response)["Cancel schedule… Visit"] == verb_url(english, "unschedule")


def test_languages_that_go_out_at_different_times_are_two_lines(as_editor, editor):
    english, other = pair()
    publish([english], by=editor, at=MARCH)
    publish([other], by=editor, at=MARCH - dt.timedelta(hours=1))
    assert len(words(as_editor.get(ADDRESS), "p", class_="going-verbs")) == 2


def test_a_mission_in_utc_is_shown_one_clock(as_editor, editor, details):
    details.time_zone = "UTC"
    details.save()
    publish([make_release()], by=editor, at=MARCH)
    [line] = words(as_editor.get(ADDRESS), "p", class_="quiet")
    assert line.count("02:30") == 1


def test_a_day_of_the_calendar_is_that_of_the_missions_clock(as_editor, editor):
    publish(pair(), by=editor, at=MARCH)
    response = as_editor.get(f"{ADDRESS}?month=2031-03")
    assert busy(response) == ["4Tuesday 4 March 21:30 Visit en, az"]
    assert words(response, "caption") == ["March 2031 (New York time)"]
    assert words(response, "th", scope="col") == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    links_of = links(response)
    assert (links_of["February 2031"], links_of["April 2031"]) == ("?month=2031-02#calendar", "?month=2031-04#calendar")


def test_a_month_without_anything_says_so_and_borrows_no_days_of_its_neighbours(as_editor, editor):
    publish([make_release()], by=editor, at=dt.datetime(2031, 3, 1, 9, tzinfo=NEW_YORK))  # a Saturday
    response = as_editor.get(f"{ADDRESS}?month=2031-02")
    assert busy(response) == []
    assert words(response, "caption") == ["February 2031 (New York time): nothing is scheduled"]


def test_it_opens_on_the_missions_month_and_marks_today(as_editor):
    response = as_editor.get(ADDRESS)
    today = timezone.now().astimezone(NEW_YORK).date()
    [(_tag, _attrs, text)] = elements(response, "td", aria_current="date")
    assert text.split()[0].startswith(str(today.day))
    assert "today" in text
    other = (today.replace(day=1) - dt.timedelta(days=1)).strftime("%Y-%m")
    assert not elements(as_editor.get(f"{ADDRESS}?month={other}"), "td", aria_current="date")


@pytest.mark.parametrize("month", ["", "x", "2031-13", "2031-3", "1999-01", "3000-01", "2031-03-01", "٢٠٣١-03", "\x00"])
def test_a_month_that_no_link_gives_is_an_unknown_address(as_editor, month):
    assert as_editor.get(ADDRESS, {"month": month}).status_code == 404


def test_an_author_sees_it_without_the_buttons(as_author, editor):
    release = make_release()
    publish([release], by=editor, at=MARCH)
    response = as_author.get(ADDRESS)
    assert listed(response) == ["A visit to Geneva"]
    assert verb_url(release, "move") not in response.content.decode()


def test_strangers_and_staff_without_a_role_do_not_see_it(details, editor, django_user_model):
    publish([make_release()], by=editor, at=MARCH)
    assert Client().get(ADDRESS)["Location"].startswith("/admin/login/")
    client = Client()
    client.force_login(django_user_model.objects.create_user("nobody", is_staff=True))
    assert client.get(ADDRESS).status_code == 403


def test_the_desk_leads_to_it_and_shows_both_clocks(as_editor, editor):
    publish([make_release()], by=editor, at=MARCH)
    desk = as_editor.get("/admin/")
    assert links(desk)["Full schedule, with a calendar"] == ADDRESS
    assert "4 March 2031, 21:30 (New York) · 5 March 2031, 02:30 (UTC)" in " ".join(words(desk, "small"))


def test_it_says_that_nothing_is_scheduled(as_editor, editor):
    publish([make_release()], by=editor)
    response = as_editor.get(ADDRESS)
    assert listed(response) == []
    assert words(response, "p", class_="quiet") == ["Nothing is scheduled."]


@pytest.mark.parametrize("rows", [1, 5])
def test_it_takes_the_same_queries_whatever_its_length(as_editor, editor, django_assert_num_queries, rows):
    for n in range(rows):
        english, other = pair(f"Number {n}", f"{n} nömrəli")
        publish([english, other], by=editor, at=MARCH + dt.timedelta(hours=n))
        live = make_release(f"Live {n}")
        publish([live], by=editor)
        withdraw([live], by=editor, reasons={"en": "Off."}, at=MARCH)
    with django_assert_num_queries(8):
        response = as_editor.get(f"{ADDRESS}?month=2031-03")
    assert len(listed(response)) == 3 * rows
