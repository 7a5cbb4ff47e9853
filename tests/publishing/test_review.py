"""Submitting with a word, sending back with a comment; the words are kept until they have to go."""

import pytest
from django.db import connection

from pressreleases.models import AuditEntry, Edition, Release, ReviewComment
from pressreleases.models.kinds import Status
from pressreleases.publishing import errors, publish, redact, send_back, submit
from pressreleases.publishing.review import becomes_a_draft, may_change, may_take_over, own_texts
from tests.making import correct, make_release, make_user
from tests.publishing.test_four_eyes import write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_site")]


@pytest.fixture
def release(details, author):
    return make_release("Visit")


def test_a_comment_is_kept_with_the_text_that_it_was_made_of(release, editor, author):
    submit([release], by=author, comment="Please look at the names.")
    assert [row.comment for row in ReviewComment.objects.asking()] == ["Please look at the names."]
    send_back([release], by=editor, comment=" The place is wrong. ")
    last = ReviewComment.objects.latest("pk")
    assert (last.release, last.act, last.version, last.comment, last.by) == (
        release,
        "sent-back",
        1,
        "The place is wrong.",
        editor,
    )
    assert [row.act for row in ReviewComment.objects.all()] == ["sent-back", "submitted"]


@pytest.mark.parametrize("blank", ["", " \n"])
def test_nothing_is_sent_back_without_a_comment(release, editor, author, blank):
    submit([release], by=author)
    with pytest.raises(errors.NoComment):
        send_back([release], by=editor, comment=blank)
    assert Release.objects.get().status == Status.SUBMITTED


def test_a_comment_is_open_until_the_text_is_submitted_again(release, editor, author):
    submit([release], by=author)
    assert not ReviewComment.objects.open().exists()
    send_back([release], by=editor, comment="The place is wrong.")
    write(release, author, place="Geneva")
    assert [row.comment for row in ReviewComment.objects.open()] == ["The place is wrong."]
    submit([release], by=author)
    assert not ReviewComment.objects.open().exists()
    assert not ReviewComment.objects.asking().exists()
    assert ReviewComment.objects.count() == 3


@pytest.mark.parametrize("again", [True, False])
def test_a_comment_is_not_open_any_more_once_the_text_is_published(release, editor, author, again):
    submit([release], by=author)
    send_back([release], by=editor, comment="The place is wrong.")
    if again:
        submit([release], by=author)
    publish([release], by=editor)
    assert Release.objects.get().status == Status.DRAFT
    assert not ReviewComment.objects.open().exists()


def test_comments_stand_in_no_trail_that_cannot_be_redacted(release, editor, author):
    submit([release], by=author, comment="Is the informant named?")
    send_back([release], by=editor, comment="The informant must not be named.")
    assert AuditEntry.objects.count() == 2
    assert "informant" not in str(list(AuditEntry.objects.values()))


def test_comments_go_with_a_deleted_draft(release, editor, author):
    kept = make_release("Other")
    submit([release, kept], by=author, comment="The same for both.")
    Release.objects.get(pk=release.pk).delete()
    assert [row.release for row in ReviewComment.objects.all()] == [kept]


def test_redaction_takes_comments_away(release, editor, author):
    submit([release], by=author, comment="Is the informant named?")
    publish([release], by=editor)
    write(release, author, body="<p>They met.</p>")
    correct([release], by=editor, minor=True)
    other = make_release("Other")
    submit([other], by=author, comment="Another one.")
    redact([Edition.objects.get(number=1)], by=make_user("Administrator"), harmless=["title", "place"])
    assert [row.comment for row in ReviewComment.objects.all()] == ["Another one."]


def stored(release):
    return Release.objects.get(pk=release.pk)


def test_a_submitted_text_is_changed_by_editors_and_its_writers_and_a_draft_by_everybody(release, editor, author):
    other, writer = make_user("Author", "other"), make_user("Author", "writer")
    with connection.cursor() as cursor:
        # The role of the site changes no save that was made.
        cursor.execute("RESET ROLE")
    release.history.update(history_user=writer)
    people = (editor, writer, other)
    assert [may_change(stored(release), by=user) for user in people] == [True, True, True]
    submit([release], by=author)
    assert [may_change(stored(release), by=user) for user in people] == [True, True, False]
    assert [may_take_over(stored(release), by=user) for user in people] == [True, True, False]


def test_who_began_a_text_may_take_it_over_though_nothing_in_it_is_theirs_any_more(details, author):
    assert own_texts([make_release("Mine", created_by=author)], by=author)
    assert own_texts([make_release("Other")], by=author) == set()


def test_a_submitted_text_becomes_a_draft_when_its_author_changes_it_and_not_when_an_editor_mends_it(
    release, editor, author
):
    assert not becomes_a_draft(stored(release), by=author)
    submit([release], by=author)
    assert becomes_a_draft(stored(release), by=author)
    assert becomes_a_draft(stored(release), by=make_user("Author", "other"))
    assert not becomes_a_draft(stored(release), by=editor)
    send_back([release], by=editor, comment="The place is wrong.")
    submit([release], by=editor)
    # An editor who submitted it is its author here.
    assert becomes_a_draft(stored(release), by=editor)
    assert not becomes_a_draft(stored(release), by=make_user("Editor", "colleague"))
