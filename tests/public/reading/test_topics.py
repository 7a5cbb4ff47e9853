"""Topics as readers see them: shown ones only."""

import pytest

from pressreleases import publishing
from pressreleases.models import Topic, TopicName
from pressreleases.public.reading import topics
from tests.making import make_release

pytestmark = pytest.mark.django_db


@pytest.fixture
def peace(db):
    topic = Topic.objects.create()
    for language, name, slug in (("en", "Peace", "peace"), ("az", "Sülh", "sulh")):
        TopicName.objects.create(topic=topic, language=language, name=name, slug=slug)
    return topic


def test_a_topic_is_found_at_its_address_with_those_in_other_languages(peace):
    found = topics.at_address("en", "peace")
    assert found is not None
    assert (found.key, found.name, found.slugs) == (peace.pk, "Peace", {"en": "peace", "az": "sulh"})
    assert topics.at_address("az", "peace") is None


def test_a_hidden_topic_is_nowhere(peace, details, editor):
    release = make_release("A visit")
    release.topics.set([peace])
    publishing.publish([release], by=editor)
    assert [row.name for row in topics.of_language("en")] == ["Peace"]
    Topic.objects.update(shown=False)
    assert topics.at_address("en", "peace") is None
    assert topics.of_language("en") == []


def test_a_topic_without_a_live_release_in_the_language_is_not_listed(peace, details, editor):
    release = make_release("A visit")
    release.topics.set([peace])
    assert topics.of_language("en") == []
    publishing.publish([release], by=editor)
    found = topics.at_address("en", "peace")
    assert found is not None
    assert [edition.title for edition in found.editions("en")] == ["A visit"]
    assert topics.of_language("az") == []
