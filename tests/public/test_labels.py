"""Topics and anniversary of a published release that were changed: every page and file follows at once."""

import json

import pytest
from django.utils import timezone

from pressreleases.models import Topic, TopicName
from pressreleases.publishing import classify, publish
from tests.making import in_future, make_anniversary, make_release

pytestmark = pytest.mark.django_db

# Where a release is found under its topic, or under its anniversary, or tells its own.
PLACES = [
    "/en/topics/culture/",
    "/en/topics/culture/feed.atom",
    "/en/search/?q=visit&topic={topic}",
    "/api/v1/releases?topic={topic}",
    "/en/anniversaries/black-january/",
    "/en/anniversaries/black-january/feed.json",
    "/en/anniversaries/black-january.ics",
    "/en/search/?q=visit&anniversary={anniversary}",
    "/api/v1/releases?anniversary={anniversary}",
]


@pytest.fixture
def topic(db):
    topic = Topic.objects.create()
    TopicName.objects.create(topic=topic, language="en", name="Culture", slug="culture")
    return topic


@pytest.fixture
def anniversary(db):
    return make_anniversary(en="Black January")


@pytest.fixture
def live(details, editor, topic):
    # Another one has the topic, so that its page is there.
    other = make_release("Concert")
    other.topics.add(topic)
    release = make_release("Visit")
    publish([other, release], by=editor)
    return release


def found_at(client, place, topic, anniversary):
    response = client.get(place.format(topic=topic.pk, anniversary=anniversary.pk))
    assert response.status_code == 200, place
    body = response.content.decode().replace("\r\n ", "")
    return "/en/releases/2024/visit/" in body


@pytest.mark.parametrize("place", PLACES)
def test_a_release_is_found_under_new_labels_at_once_and_under_old_ones_no_more(  # noqa: PLR0917  fixtures
    client, live, editor, topic, anniversary, place
):
    assert not found_at(client, place, topic, anniversary)
    classify([live], by=editor, topics=[topic], anniversary=anniversary)
    assert found_at(client, place, topic, anniversary)
    classify([live], by=editor, without=[topic], anniversary=None)
    assert not found_at(client, place, topic, anniversary)


def test_a_release_tells_its_new_labels(client, live, editor, topic, anniversary):
    classify([live], by=editor, topics=[topic], anniversary=anniversary)
    told = json.loads(client.get("/en/releases/2024/visit.json").content)
    assert [row["name"] for row in told["topics"]] == ["Culture"]
    assert told["anniversary"]["name"] == "Black January"
    assert told["number"] == 1


def test_labels_of_what_is_scheduled_are_not_told(client, live, editor, topic, anniversary):
    planned = make_release("Secret plan")
    publish([planned], by=editor, at=in_future())
    classify([planned], by=editor, topics=[topic], anniversary=anniversary)
    for place in PLACES:
        response = client.get(place.format(topic=topic.pk, anniversary=anniversary.pk))
        assert "secret-plan" not in response.content.decode().replace("\r\n ", "")


def test_whoever_follows_the_api_learns_of_new_labels_once(client, live, editor, topic):
    since = timezone.now().isoformat()
    assert changed_since(client, since) == []
    classify([live], by=editor, topics=[topic])
    [(title, changed_at)] = changed_since(client, since)
    assert title == "Visit"
    assert changed_at > since[:19]


def changed_since(client, since):
    response = client.get("/api/v1/releases", {"changed_since": since})
    return [(row["title"], row["changed_at"]) for row in response.json()["releases"]]
