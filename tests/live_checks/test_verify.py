"""Which addresses an edition or a withdrawal has changed, and whether an answer there shows what it must."""

import datetime as dt

import pytest

from pressreleases.live_checks.fetch import Answer
from pressreleases.live_checks.verify import Address, addresses_of, verify
from pressreleases.models import Edition, Withdrawal
from pressreleases.models.kinds import Act
from pressreleases.models.live_check import ON_A_PAGE, CheckedPage, Problem
from pressreleases.publishing import publish, withdraw
from tests.making import correct, make_release, publish_many, rewrite

INDEX, FEED = "/en/releases/", "/en/feed.atom"


def page_of(slug):
    return f"/en/releases/2024/{slug}/"


@pytest.fixture
def published(details, editor):
    release = make_release("Visit", slug="visit")
    [edition] = publish([release], by=editor)
    return release, edition


def by_page(subject):
    return {address.what: address for address in addresses_of(subject)}


def test_a_new_text_is_on_its_page_in_the_list_and_in_the_feed(published):
    _release, edition = published
    found = addresses_of(edition)
    assert [(address.path, address.status) for address in found] == [(page_of("visit"), 200), (INDEX, 200), (FEED, 200)]
    of_page, of_list, of_feed = found
    assert of_page.shows == edition
    assert (of_list.links, of_list.titled) == (page_of("visit"), "Visit")
    assert of_feed.says == edition.digest


def test_each_former_address_leads_to_the_newest_and_the_same_one_is_none(published, editor):
    release, _first = published
    for slug in ("meeting", "visit", "talks"):
        [newest] = correct([rewrite(release, slug=slug)], by=editor, minor=True)
    former = [address for address in addresses_of(newest) if address.what == CheckedPage.FORMER_ADDRESS]
    assert [(address.path, address.status, address.leads_to) for address in former] == [
        (page_of("visit"), 301, page_of("talks")),
        (page_of("meeting"), 301, page_of("talks")),
    ]


def test_a_text_that_is_on_a_later_page_is_looked_for_on_its_own_page_only(published, editor):
    _release, edition = published
    publish_many(ON_A_PAGE - 1, by=editor, each=lambda n: {"issued_on": dt.date(2024, 2, 1)})
    assert CheckedPage.INDEX in by_page(edition)
    publish([make_release("One more", issued_on=dt.date(2024, 1, 20))], by=editor)
    assert list(by_page(edition)) == [CheckedPage.PAGE]


def test_texts_in_another_language_and_older_ones_do_not_push_it_off_the_first_page(published, editor):
    _release, edition = published
    publish_many(ON_A_PAGE, by=editor, each=lambda n: {"language": "az", "slug": f"az-{n}"})
    publish_many(ON_A_PAGE, by=editor, title="Old {}", each=lambda n: {"issued_on": dt.date(2023, 2, 1)})
    assert CheckedPage.INDEX in by_page(edition)


@pytest.mark.parametrize(("act", "status"), [(Act.WITHDRAWN, 200), (Act.REMOVED, 410)])
def test_after_a_withdrawal_the_reason_is_there_and_the_text_and_its_link_are_gone(published, editor, act, status):
    release, first = published
    [second] = correct([rewrite(release, slug="meeting")], by=editor, minor=True)
    withdraw([release], by=editor, reasons={"en": "By mistake."}, act=act)
    found = addresses_of(Withdrawal.objects.get())
    assert [(address.path, address.status, address.says) for address in found if address.without_text] == [
        (page_of("meeting"), status, "By mistake."),
        (page_of("visit"), status, "By mistake."),
    ]
    assert [address.without for address in found if address.what == CheckedPage.INDEX] == [
        (page_of("meeting"), page_of("visit"))
    ]
    assert [address.unsaid for address in found if address.what == CheckedPage.FEED] == [(second.digest, first.digest)]


def test_it_takes_at_most_three_queries_however_often_it_was_corrected(
    published, editor, django_assert_max_num_queries
):
    release, edition = published
    for number in range(5):
        [edition] = correct([rewrite(release, slug=f"visit-{number}")], by=editor, minor=True)
    with django_assert_max_num_queries(3):
        assert len(addresses_of(edition)) == 8


PAGE = "/en/releases/2024/visit/"
EDITION = Edition(
    number=2,
    digest="d" * 64,
    title="A “visit”",
    summary="Short.",
    body="<p>They  met &amp; left.</p>",
    notes_to_editors="",
)
WORDS = "<h1>A “visit”</h1><p>Short.</p>\n<p>They met &amp; <b>left</b>.</p>"
SHOWN = f'<main data-digest="{"d" * 64}" data-edition="2">{WORDS}</main>'


def verdict(address, html="", status=200, location=""):
    return verify(address, Answer(status, html, location))


def page_with(**expected):
    return Address(CheckedPage.PAGE, PAGE, **expected)


