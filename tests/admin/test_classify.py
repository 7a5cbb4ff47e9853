"""Staff change topics and anniversary of published releases: on a page of its own, for many, for an anniversary."""

import pytest

from pressreleases.models import Edition, Topic, TopicName
from pressreleases.publishing import publish
from tests.admin.choosing import choose, outcome, press
from tests.admin.filling import change_url, do, messages_of, shown, verb_url
from tests.making import make_anniversary, make_release
from tests.public.page_elements import links, page

pytestmark = pytest.mark.django_db


def earlier_url(anniversary):
    return f"/admin/pressreleases/anniversary/{anniversary.pk}/earlier/"


@pytest.fixture
def topic(db):
    topic = Topic.objects.create()
    TopicName.objects.create(topic=topic, language="en", name="Culture", slug="culture")
    return topic


def live_topics(release):
    return set(Edition.objects.live().get(release=release).topics.all())


def test_an_editor_changes_the_labels_of_all_languages_without_an_edition(
    as_editor, live, in_azerbaijani, editor, topic
):
    publish([in_azerbaijani], by=editor)
    anniversary = make_anniversary(en="Black January")
    assert verb_url(live, "classify") in links(as_editor.get(change_url(live))).values()
    response = do(as_editor, live, "classify", topics=[topic.pk], anniversary=anniversary.pk)
    assert (response.status_code, response.url) == (302, change_url(live))
    for release in (live, in_azerbaijani):
        assert live_topics(release) == {topic}
        assert Edition.objects.get(release=release).anniversary == anniversary


def test_the_page_begins_with_what_the_author_chose_in_the_form(as_editor, live, topic):
    live.topics.add(topic)
    form = shown(as_editor.get(verb_url(live, "classify")))
    assert form["topics"] == [topic.pk]
    do(as_editor, live, "classify")
    assert live_topics(live) == {topic}
    do(as_editor, live, "classify", topics=[])
    assert live_topics(live) == set()


def test_authors_are_not_offered_it(as_author, live, topic):
    assert verb_url(live, "classify") not in links(as_author.get(change_url(live))).values()
    assert as_author.get(verb_url(live, "classify")).status_code == 403
    assert live_topics(live) == set()


def test_many_are_changed_at_once(as_editor, live, topic, editor):
    other, draft = make_release("Other"), make_release("Draft")
    publish([other], by=editor)
    other_topic = Topic.objects.create()
    other.topics.add(other_topic)
    anniversary = make_anniversary(en="Black January")
    url = choose(as_editor, "classify_chosen", live, other, draft).url
    response = press(as_editor, url, topics=[topic.pk], anniversary=anniversary.pk)
    assert set(outcome(as_editor, response).values()) == {"Topics and anniversary are set."}
    assert live_topics(live) == live_topics(other) == set(draft.topics.all()) == {topic}
    assert set(other.topics.all()) == {topic, other_topic}
    assert set(Edition.objects.values_list("anniversary", flat=True)) == {anniversary.pk}
    url = choose(as_editor, "classify_chosen", live).url
    response = press(as_editor, url, topics=[topic.pk])
    assert set(outcome(as_editor, response).values()) == {"It already had these labels."}
    response = press(as_editor, choose(as_editor, "classify_chosen", live).url, without=[topic.pk], no_anniversary="on")
    assert live_topics(live) == set()
    assert Edition.objects.get(release=live).anniversary is None


@pytest.mark.parametrize("answers", [{}, {"topics": "both", "without": "both"}])
def test_nothing_is_changed_by_an_answer_that_says_nothing_or_two_things(as_editor, live, topic, answers):
    answers = {name: [topic.pk] for name in answers}
    response = press(as_editor, choose(as_editor, "classify_chosen", live).url, **answers)
    assert response.status_code == 422
    assert live_topics(live) == set()


def observances(editor):
    """Two that look like it in one text, one of another year, one with another title, one too far from the day."""
    first = make_release("Black January remembered", slug="first")
    rows = [
        first,
        make_release("20 Yanvar", language="az", slug="yanvar", family=first.family, is_original=False),
        make_release("On Black January", slug="second", issued_on="2023-01-20"),
        make_release("A concert", slug="concert"),
        make_release("Black January in July", slug="july", issued_on="2023-07-20"),
    ]
    publish(rows, by=editor)
    return rows


def test_earlier_releases_that_look_like_its_observances_are_linked_in_one_step(as_editor, editor):
    first, translation, second, concert, _july = observances(editor)
    anniversary = make_anniversary(en="Black January")
    response = as_editor.get(earlier_url(anniversary))
    assert [row.pk for row in response.context["releases"]] == [first.pk, second.pk]
    assert change_url(first) in links(response).values() or "Open the release" in page(response)
    response = as_editor.post(earlier_url(anniversary), {"release": [first.pk, second.pk, concert.pk]})
    assert "3 releases were linked." in messages_of(response)
    linked = set(Edition.objects.live().filter(anniversary=anniversary).values_list("release", flat=True))
    assert linked == {first.pk, translation.pk, second.pk}
    assert as_editor.get(earlier_url(anniversary)).context["releases"] == []


def test_what_is_not_chosen_is_not_linked(as_editor, editor):
    observances(editor)
    anniversary = make_anniversary(en="Black January")
    as_editor.post(earlier_url(anniversary), {})
    assert not Edition.objects.filter(anniversary=anniversary).exists()


def test_authors_link_no_earlier_releases(as_author, editor):
    observances(editor)
    anniversary = make_anniversary(en="Black January")
    assert as_author.post(earlier_url(anniversary), {}).status_code == 403


@pytest.mark.parametrize(("name", "offered"), [("Black January", True), ("Republic Day", False)])
def test_whoever_adds_an_anniversary_is_offered_what_looks_like_it(as_editor, editor, name, offered):
    observances(editor)
    data = {
        "event_first_on": "1990-01-20",
        "rule": "fixed-day",
        "month": 1,
        "day": 20,
        "in_common_years": "28-february",
        "round_years": "10",
        "lead_days": 30,
        "goes_on": "on",
        "shown": "on",
        "dates-TOTAL_FORMS": 0,
        "dates-INITIAL_FORMS": 0,
        "names-TOTAL_FORMS": 1,
        "names-INITIAL_FORMS": 0,
        "names-0-language": "en",
        "names-0-name": name,
        "_save": "Save",
    }
    response = as_editor.post("/admin/pressreleases/anniversary/add/", data)
    assert response.status_code == 302
    assert response.url.endswith("/earlier/") is offered
