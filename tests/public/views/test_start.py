"""The start page of a language, and the way from `/` to a language."""

import datetime as dt

import pytest

from pressreleases import publishing
from tests.making import in_future, make_anniversary, make_release, publish_many
from tests.public.page_elements import page, titles

pytestmark = pytest.mark.usefixtures("details")


def test_the_newest_releases_of_the_language_are_shown_and_no_more_than_six(client, editor):
    publish_many(7, by=editor, each=lambda n: {"issued_on": dt.date(2024, 1, 1 + n)})
    publishing.publish([make_release("Mətn", language="az", slug="metn")], by=editor)
    publishing.publish([make_release("Scheduled")], by=editor, at=in_future())
    assert titles(client.get("/en/")) == [f"Number {n}" for n in (6, 5, 4, 3, 2, 1)]
    assert titles(client.get("/az/")) == ["Mətn"]


def test_the_next_anniversaries_are_shown_and_none_without_a_day_to_come(client):
    for number in range(6):
        make_anniversary(month=1 + number, day=1, en=f"Day {number}")
    over = make_anniversary(month=3, day=1, en="Over")
    over.goes_on = False
    over.save()
    said = page(client.get("/en/"))
    assert sum(f"Day {number}" in said for number in range(6)) == 4
    assert "Over" not in said


def test_a_site_without_releases_has_a_start_page(client):
    response = client.get("/en/")
    assert response.status_code == 200
    assert titles(response) == []


@pytest.mark.parametrize(("number", "rows"), [(1, 1), (6, 30)])
def test_it_takes_the_same_few_queries_for_one_release_and_for_many(
    client, editor, django_assert_max_num_queries, number, rows
):
    publish_many(rows, by=editor)
    for day in range(number):
        make_anniversary(month=1 + day, day=1, en=f"Day {day}")
    with django_assert_max_num_queries(6):
        client.get("/en/")


def test_the_way_to_a_language_is_not_to_be_kept_for_readers_of_another(client):
    response = client.get("/", headers={"accept-language": "az"})
    assert (response.status_code, response["Location"]) == (302, "/az/")
    assert "Accept-Language" in response["Vary"]
    assert client.get("/", headers={"accept-language": "de"})["Location"] == "/en/"


def test_the_front_door_is_only_read(client):
    assert client.post("/").status_code == client.post("/en/").status_code == 405


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("az", "az"),
        ("az-AZ,az;q=0.9,en;q=0.1", "az"),
        ("fr;q=0.9,az;q=0.5,en;q=0.7", "en"),
        ("en-GB", "en"),
        ("fr", "en"),
        ("*", "en"),
        ("az;q=0", "en"),
        ("", "en"),
        ("../../;;q=x", "en"),
    ],
)
def test_the_front_door_leads_to_the_language_that_is_asked_for(client, asked, language):
    response = client.get("/", headers={"accept-language": asked})
    assert (response.status_code, response["Location"]) == (302, f"/{language}/")
    assert response["Vary"] == "Accept-Language"
    assert not response.cookies


def test_the_front_door_heeds_no_cookie(client):
    client.cookies["django_language"] = "az"
    assert client.get("/", headers={"accept-language": "en"})["Location"] == "/en/"
