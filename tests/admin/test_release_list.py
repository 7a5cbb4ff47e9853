"""The lists of releases: they find what is sought, in as many queries for one row as for many; what is scheduled."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pressreleases import images
from pressreleases.models import Anniversary, Release, Topic
from pressreleases.publishing import publish, submit, withdraw
from tests.admin.filling import RELEASES, change_url, verb_url
from tests.making import correct, in_future, make_release, make_user, reinstate, rewrite
from tests.public.page_elements import elements, links, words
from tests.test_images import encoded

pytestmark = pytest.mark.django_db


def many(number, editor, start=0):
    """Texts in both languages, of every state, with topics and anniversaries that have names of their own."""
    for index in range(start, start + number):
        topic, anniversary = (
            Topic.objects.create(),
            Anniversary.objects.create(
                event_first_on=dt.date(1990, 1, 20), month=index % 12 + 1, day=20, lead_days=366
            ),
        )
        for language in ("en", "az"):
            topic.names.create(language=language, name=f"Topic {index}", slug=f"topic-{index}")
            anniversary.names.create(language=language, name=f"Day {index}", slug=f"day-{index}")
        somebody = make_user("Author", f"author{index}")
        out, later, waiting, draft = (
            make_release(f"{what} {index}", anniversary=anniversary, changed_by=somebody)
            for what in ("Out", "Later", "Waiting", "Draft")
        )
        make_release(f"Azərbaycanca {index}", language="az", family=out.family, is_original=False, slug=f"az-{index}")
        for release in (out, later, waiting, draft):
            release.topics.add(topic)
        publish([out], by=editor)
        publish([later], by=editor, at=in_future())
        submit([waiting], by=somebody)


# What each page may take, signing in and the head of the page included.
MOST = {
    RELEASES: 17,
    "/admin/": 36,
    f"{RELEASES}?view=translation": 18,
    f"{RELEASES}search/?q=out": 24,
    "/admin/pressreleases/image/": 14,
    "/admin/pressreleases/anniversary/": 12,
    "/admin/pressreleases/topic/": 11,
    "/admin/pressreleases/edition/": 11,
}


def queries_of(client, addresses):
    found = {}
    for address in addresses:
        client.get(address)  # what is kept for the whole process is fetched once
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        found[address] = len(queries)
    return found


def test_lists_and_desk_take_as_many_queries_for_many_texts_as_for_one(as_editor, editor):
    many(1, editor)
    for_one = queries_of(as_editor, MOST)
    assert {address: number for address, number in for_one.items() if number > MOST[address]} == {}
    many(5, editor, start=1)
    assert queries_of(as_editor, MOST) == for_one


def test_the_pages_of_a_release_do_not_slow_down_with_the_site_or_its_history(as_editor, editor):
    many(1, editor)
    release = Release.objects.get(title="Out 0")
    pages = [change_url(release), verb_url(release, "withdraw"), f"{RELEASES}{release.pk}/history/"]
    for index in range(3):
        rewrite(release, title=f"Out 0, save {index}")
    for_few = queries_of(as_editor, pages)
    assert max(for_few.values()) <= 43
    many(4, editor, start=1)
    for index in range(6):
        rewrite(release, title=f"Out 0, save again {index}")
    assert queries_of(as_editor, pages) == for_few


def titles(response):
    return {release.title for release in response.context["cl"].result_list}


@pytest.mark.parametrize(
    "sought",
    ["Geneva", "No. 221/24", "arrived on Monday", "a-visit-to", "code"],
    ids=["title", "ref", "body", "slug", "code"],
)
def test_search_finds_a_release_by(as_editor, sought):
    release = make_release(reference="No. 221/24")
    make_release("Nothing of the kind", "Other words.")
    sought = release.code if sought == "code" else sought
    assert titles(as_editor.get(RELEASES, {"q": sought})) == {"A visit to Geneva"}


def test_the_desk_says_what_waits_what_is_next_and_what_went_out(as_editor, editor, author):
    many(1, editor)
    desk = as_editor.get("/admin/").context["desk"]
    assert [line.release.title for line in desk.submitted] == ["Waiting 0"]
    assert [line.release.title for line in desk.in_hand] == ["Azərbaycanca 0", "Draft 0"]
    assert [going.first.title for going in desk.next_out] == ["Later 0"]
    assert [sending.first.title for sending in desk.lately] == ["Out 0"]


def test_languages_that_go_out_together_stand_together_on_the_desk(as_editor, editor):
    one, other = make_release("One"), make_release("Other")
    in_az = make_release("Bir", language="az", family=one.family, is_original=False)
    publish([one, other, in_az], by=editor, at=in_future())
    goings = as_editor.get("/admin/").context["desk"].next_out
    assert [[part.title for part in going.parts] for going in goings] == [["One", "Bir"], ["Other"]]


def test_the_desk_gives_what_comes_next_by_two_named_clocks_withdrawals_too(as_editor, editor, details):
    gone, corrected, live = make_release("Gone"), make_release("Corrected"), make_release("Live")
    publish([gone, corrected, live], by=editor)
    day = dt.datetime(2031, 1, 2, 15, 0, tzinfo=dt.UTC)
    withdraw([gone], by=editor, reasons={"en": "In error."}, at=day)
    correct([rewrite(corrected, summary="New")], by=editor, change_note="New.", at=day + dt.timedelta(days=1))
    page = as_editor.get("/admin/")
    assert [(going.act, going.first.title) for going in page.context["desk"].next_out] == [
        ("withdrawn", "Gone"),
        ("corrected", "Corrected"),
    ]
    (section,) = words(page, "section", aria_labelledby="next")
    assert "2 January 2031, 10:00 (New York) · 2 January 2031, 15:00 (UTC)" in section
    assert "Live" not in section


def test_a_mission_on_utc_has_one_clock_until_the_readers_is_known(as_editor, editor, details):
    details.time_zone = "UTC"
    details.save()
    publish([make_release("Later")], by=editor, at=dt.datetime(2031, 1, 2, 15, 0, tzinfo=dt.UTC))
    page = as_editor.get("/admin/")
    ((_tag, attributes, _text),) = elements(page, "span", class_="own-clock")
    assert "hidden" in attributes


def test_an_author_reads_the_desk_but_is_offered_no_power(as_author):
    response = as_author.get("/admin/")
    assert response.status_code == 200
    assert response.context["desk"].may_publish is False


def test_every_state_has_its_words_in_the_list(as_editor, editor, details):
    make_release("Only a draft")
    for title in ("Out", "Changed", "Gone", "Later"):
        make_release(title)
    by_title = {row.title: row for row in Release.objects.all()}
    publish([by_title["Out"], by_title["Changed"], by_title["Gone"]], by=editor)
    rewrite(by_title["Changed"], summary="New")
    withdraw([by_title["Gone"]], by=editor, reasons={"en": "In error."})
    publish([by_title["Later"]], by=editor, at=dt.datetime(2031, 1, 2, 15, 0, tzinfo=dt.UTC))
    page = as_editor.get(RELEASES).content.decode()
    for state in (
        "Draft",
        "Live, edition 1",
        "Changed since published",
        "Withdrawn",
        "Scheduled for 2 January 2031, 10:00 (New York)",
    ):
        assert state in page
    found = {
        state: {row.title for row in as_editor.get(RELEASES, {"state": state}).context["cl"].result_list}
        for state in ("draft", "live", "changed", "withdrawn", "scheduled", "removed")
    }
    assert found == {
        "draft": {"Only a draft"},
        "live": {"Out", "Changed"},
        "changed": {"Changed"},
        "withdrawn": {"Gone"},
        "scheduled": {"Later"},
        "removed": set(),
    }


@pytest.mark.parametrize(
    "of",
    ["release", "anniversary", "topic", "image", "missiondetails", "edition", "withdrawal", "auditentry", "user"],
)
def test_each_cell_of_a_list_names_its_column_for_narrow_screens(client, details, editor, of):
    """There the row of names is not shown, and a date or a tick alone does not say of what it is."""
    many(1, editor)
    release = make_release("Out, then not", slug="out")
    publish([release], by=editor)
    withdraw([release], by=editor, reasons={"en": "It was wrong."})
    images.keep(images.read(encoded()), title="The building")
    client.force_login(make_user("Administrator"))
    page = client.get(f"/admin/{'auth' if of == 'user' else 'pressreleases'}/{of}/")
    heads = set(words(page, "div", class_="text"))
    cells = [attrs for _tag, attrs, _words in elements(page, "td") if attrs.get("class", "").startswith("field-")]
    assert cells
    assert {cell.get("data-label") for cell in cells} <= heads


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
