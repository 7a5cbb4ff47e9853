"""The contact page."""

import datetime as dt

import pytest

from pressreleases.models import MissionDetails, OpeningHours
from pressreleases.public.reading import mission_today
from tests.making import make_details
from tests.public.page_elements import elements, links, page

pytestmark = pytest.mark.django_db


def test_the_contact_page_has_everything_that_is_shown_today(client, db, django_assert_num_queries, monkeypatch):
    today, sunday = mission_today.read, dt.datetime(2026, 11, 22, 20, tzinfo=dt.UTC)
    monkeypatch.setattr(mission_today, "read", lambda: today(sunday))
    details = make_details(
        press_contact_name="A. Sample",
        press_contact_number="+12123712832",
        press_contact_extension="101",
        press_contact_email="press@mission.example",
    )
    for opens, closes in ((9, 13), (14, 17)):
        OpeningHours.objects.create(details=details, weekday=0, opens_at=dt.time(opens), closes_at=dt.time(closes, 30))
    with django_assert_num_queries(4):
        response = client.get("/en/contact/")
    assert page(response) == (
        "Contact For journalists A. Sample (212) 371-2832 (ext. 101) +1 212 371 2832 (ext. 101) press@mission.example "
        "Closed now. Opens again: Monday 23 November, 09:00 (New York). "
        "Address Azərbaycan Respublikasının BMT yanında Daimi Nümayəndəliyi Permanent Mission "
        "of the Republic of Azerbaijan to the United Nations 633 Third Avenue, Suite 3210, New "
        "York, NY, 10017 Find it on OpenStreetMap Telephone, fax and e-mail Telephone (212) "
        "371-2559 +1 212 371 2559 (212) 371-2832 (ext. 101) +1 212 371 2832 (ext. 101) Fax (212) 371-2784 "
        "+1 212 371 2784 (646) 738-6143 +1 646 738 6143 E-mail "
        "press@mission.example Add to an address book (vCard) For older programs (vCard 3.0) Hours "
        "Monday 09:00–13:30, 14:00–17:30 All times are "
        "New York time."
    )
    dialled = {text: address for text, address in links(response).items() if address.startswith("tel:")}
    assert dialled == {
        "(212) 371-2559": "tel:+12123712559",
        "(212) 371-2832 (ext. 101)": "tel:+12123712832;ext=101",
    }


def test_a_heading_names_only_the_numbers_that_there_are(client, details):
    MissionDetails.objects.update(email="")
    assert "Telephone and fax Telephone" in page(client.get("/en/contact/"))
    details.numbers.all().delete()
    assert "Telephone" not in page(client.get("/en/contact/"))


def test_an_address_is_marked_with_the_language_of_its_country(client, details, settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "Arabic")]
    assert '<bdi lang="en">633 Third' in client.get("/ar/contact/").content.decode()
    assert "<bdi>633 Third" in client.get("/en/contact/").content.decode()


def test_the_address_stands_below_the_names_of_the_sheet_and_no_others(client, details):
    details.names.create(language="fr", name="Mission permanente", position=3)
    said = page(client.get("/en/contact/"))
    assert "Permanent Mission of the Republic of Azerbaijan to the United Nations 633 Third" in said
    assert "Mission permanente" not in said


def test_it_leads_to_a_map_and_loads_nothing_from_there(client, db):
    make_details(address="633 Third Avenue,\nSuite 3210")
    response = client.get("/en/contact/")
    address = "https://www.openstreetmap.org/search?query=633+Third+Avenue%2C+Suite+3210"
    assert links(response)["Find it on OpenStreetMap"] == address
    assert response.content.decode().count("openstreetmap.org") == 1


def test_it_tells_where_the_mission_was_before(client, db):
    def lived(first, last, address, **more):
        span = (first and dt.date(first, 7, 1), last and dt.date(last, 7, 1))
        MissionDetails.objects.create(valid_during=span, address=address, **more)

    lived(None, 1992, "A hotel")
    lived(1992, 1995, "866 UN Plaza, Suite 560")
    lived(1995, 1998, "866 UN Plaza\nSuite 560")  # for another number of telephone
    lived(1998, 1999, "A hidden flat", shown=False)
    lived(1999, 2001, "866 UN Plaza, Suite 560")
    lived(2001, 2010, "633 Third Avenue, Suite 3210")
    lived(2010, 2090, "633 Third Avenue, Suite 3210")
    lived(2090, None, "Where it will move to")
    response = client.get("/en/contact/")
    assert page(response).partition("Former addresses of the mission ")[2] == (
        "1 July 1999 – 30 June 2001 866 UN Plaza, Suite 560 "
        "1 July 1992 – 30 June 1998 866 UN Plaza Suite 560 "
        "until 30 June 1992 A hotel"
    )
    assert "Where it will move to" not in response.content.decode()
    MissionDetails.objects.filter(valid_during__endswith__lte=dt.date(2002, 1, 1)).delete()
    assert "before" not in page(client.get("/en/contact/"))


def test_details_that_are_not_shown_or_not_valid_today_are_nowhere(client, db):
    today = dt.datetime.now(dt.UTC).date()
    before, after = today - dt.timedelta(days=3), today + dt.timedelta(days=3)
    make_details(valid_during=(None, before), address="Old Street")
    make_details(valid_during=(after, None), address="New Street")
    hidden = make_details(valid_during=(before, after), address="Hidden Street")
    MissionDetails.objects.filter(pk=hidden.pk).update(shown=False)
    response = client.get("/en/contact/")
    assert "No address or numbers are available" in page(response)
    assert "Street" not in response.content.decode()


def test_a_page_from_right_to_left_keeps_names_and_numbers_in_their_own_direction(client, details, settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "Arabic")]
    response = client.get("/ar/contact/")
    assert elements(response, "html")[0][1] == {"lang": "ar", "dir": "rtl"}
    assert {attrs["dir"] for _t, attrs, _w in elements(response, "p", class_="name")} == {"ltr"}
    assert links(client.get("/en/contact/"))["العربية"] == "/ar/contact/"


@pytest.fixture
def move(client, db):
    """Makes details that begin in 30 days."""
    begins = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=30)
    make_details(valid_during=(None, begins))

    def moved(**changes):
        MissionDetails.objects.create(**{"valid_during": (begins, None), "address": "1 New Street", **changes})
        return page(client.get("/en/contact/"))

    return moved


def test_a_move_that_staff_announce_is_told_before_its_day(move):
    said = move(announced=True)
    assert "1 New Street" in said
    assert "From " in said


@pytest.mark.parametrize("changes", [{}, {"announced": True, "shown": False}], ids=["not-announced", "not-shown"])
def test_a_move_that_nobody_has_announced_is_not_told(move, changes):
    assert "1 New Street" not in move(**changes)


def test_the_same_address_in_later_details_is_no_move(move):
    assert "From " not in move(announced=True, address="633 Third Avenue, Suite 3210,\nNew York, NY, 10017")
