"""The states of a release in words, as comparisons need them."""

import pytest

from pressreleases.editorial import snapshots
from pressreleases.editorial.snapshots import TOPICS_THEN, in_words, of_edition, of_save, of_working_copy
from pressreleases.families import bring_into_step, words_of
from pressreleases.models import Image, Release, Topic
from pressreleases.publishing import publish
from tests.making import make_anniversary, make_release, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic():
    topic = Topic.objects.create()
    topic.names.create(language="en", name="Law", slug="law")
    return topic


def test_working_copy_edition_and_save_of_the_same_text_say_the_same(details, editor, topic):
    release = make_release("Visit", anniversary=make_anniversary(en="Black January"))
    release.topics.add(topic)
    (edition,) = publish([release], by=editor)
    save = release.history.prefetch_related(TOPICS_THEN).latest("history_id")
    copy, published, saved = in_words([of_working_copy(release), of_edition(edition), of_save(save)])
    assert copy == saved
    assert copy["topics"] == published["topics"] == ("Law",)
    told = [copy[name] for name in ("anniversary", "issued_on", "kind")]
    assert told == ["Black January", "20 January 2024", "Press release"]
    assert copy.get("letterhead") is None
    assert published["letterhead"]


def test_what_is_not_there_any_more_is_named_by_its_number(details, topic):
    release = make_release("Visit")
    release.topics.add(topic)
    save = release.history.prefetch_related(TOPICS_THEN).latest("history_id")
    state = of_save(save)
    key = topic.pk
    topic.delete()
    (words,) = in_words([state])
    assert words["topics"] == (f"#{key}",)


def test_a_picture_is_told_with_the_words_of_the_edition_and_not_with_those_of_today(details, editor):
    image = Image.objects.create(title="A hall", file="images/a.png", sha256="a" * 64, width=1, height=1, credit="Then")
    image.descriptions.create(language="en", alternative_text="A full hall.")
    release = make_release("Visit", lead_image=image)
    (edition,) = publish([release], by=editor)
    Image.objects.update(credit="Now")
    copy, published = in_words([of_working_copy(release), of_edition(edition)])
    assert published["lead_image"] == ("A hall", "A full hall.", "Then")
    assert copy["lead_image"] == ("A hall", "A full hall.", "Now")


def test_many_states_take_as_many_queries_as_one(details, topic, django_assert_max_num_queries):
    release = make_release("Visit", anniversary=make_anniversary(en="Black January"))
    release.topics.add(topic)
    states = [of_working_copy(release)]
    with django_assert_max_num_queries(6):
        in_words(states)
    with django_assert_max_num_queries(6):
        assert len(in_words(states * 30)) == 30


def test_the_changes_since_a_translation_was_compared_are_those_of_words_alone(details, editor):
    original = make_release("Visit")
    translation = make_release("Səfər", language="az", family=original.family, is_original=False)

    def changed():
        stored = Release.objects.get(pk=translation.pk)
        return [each.name for each in snapshots.changes_since(stored, Release.objects.get(pk=original.pk))]

    assert changed() == []
    bring_into_step(translation, words_of(original), by=editor)
    rewrite(original, slug="other", kind="statement", reference="No. 1")
    assert changed() == []
    rewrite(original, title="The visit")
    assert changed() == ["title"]
