"""Comments on words of a draft: the words are found again, who may comment, what is recorded, whom it concerns."""

import pytest

from pressreleases.editorial import passage_comments
from pressreleases.editorial.passage_comments import (
    MOST,
    MOST_ANSWERS,
    TooMany,
    TooManyAnswers,
    WordsNotFound,
    WordsTooLong,
    WordsUnclear,
    add,
    answer,
    concerning,
    open_counts,
    resolve,
    threads,
)
from pressreleases.editorial.states import Facts
from pressreleases.models import AuditEntry, Notice, PassageAnswer, PassageComment, Release
from pressreleases.publishing import errors, publish, submit
from pressreleases.publishing.four_eyes import refused
from tests.making import correct, make_release, make_user, rewrite
from tests.publishing.test_four_eyes import begun, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(details):
    return make_release(
        "A visit to Geneva",
        "The Ambassador met “many” guests on 20 January 2024.",
        "Later, the Ambassador met nobody.",
        summary="A visit\nof two days.",
    )


def comment(release, by, quote="many", **more):
    return add(release, by=by, quote=quote, comment="Are we sure?", **more)


def places(release):
    return [thread.start for thread in threads(Release.objects.get(pk=release.pk))]


def test_the_words_are_kept_as_the_text_has_them_with_what_is_around_them(release, editor):
    made = comment(release, editor, '"many"   guests on')
    assert (made.prefix, made.exact) == ("f two days. The Ambassador met ", "“many” guests on")
    assert made.suffix.startswith(" 20 January 2024. Later")
    assert Release.objects.get().body == release.body


@pytest.mark.parametrize(
    "quote",
    [
        "A visit to Geneva",
        "of two days",
        "visit of two",
        "nobody.",
        "2024. Later, the",
        "20\u00a0January",
        "Am\u00adbassador met “many”",
    ],
)
def test_words_are_found_however_their_spaces_are(release, editor, quote):
    assert comment(release, editor, quote).pk


def test_words_of_notes_can_be_commented_on_and_those_of_the_place_cannot(release, editor):
    rewrite(release, notes_to_editors="Photographs on request.")
    assert comment(release, editor, "Photographs").pk
    with pytest.raises(WordsNotFound):
        comment(release, editor, "New York")


@pytest.mark.parametrize("quote", ["Many", "nobody at all", " ", "<p>", "p" * 3])
def test_words_that_do_not_occur_are_refused(release, editor, quote):
    with pytest.raises(WordsNotFound):
        comment(release, editor, quote)
    assert not PassageComment.objects.exists()


def test_words_that_occur_twice_are_asked_for_with_their_places(release, editor):
    with pytest.raises(WordsUnclear) as unclear:
        comment(release, editor, "Ambassador met")
    first, second = unclear.value.places
    assert (first.suffix[:7], second.suffix[:7]) == (" “many”", " nobody")
    assert "occur 2 times" in str(unclear.value)
    made = comment(release, editor, "Ambassador met", start=second.start)
    assert made.suffix.startswith(" nobody")
    assert places(release) == [second.start]


def test_what_is_around_marked_words_says_which_are_meant(release, editor):
    assert comment(release, editor, "Ambassador met", after=" nobody.\n END").suffix.startswith(" nobody")
    assert (
        comment(release, editor, "Ambassador met", before="20 January 2024 A visit of two days. The ").suffix[2:6]
        == "many"
    )
    with pytest.raises(WordsUnclear):
        comment(release, editor, "Ambassador met", before="elsewhere ", after=" else")


def test_a_place_that_was_chosen_before_the_text_was_changed_is_asked_for_again(release, editor):
    with pytest.raises(WordsUnclear) as unclear:
        comment(release, editor, "Ambassador met")
    rewrite(release, title="Another visit to Geneva")
    with pytest.raises(WordsUnclear):
        comment(release, editor, "Ambassador met", start=unclear.value.places[1].start)


