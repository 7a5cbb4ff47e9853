"""Topics: addresses that stay for ever, past Django too."""

import pytest
from django.core.exceptions import ValidationError

from pressreleases.models import Topic, TopicAddress, TopicName
from tests.models.refusals import refused_by, sql


def make_topic(name: str) -> Topic:
    topic = Topic.objects.create()
    TopicName.objects.create(topic=topic, language="en", name=name, slug=name.lower())
    return topic


@pytest.mark.django_db
def test_every_address_that_a_topic_ever_had_stays_its_own_and_no_other_may_have_it():
    topic, other = make_topic("First"), make_topic("Second")
    for slug in ("renamed", "renamed-again", "first"):
        TopicName.objects.filter(topic=topic).update(slug=slug)
    assert set(topic.addresses.values_list("slug", flat=True)) == {"first", "renamed", "renamed-again"}
    with refused_by("topic_address_is_for_ever"):
        sql("UPDATE pressreleases_topicname SET slug = 'renamed' WHERE topic_id = %s", other.pk)
    with refused_by("topic_address_is_fixed"):
        sql("UPDATE pressreleases_topicaddress SET topic_id = %s", other.pk)
    taking = TopicName(topic=other, language="en", name="Renamed", slug="renamed")
    with pytest.raises(ValidationError, match="address of another topic: First"):
        taking.clean()
    # In another language it is another address; and what never was shown to anybody goes with its topic.
    TopicName.objects.create(topic=other, language="az", name="Renamed", slug="renamed")
    topic.delete()
    assert set(TopicAddress.objects.values_list("language", "slug")) == {("en", "second"), ("az", "renamed")}


@pytest.mark.django_db
def test_a_topic_has_one_name_in_a_language_and_an_address_of_its_own():
    topic, another = Topic.objects.create(), Topic.objects.create()
    name = "INSERT INTO pressreleases_topicname (topic_id, language, name, slug) VALUES (%s, %s, %s, %s)"
    sql(name, topic.pk, "en", "Law", "law")
    with refused_by("topic_one_name_per_language"):
        sql(name, topic.pk, "en", "Law", "other-law")
    with refused_by("topic_one_per_address"):
        sql(name, another.pk, "en", "Law", "law")
    with refused_by("topic_name_given"):
        sql(name, another.pk, "az", "", "huquq")
