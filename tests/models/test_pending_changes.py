"""Which working copies may say something new: the triggers keep the rows, and lists find what they should by them."""

import pytest
from django.db import connection

from pressreleases.models import PendingChange, Topic
from pressreleases.publishing import classify, publish, submit, unschedule
from tests.making import correct, in_future, make_release, rewrite

pytestmark = pytest.mark.django_db


def pending():
    return sorted(PendingChange.objects.values_list("release__title", flat=True))


def test_a_draft_is_pending_until_it_is_published(editor, details):
    release = make_release("Visit")
    assert pending() == ["Visit"]
    publish([release], by=editor)
    assert pending() == []


def test_a_scheduled_text_is_pending_again_once_its_schedule_is_cancelled(editor, details):
    release = make_release("Visit")
    publish([release], by=editor, at=in_future())
    assert pending() == []
    unschedule([release], by=editor)
    assert pending() == ["Visit"]


def test_other_words_make_a_published_text_pending_and_a_correction_ends_it(editor, details):
    release = make_release("Visit")
    publish([release], by=editor)
    correct([rewrite(release, summary="New")], by=editor, change_note="New.")
    assert pending() == []
    rewrite(release, summary="Newer")
    assert pending() == ["Visit"]


@pytest.mark.parametrize("column", ["title", "body", "slug", "place", "notes_to_editors", "issued_on", "kind"])
def test_raw_sql_that_changes_a_word_is_noticed(editor, details, column):
    release = make_release("Visit")
    publish([release], by=editor)
    value = {"issued_on": "2024-01-21", "kind": "letter"}.get(column, "other-words")
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE pressreleases_release SET {column} = %s WHERE id = %s", [value, release.pk])
    assert PendingChange.objects.filter(release=release).exists()


def test_a_save_that_changes_no_word_is_not_pending(editor, details, author):
    release = make_release("Visit")
    publish([release], by=editor)
    release.refresh_from_db()
    release.version += 1
    release.changed_by = author
    release.save()
    submit([release], by=author)
    assert pending() == []


def test_other_topics_make_a_published_text_pending(editor, details):
    release = make_release("Visit")
    publish([release], by=editor)
    release.topics.add(Topic.objects.create())
    assert pending() == ["Visit"]


def test_a_draft_with_topics_can_be_deleted(details):
    release = make_release("Visit")
    release.topics.add(Topic.objects.create())
    release.delete()
    assert pending() == []


def test_labels_given_to_text_and_edition_together_are_not_pending(editor, details):
    published, changed = make_release("Visit"), make_release("Speech")
    publish([published, changed], by=editor)
    rewrite(changed, summary="New")
    classify([published, changed], by=editor, topics=[Topic.objects.create()])
    assert pending() == ["Speech"]
