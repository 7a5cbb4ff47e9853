"""What an address answers: the same 404 for all that readers may not know of, redirects that last, notices, doors."""

import datetime as dt
from itertools import product
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pressreleases import publishing
from pressreleases.models import MissionDetails
from tests.making import correct, in_future, make_anniversary, make_release, reinstate, rewrite
from tests.public.page_elements import canonical, is_indexed, links, page, words

pytestmark = pytest.mark.django_db

VISIT = "/en/releases/2024/a-visit-to-geneva/"


@pytest.fixture
def visit(details, editor):
    release = make_release("A visit to Geneva", "The delegation arrived on Monday.")
    publishing.publish([release], by=editor)
    return release


def test_a_draft_and_a_scheduled_release_answer_as_an_address_that_never_was(client, visit, editor):
    draft, scheduled = make_release("Draft"), make_release("Scheduled")
    publishing.publish([scheduled], by=editor, at=in_future())
    answers = {}
    for suffix in ("", "editions/1/", "editions/1/compare/2/", "in/az/"):
        for name in ("draft", "scheduled", "unknown"):
            with CaptureQueriesContext(connection) as queries:
                response = client.get(f"/en/releases/2024/{name}/{suffix}")
            answers[name, suffix] = (response.status_code, response.content, dict(response.headers), len(queries))
        assert len({repr(answer) for (_name, there), answer in answers.items() if there == suffix}) == 1
    assert {answer[:2] for answer in answers.values()} == {(404, answers["unknown", ""][1])}
    short = [client.get(f"/r/{code}") for code in (draft.code, scheduled.code, "zzzzzz")]
    assert {(response.status_code, response.content) for response in short} == {(404, answers["unknown", ""][1])}
    assert client.get(VISIT).status_code == 200


def test_an_old_slug_redirects_to_the_newest_and_its_editions_do_too(client, visit, editor):
    for number in (2, 3):
        changed = rewrite(visit, slug=f"slug-{number}", body=f"<p>Edition {number}.</p>")
        correct([changed], by=editor, change_note="A new title.")
    newest = "/en/releases/2024/slug-3/"
    for old in (VISIT, "/en/releases/2024/slug-2/"):
        response = client.get(old)
        assert (response.status_code, response["Location"], response["Cache-Control"]) == (301, newest, "no-cache")
        response = client.get(f"{old}editions/1/")
        assert (response.status_code, response["Location"]) == (301, f"{newest}editions/1/")
    assert "arrived on Monday" in page(client.get(f"{newest}editions/1/"))


def test_an_address_follows_a_corrected_date_into_another_year(client, visit, editor):
    changed = rewrite(visit, issued_on=dt.date(2023, 12, 31))
    correct([changed], by=editor, change_note="The date.")
    response = client.get(VISIT)
    assert (response.status_code, response["Location"]) == (301, "/en/releases/2023/a-visit-to-geneva/")
    assert client.get(response["Location"]).status_code == 200


def test_a_withdrawn_release_keeps_title_and_reason_and_shows_no_text_anywhere(client, visit, editor):
    correct([rewrite(visit, body="<p>On Tuesday.</p>")], by=editor, change_note="The day.")
    publishing.withdraw([visit], by=editor, reasons={"en": "The visit was called off."})
    for address in (VISIT, f"{VISIT}editions/1/", f"{VISIT}editions/2/"):
        response = client.get(address)
        assert response.status_code == 200
        assert words(response, "h1") == ["A visit to Geneva"]
        assert words(response, "p", class_="note")[0].startswith("Withdrawn on ")
        assert words(response, "p", class_="note")[0].endswith("The visit was called off.")
        assert not is_indexed(response)
        assert not any(word in response.content.decode() for word in ("Monday", "Tuesday", "The day."))
    assert client.get(f"{VISIT}editions/3/").status_code == 404


def test_a_removed_release_is_gone_with_its_title(client, visit, editor):
    publishing.withdraw([visit], by=editor, reasons={"en": "It was not ours."}, act="removed")
    for address in (VISIT, f"{VISIT}editions/1/"):
        response = client.get(address)
        assert response.status_code == 410
        assert "It was not ours." in page(response)
        assert not any(word in response.content.decode() for word in ("Monday", "A visit to Geneva"))


