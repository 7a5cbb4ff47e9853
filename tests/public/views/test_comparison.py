"""What differs between two editions of a release, as readers may see it: word by word, and never more than they may."""

import pytest

from pressreleases import publishing
from tests import making
from tests.making import in_future, make_release, make_user, rewrite
from tests.public.page_elements import alternates, canonical, elements, is_indexed, links, page, words

pytestmark = pytest.mark.django_db

VISIT = "/en/releases/2024/a-visit/"
COMPARED = f"{VISIT}editions/1/compare/2/"


@pytest.fixture
def visit(details, editor):
    """Two editions that say Monday and Tuesday."""
    release = make_release("A visit", "The delegation arrived on Monday.", "It stays for a week.")
    publishing.publish([release], by=editor)
    correct(release, editor, "<p>The delegation arrived on <b>Tuesday</b>.</p><p>It stays for a week.</p>")
    return release


def correct(release, editor, body, **changes):
    making.correct([rewrite(release, body=body, **changes)], by=editor, change_note="The day was put right.")


def test_two_editions_are_compared_word_by_word_and_each_change_is_said_in_words_too(client, visit):
    response = client.get(COMPARED)
    assert words(response, "h1") == ["A visit"]
    assert words(response, "section", class_="difference") == [
        "Text The delegation arrived on [removed: Monday] [added: Tuesday] . It stays for a week."
    ]
    assert (words(response, "del")[1:], words(response, "ins")[1:]) == (["[removed: Monday]"], ["[added: Tuesday]"])
    assert not is_indexed(response)
    assert canonical(response) == f"http://127.0.0.1:8000{VISIT}"
    assert alternates(response) == {}


def test_all_that_a_sheet_says_is_compared_and_markup_is_not(client, details, editor):
    release = make_release("A visit", summary="The lead.", notes_to_editors="None.")
    publishing.publish([release], by=editor)
    visit = {"title": "The visit", "summary": "A lead.", "notes_to_editors": "Some.", "place": "Geneva"}
    same = "<div>The&nbsp;delegation\narrived on Monday.</div>"
    correct(release, editor, same, speaker_name="A. Sample", reference="No. 1", **visit)
    headings = words(client.get(COMPARED), "h2")
    assert headings[:6] == ["Title", "Lead", "Notes to editors", "Reference", "Place", "Speaker"]


def test_any_two_editions_are_compared_from_the_older_to_the_newer(client, visit, editor):
    correct(visit, editor, "<p>The delegation arrived on Wednesday.</p>")
    said = words(client.get(f"{VISIT}editions/1/compare/3/"), "section", class_="difference")[0]
    assert "[removed: Monday] [added: Wednesday]" in said
    assert "[removed: It stays for a week.]" in said
    assert client.get(f"{VISIT}editions/3/compare/1/")["Location"] == f"{VISIT}editions/1/compare/3/"
    assert client.get(f"{VISIT}editions/2/compare/2/")["Location"] == f"{VISIT}editions/2/"
    chosen = client.get(f"{VISIT}editions/compare/?from=3&to=1")
    assert (chosen.status_code, chosen["Location"]) == (302, f"{VISIT}editions/1/compare/3/")
    for odd in ("?from=0&to=1", "?from=%00&to=1", "?from=1&to=²"):
        assert client.get(f"{VISIT}editions/compare/{odd}").status_code == 404
    for half in ("", "?from=1", "?from=1&to="):
        response = client.get(f"{VISIT}editions/compare/{half}")
        assert response.status_code == 200
        assert words(response, "h1") == ["A visit"]
        assert words(response, "select", id="from") == words(response, "select", id="to") == ["321"]
        assert words(response, "option", selected="") == ["2", "3"]
        assert not is_indexed(response)
        assert canonical(response) == f"http://127.0.0.1:8000{VISIT}"


