"""Pages of the mission as readers find them: written by the mission, built into the site, withdrawn, or not there."""

import re
from itertools import product
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from pressreleases import built_in_pages, publishing, richtext
from pressreleases.editorial import preview_links
from pressreleases.language.languages import language_codes
from pressreleases.letterhead_pdf.making import make_missing
from pressreleases.live_checks.fetch import Answer
from pressreleases.live_checks.verify import addresses_of, verify
from pressreleases.models import MissionDetails
from pressreleases.models.kinds import Act
from pressreleases.models.pages import BUILT_IN, MissionPage
from tests.letterhead_pdf.opened import open_pdf
from tests.making import correct, in_future, make_details, make_page, make_release, rewrite, today
from tests.public.page_elements import canonical, elements, is_indexed, links, words

pytestmark = pytest.mark.django_db

ABOUT, PRIVACY = MissionPage.ABOUT, MissionPage.PRIVACY
EIGHT = ("az", "ar", "en", "es", "fr", "ru", "tr", "zh")


@pytest.fixture
def about(details, editor):
    """The page about the mission, live in English with one correction."""
    page = make_page(ABOUT, "We opened in 1992.", issued_on=today())
    publishing.publish([page], by=editor)
    correct([rewrite(page, body="<p>We opened in May 1992.</p>")], by=editor, change_note="The month.")
    return page


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def footer(client, language="en"):
    """The paths of the pages that the foot of a public page links."""
    names = "|".join(MissionPage.values)
    return re.findall(rf'href="(/{language}/(?:{names})/)"', client.get(f"/{language}/follow/").content.decode())


def test_a_page_has_title_text_and_its_last_change_and_nothing_that_only_a_release_has(client, about):
    response = client.get("/en/about/")
    page = response.content.decode()
    assert response.status_code == 200
    assert "<h1>About the mission</h1>" in page
    assert "We opened in May 1992." in page
    assert "Last changed" in page
    main = page[page.index("<main") : page.index("</main>")]
    assert "The month." in main  # in the list of editions
    for alien in ("Corrected on", "Press release", "END", "Cite", "Earlier</span>", "For journalists", "New York, "):
        assert alien not in main
    assert "noindex" not in page


def test_its_earlier_editions_stay_readable_and_can_be_compared(client, about):
    page = client.get("/en/about/").content.decode()
    assert 'href="/en/about/editions/1/"' in page
    assert "We opened in 1992." in client.get("/en/about/editions/1/").content.decode()
    assert client.get("/en/about/editions/2/")["Location"] == "/en/about/"
    assert "<ins>" in client.get("/en/about/editions/1/compare/2/").content.decode()
    assert client.get("/en/about/editions/compare/?from=1&to=2")["Location"] == "/en/about/editions/1/compare/2/"
    assert client.get("/en/about/editions/1.json").json()["number"] == 1


def test_it_is_plain_text_json_and_a_pdf_too(client, about):
    plain = client.get("/en/about.txt").content.decode()
    assert "We opened in May 1992." in plain
    assert not {"END", "Press release", "For journalists"} & set(plain.split("\n\n"))
    told = client.get("/en/about.json").json()
    assert (told["kind"], told["kind_label"], "api_url" in told) == ("page", "Page", False)
    assert told["url"] == f"{settings.SITE_URL}/en/about/"
    make_missing()
    pdf = open_pdf(client.get("/en/about.pdf").content)
    assert "We opened in May 1992." in " ".join(pdf.words.split())
    assert "Press release" not in pdf.words
    assert not any("Corrected on" in said for said in (plain, pdf.words))
    for not_there in ("bib", "ris"):
        assert client.get(f"/en/about.{not_there}").status_code == 404


def test_the_short_address_leads_to_it(client, about):
    assert client.get(f"/r/{about.code}")["Location"] == "/en/about/"


def test_the_address_that_a_release_would_have_is_none(client, about):
    for slug in ("_about", "_ABOUT", "about"):
        assert client.get(f"/en/releases/{today().year}/{slug}/").status_code == 404
    assert client.get(f"/api/v1/releases/{about.family}.en").status_code == 404


def test_a_correction_in_another_year_keeps_the_address(client, details, editor):
    page = make_page(ABOUT)  # of 2024
    publishing.publish([page], by=editor)
    correct([rewrite(page, issued_on=today(), body="<p>New.</p>")], by=editor, change_note="New.")
    assert "New." in client.get("/en/about/").content.decode()
    assert "Last changed" not in client.get("/en/about/editions/1/").content.decode()
    compared = client.get("/en/about/editions/1/compare/2/").content.decode()
    assert "New." in compared
    assert "Date of issue" not in compared
    assert "delegation" in client.get("/en/about/editions/1/").content.decode()