SIBLINGS = (
    *("/en/releases/2024/{slug}/", "/en/releases/2024/{slug}/editions/1/", "/az/releases/2024/{slug}/in/en/"),
    *("/en+az/releases/2024/{slug}/", "/en/releases/2024/{slug}/editions/1/compare/2/"),
    *("/en/releases/2024/{slug}/editions/compare/?from=1&to=2", "/r/{code}"),
    *(f"/en/releases/2024/{{slug}}.{form}" for form in ("txt", "json", "bib", "ris")),
)


@pytest.fixture
def moved_twice(visit, editor):
    """A release that has had three addresses, the last with a word that only it has."""
    correct([rewrite(visit, slug="second", body="<p>Two.</p>")], by=editor, change_note="A title.")
    correct([rewrite(visit, slug="secretword", body="<p>Three.</p>")], by=editor, change_note="A title.")
    return visit


SLUGS = ("a-visit-to-geneva", "second", "secretword")


def test_every_address_of_a_removed_release_is_gone_and_names_no_other(client, moved_twice, editor):
    publishing.withdraw([moved_twice], by=editor, reasons={"en": "It was not ours."}, act="removed")
    for sibling, slug in product(SIBLINGS, SLUGS):
        address = sibling.format(slug=slug, code=moved_twice.code)
        response = client.get(address)
        assert response.status_code == 410, address
        assert "It was not ours." in response.content.decode(), address
        if slug != "secretword":
            said = response.content.decode() + repr(response.headers)
            assert not [word for word in ("secretword", "A visit") if word in said], address


def test_every_page_of_a_withdrawn_release_is_its_notice_in_its_language(client, moved_twice, editor):
    publishing.withdraw([moved_twice], by=editor, reasons={"en": "Called off."})
    for sibling, slug in product(SIBLINGS[:-5], SLUGS):
        address = sibling.format(slug=slug, code=moved_twice.code)
        response = client.get(address)
        assert (response.status_code, response["Content-Language"]) == (200, "en"), address
        assert words(response, "h1") == ["A visit to Geneva"], address
        assert words(response, "p", class_="note")[0].startswith("Withdrawn on "), address
        assert canonical(response) == "http://127.0.0.1:8000/en/releases/2024/secretword/", address


def test_a_live_text_at_the_same_addresses_still_leads_there(client, moved_twice):
    assert client.get("/az/releases/2024/second/in/en/").status_code == 301
    assert client.get("/en+az/releases/2024/second/").status_code == 301
    assert client.get(f"/r/{moved_twice.code}").status_code == 302


def test_an_old_slug_of_a_withdrawn_release_shows_the_notice_too(client, visit, editor):
    changed = rewrite(visit, slug="newer", body="<p>On Tuesday.</p>")
    correct([changed], by=editor, change_note="A new title.")
    publishing.withdraw([visit], by=editor, reasons={"en": "Called off."})
    response = client.get(VISIT)
    assert (response.status_code, canonical(response)) == (200, "http://127.0.0.1:8000/en/releases/2024/newer/")


def test_a_withdrawal_planned_for_later_is_not_told_yet(client, visit, editor):
    publishing.withdraw([visit], by=editor, reasons={"en": "Called off."}, at=in_future())
    response = client.get(VISIT)
    assert "arrived on Monday" in page(response)
    assert "Called off" not in response.content.decode()


def test_a_reinstated_release_is_read_again(client, visit, editor):
    publishing.withdraw([visit], by=editor, reasons={"en": "Called off."})
    reinstate([visit], by=editor, change_note="It takes place after all.")
    assert "arrived on Monday" in page(client.get(VISIT))
    assert client.get(f"{VISIT}editions/1/").status_code == 200


def test_notices_take_five_queries(client, visit, editor, django_assert_num_queries):
    publishing.withdraw([visit], by=editor, reasons={"en": "Called off."})
    with django_assert_num_queries(5):
        client.get(VISIT)


def test_a_notice_says_whom_to_ask(client, visit, editor):
    MissionDetails.objects.update(press_contact_email="desk@mission.example")
    publishing.withdraw([visit], by=editor, reasons={"en": "Called off."})
    assert links(client.get(VISIT))["desk@mission.example"] == "mailto:desk@mission.example"


