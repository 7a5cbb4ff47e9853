"""The pages of topics: which are listed, what one shows, in which languages it stands."""

import datetime as dt

import pytest

from pressreleases import publishing
from pressreleases.models import Topic, TopicName
from tests.making import in_future, make_release, publish_many
from tests.public.page_elements import alternates, is_indexed, links, page, titles, words

pytestmark = pytest.mark.django_db


def make_topic(en="", az="", **changes):
    topic = Topic.objects.create(**changes)
    for language, name in (("en", en), ("az", az)):
        if name:
            TopicName.objects.create(topic=topic, language=language, name=name, slug=name.lower())
    return topic


def make_in(topic, title, **changes):
    release = make_release(title, **changes)
    release.topics.set([topic])
    return release


def test_a_topic_shows_its_live_releases_newest_first_and_no_others(client, details, editor):
    peace, trade = make_topic("Peace"), make_topic("Trade")
    older = make_in(peace, "Older", issued_on=dt.date(2023, 5, 1))
    newer, other = make_in(peace, "Newer"), make_in(trade, "Other")
    withdrawn = make_in(peace, "Withdrawn")
    publishing.publish([older, newer, other, withdrawn], by=editor)
    publishing.withdraw([withdrawn], by=editor, reasons={"en": "Called off."})
    publishing.publish([make_in(peace, "Scheduled")], by=editor, at=in_future())
    make_in(peace, "Draft")
    response = client.get("/en/topics/peace/")
    assert titles(response) == ["Newer", "Older"]
    assert is_indexed(response)


def test_a_topic_goes_on_behind_its_key(client, details, editor):
    peace = make_topic("Peace")
    for release in publish_many(23, by=editor, each=lambda n: {"issued_on": dt.date(2024, 1, n + 1)}):
        release.editions.get().topics.add(peace)
    first = client.get("/en/topics/peace/")
    second = client.get(links(first)["Older releases"])
    assert titles(first) + titles(second) == [f"Number {n}" for n in reversed(range(23))]
    assert "Older releases" not in links(second)
    assert not is_indexed(second)
    assert client.get("/en/topics/peace/?before=nonsense").status_code == 404


def test_the_list_of_topics_has_those_that_are_shown_and_have_a_live_release_in_the_language(client, details, editor):
    make_topic("Empty")
    publishing.publish([make_in(make_topic("Peace", "Sülh"), "In English")], by=editor)
    publishing.publish([make_in(make_topic("Art", "İncəsənət"), "Mətn", language="az", slug="m")], by=editor)
    publishing.publish([make_in(make_topic("Hidden", shown=False), "Of a hidden topic")], by=editor)
    publishing.publish([make_in(make_topic("Coming"), "Scheduled")], by=editor, at=in_future())
    assert words(client.get("/en/topics/"), "ul", class_="topics") == ["Peace"]
    assert words(client.get("/az/topics/"), "ul", class_="topics") == ["İncəsənət"]


def test_a_language_without_topics_says_so_and_is_not_to_be_found(client, details):
    make_topic("Empty")
    response = client.get("/en/topics/")
    assert "No releases in this language have a topic" in page(response)
    assert not is_indexed(response)


def test_a_topic_stands_in_the_languages_in_which_it_has_a_name(client, details, editor):
    publishing.publish([make_in(make_topic("Peace", "Sülh"), "In English")], by=editor)
    assert alternates(client.get("/en/topics/peace/"))["az"].endswith("/az/topics/s%C3%BClh/")
    make_topic("Trade")
    assert alternates(client.get("/en/topics/trade/")) == {}


def test_a_hidden_topic_answers_as_one_that_never_was(client, details, editor):
    publishing.publish([make_in(make_topic("Hidden", shown=False), "Of a hidden topic")], by=editor)
    answers = [client.get(f"/en/topics/{slug}/") for slug in ("hidden", "unknown")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_a_release_names_its_shown_topics_and_leads_to_them(client, details, editor):
    release = make_in(make_topic("Peace"), "In the topic")
    release.topics.add(make_topic("Hidden", shown=False))
    publishing.publish([release], by=editor)
    response = client.get("/en/releases/2024/in-the-topic/")
    assert links(response)["Peace"] == "/en/topics/peace/"
    assert "Hidden" not in response.content.decode()


@pytest.mark.usefixtures("details")
@pytest.mark.parametrize("rows", [1, 6])
@pytest.mark.parametrize("asked", [("/en/topics/", 2), ("/en/topics/peace/", 3)])
def test_topics_take_the_same_queries_however_many_there_are(client, editor, django_assert_num_queries, asked, rows):
    address, queries = asked
    peace = make_topic("Peace")
    for n in range(rows):
        release = make_in(peace, f"Number {n}")
        release.topics.add(make_topic(f"Topic{n}"))
        publishing.publish([release], by=editor)
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


def test_a_renamed_topic_and_its_feeds_lead_on_from_every_address_that_it_had(client, details, editor):
    peace = make_topic("Peace", "Sülh")
    publishing.publish([make_in(peace, "In English")], by=editor)
    for slug in ("security", "peace-and-security"):
        peace.names.filter(language="en").update(slug=slug)
    for old in ("peace", "security", "Security"):
        for rest in ("", "feed.atom", "feed.rss", "feed.json"):
            response = client.get(f"/en/topics/{old}/{rest}?before=2024-01-20-1")
            there = f"/en/topics/peace-and-security/{rest}?before=2024-01-20-1"
            assert (response.status_code, response["Location"], response["Cache-Control"]) == (301, there, "no-cache")
    assert client.get("/en/topics/peace-and-security/").status_code == 200
    # A name that is gone from a language leads to one that is there.
    peace.names.filter(language="en").delete()
    assert client.get("/en/topics/peace/")["Location"] == "/az/topics/s%C3%BClh/"


def test_an_old_address_of_a_hidden_topic_answers_as_one_that_never_was(client, details, editor):
    hidden = make_topic("Hidden", shown=False)
    hidden.names.update(slug="still-hidden")
    answers = [client.get(f"/en/topics/{slug}/{rest}") for slug in ("hidden", "unknown") for rest in ("", "feed.atom")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