def test_a_page_that_is_not_live_and_not_built_in_is_the_one_404_and_linked_nowhere(client, details, editor):
    make_page(ABOUT)
    publishing.publish([make_page(MissionPage.PRESS_KIT)], by=editor, at=in_future())
    publishing.publish([make_page(MissionPage.HEAD_OF_MISSION)], by=editor)
    unknown = client.get("/en/nothing-at-all/")
    for path in ("about", "press-kit"):
        answer = client.get(f"/en/{path}/")
        assert (answer.status_code, answer.content) == (404, unknown.content)
        assert dict(answer.headers) == dict(unknown.headers)
    assert client.get("/az/about/").status_code == 404
    assert footer(client) == ["/en/head-of-mission/", "/en/accessibility/", "/en/privacy/"]
    assert footer(client, "az") == ["/az/accessibility/", "/az/privacy/"]
    for part in ("/sitemaps/pages.xml", "/en/search/?q=delegation"):
        said = client.get(part).content.decode()
        assert "/en/head-of-mission/" in said
        assert "/en/about/" not in said
        assert "press-kit" not in said


def test_the_languages_of_a_page_lead_to_each_other(client, details, editor):
    publishing.publish([make_page(ABOUT), make_page(ABOUT, language="az", is_original=False)], by=editor)
    page = client.get("/en/about/").content.decode()
    assert 'hreflang="az" href="http' in page
    assert '<a href="/az/about/"' in page
    assert "/in/az/" not in page


def test_a_page_that_is_in_another_language_alone_leads_to_its_words_there(client, about):
    response = client.get("/az/about/")
    assert (response.status_code, response["Location"]) == (302, "/az/about/in/en/")
    shown = client.get("/az/about/in/en/")
    assert elements(shown, "html")[0][1]["lang"] == "az"
    assert "About the mission" in words(shown, lang="en", dir="ltr")
    assert "We opened in May 1992." in text(shown)
    assert links(shown)["English"] == "/en/about/"
    assert (canonical(shown), is_indexed(shown)) == (f"{settings.SITE_URL}/en/about/", False)
    [missing] = elements(client.get("/en/about/"), "a", class_="missing")
    assert missing[1]["href"] == "/az/about/in/en/"
    assert footer(client, "az") == ["/az/accessibility/", "/az/privacy/"]
    assert "/in/en/" not in client.get("/sitemaps/pages.xml").content.decode()


def test_that_address_leads_to_the_page_once_it_is_in_this_language_or_built_in(client, about, editor):
    publishing.publish([make_page(ABOUT, language="az", is_original=False), make_page(PRIVACY)], by=editor)
    assert client.get("/az/about/in/en/")["Location"] == "/az/about/"
    assert client.get("/en/about/in/en/")["Location"] == "/en/about/"
    assert client.get("/az/privacy/in/en/")["Location"] == "/az/privacy/"
    for nothing in ("/az/press-kit/in/en/", "/en/privacy/in/az/"):
        assert client.get(nothing).status_code == 404


@pytest.mark.parametrize("act", list(Act))
def test_a_page_that_was_taken_back_leads_nowhere_from_another_language(client, about, editor, act):
    publishing.withdraw([about], by=editor, reasons={"en": "Out of date."}, act=act)
    assert client.get("/az/about/").status_code == 404
    assert "We opened" not in text(client.get("/az/about/in/en/"))


@pytest.mark.parametrize(("code", "named"), [*product(EIGHT, sorted(BUILT_IN))])
def test_the_site_has_a_statement_of_its_own_in_each_language(client, details, settings, code, named):
    settings.LANGUAGES = [(each, each) for each in EIGHT]
    response = client.get(f"/{code}/{named.value}/")
    assert response.status_code == 200
    own = built_in_pages.text_of(named, code)
    assert own is not None
    assert richtext.sanitise(own.body) == own.body
    assert own.summary in text(response)
    assert len(re.findall(r"<(?:p|li)>", own.body)) >= 9
    assert f'href="/{code}/contact/"' in own.body
    assert 'rel="alternate" hreflang="x-default"' in response.content.decode()
    assert client.get(f"/{code}/{named.value}.txt").status_code == 404


@pytest.mark.parametrize("named", sorted(BUILT_IN))
def test_what_the_mission_writes_replaces_the_statement_in_that_language_alone(client, details, editor, named):
    publishing.publish([make_page(named, "Ours alone.")], by=editor)
    assert "Ours alone." in client.get(f"/en/{named.value}/").content.decode()
    own = built_in_pages.text_of(named, "az")
    assert own is not None
    assert own.summary in text(client.get(f"/az/{named.value}/"))


@pytest.mark.parametrize("act", list(Act))
def test_under_the_notice_of_a_withdrawal_comes_the_statement_of_the_site(client, details, editor, act):
    page = make_page(PRIVACY, "Ours alone.")
    publishing.publish([page], by=editor)
    publishing.withdraw([page], by=editor, reasons={"en": "Out of date."}, act=act)
    response = client.get("/en/privacy/")
    assert response.status_code == 200
    assert "Out of date." in text(response)
    assert "no cookies" in text(response)
    assert "Ours alone." not in text(response)
    assert client.get("/en/privacy.txt").status_code == (410 if act == Act.REMOVED else 200)
    assert "/en/privacy/" in footer(client)