def test_the_short_address_leads_to_the_release_whatever_its_slug(client, visit, editor):
    assert client.get(f"/r/{visit.code}")["Location"] == VISIT
    assert client.get(f"/r/{visit.code.upper()}")["Location"] == VISIT
    correct([rewrite(visit, slug="newer", body="<p>Other.</p>")], by=editor, change_note="A new title.")
    response = client.get(f"/r/{visit.code}")
    assert (response.status_code, response["Location"]) == (302, "/en/releases/2024/newer/")
    publishing.withdraw([visit], by=editor, reasons={"en": "Called off."})
    assert client.get(f"/r/{visit.code}", follow=True).status_code == 200


def test_slugs_of_other_scripts_are_found_composed_or_not(client, details, editor):
    publishing.publish([make_release("Заявление", slug="заявление-йода")], by=editor)
    composed = "/en/releases/2024/" + quote("заявление-йода") + "/"
    decomposed = "/en/releases/2024/" + quote("заявление-и\u0306ода") + "/"
    assert [client.get(address).status_code for address in (composed, decomposed)] == [200, 200]
    assert links(client.get("/en/releases/"))["Заявление"] == composed


@pytest.mark.parametrize(
    "address",
    [
        "/en/releases/2024/%00/",
        "/en/releases/2024/a%00b/",
        "/en/releases/2024/%FF%FE/",
        "/en/releases/2024/" + "a" * 5000 + "/",
        "/r/%00",
        "/r/" + "a" * 500,
        "/en/anniversaries/%00/",
        "/media/images/%00",
        "/media/images/..%2f..%2fsettings.py",
        "/en/releases/2024/x/editions/999999999999/",
        "/fr/",
        "/en/feed.xml",
    ],
)
def test_odd_addresses_are_unknown_and_never_an_error(client, visit, address):
    assert client.get(address).status_code == 404


def test_an_address_without_its_last_slash_leads_to_the_one_with_it(client, visit):
    response = client.get(VISIT.rstrip("/"))
    assert (response.status_code, response["Location"]) == (301, VISIT)


def test_pages_only_answer_those_who_read(client, visit):
    for address in ("/", "/en/", VISIT, "/en/releases/", "/en/contact/", "/en/anniversaries/", "/healthz"):
        assert [client.post(address).status_code, client.head(address).status_code] in ([405, 200], [405, 302])


def test_an_anniversary_that_is_not_shown_answers_as_one_that_never_was(client, details):
    make_anniversary(en="Shown")
    hidden = make_anniversary(en="Hidden")
    hidden.shown = False
    hidden.save()
    assert client.get("/en/anniversaries/shown/").status_code == 200
    answers = [client.get(f"/en/anniversaries/{slug}/") for slug in ("hidden", "unknown")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        *((f"{VISIT[:-1]}{mark}", VISIT) for mark in (")", ".", "),", "/).", "%C2%BB", "%E2%80%9D.", "%20")),
        (f"{VISIT[:-1]}.txt)", f"{VISIT[:-1]}.txt"),
        ("/en/releases/2024/A-Visit-to-GENEVA/", VISIT),
        ("/EN/Releases/2024/a-visit-to-geneva/", VISIT),
        (f"{VISIT[:-1]}.JSON", f"{VISIT[:-1]}.json"),
        ("/EN/", "/en/"),
        ("/en/contact.", "/en/contact/"),
        ("/en/anniversaries/Black-January/", "/en/anniversaries/black-january/"),
        ("/en/anniversaries/black-january/).", "/en/anniversaries/black-january/"),
        ("/Sitemap.xml", "/sitemap.xml"),
    ],
)
def test_an_address_in_another_case_or_with_a_mark_behind_it_leads_to_the_page(client, visit, asked, leads_to):
    make_anniversary(en="Black January")
    response = client.get(asked)
    assert (response.status_code, response["Location"], response["Cache-Control"]) == (301, leads_to, "no-cache")
    assert client.get(leads_to).status_code == 200


def test_a_short_address_and_a_preview_link_with_a_mark_behind_them_lead_to_the_same(client, visit):
    assert client.get(f"/r/{visit.code}.")["Location"] == f"/r/{visit.code}"
    # A secret is told apart by its case.
    assert client.get("/preview/AbC/).")["Location"] == "/preview/AbC/"
    assert client.get("/preview/AbC/").status_code == 404


