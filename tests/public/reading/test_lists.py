"""Lists by key: where a page begins, the months and years that a list has, and its topics."""

import datetime as dt

import pytest

from pressreleases import publishing
from pressreleases.models import Edition, Topic, TopicName
from pressreleases.public.reading import lists
from pressreleases.public.reading.lists import NEWEST_FIRST, Calendar, Page, after
from tests.making import make_release

pytestmark = pytest.mark.django_db

COUNTS = {"en": {2023: {12: 2}, 2024: {1: 3, 3: 1}}, "az": {2025: {1: 1}}}


def test_what_comes_after_a_key_is_told_from_what_comes_before_it_in_each_order():
    key = (dt.date(2024, 1, 20), 17)
    newest = str(after(Edition.objects.all(), NEWEST_FIRST, key).query)
    assert '"issued_on" <= 2024-01-20' in newest
    assert '"issued_on" < 2024-01-20 OR ' in newest
    assert '"release_id" < 17' in newest
    oldest = str(after(Edition.objects.all(), ("issued_on", "-release_id"), key).query)
    assert '"issued_on" >= 2024-01-20' in oldest
    assert '"issued_on" > 2024-01-20 OR ' in oldest
    assert '"release_id" < 17' in oldest


def groups(*days):
    page = Page([Edition(issued_on=dt.date(*day)) for day in days], None)
    return [(first, len(found)) for first, found in page.groups]


def test_a_page_has_its_editions_under_their_months():
    days = [(2024, 3, 2), (2024, 3, 1), (2024, 3, 1), (2024, 3, 1), (2024, 1, 9), (2024, 1, 8)]
    assert groups(*days) == [(dt.date(2024, 3, 1), 4), (dt.date(2024, 1, 1), 2)]


def test_where_months_have_hardly_any_they_are_under_their_years():
    assert groups((2024, 3, 2), (2024, 2, 1), (2023, 12, 9)) == [(dt.date(2024, 1, 1), 2), (dt.date(2023, 1, 1), 1)]
    assert groups() == []


def test_the_newest_months_are_those_of_the_newest_years():
    calendar = Calendar(COUNTS)
    assert calendar.newest_months("en", 2) == [(dt.date(2024, 3, 1), 1), (dt.date(2024, 1, 1), 3)]
    assert calendar.newest_months("fr", 2) == []


def test_years_and_months_are_counted_newest_first_and_for_one_language():
    calendar = Calendar(COUNTS)
    assert calendar.years("en") == [(2024, 4), (2023, 2)]
    assert calendar.months("en", 2024) == [(dt.date(2024, 3, 1), 1), (dt.date(2024, 1, 1), 3)]
    assert calendar.years("fr") == []
    assert calendar.months("en", 2022) == []


@pytest.mark.parametrize(
    ("year", "month", "there"), [(2024, None, True), (2024, 3, True), (2024, 2, False), (2025, None, False)]
)
def test_a_language_has_a_year_or_a_month_only_with_a_release(year, month, there):
    assert Calendar(COUNTS).has("en", year, month) is there


@pytest.mark.parametrize(("year", "there"), [(2022, False), (2023, True), (2026, True), (2027, False)])
def test_years_reach_from_the_first_release_in_any_language_to_this_year(year, there):
    assert Calendar(COUNTS).reaches(year, dt.date(2026, 11, 29)) is there


def test_a_site_without_releases_has_this_year_alone():
    assert Calendar().reaches(2026, dt.date(2026, 1, 1))
    assert not Calendar().reaches(2025, dt.date(2026, 1, 1))


@pytest.fixture
def peace(db):
    topic = Topic.objects.create()
    for language, name, slug in (("en", "Peace", "peace"), ("az", "Sülh", "sulh")):
        TopicName.objects.create(topic=topic, language=language, name=name, slug=slug)
    return topic


def test_a_topic_is_found_at_its_address_with_those_in_other_languages(peace):
    found = lists.topic_at_address("en", "peace")
    assert found is not None
    assert (found.key, found.name, found.slugs) == (peace.pk, "Peace", {"en": "peace", "az": "sulh"})
    assert lists.topic_at_address("az", "peace") is None


def test_a_hidden_topic_is_nowhere(peace, details, editor):
    release = make_release("A visit")
    release.topics.set([peace])
    publishing.publish([release], by=editor)
    assert [row.name for row in lists.topics_of_language("en")] == ["Peace"]
    Topic.objects.update(shown=False)
    assert lists.topic_at_address("en", "peace") is None
    assert lists.topics_of_language("en") == []


def test_a_topic_without_a_live_release_in_the_language_is_not_listed(peace, details, editor):
    release = make_release("A visit")
    release.topics.set([peace])
    assert lists.topics_of_language("en") == []
    publishing.publish([release], by=editor)
    found = lists.topic_at_address("en", "peace")
    assert found is not None
    assert [edition.title for edition in found.editions("en")] == ["A visit"]
    assert lists.topics_of_language("az") == []
