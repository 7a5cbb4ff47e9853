"""What a search page shows: spellings, a day, a release to go to, results in order, and the choices of its form."""

import datetime as dt

import pytest

from pressreleases import publishing, search
from pressreleases.models import Topic, TopicName
from pressreleases.public.reading.search import day_of, filters_of, hits_of, listed_results, release_to_open, terms_of
from pressreleases.search import Found, Wanted
from tests.making import in_future, make_anniversary, make_release


@pytest.fixture
def publish(details, editor):
    def publish(title, *paragraphs, at=None, **changes):
        [edition] = publishing.publish([make_release(title, *paragraphs, **changes)], by=editor, at=at)
        return edition

    return publish


@pytest.mark.parametrize(
    ("query", "language", "spelling"),
    [("34th", "en", ("thirty", "fourth")), ("thirty-fourth", "en", ("34th",)), ("34-cü", "az", ("otuz", "dorduncu"))],
)
def test_ordinals_are_looked_for_in_words_and_in_figures(query, language, spelling):
    [term] = terms_of(query, language)
    assert spelling in term.spellings


def test_other_words_have_no_other_spelling():
    assert [term.spellings for term in terms_of("visit century", "en")] == [(), ()]
    assert [term.spellings for term in terms_of("zwanzigste", "de")] == [()]


@pytest.mark.parametrize("query", ["20 January 2024", "2024-01-20", "20.01.2024", "20 yanvar 2024", "20 January, 2024"])
def test_a_day_is_read_as_sheets_write_it_in_any_language(query):
    assert day_of(query, "en") == day_of(query, "fr") == dt.date(2024, 1, 20)


def test_a_day_is_read_as_the_language_of_the_page_writes_it():
    assert day_of("20 janvier 2024", "fr") == dt.date(2024, 1, 20)
    assert day_of("20 janvier 2024", "en") is None


@pytest.mark.parametrize("query", ["03/04/2024", "31 February 2024", "Baku, 20 January 2024", "January 2024", "visit"])
def test_what_could_be_two_days_or_is_none_is_no_day(query):
    assert day_of(query, "en") is None


def test_the_one_release_of_the_day_comes_before_that_with_the_title(publish):
    day, titled = publish("Of the day"), publish("Titled")
    assert release_to_open(Found(of_the_day=(day.pk,), titled=(titled.pk,))) == day
    assert release_to_open(Found(of_the_day=(day.pk, titled.pk), titled=(titled.pk,))) == titled


def test_of_two_or_none_and_of_what_readers_cannot_read_none_is_opened(publish):
    first, second = publish("First"), publish("Second")
    scheduled = publish("Scheduled", at=in_future())
    assert release_to_open(Found(titled=(first.pk, second.pk))) is None
    assert release_to_open(Found()) is None
    assert release_to_open(Found(titled=(scheduled.pk,))) is None


def test_results_keep_their_order_and_leave_out_what_is_not_live_any_more(publish):
    first, second = publish("First"), publish("Second")
    scheduled = publish("Scheduled", at=in_future())
    assert listed_results(Found(editions=(second.pk, scheduled.pk, first.pk))) == [second, first]
    assert listed_results(Found(editions=(first.pk, second.pk))) == [first, second]


def test_hits_have_an_excerpt_only_if_words_were_searched(publish):
    edition = publish("First", "A summit in Baku.")
    found, terms = Found(editions=(edition.pk,)), search.terms_of("summit")
    [hit] = hits_of(found, terms, Wanted("en"))
    assert [piece.text for piece in hit.pieces if piece.marked] == ["summit"]
    assert [hit.pieces for hit in hits_of(found, [], Wanted("en"))] == [[]]
    assert hits_of(Found(), terms, Wanted("en")) == []


def test_the_form_offers_what_is_shown_by_its_name_in_the_language_of_the_page(details, django_assert_num_queries):
    for name, shown in (("zebra", True), ("Apple", True), ("Hidden", False)):
        topic = Topic.objects.create(shown=shown)
        TopicName.objects.create(topic=topic, language="en", name=name, slug=name.lower())
    anniversary = make_anniversary(en="Black January")
    make_anniversary(2, 2, az="Yalnız azərbaycanca")
    with django_assert_num_queries(1):
        filters = filters_of(Wanted("az", kind="letter", anniversary=anniversary.pk), "en")
    assert [choice.name for choice in filters["topic"]] == ["Apple", "zebra"]
    assert [(choice.name, choice.chosen) for choice in filters["anniversary"]] == [("Black January", True)]
    chosen = {part: [choice.value for choice in choices if choice.chosen] for part, choices in filters.items()}
    assert chosen == {"language": ["az"], "kind": ["letter"], "topic": [], "anniversary": [str(anniversary.pk)]}
