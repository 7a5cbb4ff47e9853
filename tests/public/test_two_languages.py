"""A release in two languages beside each other: rows in reading order, and nothing that is not live in both."""

import pytest

from pressreleases import publishing
from tests.making import correct, in_future, make_release, rewrite
from tests.public.page_elements import alternates, canonical, elements, is_indexed, links, words

pytestmark = pytest.mark.django_db

BOTH = "/en+az/releases/2024/a-visit/"
VISIT = "/en/releases/2024/a-visit/"


@pytest.fixture
def visit(details):
    return make_release("A visit", "On <Monday>.", "For a week.", summary="The lead.", notes_to_editors="One.\n\nTwo.")


@pytest.fixture
def sefer(visit):
    return make_release(
        *("Səfər", "Bazar ertəsi.", "Bir həftə."),
        language="az",
        slug="sefer",
        place="Nyu-York",
        family=visit.family,
        is_original=False,
        notes_to_editors="Bir.\n\nİki.",
    )


def rows(response):
    """What stands in each row, by language."""
    cells = [(attrs, said) for tag, attrs, said in elements(response) if tag in ("div", "span") and "lang" in attrs]
    return [(attrs["lang"], " ".join(said.split())) for attrs, said in cells]


def test_each_row_says_the_same_in_both_languages_in_reading_order(client, visit, sefer, editor):
    publishing.publish([visit, sefer], by=editor)
    response = client.get(BOTH)
    assert rows(response)[:-2] == [
        ("en", "Press release"),
        ("az", sefer.editions.get().kind_label),
        ("en", "A visit"),
        ("az", "Səfər"),
        ("en", "20 January 2024, New York"),
        ("az", "20 yanvar 2024, Nyu-York"),
        ("en", "The lead."),
        ("en", "On <Monday>."),
        ("az", "Bazar ertəsi."),
        ("en", "For a week."),
        ("az", "Bir həftə."),
        ("en", "END"),
        ("az", "SON"),
        ("en", "Notes to editors"),
        ("az", "Redaktorlar üçün qeydlər"),
        ("en", "One."),
        ("az", "Bir."),
        ("en", "Two."),
        ("az", "İki."),
    ]
    assert elements(response, "html")[0][1]["lang"] == "en"
    assert response["Content-Language"] == "en, az"
    assert (canonical(response), is_indexed(response)) == (f"http://127.0.0.1:8000{VISIT}", False)
    assert alternates(response) == {}
    assert len(words(response, "h1")) == 1


def test_each_page_of_the_text_leads_to_it_and_it_leads_back(client, visit, sefer, editor):
    publishing.publish([visit, sefer], by=editor)
    assert BOTH in links(client.get(VISIT)).values()
    assert "/az+en/releases/2024/sefer/" in links(client.get("/az/releases/2024/sefer/")).values()
    there = links(client.get(BOTH))
    assert (there["English"], there["Azərbaycanca"]) == (VISIT, "/az/releases/2024/sefer/")
    assert elements(client.get("/az+en/releases/2024/sefer/"), "html")[0][1]["lang"] == "az"


def test_a_correction_is_told_in_its_language(client, visit, sefer, editor):
    publishing.publish([visit, sefer], by=editor)
    correct([rewrite(visit, body="<p>On Tuesday.</p>")], by=editor, change_note="The day.")
    [corrected] = words(client.get(BOTH), "div", class_="corrected")
    assert corrected.startswith("Corrected on ")
    assert corrected.endswith("The day.")


@pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn"])
def test_what_is_not_live_in_both_leads_to_the_first_and_is_linked_from_nowhere(client, visit, sefer, editor, state):
    publishing.publish([visit], by=editor)
    if state != "draft":
        publishing.publish([sefer], by=editor, at=in_future() if state == "scheduled" else None)
    if state == "withdrawn":
        publishing.withdraw([sefer], by=editor, reasons={"az": "Ləğv edildi."})
    response = client.get(BOTH)
    assert (response.status_code, response["Location"]) == (302, VISIT)
    assert BOTH not in links(client.get(VISIT)).values()
    assert "Bazar" not in client.get("/az+en/releases/2024/sefer/", follow=True).content.decode()


def test_it_follows_its_first_language_to_a_newer_address_and_to_a_notice(client, visit, sefer, editor):
    publishing.publish([visit, sefer], by=editor)
    correct([rewrite(visit, slug="newer", body="<p>On Tuesday.</p>")], by=editor, change_note="The title.")
    moved = client.get(BOTH)
    assert (moved.status_code, moved["Location"]) == (301, "/en+az/releases/2024/newer/")
    publishing.withdraw([visit], by=editor, reasons={"en": "Not ours."}, act="removed")
    gone = client.get("/en+az/releases/2024/newer/", follow=True)
    assert gone.status_code == 410
    assert "Tuesday" not in gone.content.decode()


def test_odd_pairs_of_languages_are_unknown(client, visit, sefer, editor):
    publishing.publish([visit, sefer], by=editor)
    for languages in ("en+en", "en+xx", "en+", "+az", "en+az+en", "en%2Bxx"):
        assert client.get(f"/{languages}/releases/2024/a-visit/").status_code == 404
    assert client.get(BOTH).status_code == 200


def test_it_takes_four_queries_however_many_editions_there_are(client, visit, sefer, editor, django_assert_num_queries):
    publishing.publish([visit, sefer], by=editor)
    for day in range(2):
        correct([rewrite(visit, body=f"<p>On day {day}.</p>")], by=editor, change_note="The day.")
    with django_assert_num_queries(4):
        assert client.get(BOTH).status_code == 200
