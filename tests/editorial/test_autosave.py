"""Text that was typed and not saved: kept for its writer alone, and forgotten once it says nothing new."""

import datetime as dt

import pytest
from django.utils import timezone

from pressreleases.editorial import autosave
from pressreleases.editorial.autosave import FRESH_FOR, KEPT_FOR, MOST_NEW, MOST_OF_ONE, Typed
from pressreleases.models import AutosavedForm, Presence
from pressreleases.models.release import MOST_CHARACTERS
from tests.making import make_release, make_user, rewrite

pytestmark = pytest.mark.django_db

MOMENT = dt.timedelta(microseconds=1)
NEW = "new-release-form-0001"


def form(number=1):
    return f"form-of-a-release-{number:04}"


@pytest.fixture
def release(details):
    return make_release("Visit")


def typed(release=None, **fields):
    """What the form of `release` holds when these fields were typed over."""
    values = {"title": [release.title]} if release else {}
    more = {name: fields.pop(name) for name in ("form", "version", "family", "taken", "untouched") if name in fields}
    return Typed(**{"form": form(), **more}, fields={**values, **{name: [value] for name, value in fields.items()}})


def keep(release, by, *, at=None, **fields):
    return autosave.keep(typed(release, **fields), release.pk if release else None, by=by, at=at)


def test_what_differs_from_the_release_is_kept_and_the_release_is_not_touched(release, author):
    row = keep(release, author, title="The visit")
    assert (row.release, row.values("title")) == (release, ["The visit"])
    release.refresh_from_db()
    assert (release.title, release.version, release.history.count()) == ("Visit", 1, 1)


def test_what_says_the_same_as_the_release_is_not_kept_any_more(release, author):
    keep(release, author, title="The visit")
    assert keep(release, author, title=" Visit ") is None
    assert not AutosavedForm.objects.exists()


def test_markup_that_reads_the_same_is_no_difference(release, author):
    assert keep(release, author, body="<p>The delegation arrived on Monday.</p>\r\n") is None
    assert keep(release, author, body="<p>The delegation arrived on Tuesday.</p>")


@pytest.mark.parametrize("field", ["place", "summary", "notes_to_editors", "slug", "issued_on", "kind"])
def test_each_field_of_the_form_counts(release, author, field):
    row = keep(release, author, **{field: "other"})
    assert autosave.differing(row, release) == [field]


def test_a_new_form_is_kept_once_there_is_any_text_in_it(author):
    assert keep(None, author, place="Baku", body="<p> </p>") is None
    for text in ({"title": "A"}, {"summary": "A"}, {"notes_to_editors": "A"}, {"body": "<p>A</p>"}):
        assert keep(None, author, **text)


def test_what_comes_late_does_not_overwrite_what_was_typed_later(release, author):
    now = timezone.now()
    keep(release, author, at=now, title="Later")
    keep(release, author, at=now - MOMENT, title="Earlier")
    assert AutosavedForm.objects.get().values("title") == ["Later"]
    keep(release, author, at=now, title="Just as late")
    assert AutosavedForm.objects.get().values("title") == ["Just as late"]


def test_a_text_longer_than_a_form_may_hold_is_refused_and_one_of_that_length_is_not(release, author):
    keep(release, author, summary="x" * MOST_CHARACTERS)
    with pytest.raises(autosave.TooLong):
        keep(release, author, summary="x" * (MOST_CHARACTERS + 1))


def test_only_the_newest_forms_of_a_release_are_kept(release, author):
    now = timezone.now()
    for number in range(MOST_OF_ONE + 1):
        keep(release, author, form=form(number), at=now + number * MOMENT, title=f"Title {number}")
    assert {row.form for row in AutosavedForm.objects.all()} == {form(n) for n in range(1, MOST_OF_ONE + 1)}
    for number in range(MOST_NEW + 1):
        keep(None, author, form=form(100 + number), at=now + number * MOMENT, title="New")
    assert AutosavedForm.objects.filter(release=None).count() == MOST_NEW
    assert not AutosavedForm.objects.filter(form=form(100)).exists()


def test_nobody_sees_or_discards_what_somebody_else_typed(release, author, editor):
    row = keep(release, author, title="The visit")
    assert autosave.left_in(release.pk, author) == [row]
    assert autosave.left_in(release.pk, editor) == []
    assert autosave.one_of(editor, row.pk, release) is None
    assert autosave.discard(row.pk, by=editor) is None
    assert autosave.one_of(author, row.pk, release) == row
    assert autosave.discard(row.pk, by=author) == row
    assert not AutosavedForm.objects.exists()


