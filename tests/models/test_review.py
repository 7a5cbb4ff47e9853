"""What was said of a working copy under review, and which of it is still open."""

import pytest

from pressreleases.models import ReviewComment
from pressreleases.publishing import publish, send_back, submit
from tests.making import make_release
from tests.models.refusals import refused_by, sql

pytestmark = pytest.mark.django_db


def test_what_is_sent_back_says_why(details, editor):
    release = make_release("Visit")
    columns = "(release_id, act, version, comment, by_id, at, change_note)"
    with refused_by("review_comment_sent_back_says_why"):
        sql(
            f"INSERT INTO pressreleases_reviewcomment {columns} VALUES (%s, 'sent-back', 1, '', %s, now(), '')",
            release.pk,
            editor.pk,
        )
    with refused_by("review_comment_act_known"):
        sql(
            f"INSERT INTO pressreleases_reviewcomment {columns} VALUES (%s, 'praised', 1, 'Fine.', %s, now(), '')",
            release.pk,
            editor.pk,
        )


def test_a_change_note_is_proposed_with_a_submission_only(details, editor):
    release = make_release("Visit")
    columns = "(release_id, act, version, comment, by_id, at, change_note)"
    insert = f"INSERT INTO pressreleases_reviewcomment {columns} VALUES (%s, %s, 1, 'Fine.', %s, now(), 'The date.')"
    with refused_by("review_comment_note_is_of_a_submission"):
        sql(insert, release.pk, "sent-back", editor.pk)
    sql(insert, release.pk, "submitted", editor.pk)


def open_and_asking():
    rows = ReviewComment.objects
    return [list(found.values_list("comment", flat=True)) for found in (rows.open(), rows.asking(), rows.standing())]


def test_what_is_to_be_read_first_is_the_last_word_and_never_two_of_one_release(details, editor, author):
    release = make_release("Visit")
    submit([release], by=author, comment="Please look at the names.")
    assert open_and_asking() == [[], ["Please look at the names."], ["Please look at the names."]]
    send_back([release], by=editor, comment="The place is wrong.")
    assert open_and_asking() == [["The place is wrong."], [], ["The place is wrong."]]
    submit([release], by=author)
    assert open_and_asking() == [[], [], []]
    publish([release], by=editor)
    assert open_and_asking() == [[], [], []]


def test_a_draft_that_was_changed_after_its_submission_is_known_until_it_is_submitted_again(details, editor, author):
    release = make_release("Visit")
    submit([release], by=author)
    release.refresh_from_db()
    release.status = "draft"
    release.save()
    row = ReviewComment.objects.create(release=release, act="reopened", version=2, by=author, at=release.changed_at)
    assert list(ReviewComment.objects.reopened()) == [row]
    assert not ReviewComment.objects.open().exists()
    submit([release], by=author)
    assert not ReviewComment.objects.reopened().exists()
