"""The page that says how to follow: each address on it works, and nothing is offered that readers cannot have."""

import pytest

from pressreleases import publishing
from pressreleases.models import TopicName
from tests.making import in_future, make_anniversary, make_release, publish_many
from tests.public.page_elements import links, page, words
from tests.public.publishing_one import publish
from tests.public.views.test_release_lists import make_in, make_topic

pytestmark = pytest.mark.usefixtures("details")


def test_each_address_that_the_page_gives_is_answered(client, editor):
    publishing.publish([make_in(make_topic("Peace"), "In English", kind="statement")], by=editor)
    publish(editor, "Another")
    make_anniversary(month=1, day=20, en="Day")
    response = client.get("/en/follow/")
    assert "http://127.0.0.1:8000/en/topics/peace/feed.atom" in words(response, "bdi"), "to be copied"
    found = links(response)
    assert found["News"] == "/en/feed.atom"
    assert found["Azərbaycanca"] == "/az/feed.atom"
    assert found["Statements"] == "/en/kinds/statement/feed.atom"
    assert found["Peace"] == "/en/topics/peace/feed.atom"
    assert found["Day"] == "/en/anniversaries/day/feed.atom"
    assert found["January 2024"] == "/en/releases/2024/01.zip"
    assert found["Calendar file (.ics)"] == "/en/anniversaries.ics"
    assert found["Subscribe in a calendar"].startswith("webcal://")
    for address in found.values():
        if address.startswith("/"):
            assert client.head(address).status_code == 200, address


def test_what_no_reader_may_know_is_not_offered(client, editor):
    publishing.publish([make_in(make_topic("Coming"), "Scheduled", kind="letter")], by=editor, at=in_future())
    make_release("Draft", kind="statement")
    said = page(client.get("/en/follow/"))
    assert "News" in said
    for word in ("Coming", "Letters", "Statements", "2024", "In your calendar", "Without a network"):
        assert word not in said


@pytest.mark.parametrize("rows", [1, 7])
def test_it_takes_the_same_few_queries(client, editor, django_assert_num_queries, rows):
    publish_many(rows, by=editor)
    for n in range(rows):
        make_anniversary(month=1 + n, day=1, en=f"Day {n}")
        TopicName.objects.create(topic=make_topic(), language="en", name=f"T{n}", slug=f"t{n}")
    with django_assert_num_queries(6):
        client.get("/en/follow/")


def test_search_engines_describe_the_site_in_whole_sentences(client, details):
    for address in ("/en/", "/en/follow/", "/en/contact/", "/en/corrections/"):
        assert " the Permanent Mission of the Republic" in client.get(address).content.decode().partition("</head>")[0]