@pytest.mark.parametrize(("act", "status"), [(Act.WITHDRAWN, 200), (Act.REMOVED, 410)])
def test_where_the_site_has_no_statement_there_is_the_notice_alone(client, about, editor, act, status):
    publishing.withdraw([about], by=editor, reasons={"en": "Out of date."}, act=act)
    response = client.get("/en/about/")
    assert response.status_code == status
    assert "Out of date." in text(response)
    assert "This release" not in text(response)
    assert "/en/about/" not in footer(client)


def test_what_the_privacy_notice_says_is_true(details, editor):
    """No cookie, no script, nothing from another host, on each page that the foot of the start page leads to."""
    publishing.publish([make_release()], by=editor)
    client = Client()
    paths = ["/en/", *re.findall(r'href="(/en/[^"#?]*)"', client.get("/en/").content.decode())]
    assert "/en/privacy/" in paths
    for path in dict.fromkeys(paths):
        response = client.get(path)
        assert "Set-Cookie" not in response.headers
        assert not response.cookies
        assert "default-src 'none'" in response["Content-Security-Policy"]
        page = response.content.decode()
        assert not re.search(r"<script(?! type=\"application/ld)", page)
        loaded = re.findall(r'<(?:img|link|source)[^>]* (?:src|srcset|href)="([^"]+)"', page)
        hosts = {urlsplit(address).netloc for address in loaded} - {"", urlsplit(settings.SITE_URL).netloc}
        assert hosts == set(), path


def test_the_foot_takes_no_query_of_its_own(client, details, editor, django_assert_num_queries):
    """The contact page takes four, without any page of the mission too (test_contact)."""
    for page, code in product(MissionPage, language_codes()):
        publishing.publish([make_page(page, language=code, is_original=code == "en")], by=editor)
    with django_assert_num_queries(4):
        page = client.get("/en/contact/")
    assert page.content.decode().count("/about/") == 1


def test_without_mission_details_the_foot_is_there_too(client, db):
    assert footer(client) == ["/en/accessibility/", "/en/privacy/"]
    assert client.get("/en/privacy/").status_code == 200


def test_a_page_has_the_letterhead_of_today_and_its_edition_keeps_its_own(client, about):
    MissionDetails.objects.all().delete()
    make_details(address="1 New Street, New York")
    assert "1 New Street" in client.get("/en/about/").content.decode()
    assert "633 Third Avenue" in client.get("/en/about/editions/1/").content.decode()


def test_live_checks_look_at_the_page_and_at_no_list(client, about):
    (address,) = addresses_of(about.editions.get(number=2))
    assert address.path == "/en/about/"
    assert verify(address, Answer(200, client.get("/en/about/").content.decode())) is None


@pytest.mark.parametrize("named", [ABOUT, PRIVACY])
def test_live_checks_expect_of_a_removed_page_what_readers_find(client, details, editor, named):
    page = make_page(named)
    publishing.publish([page], by=editor)
    (withdrawal,) = publishing.withdraw([page], by=editor, reasons={"en": "Out of date."}, act=Act.REMOVED)
    (address,) = addresses_of(withdrawal)
    response = client.get(address.path)
    assert verify(address, Answer(response.status_code, response.content.decode())) is None


def test_a_preview_link_shows_a_page_as_readers_would_see_it(client, details, editor):
    link = preview_links.make(make_page(ABOUT, "Who we are."), by=editor, for_whom="The capital", days=3)
    path = urlsplit(link.address).path
    page, plain = (client.get(there).content.decode() for there in (path, f"{path}text.txt"))
    for said in (page, plain):
        assert "Who we are." in said
        assert "END" not in said
        assert "Press release\n" not in said


def test_a_search_finds_a_page_by_its_words_and_not_among_releases(client, about, editor):
    publishing.publish([make_release("May 1992", "We opened in May 1992.")], by=editor)
    found = client.get("/en/search/?q=opened").content.decode()
    assert "/en/about/" in found
    assert "/en/releases/2024/may-1992/" in found
    for narrowed in (f"q=opened&year={today().year}", f"year={today().year}", "", f"q={today().isoformat()}"):
        assert 'class="title" href="/en/about/' not in client.get(f"/en/search/?{narrowed}").content.decode()


@pytest.mark.parametrize("page", sorted(BUILT_IN))
def test_between_sentences_is_a_space_and_none_in_chinese(client, settings, page):
    settings.LANGUAGES = [(code, code) for code in ("en", "zh")]
    assert ". " in text(client.get(f"/en/{page}/"))
    assert not re.search("。[ \n]+[^ \n<]", client.get(f"/zh/{page}/").content.decode())