def test_an_address_that_was_stored_with_capitals_is_found_in_any_case(client, visit, editor):
    summit = make_release("The summit", slug="COP29")
    publishing.publish([summit], by=editor)
    for asked in ("/en/releases/2024/cop29/", "/en/releases/2024/Cop29/"):
        response = client.get(asked)
        assert (response.status_code, response["Location"]) == (301, "/en/releases/2024/COP29/")
    assert client.get("/en/releases/2024/COP29/").status_code == 200
    # Another release may have the same letters in another case: then each has its own address.
    publishing.publish([make_release("The other", slug="cop29")], by=editor)
    assert "The other" in page(client.get("/en/releases/2024/cop29/"))
    assert client.get("/en/releases/2024/Cop29/", follow=True).redirect_chain == [("/en/releases/2024/cop29/", 301)]
    publishing.withdraw([summit], by=editor, reasons={"en": "Called off."})
    assert "Called off." in page(client.get("/en/releases/2024/COP29/"))
    assert "The other" in page(client.get("/en/releases/2024/cop29/"))


def test_an_address_with_a_mark_or_capitals_tells_a_draft_from_nothing_neither(client, visit, editor):
    draft, scheduled = make_release("Draft"), make_release("Scheduled", slug="Scheduled")
    publishing.publish([scheduled], by=editor, at=in_future())
    assert draft.slug == "draft"
    for form in ("{}.", "{}/).", "{}/"):
        answers = set()
        for name in ("draft", "DRAFT", "scheduled", "Scheduled", "unknown", "Unknown"):
            chain = client.get(f"/en/releases/2024/{form.format(name)}", follow=True)
            answers.add((chain.status_code, chain.content))
        assert len(answers) == 1
        assert answers.pop()[0] == 404


ARCHIVES = ("/en/releases/2024/11.zip", "/en/releases/2024/11.zip/")


@pytest.mark.parametrize(
    "asked", ["/en/).", "/%2Fexample.org/).", "/%2FExample.org/", "/admin/nothing).", "/nothing)", *ARCHIVES]
)
def test_no_mended_address_leads_away_from_the_site_or_round_in_circles(client, visit, asked):
    response = client.get(asked, follow=True)
    assert len(response.redirect_chain) <= 2
    assert all(there.startswith(("/en/", "/admin/login/")) for there, _status in response.redirect_chain)


def test_a_form_sent_to_an_odd_address_is_not_led_on(client, visit):
    assert client.post("/EN/").status_code == 404


def test_a_query_string_survives_each_redirect(client, visit, editor):
    topic_query = "?utm_source=mail&before=2024-01-20-1&x=%C9%99"
    correct([rewrite(visit, slug="second", body="<p>Two.</p>")], by=editor, change_note="A title.")
    black_january = make_anniversary(en="Black January")
    black_january.names.update(slug="20-january")
    odd = [
        *("/", f"/r/{visit.code}", VISIT, f"{VISIT}editions/1/", f"{VISIT[:-1]}.txt", f"{VISIT[:-1]}.bib"),
        *("/az/releases/2024/second/", "/en+az/releases/2024/second/", "/az/releases/2024/a-visit-to-geneva/in/en/"),
        *("/en/releases/2024/second/editions/2/", "/en/releases/2024/second/editions/2/compare/1/"),
        *("/en/anniversaries/black-january/", "/en/anniversaries/black-january.ics", "/en/contact"),
        *("/en/anniversaries/black-january/feed.atom", "/EN/", "/en/contact)"),
    ]
    for asked in odd:
        response = client.get(f"{asked}{topic_query}")
        assert response.status_code in (301, 302), asked
        assert response["Location"].endswith(topic_query), asked
        # Without one there is no question mark.
        assert "?" not in client.get(asked)["Location"], asked


def test_what_a_form_asked_for_is_not_carried_to_where_it_leads(client, visit, editor):
    correct([rewrite(visit, body="<p>Two.</p>")], by=editor, change_note="The day.")
    for asked in (f"{VISIT}editions/compare/?from=1&to=2", "/en/search/?q=A+visit+to+Geneva"):
        assert "?" not in client.get(asked)["Location"]
