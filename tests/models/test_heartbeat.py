"""When the background process was last seen at work."""

import datetime as dt

import pytest
from django.utils import timezone

from pressreleases.models import Heartbeat
from tests.models.refusals import refused_by, sql

pytestmark = pytest.mark.django_db


def test_there_is_no_age_before_the_first_beat():
    assert Heartbeat.objects.age() is None


def test_the_age_is_counted_from_the_last_beat_and_a_new_one_replaces_it():
    Heartbeat.objects.create(pk=1, beat_at=timezone.now() - dt.timedelta(hours=1))
    age = Heartbeat.objects.age()
    assert age is not None
    assert dt.timedelta(minutes=59) < age < dt.timedelta(minutes=61)
    Heartbeat.objects.beat()
    assert Heartbeat.objects.count() == 1
    assert (Heartbeat.objects.age() or age) < dt.timedelta(minutes=1)


def test_there_is_never_a_second_row():
    Heartbeat.objects.beat()
    with refused_by("heartbeat_is_one_row"):
        sql("INSERT INTO pressreleases_heartbeat (id, beat_at) VALUES (2, now())")


def test_asking_takes_one_query(django_assert_num_queries):
    Heartbeat.objects.beat()
    with django_assert_num_queries(1):
        Heartbeat.objects.age()