def test_where_there_is_one_edition_nothing_can_be_compared_and_it_says_so(client, details, editor):
    release = make_release("A visit", "On Monday.")
    publishing.publish([release], by=editor)
    response = client.get(f"{VISIT}editions/compare/")
    assert response.status_code == 200
    assert "There is only one edition, so there is nothing to compare." in page(response)
    assert not elements(response, "select")
    correct(release, editor, "<p>Two.</p>", slug="newer")
    assert client.get(f"{VISIT}editions/compare/")["Location"] == "/en/releases/2024/newer/editions/compare/"
    publishing.withdraw([release], by=editor, reasons={"en": "Called off."})
    assert "Called off." in page(client.get(f"{VISIT}editions/compare/"))


def test_comparisons_are_linked_from_the_release_its_earlier_editions_and_the_corrections(client, visit, editor):
    correct(visit, editor, "<p>The delegation arrived on Wednesday.</p>")
    newest = f"{VISIT}editions/2/compare/3/"
    release = links(client.get(VISIT))
    assert (release["What edition 3 changed"], release["What edition 2 changed"]) == (newest, COMPARED)
    assert release["See what changed"] == newest
    assert (
        links(client.get(f"{VISIT}editions/1/"))["See what has changed since then"] == f"{VISIT}editions/1/compare/3/"
    )
    corrections = [attrs["href"] for _tag, attrs, said in elements(client.get("/en/corrections/"), "a")]
    assert [each for each in corrections if "compare" in each] == [newest, COMPARED]


def test_editions_that_differ_in_no_word_say_so(client, visit, editor):
    publishing.withdraw([visit], by=editor, reasons={"en": "Called off."})
    making.reinstate([visit], by=editor, change_note="It takes place after all.")
    response = client.get(f"{VISIT}editions/2/compare/3/")
    assert "The text of these two editions is the same." in page(response)
    assert not elements(response, "del")


def test_a_planned_correction_and_an_unknown_edition_cannot_be_compared(client, visit, editor):
    planned = rewrite(visit, body="<p>Secret.</p>")
    making.correct([planned], by=editor, change_note="Secret.", at=in_future())
    answers = [client.get(f"{VISIT}editions/2/compare/{number}/") for number in (3, 4)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert client.get(COMPARED).status_code == 200


@pytest.mark.parametrize(("act", "status"), [("withdrawn", 200), ("removed", 410)])
def test_of_what_was_taken_back_only_the_notice_is_shown(client, visit, editor, act, status):
    publishing.withdraw([visit], by=editor, reasons={"en": "Called off."}, act=act)
    response = client.get(COMPARED)
    assert response.status_code == status
    assert "Called off." in page(response)
    assert not any(day in response.content.decode() for day in ("Monday", "Tuesday"))
    assert client.get(f"{VISIT}editions/1/compare/3/").status_code == 404


def test_removed_words_are_not_compared_and_nothing_leads_to_a_comparison_of_them(client, visit, editor):
    correct(visit, editor, "<p>The delegation arrived on Wednesday.</p>")
    first, *_rest = visit.editions.order_by("number")
    publishing.redact([first], by=make_user("Administrator"), harmless=["title", "place"])
    response = client.get(COMPARED)
    assert "The text of one of these editions was removed" in page(response)
    assert not any(word in response.content.decode() for word in ("Monday", "Tuesday", "A visit"))
    assert "What edition 2 changed" not in links(client.get(VISIT))
    assert COMPARED not in client.get("/en/corrections/").content.decode()
    assert links(client.get(VISIT))["What edition 3 changed"]


def test_a_comparison_follows_its_release_to_a_newer_address(client, visit, editor):
    correct(visit, editor, "<p>The delegation came.</p>", slug="newer")
    moved = client.get(COMPARED)
    assert (moved.status_code, moved["Location"]) == (301, "/en/releases/2024/newer/editions/1/compare/2/")


def test_a_comparison_takes_three_queries_however_many_editions_there_are(
    client, visit, editor, django_assert_num_queries
):
    for number in range(2):
        correct(visit, editor, f"<p>On day {number}.</p>")
    with django_assert_num_queries(3):
        assert client.get(COMPARED).status_code == 200
    with django_assert_num_queries(3):
        assert client.get(f"{VISIT}editions/1/compare/4/").status_code == 200
