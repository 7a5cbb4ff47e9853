"""Searching everything, for staff: what finds what, whom it is shown, and that it never reads the whole archive."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pressreleases import images
from pressreleases.editorial.finding import MOST_OF_A_KIND, day_of, find, texts_with
from pressreleases.models import Release, Topic
from pressreleases.publishing import publish
from tests.making import correct, in_future, make_anniversary, make_release, make_user, rewrite
from tests.test_images import encoded

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("details")]

TODAY = dt.date(2026, 11, 30)


def titles(words):
    return set(Release.objects.filter(pk__in=texts_with(words, TODAY)).values_list("title", flat=True))


@pytest.fixture(params=["draft", "live", "scheduled"])
def release(request, editor):
    found = make_release("A visit to Geneva", "<p>The delegation arrived on Monday.</p>", reference="No. 221/24")
    make_release("Nothing of the kind", "Other words.", issued_on=dt.date(2020, 5, 5))
    if request.param == "live":
        publish([found], by=editor)
    if request.param == "scheduled":
        publish([found], by=editor, at=in_future())
    return found


@pytest.mark.parametrize("words", ["Geneva", "visit GEN", "delegation", "221/24", "20 January 2024", "2024-01-20"])
def test_a_text_is_found_in_each_state_by(release, words):
    assert titles(words) == {"A visit to Geneva"}


def test_a_text_is_found_by_its_short_code(release):
    assert titles(release.code.upper()) == {"A visit to Geneva"}


@pytest.mark.parametrize("words", ["", "  ", "\x00", "Bern", "geneva bern", "221/25", "21 January 2024"])
def test_a_text_is_not_found_by(release, words):
    assert "A visit to Geneva" not in titles(words)


def test_plain_letters_find_special_ones_in_drafts_and_in_what_is_published(editor):
    one, two = (make_release(f"Azərbaycanın günü {n}", language="az", slug=f"gun-{n}") for n in range(2))
    publish([one], by=editor)
    assert titles("azerbaycanin gunu") == {one.title, two.title}
    assert titles("AZƏRBAYCANIN") == {one.title, two.title}


def test_words_of_an_earlier_edition_and_of_a_change_that_is_not_published_are_found(editor):
    release = make_release("Visit to Geneva")
    publish([release], by=editor)
    correct([rewrite(release, title="Visit to Bern")], by=editor, change_note="The place.")
    rewrite(Release.objects.get(pk=release.pk), title="Visit to Basel")
    assert titles("geneva") == titles("bern") == titles("basel") == {"Visit to Basel"}


@pytest.mark.parametrize(
    ("words", "day"),
    [
        *(("today", TODAY), ("Yesterday", TODAY - dt.timedelta(days=1)), ("20.1.2024", dt.date(2024, 1, 20))),
        *(("20 yanvar 2024", dt.date(2024, 1, 20)), ("31.2.2024", None), ("2024", None), ("0000-01-01", None)),
    ],
)
def test_a_day_can_be_written(words, day):
    assert day_of(words, TODAY) == day


def everything():
    make_release("Peace talks")
    topic = Topic.objects.create()
    topic.names.create(language="en", name="Peace", slug="peace")
    make_anniversary(en="Day of Peace")
    images.keep(images.read(encoded()), title="The peace bell")
    user = make_user("Author", "peace.lover")
    user.email = "peace@mission.example"
    user.save()


def test_each_kind_is_found_and_colleagues_only_by_administrators(editor):
    everything()
    of_editor = find("peace", by=editor, today=TODAY)
    assert (len(of_editor.families), of_editor.colleagues) == (1, [])
    assert [str(row) for row in (*of_editor.pictures, *of_editor.topics)] == ["The peace bell", "Peace"]
    assert len(of_editor.anniversaries) == 1
    of_administrator = find("peace", by=make_user("Administrator"), today=TODAY)
    assert [user.username for user in of_administrator.colleagues] == ["peace.lover"]


def test_nobody_without_a_role_finds_anything(django_user_model):
    everything()
    for user in (AnonymousUser(), django_user_model.objects.create_user("nobody", is_staff=True)):
        found = find("peace", by=user, today=TODAY)
        assert not any((found.families, found.pages, found.anniversaries, found.pictures, found.topics))
        assert not found.colleagues


def test_it_takes_the_same_queries_for_many_and_shows_only_some(editor):
    counts = []
    find("peace", by=editor, today=TODAY)  # what is kept of the account is fetched once
    for number in (1, 30):
        for n in range(number):
            make_anniversary(1 + n % 12, 1, 1990, en=f"Peace {number} {n}")
            make_release(f"Peace {number} {n}", slug=f"peace-{number}-{n}")
        with CaptureQueriesContext(connection) as queries:
            found = find("peace", by=editor, today=TODAY)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 11
    assert (len(found.families), found.more) == (20, True)
    assert len(found.anniversaries) == MOST_OF_A_KIND
