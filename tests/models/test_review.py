"""What was said of a text under review, what was published alone, and which save an edition was made of."""

import pytest

from pressreleases.models import MadeFrom, PublishedAlone, ReviewComment
from pressreleases.publishing import endorse, publish, redact, send_back, submit
from tests.making import correct, in_future, make_release, make_user
from tests.models.refusals import refused_by, sql
from tests.publishing.test_four_eyes import begun, write

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


WHY = "Nobody else is in today."

# The boundary of the triggers is the start of the transaction: tests of what is past commit.


@pytest.fixture
def colleague(db):
    return make_user("Editor", "colleague")


@pytest.fixture
def alone(details, editor):
    (edition,) = publish([begun(editor)], by=editor, alone=WHY)
    return PublishedAlone.objects.get(edition=edition)


def test_who_published_alone_what_and_when_cannot_change(alone, colleague):
    for change in ("by_id = %s", "at = at + interval '1 second'", "edition_id = edition_id + 1000", "id = id + 1000"):
        with refused_by("published_alone_is_fixed"):
            sql(f"UPDATE pressreleases_publishedalone SET {change}", *([colleague.pk] if "%s" in change else []))


def test_nobody_endorses_what_they_published(alone, editor, colleague):
    with refused_by("published_alone_is_endorsed_by_another"):
        sql("UPDATE pressreleases_publishedalone SET endorsed_by_id = %s, endorsed_at = now()", editor.pk)
    sql("UPDATE pressreleases_publishedalone SET endorsed_by_id = %s, endorsed_at = now()", colleague.pk)


@pytest.mark.django_db(transaction=True)
def test_an_endorsement_has_a_name_and_a_moment(alone, colleague):
    with refused_by("published_alone_endorsed_whole"):
        sql("UPDATE pressreleases_publishedalone SET endorsed_by_id = %s", colleague.pk)
    with refused_by("published_alone_endorsed_whole"):
        sql("UPDATE pressreleases_publishedalone SET endorsed_at = now()")
    with refused_by("published_alone_endorsed_once"):
        sql("UPDATE pressreleases_publishedalone SET endorsed_by_id = %s, endorsed_at = at", colleague.pk)


def test_an_endorsement_is_neither_taken_back_nor_given_to_another(alone, colleague):
    endorse(alone.edition, by=colleague)
    third = make_user("Editor", "third")
    for change in ("endorsed_by_id = NULL, endorsed_at = NULL", f"endorsed_by_id = {third.pk}"):
        with refused_by("published_alone_endorsed_once"):
            sql(f"UPDATE pressreleases_publishedalone SET {change}")


@pytest.mark.django_db(transaction=True)
def test_a_flag_stays_with_an_edition_that_has_been_live(alone):
    with refused_by("published_alone_stays"):
        sql("DELETE FROM pressreleases_publishedalone")
    assert PublishedAlone.objects.exists()


def test_a_reason_is_given_and_goes_only_by_a_redaction(alone, editor, colleague):
    with refused_by("published_alone_has_a_reason"):
        sql("UPDATE pressreleases_publishedalone SET reason = ''")
    for change in ("reason = 'Another.'", "reason = '', redacted_at = now()"):
        with refused_by("published_alone_redacted_once"):
            sql(f"UPDATE pressreleases_publishedalone SET {change}")
    release = alone.edition.release
    write(release, colleague, body="<p>They met.</p>")
    correct([release], by=editor, minor=True)
    redact([alone.edition], by=make_user("Administrator"), harmless=["title", "place"])
    with refused_by("published_alone_redacted_once"):
        sql("UPDATE pressreleases_publishedalone SET reason = 'Another.'")
    assert PublishedAlone.objects.get().reason == ""


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ("'Why', now() - interval '1 second', NULL, NULL", "published_alone_is_of_its_moment"),
        ("'Why', clock_timestamp() + interval '1 hour', NULL, NULL", "published_alone_is_of_its_moment"),
        ("'Why', now(), 'other', now()", "published_alone_endorsed_once"),
    ],
)
def test_a_flag_is_of_its_moment_and_not_endorsed_at_once(details, editor, colleague, values, rule):
    (edition,) = publish([begun(editor)], by=colleague)
    insert = "INSERT INTO pressreleases_publishedalone (edition_id, by_id, reason, at, endorsed_by_id, endorsed_at)"
    values = values.replace("'other'", str(colleague.pk))
    with refused_by(rule):
        sql(f"{insert} VALUES ({edition.pk}, {editor.pk}, {values})")
    sql(f"{insert} VALUES ({edition.pk}, {editor.pk}, 'Why', now(), NULL, NULL)")


@pytest.mark.django_db(transaction=True)
def test_which_save_an_edition_was_made_of_neither_changes_nor_goes(alone):
    with refused_by("made_from_is_fixed"):
        sql("UPDATE pressreleases_madefrom SET save_number = save_number + 1")
    with refused_by("made_from_stays"):
        sql("DELETE FROM pressreleases_madefrom")


def test_both_go_with_what_was_only_planned(details, editor):
    (edition,) = publish([begun(editor)], by=editor, at=in_future(), alone=WHY)
    edition.delete()
    assert not PublishedAlone.objects.exists()
    assert not MadeFrom.objects.exists()