def test_only_the_first_places_are_offered(release, editor):
    rewrite(release, body="<p>" + "guest " * 30 + "</p>")
    with pytest.raises(WordsUnclear) as unclear:
        comment(release, editor, "guest")
    assert len(unclear.value.places) == 10
    assert "occur 30 times" in str(unclear.value)


def test_more_words_than_can_be_kept_are_refused(release, editor):
    rewrite(release, body=f"<p>{'a ' * 300}b</p>")
    with pytest.raises(WordsTooLong):
        comment(release, editor, "a " * 300 + "b")


# Found again


def test_a_comment_stays_with_its_words_when_the_text_around_them_changes(release, editor):
    with pytest.raises(WordsUnclear) as unclear:
        comment(release, editor, "Ambassador met")
    comment(release, editor, "Ambassador met", start=unclear.value.places[1].start)
    rewrite(
        release, body="<p>The Ambassador met guests.</p><p>Later on, the <strong>Ambassador</strong> met nobody.</p>"
    )
    (thread,) = threads(release)
    words = passage_comments.Passages(release)
    assert words._squeezed[thread.start :] == "Ambassadormetnobody."


def test_a_comment_whose_words_are_gone_is_kept_and_comes_last(release, editor):
    first, second = comment(release, editor), comment(release, editor, "nobody")
    rewrite(release, body="<p>Later, the Ambassador met nobody.</p>")
    assert [(thread.comment, thread.start is None) for thread in threads(release)] == [(second, False), (first, True)]
    rewrite(release, body="<p>many, nobody</p>")
    assert [thread.comment for thread in threads(release)] == [first, second]


def test_comments_are_in_the_order_of_the_text(release, editor):
    made = [comment(release, editor, words) for words in ("nobody", "A visit of", "to Geneva")]
    assert [thread.comment for thread in threads(release)] == made[::-1]


def test_lists_and_tables_have_no_words_that_nobody_can_mark(release, editor):
    rewrite(
        release,
        body="<ul><li>One</li><li>Two</li></ul><table><tbody><tr><td>Three</td><td>Four</td></tr></tbody></table>",
    )
    made = comment(release, editor, "One Two Three\tFour")
    assert made.exact == "One Two Three Four"


# Who may, and what follows


def test_who_may_change_the_release_may_comment_and_nobody_else(release, editor, author):
    begun_by = make_user("Author", "writer")
    mine = begun(begun_by, "Mine")
    assert comment(mine, author, "Mine").pk
    submit([mine], by=begun_by)
    with pytest.raises(errors.NotYours):
        comment(mine, author, "Mine")
    made = comment(mine, begun_by, "Mine")
    with pytest.raises(errors.NotYours):
        answer(made, by=author, comment="No.")
    with pytest.raises(errors.NotYours):
        resolve(made, by=author)
    reader = make_user("Author", "reader")
    reader.groups.clear()
    with pytest.raises(errors.NotAllowed):
        comment(release, reader)
    assert PassageComment.objects.filter(by__in=[author, begun_by, reader]).count() == 2


def test_to_comment_is_not_to_write(release, editor, author):
    mine = begun(author, "Mine")
    version = mine.version
    resolve(comment(mine, editor, "Mine"), by=editor)
    assert refused([mine], by=editor) == []
    assert Release.objects.get(pk=mine.pk).version == version
    publish([mine], by=editor)


def test_an_answer_opens_a_comment_that_was_resolved(release, editor, author):
    made = comment(release, editor)
    resolve(made, by=author)
    assert open_counts([release]) == {}
    answer(made, by=editor, comment="But it is wrong.")
    assert open_counts([release]) == {release.pk: 1}
    resolve(made, by=author)
    resolve(made, by=editor)
    made.refresh_from_db()
    assert made.resolved_by == author
    resolve(made, by=editor, resolved=False)
    assert open_counts([release]) == {release.pk: 1}


