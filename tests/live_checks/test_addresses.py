"""Which addresses an edition or a withdrawal has changed, and what readers must find at each."""

import datetime as dt

import pytest

from pressreleases.live_checks.addresses import addresses_of
from pressreleases.models import Withdrawal
from pressreleases.models.kinds import Act
from pressreleases.models.live_check import ON_A_PAGE, CheckedPage
from pressreleases.publishing import publish, withdraw
from tests.making import correct, make_release, publish_many, rewrite

pytestmark = pytest.mark.usefixtures("details")

INDEX, FEED = "/en/releases/", "/en/feed.atom"


def page(slug):
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
    assert [(address.path, address.status) for address in found] == [(page("visit"), 200), (INDEX, 200), (FEED, 200)]
    of_page, of_list, of_feed = found
    assert of_page.shows == edition
    assert (of_list.links, of_list.titled) == (page("visit"), "Visit")
    assert of_feed.says == edition.digest


def test_each_former_address_leads_to_the_newest_and_the_same_one_is_none(published, editor):
    release, _first = published
    for slug in ("meeting", "visit", "talks"):
        [newest] = correct([rewrite(release, slug=slug)], by=editor, minor=True)
    former = [address for address in addresses_of(newest) if address.what == CheckedPage.FORMER_ADDRESS]
    assert [(address.path, address.status, address.leads_to) for address in former] == [
        (page("visit"), 301, page("talks")),
        (page("meeting"), 301, page("talks")),
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
        (page("meeting"), status, "By mistake."),
        (page("visit"), status, "By mistake."),
    ]
    assert [address.without for address in found if address.what == CheckedPage.INDEX] == [
        (page("meeting"), page("visit"))
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
