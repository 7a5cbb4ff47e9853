"""Notes on a draft that was carried forward: open until they are checked or their sentence is rewritten."""

import datetime as dt

import pytest

from pressreleases.anniversaries import drafts
from pressreleases.anniversaries.carry_forward.edits import Note, Point
from pressreleases.anniversaries.drafts import make_drafts
from pressreleases.models import DraftNote
from pressreleases.models.observance import Reason
from pressreleases.publishing import publish
from tests.anniversaries.observing import black_january, last_years
from tests.making import make_release, rewrite

pytestmark = pytest.mark.usefixtures("details")

TODAY = Point(Reason.TODAY, "Today")
ORDINAL = Point(Reason.ORDINAL, "35th", "34th")


@pytest.fixture
def release():
    made = make_release("A visit", "Today it is the 35th anniversary.", "It rained.", summary="Today it rained.")
    drafts.keep_notes(
        made,
        [
            Note("summary", "Today it rained.", (TODAY,)),
            Note("body", "Today it is the 35th anniversary.", (TODAY, ORDINAL)),
            Note("body", "", (Point(Reason.REST, ""),)),
        ],
    )
    return made


def test_notes_are_shown_in_the_order_of_the_text_with_their_words_highlighted(release):
    first, second, whole = drafts.notes_of(release)
    assert first.pieces == [("Today", True), (" it rained.", False)]
    assert second.pieces == [("Today", True), (" it is the ", False), ("35th", True), (" anniversary.", False)]
    assert whole.pieces == []
    assert [(said.words, said.before) for said in second.points] == [("Today", ""), ("35th", "34th")]


def test_a_note_is_open_until_its_sentence_is_rewritten(release):
    assert drafts.open_notes_of([release]) == {release.pk: 3}
    rewrite(release, body="<p>Today   it is <b>the 35th</b> anniversary.</p>")
    assert drafts.open_notes_of([release]) == {release.pk: 3}
    rewrite(release, body="<p>It is the 35th anniversary.</p>")
    assert drafts.open_notes_of([release]) == {release.pk: 2}
    assert [shown.is_open for shown in drafts.notes_of(release)] == [True, False, True]


def test_only_the_notes_that_were_shown_are_marked(release, author):
    first, second, third = [shown.note.pk for shown in drafts.notes_of(release)]
    drafts.look_at_notes(release, [first, third], [first, second], by=author)
    checked = DraftNote.objects.exclude(looked_at=None)
    assert list(checked.values_list("pk", "looked_by")) == [(first, author.pk)]
    assert [shown.is_open for shown in drafts.notes_of(release)] == [False, True, True]


def test_who_checked_a_note_first_stays_and_a_tick_can_be_taken_back(release, author, editor):
    [first, *_rest] = [shown.note.pk for shown in drafts.notes_of(release)]
    drafts.look_at_notes(release, [first], [first], by=author)
    drafts.look_at_notes(release, [first], [first], by=editor)
    assert DraftNote.objects.get(pk=first).looked_by == author
    drafts.look_at_notes(release, [], [first], by=editor)
    assert DraftNote.objects.get(pk=first).looked_at is None


def test_a_release_without_open_notes_is_not_listed(release):
    other = make_release("Other", slug="other")
    assert drafts.open_notes_of([other]) == {}
    assert drafts.notes_of(other) == []


def test_notes_are_kept_for_thirty_days_after_publication(release, details, editor):
    assert drafts.forget_notes() == 0
    [edition] = publish([release], by=editor)
    assert edition.begins_at is not None
    assert drafts.forget_notes(edition.begins_at + dt.timedelta(days=29)) == 0
    assert drafts.forget_notes(edition.begins_at + dt.timedelta(days=30)) == 3


def test_notes_are_open_until_they_are_ticked_or_the_sentence_is_rewritten(editor):
    anniversary = black_january()
    last_years(anniversary, by=editor, languages="en")
    [made] = make_drafts(anniversary.pk, 2025, by=editor).made
    before = drafts.open_notes_of([made])[made.pk]
    first, *rest = [shown.note.pk for shown in drafts.notes_of(made)]
    drafts.look_at_notes(made, [first], [first, *rest], by=editor)
    rewrite(made, body=made.body.replace("Today many came.", "Many came."))
    assert drafts.open_notes_of([made])[made.pk] == before - 2
    assert [shown.rewritten for shown in drafts.notes_of(made)].count(True) == 1
    drafts.look_at_notes(made, [], [first], by=editor)
    assert drafts.open_notes_of([made])[made.pk] == before - 1