def test_each_act_is_in_the_trail_without_words_and_makes_no_mail(release, editor, author):
    made = comment(release, editor)
    answer(made, by=author, comment="A secret answer.")
    resolve(made, by=editor)
    resolve(made, by=editor)
    resolve(made, by=author, resolved=False)
    entries = AuditEntry.objects.filter(act__startswith="comment").order_by("pk")
    assert [(row.act, row.actor) for row in entries] == [
        ("commented", editor),
        ("comment-answered", author),
        ("comment-resolved", editor),
        ("comment-reopened", author),
    ]
    assert {tuple(row.details.items()) for row in entries} == {(("comment", made.pk),)}
    assert not Notice.objects.exists()


def test_there_are_only_so_many_of_one_release(release, editor):
    made = [PassageComment(release=release, exact="many", comment="Why?", by=editor) for _number in range(MOST)]
    PassageComment.objects.bulk_create(made)
    with pytest.raises(TooMany):
        comment(release, editor)
    to = PassageComment.objects.get(pk=made[0].pk)
    PassageAnswer.objects.bulk_create(PassageAnswer(to=to, comment="So.", by=editor) for _number in range(MOST_ANSWERS))
    with pytest.raises(TooManyAnswers):
        answer(to, by=editor, comment="So.")


def test_a_list_takes_as_many_queries_with_one_comment_as_with_thirty(release, editor, django_assert_num_queries):
    with django_assert_num_queries(1):
        threads(release)
    answer(comment(release, editor), by=editor, comment="Yes.")
    with django_assert_num_queries(2):
        threads(release)
    for _number in range(30):
        answer(comment(release, editor), by=editor, comment="Yes.")
    with django_assert_num_queries(2):
        assert len(threads(release)) == 31


# What becomes of them


def test_they_stay_through_publishing_and_correcting(release, editor):
    comment(release, editor)
    publish([release], by=editor)
    correct([rewrite(release, body="<p>Fewer guests.</p>")], by=editor, change_note="Fewer.")
    (thread,) = threads(release)
    assert thread.start is None


def test_they_change_nothing_that_readers_could_be_told(release, editor):
    publish([release], by=editor)
    comment(release, editor)
    assert not Facts.of(Release.objects.with_state().get()).changed


def test_a_deleted_draft_takes_them_along(release, editor):
    answer(comment(release, editor), by=editor, comment="Yes.")
    release.delete()
    assert not PassageComment.objects.exists()


# Whom they concern


def test_they_are_on_the_desk_of_who_wrote_or_took_part_and_of_nobody_else(details, editor, author):
    writer, starter, answering, other = (
        make_user("Author", name) for name in ("writer", "starter", "answers", "other")
    )
    release = make_release("Visit", created_by=starter)
    write(release, writer, place="Baku")
    made = comment(release, editor, "delegation")
    answer(made, by=answering, comment="Yes.")
    for user, is_shown in (
        (editor, True),
        (writer, True),
        (starter, True),
        (answering, True),
        (other, False),
        (author, False),
    ):
        assert bool(concerning(user, 8)) is is_shown, user
    resolve(made, by=writer)
    assert concerning(editor, 8) == []


def test_of_each_release_the_newest_comment_is_shown_with_the_count(release, editor):
    comment(release, editor)
    newest = comment(release, editor, "nobody")
    other = make_release("Other")
    comment(other, editor, "Other")
    assert [(row.release, row.count) for row in concerning(editor, 8)] == [(other, 1), (release, 2)]
    assert concerning(editor, 8)[1].newest == newest
    assert len(concerning(editor, 1)) == 1


def test_the_desk_takes_two_queries_for_them_however_many_there_are(release, editor, django_assert_num_queries):
    with django_assert_num_queries(1):
        concerning(editor, 8)
    comment(release, editor)
    with django_assert_num_queries(2):
        concerning(editor, 8)
    for number in range(20):
        comment(make_release(f"Number {number}"), editor, "delegation")
    with django_assert_num_queries(2):
        concerning(editor, 8)