def test_the_open_form_itself_is_not_offered_to_its_writer(release, author):
    keep(release, author, title="The visit")
    assert autosave.left_in(release.pk, author, exclude=form()) == []


def test_what_the_release_says_by_now_is_not_offered_any_more(release, author):
    keep(release, author, title="The visit")
    rewrite(release, title="The visit")
    assert autosave.left_in(release.pk, author) == []


def test_a_translation_that_was_begun_is_offered_with_its_family_and_a_new_text_without(release, author):
    translation = keep(None, author, form=form(1), title="Səfər", family=release.family)
    other = keep(None, author, form=form(2), title="Other")
    assert autosave.left_in_new(author, release.family) == [translation]
    assert autosave.left_in_new(author, None) == [other]
    assert autosave.left_by(author) == [other, translation]


def test_a_save_forgets_its_form_and_what_was_taken_back_into_it_unless_that_changed(release, author):
    mine = keep(release, author, form=form(1), title="One")
    taken = keep(release, author, form=form(2), title="Two")
    autosave.forget_form(mine.form, (taken.pk, taken.kept_at - MOMENT), by=author)
    assert list(AutosavedForm.objects.all()) == [taken]
    autosave.forget_form(mine.form, (taken.pk, taken.kept_at), by=author)
    assert not AutosavedForm.objects.exists()


def test_unsaved_text_is_forgotten_after_thirty_days_and_with_its_account(release, author, editor):
    now = timezone.now()
    keep(release, author, at=now, title="The visit")
    keep(release, editor, at=now, title="The visit")
    assert autosave.forget(now + KEPT_FOR - MOMENT) == 0
    editor.is_active = False
    editor.save()
    assert autosave.forget(now) == 1
    assert autosave.left_in(release.pk, author, at=now + KEPT_FOR) == []
    assert autosave.forget(now + KEPT_FOR) == 1


def test_a_typed_state_can_be_compared_and_a_date_that_is_none_counts_as_unchanged(release, author):
    row = keep(release, author, title="The  visit", issued_on="31 February", body="<p>Other<script>x</script></p>")
    state = autosave.typed_state(row, release)
    assert state.values["title"] == "The visit"
    assert state.values["issued_on"] == release.issued_on
    assert "script" not in state.values["body"]
    assert state.values["place"] == release.place


def test_others_are_seen_until_they_have_not_been_seen_for_forty_seconds(release, author, editor):
    now = timezone.now()
    autosave.mark_present(release.pk, by=author, writing=False, at=now)
    assert [row.user for row in autosave.others_present(release, editor, now)] == [author]
    assert autosave.others_present(release, author, now) == []
    assert autosave.others_present(release, editor, now + FRESH_FOR - MOMENT)
    assert not autosave.others_present(release, editor, now + FRESH_FOR)


def test_since_when_somebody_writes_stays_known_while_they_write(release, author):
    now = timezone.now()
    later = now + dt.timedelta(seconds=10)
    for writing, at, began in ((True, now, now), (True, later, now), (False, later, None)):
        autosave.mark_present(release.pk, by=author, writing=writing, at=at)
        assert Presence.objects.get().began_writing_at == began


def test_whoever_left_is_gone_at_once_and_nobody_is_present_in_a_release_that_is_gone(release, author, editor):
    assert autosave.mark_present(release.pk + 1, by=author, writing=False) is None
    autosave.mark_present(release.pk, by=author, writing=False)
    autosave.mark_left(release.pk, by=author)
    assert autosave.others_present(release, editor) == []


def test_old_presences_are_forgotten_and_fresh_ones_are_not(release, author, editor):
    now = timezone.now()
    autosave.mark_present(release.pk, by=author, writing=False, at=now - FRESH_FOR)
    autosave.mark_present(release.pk, by=editor, writing=False, at=now)
    autosave.forget_presence(now)
    assert [row.user for row in Presence.objects.all()] == [editor]


def test_an_account_that_was_switched_off_is_not_present(release, author):
    left = make_user("Editor", "left")
    autosave.mark_present(release.pk, by=left, writing=False)
    left.is_active = False
    left.save()
    assert autosave.others_present(release, author) == []
