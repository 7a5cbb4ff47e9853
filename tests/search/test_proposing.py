"""Similar words of live texts are proposed, written as a text has them."""

import pytest

from pressreleases import publishing
from pressreleases.search.finding import Wanted
from pressreleases.search.proposing import propose
from pressreleases.search.query import terms_of
from tests.making import in_future, make_release

pytestmark = pytest.mark.usefixtures("details")


@pytest.fixture
def publish(details, editor):
    def publish(title, *paragraphs, at=None, **changes):
        publishing.publish([make_release(title, *paragraphs, **changes)], by=editor, at=at)

    return publish


def proposed(query, language="en", **more):
    return propose(terms_of(query), Wanted(language, **more))


def test_a_similar_word_is_proposed_as_the_text_writes_it(publish):
    publish("Mətn", "Azərbaycan nümayəndəliyi.", language="az", slug="az")
    assert proposed("Azerbayjan", "az") == "azərbaycan"
    assert proposed("Azerbayjan", "en") == ""


def test_the_most_similar_word_is_proposed(publish):
    publish("School", "A kindergarten and a kindergardener.")
    assert proposed("kindergartn") == "kindergarten"


def test_phrases_exclusions_and_words_that_are_found_stay_as_they_were_typed(publish):
    publish("School", "A kindergarten was opened in Ganja.")
    assert proposed('opened kindergartn -"Old Baku"') == 'opened kindergarten -"Old Baku"'
    assert proposed('"opened in Gannja"') in ('"opened in ganja"', "")


def test_nothing_is_proposed_for_words_that_are_known_or_like_no_other(publish):
    publish("School", "A kindergarten was opened.")
    assert proposed("kindergarten") == ""
    assert proposed("zarathustra") == ""
    assert proposed("-kindergartn") == proposed("") == ""


def test_a_proposal_finds_something_with_the_same_filters(publish):
    publish("School", "A kindergarten was opened.", kind="statement")
    assert proposed("kindergartn", kind="statement") == "kindergarten"
    assert proposed("kindergartn", kind="letter") == ""
    assert proposed("kindergartn zarathustra") == ""


def test_a_proposal_is_made_on_every_page(publish):
    publish("School", "A kindergarten was opened.")
    assert proposed("kindergartn", best_first=True, page=3) == "kindergarten"


def test_a_word_of_a_scheduled_text_is_not_proposed_and_hides_no_other(publish):
    publish("School", "A kindergarten was opened.")
    publish("Plans", "Many kindergardns.", at=in_future())
    assert proposed("kindergardn") == "kindergarten"
    publish("Secret", "Zarathustra.", at=in_future())
    assert proposed("Zarathustr") == ""
