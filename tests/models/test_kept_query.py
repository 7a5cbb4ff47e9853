"""A kept query finds what the plain one finds, for the values of each time, and is composed once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.db.models import CharField, Exists, OuterRef
from django.test.utils import CaptureQueriesContext

from pressreleases.models import Edition, Release
from pressreleases.models.kept_query import Given, KeptQuery, is_any_of
from pressreleases.publishing import publish
from tests.making import make_release


def titles_in(language):
    found = Release.objects.filter(is_any_of("id", "keys"), language=language)
    return found.order_by("pk").values_list("title", "place")


IN_LANGUAGE = KeptQuery(lambda: titles_in(Given("language", CharField())))


@pytest.mark.django_db
def test_a_kept_query_answers_each_time_for_what_it_is_asked_with():
    first, second = make_release("A visit", place="100%"), make_release("Una visita", language="es")
    both = [first.pk, second.pk]
    assert IN_LANGUAGE(keys=both, language="en") == [("A visit", "100%")]
    assert IN_LANGUAGE(keys=both, language="es") == [("Una visita", "New York")]
    assert IN_LANGUAGE(keys=[second.pk], language="en") == []
    assert IN_LANGUAGE(keys=[], language="en") == []


def test_a_kept_query_is_composed_once(monkeypatch, db):
    IN_LANGUAGE(keys=[], language="en")
    monkeypatch.setattr(IN_LANGUAGE, "_compose", None)
    assert IN_LANGUAGE(keys=[1], language="en") == []


def test_a_value_that_is_missing_is_refused_and_none_is_taken_for_it(db):
    with pytest.raises(KeyError, match="language"):
        IN_LANGUAGE(keys=[1])


@pytest.mark.django_db
def test_rows_are_what_the_plain_query_makes_of_them(details, editor):
    publish([make_release("A visit"), make_release("Others")], by=editor)
    later = Edition.objects.filter(pk__gt=OuterRef("pk"))

    def found(title):
        rows = Edition.objects.select_related("release").prefetch_related("topics").filter(title=title)
        return rows.annotate(is_older=Exists(later)).order_by("pk")[:1]

    (plain,), kept = found("A visit"), KeptQuery(lambda: found(Given("title", CharField())))
    for _time in range(2):
        (edition,) = kept(title="A visit")
        with CaptureQueriesContext(connection) as queries:
            assert (edition, edition.release.title, edition.is_older) == (plain, "A visit", True)
            assert {field.name: getattr(edition, field.attname) for field in Edition._meta.concrete_fields} == {
                field.name: getattr(plain, field.attname) for field in Edition._meta.concrete_fields
            }
            assert list(edition.topics.all()) == []
        assert not queries
        assert kept.first(title="Others").is_older is False
        assert kept.first(title="None") is None


@pytest.mark.django_db(transaction=True)
def test_another_thread_asks_over_its_own_connection(details):
    first, second = make_release("A visit"), make_release("Una visita", language="es")
    IN_LANGUAGE(keys=[first.pk], language="en")
    with transaction.atomic(), ThreadPoolExecutor(1) as others:
        Release.objects.filter(pk=second.pk).update(title="Nobody else sees this yet")
        there = others.submit(closed_afterwards, keys=[second.pk], language="es").result()
        assert [title for title, _place in there] == ["Una visita"]
        (here,) = IN_LANGUAGE(keys=[second.pk], language="es")
        assert here[0] == "Nobody else sees this yet"


def closed_afterwards(**given):
    try:
        return IN_LANGUAGE(**given)
    finally:
        connection.close()
