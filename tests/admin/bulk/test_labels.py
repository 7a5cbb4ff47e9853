"""A topic for many releases: asked once, added to each on its own, each is told of."""

import pytest

from pressreleases.models import AuditEntry, Edition, Topic
from pressreleases.publishing import publish
from tests.admin.choosing import choose, held_by, outcome, page_url, press
from tests.admin.filling import change_url, save
from tests.making import make_release, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic(db):
    made = Topic.objects.create()
    made.names.create(language="en", name="Humanitarian", slug="humanitarian")
    return made


@pytest.fixture
def out(details, editor):
    rows = [make_release(title) for title in ("One", "Two", "Three")]
    publish(rows, by=editor)
    return rows


def test_a_topic_is_added_to_each_as_a_save_of_its_own(as_author, out, topic, author):
    rewrite(out[2], summary="Kept").topics.add(topic)
    before = out[0].history.count()
    untouched = out[2].history.count()
    url = choose(as_author, "add_topic_to_chosen", *out).url
    assert outcome(as_author, press(as_author, url, topic=topic.pk)) == {
        "One": "The topic was added. Readers see it with the next edition.",
        "Two": "The topic was added. Readers see it with the next edition.",
        "Three": "It already had the topic.",
    }
    for row in out:
        row.refresh_from_db()
    assert [row.version for row in out] == [2, 2, 1]
    assert out[0].changed_by == author
    assert [list(row.topics.all()) for row in out] == [[topic]] * 3
    assert out[0].history.count() == before + 1
    assert out[2].history.count() == untouched
    newest = out[0].history.latest()
    assert (newest.version, newest.history_user, [row.topic for row in newest.topics.all()]) == (2, author, [topic])
    entries = AuditEntry.objects.filter(act="saved").order_by("key").values_list("key", "actor_name", "details")
    assert list(entries) == [(row.pk, "author", {"changed": ["topics"], "version": 2}) for row in out[:2]]


def test_readers_do_not_see_the_topic_before_the_next_edition(as_editor, out, topic):
    press(as_editor, page_url("topic", out[0]), topic=topic.pk)
    assert not Edition.objects.get(release=out[0]).topics.exists()


def test_a_topic_takes_nothing_from_what_a_colleague_saved_meanwhile(as_editor, as_author, out, topic):
    url = page_url("topic", out[0])
    held = held_by(as_editor.get(url))
    save(as_author, change_url(out[0]), summary="A colleague's words")
    as_editor.post(url, {**held, "topic": topic.pk})
    out[0].refresh_from_db()
    assert (out[0].summary, out[0].version, out[0].topics.count()) == ("A colleague's words", 3, 1)


def test_no_topic_is_refused_at_its_field(as_editor, out, topic):
    for given in ("", "999999"):
        response = press(as_editor, page_url("topic", *out), topic=given)
        assert response.status_code == 422
        assert response.context["form"].errors.keys() == {"topic"}
    assert not any(row.topics.exists() for row in out)


def test_pressed_twice_the_topic_is_added_once_and_said_so(as_editor, out, topic):
    url = page_url("topic", out[0])
    answers = {**held_by(as_editor.get(url)), "topic": topic.pk}
    as_editor.post(url, answers)
    second = as_editor.post(url, answers)
    assert outcome(as_editor, second)["One"].startswith("The topic was added.")
    out[0].refresh_from_db()
    assert out[0].version == 2
