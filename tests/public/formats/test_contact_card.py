"""The card for an address book, as another's parser reads it."""

import datetime as dt

import pytest
import vobject  # type: ignore[import-untyped]  # it has no types of its own

from pressreleases.models import ClosedDays, MissionDetails, OpeningHours
from tests.making import make_details
from tests.public.page_elements import links

pytestmark = pytest.mark.django_db


def cards(client, address="/contact.vcf"):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "text/vcard; charset=utf-8")
    return list(vobject.readComponents(response.content.decode()))


def values(card, name):
    return [line.value for line in card.contents.get(name, [])]


def test_the_card_of_the_mission_has_its_names_address_numbers_and_hours(client):
    details = make_details(address="633 Third Avenue, Suite 3210;\nback\\slash")
    for opens, closes in ((9, 13), (14, 18)):
        OpeningHours.objects.create(details=details, weekday=0, opens_at=dt.time(opens), closes_at=dt.time(closes))
    ClosedDays.objects.create(details=details, first_on=dt.date(2100, 1, 1), last_on=dt.date(2100, 1, 2))
    (card,) = cards(client)
    assert values(card, "version") == ["4.0"]
    names = {line.params["LANGUAGE"][0]: line.value for line in card.contents["fn"]}
    assert names == {
        "az": "Azərbaycan Respublikasının BMT yanında Daimi Nümayəndəliyi",
        "en": "Permanent Mission of the Republic of Azerbaijan to the United Nations",
    }
    assert card.adr.value.street == "633 Third Avenue, Suite 3210;\nback\\slash"
    assert [(line.value, line.params["TYPE"][0]) for line in card.contents["tel"]] == [
        ("tel:+12123712559", "voice,work"),
        ("tel:+12123712832;ext=101", "voice,work"),
        ("tel:+12123712784", "fax,work"),
        ("tel:+16467386143", "fax,work"),
    ]
    assert values(card, "email") == ["press@mission.example"]
    assert values(card, "note") == ["Monday, 09:00–13:00, 14:00–18:00, New York time\nClosed: 1–2 January 2100"]
    assert values(card, "tz") == ["America/New_York"]


def test_the_press_contact_has_a_card_of_its_own(client, details):
    MissionDetails.objects.update(
        press_contact_name="A. Sample, M.A.",
        press_contact_number="+12123712832",
        press_contact_extension="101",
        press_contact_email="sample@mission.example",
    )
    mission, contact = cards(client)
    assert values(contact, "fn") == ["A. Sample, M.A."]
    assert values(contact, "tel") == ["tel:+12123712832;ext=101"]
    assert values(contact, "email") == ["sample@mission.example"]
    assert contact.org.value == ["Permanent Mission of the Republic of Azerbaijan to the United Nations"]
    assert values(mission, "uid") != values(contact, "uid")


def test_a_line_is_folded_at_75_octets_and_never_within_a_letter(client):
    make_details(address="Ə" * 200)
    content = client.get("/contact.vcf").content
    assert b"\n" not in content.replace(b"\r\n", b"")
    lines = content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert all(line.decode() for line in lines if line)
    (card,) = cards(client)
    assert card.adr.value.street == "Ə" * 200


def test_details_that_are_not_shown_have_no_card(client, details):
    assert links(client.get("/en/contact/"))["Add to an address book (vCard)"] == "/contact.vcf"
    MissionDetails.objects.update(shown=False)
    assert client.get("/contact.vcf").status_code == 404
    assert "/contact.vcf" not in links(client.get("/en/contact/")).values()


def test_the_card_takes_one_query(client, details, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/contact.vcf")


def test_an_address_in_parts_is_given_in_parts_and_its_country_by_name(client):
    make_details(street="633 Third Avenue; 3210", city="New York", region="NY", postal_code="10017", country="US")
    for address in ("/contact.vcf", "/contact-3.0.vcf"):
        (card,) = cards(client, address)
        found = card.adr.value
        assert found.street == "633 Third Avenue; 3210", address
        assert (found.city, found.region, found.code, found.country) == ("New York", "NY", "10017", "United States")


def test_older_programs_get_the_same_in_version_3(client, details):
    MissionDetails.objects.update(
        press_contact_name="A. Sample, M.A.",
        press_contact_number="+12123712832",
        press_contact_extension="101",
        press_contact_email="sample@mission.example",
    )
    mission, contact = cards(client, "/contact-3.0.vcf")
    assert values(mission, "version") == values(contact, "version") == ["3.0"]
    assert values(mission, "fn") == ["Permanent Mission of the Republic of Azerbaijan to the United Nations"]
    assert [(line.value, line.params["TYPE"]) for line in mission.contents["tel"]][:2] == [
        ("+12123712559", ["voice", "work"]),
        ("+12123712832,101", ["voice", "work"]),
    ]
    assert mission.adr.value.street == "633 Third Avenue, Suite 3210, New York, NY, 10017"
    assert values(contact, "fn") == ["A. Sample, M.A."]
    assert contact.n.value.family == "A. Sample, M.A."
    assert values(contact, "tel") == ["+12123712832,101"]
    assert contact.contents["email"][0].params["TYPE"] == ["internet", "work"]
    newest = cards(client)
    assert values(newest[0], "uid") == values(mission, "uid")
