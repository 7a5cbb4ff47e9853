"""One text in its languages."""

import pytest

from pressreleases.editorial.families import (
    missing_languages,
    of_families,
    of_family,
    settle_original,
    shared_facts,
    with_languages,
    with_others,
)
from pressreleases.models import Release, Topic
from tests.making import make_anniversary, make_release

pytestmark = pytest.mark.django_db


@pytest.fixture
def family():
    """An original in Azerbaijani and its English translation, which was begun first."""
    english = make_release("Visit", is_original=False)
    azerbaijani = make_release("Səfər", language="az", family=english.family)
    return [azerbaijani, english]


def test_the_original_comes_first_and_other_texts_do_not_come(family):
    make_release("Other")
    assert list(of_family(family[0].family)) == family


def test_several_families_come_in_the_order_of_the_list(family):
    other = make_release("Other", issued_on="2025-01-01")
    make_release("Not asked for")
    keys = Release.objects.filter(pk__in=[other.pk, family[0].pk]).values("family")
    assert list(of_families(keys)) == [other, *family]


def test_languages_without_a_release_are_missing(family):
    assert missing_languages(family) == []
    assert missing_languages(family[:1]) == ["en"]


def test_a_translation_begins_with_what_is_the_same_in_every_language_and_with_no_words():
    anniversary, topic = make_anniversary(en="Black January"), Topic.objects.create()
    original = make_release("Visit", kind="statement", anniversary=anniversary, speaker_name="A. Mammadov")
    original.topics.add(topic)
    assert shared_facts(original) == {
        "kind": "statement",
        "issued_on": original.issued_on,
        "anniversary": anniversary,
        "lead_image": None,
        "speaker_name": "A. Mammadov",
        "topics": [topic],
    }


def test_each_language_of_a_text_is_listed_with_its_state_in_one_query(family, django_assert_num_queries):
    with django_assert_num_queries(1):
        (row, _other) = with_languages(Release.objects.order_by("pk"))
    assert vars(row)["languages"] == [
        {"language": "az", "pk": family[0].pk, "state": "original"},
        {"language": "en", "pk": family[1].pk, "state": "draft"},
    ]


def test_a_text_in_one_language_has_no_others(family):
    make_release("Alone")
    rows = with_others(Release.objects.all())
    assert {row.title: vars(row)["is_translated"] for row in rows} == {
        "Səfər": True,
        "Visit": True,
        "Alone": False,
    }


def test_the_oldest_translation_takes_the_place_of_an_original_that_is_gone(family):
    azerbaijani, english = family
    settle_original(english.family)
    assert [row.is_original for row in of_family(english.family)] == [True, False]
    azerbaijani.delete()
    settle_original(english.family)
    assert of_family(english.family).get().is_original
    english.refresh_from_db()
    english.delete()
    settle_original(english.family)
