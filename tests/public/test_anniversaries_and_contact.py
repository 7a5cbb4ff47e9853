"""The pages of anniversaries, and the contact page."""

import datetime as dt

import pytest

from pressreleases import letterhead, publishing
from pressreleases.models import AnniversaryDate, MissionDetails, OpeningHours
from pressreleases.public import missions
from tests.making import make_anniversary, make_details, make_release
from tests.public.reading import alternates, elements, links, page, titles, words

pytestmark = pytest.mark.django_db

TODAY = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    """It is 22 November 2026."""
    real = missions.current
    monkeypatch.setattr(missions, "current", lambda at=None: real(at or TODAY))


def test_anniversaries_stand_by_their_next_day_with_the_years_by_then(client, details):
    make_anniversary(month=11, day=21, year=1990, en="Yesterday")
    make_anniversary(month=11, day=22, year=1992, en="Today")
    make_anniversary(month=2, day=29, year=1996, en="Leap day")
    make_anniversary(az="Yalnız azərbaycanca")
    hidden = make_anniversary(en="Hidden")
    hidden.shown = False
    hidden.save()
    over = make_anniversary(en="Over")
    over.goes_on = False
    over.save()
    response = client.get("/en/anniversaries/")
    assert titles(response) == ["Today", "Leap day", "Yesterday", "Over"]
    assert words(response, "time") == ["22 November 2026", "28 February 2027", "21 November 2027"]
    assert words(response, "p", class_="about") == ["34 years", "31 years", "37 years"]


def test_one_anniversary_says_what_when_and_lists_its_live_releases(client, details, editor):
    anniversary = make_anniversary(en="Black January", az="Qara Yanvar")
    anniversary.event_first_on, anniversary.event_last_on = dt.date(1990, 1, 19), dt.date(1990, 1, 20)
    anniversary.save()
    for year in (2022, 2024):
        release = make_release(f"In {year}", issued_on=dt.date(year, 1, 20), anniversary=anniversary)
        publishing.publish([release], by=editor)
    make_release("Draft", issued_on=dt.date(2025, 1, 20), anniversary=anniversary)
    response = client.get("/en/anniversaries/black-january/")
    assert words(response, "dl", class_="facts") == [
        "Event 19–20 January 1990 Observed Every year on 20 January Next 20 January 2027: 37 years"
    ]
    assert titles(response) == ["In 2024", "In 2022"]
    assert set(alternates(response)) == {"en", "az", "x-default"}
    assert links(response)["Azərbaycanca"] == "/az/anniversaries/qara-yanvar/"


def test_an_anniversary_with_a_table_of_dates_knows_the_next_of_them(client, details):
    anniversary = make_anniversary(en="Movable")
    anniversary.rule, anniversary.month, anniversary.day = "table", None, None
    anniversary.save()
    for day in (dt.date(2026, 5, 1), dt.date(2027, 4, 20)):
        AnniversaryDate.objects.create(anniversary=anniversary, observed_on=day)
    facts = words(client.get("/en/anniversaries/movable/"), "dl", class_="facts")[0]
    assert facts.endswith("Observed On a day set for each year Next 20 April 2027: 37 years")


def test_an_anniversary_without_releases_says_so(client, details):
    make_anniversary(en="New")
    assert "No release of this anniversary has been published" in page(client.get("/en/anniversaries/new/"))


@pytest.mark.parametrize("rows", [1, 30])
def test_anniversaries_take_the_same_few_queries_whatever_their_number(
    client, details, editor, django_assert_num_queries, rows
):
    for n in range(rows):
        anniversary = make_anniversary(en=f"Day {n}")
    for n in range(rows):
        publishing.publish([make_release(f"Number {n}", anniversary=anniversary)], by=editor)
    with django_assert_num_queries(4):
        assert len(titles(client.get("/en/anniversaries/"))) == rows
    with django_assert_num_queries(5):
        assert len(titles(client.get(f"/en/anniversaries/day-{rows - 1}/"))) == rows


def test_the_contact_page_has_everything_that_is_shown_today(client, db, django_assert_num_queries):
    details = make_details(
        press_contact_name="A. Sample",
        press_contact_number="+12123712832",
        press_contact_extension="101",
        press_contact_email="press@mission.example",
    )
    for opens, closes in ((9, 13), (14, 17)):
        OpeningHours.objects.create(details=details, weekday=0, opens_at=dt.time(opens), closes_at=dt.time(closes, 30))
    with django_assert_num_queries(2):
        response = client.get("/en/contact/")
    assert page(response) == (
        "Contact For journalists A. Sample, (212) 371-2832 (ext. 101), press@mission.example "
        "Address Azərbaycan Respublikasının BMT yanında Daimi Nümayəndəliyi "
        "Permanent Mission of the Republic of Azerbaijan to the United Nations "
        "633 Third Avenue, Suite 3210, New York, NY, 10017 "
        "Telephone, fax and e-mail Telephone (212) 371-2559 (212) 371-2832 (ext. 101) "
        "Fax (212) 371-2784 (646) 738-6143 E-mail press@mission.example "
        "Add to an address book (vCard) "
        "Hours Monday 09:00–13:30, 14:00–17:30 By the clocks of New York."
    )
    dialled = {text: address for text, address in links(response).items() if address.startswith("tel:")}
    assert dialled == {
        "(212) 371-2559": "tel:+12123712559",
        "(212) 371-2832 (ext. 101)": "tel:+12123712832;ext=101",
    }


def test_details_that_are_not_shown_or_not_valid_today_are_nowhere(client, db):
    make_details(valid_during=(None, dt.date(2026, 1, 1)), address="Old Street")
    make_details(valid_during=(dt.date(2026, 12, 1), None), address="New Street")
    hidden = make_details(valid_during=(dt.date(2026, 1, 1), dt.date(2026, 12, 1)), address="Hidden Street")
    MissionDetails.objects.filter(pk=hidden.pk).update(shown=False)
    response = client.get("/en/contact/")
    assert "No address and no numbers are given here" in page(response)
    assert "Street" not in response.content.decode()


def test_a_change_of_details_takes_effect_at_midnight_of_the_missions_own_zone(client, db):
    make_details(valid_during=(None, dt.date(2026, 12, 1)), address="Old Street")
    make_details(valid_during=(dt.date(2026, 12, 1), None), address="New Street")
    midnight = dt.datetime(2026, 12, 1, 5, tzinfo=dt.UTC)  # 00:00 in New York
    assert missions.current(midnight - dt.timedelta(seconds=1)).letterhead["address"] == "Old Street"
    assert missions.current(midnight).letterhead["address"] == "New Street"


def test_todays_letterhead_is_just_the_one_that_an_edition_would_keep(db):
    details = make_details()
    assert missions.current(TODAY).letterhead == letterhead.compose(details)


def test_a_page_from_right_to_left_keeps_names_and_numbers_in_their_own_direction(client, details, settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "Arabic")]
    response = client.get("/ar/contact/")
    assert elements(response, "html")[0][1] == {"lang": "ar", "dir": "rtl"}
    assert {attrs["dir"] for _t, attrs, _w in elements(response, "p", class_="name")} == {"ltr"}
    assert links(client.get("/en/contact/"))["العربية"] == "/ar/contact/"
