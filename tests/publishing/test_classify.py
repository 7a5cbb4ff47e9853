"""Topics and anniversary of a published release: labels that change at once, without an edition."""

import pytest

from pressreleases.editorial.states import Facts
from pressreleases.models import AuditEntry, Edition, Observance, Release, Topic, TopicName
from pressreleases.publishing import classify, errors, publish, withdraw
from tests.making import correct, in_future, make_anniversary, make_release, rewrite

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_site")]


@pytest.fixture
def topic(db):
    topic = Topic.objects.create()
    TopicName.objects.create(topic=topic, language="en", name="Culture", slug="culture")
    return topic


@pytest.fixture
def other(db):
    return Topic.objects.create()


@pytest.fixture
def live(details, editor, other):
    release = make_release("Visit")
    release.topics.add(other)
    publish([release], by=editor)
    return release


def labels(row):
    return set(row.topics.all()), row.anniversary


def stored(row):
    return type(row).objects.get(pk=row.pk)


def test_readers_see_new_labels_without_a_new_edition(live, editor, topic, other):
    anniversary = make_anniversary(en="Black January")
    before = Edition.objects.get()
    assert classify([live], by=editor, topics=[topic], without=[other], anniversary=anniversary) == [live]
    after = Edition.objects.live().get()
    assert (after.pk, after.digest, after.live_during) == (before.pk, before.digest, before.live_during)
    assert labels(after) == labels(stored(live)) == ({topic}, anniversary)
    assert not Release.objects.with_state().get(pk=live.pk).changed


def test_what_is_not_said_stays(live, editor, topic, other):
    anniversary = make_anniversary(en="Black January")
    classify([live], by=editor, anniversary=anniversary)
    classify([live], by=editor, topics=[topic])
    assert labels(Edition.objects.get()) == ({topic, other}, anniversary)
    classify([live], by=editor, anniversary=None)
    assert labels(Edition.objects.get()) == labels(stored(live)) == ({topic, other}, None)


def test_an_earlier_edition_keeps_its_labels(live, editor, topic, other):
    correct([rewrite(live, title="The visit")], by=editor, change_note="The name.")
    classify([live], by=editor, topics=[topic], without=[other], anniversary=make_anniversary(en="Day"))
    assert labels(Edition.objects.get(number=1)) == ({other}, None)
    assert labels(Edition.objects.get(number=2))[0] == {topic}


def test_what_is_scheduled_gets_them_too_and_is_not_changed_since(live, editor, topic):
    correct([rewrite(live, title="The visit")], by=editor, change_note="The name.", at=in_future())
    classify([live], by=editor, topics=[topic])
    assert all(topic in edition.topics.all() for edition in Edition.objects.all())
    assert not Facts.of(Release.objects.with_state().get(pk=live.pk)).changed_since_scheduled


def test_a_withdrawn_release_and_a_draft_are_classified_as_well(live, editor, topic):
    draft = make_release("Draft")
    withdraw([live], by=editor, reasons={"en": "An error."})
    assert classify([draft, live], by=editor, topics=[topic]) == [live, draft]
    assert topic in Edition.objects.get().topics.all()
    assert labels(draft) == ({topic}, None)
    assert Edition.objects.count() == 1


def test_words_that_were_changed_and_not_published_stay_unpublished(live, editor, topic):
    rewrite(live, title="The visit")
    classify([live], by=editor, topics=[topic])
    assert Edition.objects.get().title == "Visit"
    assert stored(live).title == "The visit"
    assert Release.objects.with_state().get(pk=live.pk).changed


def test_it_is_for_editors_and_asks_no_second_pair_of_eyes(live, author, editor, topic):
    live._history_user = editor
    rewrite(live, title="My own words")
    with pytest.raises(errors.NotAllowed):
        classify([live], by=author, topics=[topic])
    assert topic not in Edition.objects.get().topics.all()
    assert classify([live], by=editor, topics=[topic]) == [live]


def test_it_is_recorded_once_and_nothing_is_when_nothing_changes(live, editor, topic, other):
    anniversary = make_anniversary(en="Day")
    classify([live], by=editor, topics=[topic], without=[other], anniversary=anniversary)
    entry = AuditEntry.objects.get(act="classified")
    assert (entry.key, entry.actor) == (live.pk, editor)
    expected = {"topics_added": [topic.pk], "topics_removed": [other.pk], "anniversary": anniversary.pk}
    assert entry.details == expected
    version, saves = stored(live).version, live.history.count()
    assert classify([live], by=editor, topics=[topic], without=[other], anniversary=anniversary) == []
    assert AuditEntry.objects.filter(act="classified").count() == 1
    assert (stored(live).version, live.history.count()) == (version, saves)


def test_the_history_of_saves_has_the_labels_of_that_moment(live, editor, topic):
    saves = live.history.count()
    classify([live], by=editor, topics=[topic])
    newest = live.history.first()
    assert live.history.count() == saves + 1
    assert newest.history_user == editor
    assert topic.pk in {row.topic_id for row in newest.topics.all()}


def test_whoever_classified_may_still_publish_the_words_of_others(live, editor, topic):
    classify([live], by=editor, topics=[topic])
    rewrite(live, title="The visit")
    (edition,) = correct([live], by=editor, change_note="The name.")
    assert topic in edition.topics.all()


def test_calendars_learn_that_an_anniversary_was_left_or_joined(live, editor):
    one, two = make_anniversary(en="One"), make_anniversary(en="Two")
    classify([live], by=editor, anniversary=one)
    classify([live], by=editor, anniversary=two)
    assert (stored(one).version, stored(two).version) == (2, 1)
    classify([live], by=editor, anniversary=two)
    assert stored(two).version == 1


def test_its_place_in_an_observance_of_another_anniversary_is_free_again(live, editor):
    one, two = make_anniversary(en="One"), make_anniversary(en="Two")
    classify([live], by=editor, anniversary=one)
    Observance.objects.create(anniversary=one, year=2024, language="en", release=live, had=[live.pk], linked=True)
    classify([live], by=editor, anniversary=one)
    assert Observance.objects.exists()
    classify([live], by=editor, anniversary=two)
    assert not Observance.objects.exists()