def test_the_page_of_an_edition_with_all_its_words_is_right():
    assert verdict(page_with(shows=EDITION), SHOWN) is None


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("d" * 64, "e" * 64, (Problem.OTHER_EDITION, "2")),
        ('data-edition="2"', 'data-edition="1"', (Problem.OTHER_EDITION, "1")),
        ("data-", "no-", (Problem.NOT_OURS, "")),
        ("They met", "They meet", (Problem.OTHER_WORDS, "")),
        ("Short.", "", (Problem.OTHER_WORDS, "")),
        ("A “visit”", "A visit", (Problem.OTHER_WORDS, "")),
    ],
)
def test_another_edition_or_other_words_are_a_problem(old, new, problem):
    assert verdict(page_with(shows=EDITION), SHOWN.replace(old, new)) == problem


def test_the_first_edition_that_a_page_names_counts():
    assert verdict(page_with(shows=EDITION), f'{SHOWN}<div data-digest="x" data-edition="9"></div>') is None


@pytest.mark.parametrize("status", [404, 500, 410, 503])
def test_another_status_is_a_problem(status):
    assert verdict(page_with(shows=EDITION), SHOWN, status) == (Problem.STATUS, str(status))
    assert verdict(page_with(status=status, says="Gone")) == (Problem.STATUS, "200")


def test_a_redirect_where_a_page_should_be_is_a_problem():
    assert verdict(page_with(shows=EDITION), SHOWN, 301, "/en/") == (Problem.LEADS_ELSEWHERE, "/en/")


def test_a_former_address_must_lead_to_the_page(settings):
    settings.SITE_URL = "https://mission.example"
    former = Address(CheckedPage.FORMER_ADDRESS, "/en/releases/2024/old/", 301, leads_to=PAGE)
    assert verdict(former, status=301, location=PAGE) is None
    assert verdict(former, status=302, location=f"https://mission.example{PAGE}") is None
    assert verdict(former, status=301, location="/en/") == (Problem.LEADS_ELSEWHERE, "/en/")
    other_host = f"https://evil.example{PAGE}"
    assert verdict(former, status=301, location=other_host) == (Problem.LEADS_ELSEWHERE, other_host)
    assert verdict(former, status=200) == (Problem.STATUS, "200")
    assert verdict(former, SHOWN, 200) == (Problem.OTHER_EDITION, "2")


def linked(**expected):
    return Address(CheckedPage.INDEX, "/en/releases/", links=PAGE, titled="A visit", **expected)


@pytest.mark.parametrize(
    "html", [f'<a href="{PAGE}">A <em>visit</em></a>', f'<a href="https://x.example{PAGE}?a#b">\nA\u00a0visit </a>']
)
def test_a_list_with_the_link_and_its_words_is_right(html):
    assert verdict(linked(), html) is None


@pytest.mark.parametrize(
    "html",
    ["", "<p>A visit</p>", f'<a href="{PAGE}">The visit</a>', '<a href="/en/">A visit</a>', f'<a href="{PAGE}">'],
)
def test_a_list_without_the_link_or_with_other_words_is_a_problem(html):
    assert verdict(linked(), html) == (Problem.NOT_LISTED, "")


def test_a_link_with_an_invalid_address_is_no_link():
    assert verdict(linked(), '<a href="http://[">A visit</a>') == (Problem.NOT_LISTED, "")


def test_a_feed_must_say_the_digest_and_not_that_of_what_is_gone():
    feed = Address(CheckedPage.FEED, "/en/feed.atom", says="abc")
    assert verdict(feed, "<id>urn:abc</id>") is None
    assert verdict(feed, "<id>urn:abd</id>") == (Problem.NOT_LISTED, "")
    gone = Address(CheckedPage.FEED, "/en/feed.atom", unsaid=("abc", "def"))
    assert verdict(gone, "<id>urn:xyz</id>") is None
    assert verdict(gone, "<id>urn:def</id>") == (Problem.STILL_LISTED, "")


def test_a_list_must_have_no_link_to_what_is_gone():
    gone = Address(CheckedPage.INDEX, "/en/releases/", without=("/en/a/", PAGE))
    assert verdict(gone, '<a href="/en/b/">B</a>') is None
    assert verdict(gone, f'<a href="{PAGE}">A visit</a>') == (Problem.STILL_LISTED, "")


def test_after_a_withdrawal_the_notice_must_be_there_and_no_text():
    notice = page_with(says="Sent by mistake.", without_text=True)
    assert verdict(notice, "<p>Sent by\n mistake.</p>") is None
    assert verdict(notice, "<p>Another reason.</p>") == (Problem.NO_NOTICE, "")
    assert verdict(notice, SHOWN) == (Problem.STILL_READ, "2")
    assert verdict(notice, SHOWN, 410) == (Problem.STILL_READ, "2")
