"""Four eyes: nobody publishes a text to whose words they contributed since the last edition that has been live."""

import datetime as dt

import pytest

from pressreleases import publishing
from pressreleases.editorial.importing import draft_from_sheet
from pressreleases.editorial.trash import bring_back, deleted_drafts
from pressreleases.models import Edition, MadeFrom, PublishedAlone, Release
from pressreleases.publishing import errors, move, publish, redact, send_back, submit, unschedule, withdraw
from pressreleases.publishing.four_eyes import contributors, contributors_of, refused
from tests.intake.sheets import WHOLE
from tests.making import correct, in_future, make_anniversary, make_release, make_user, reinstate, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(db):
    return make_user("Editor", "colleague")


@pytest.fixture
def third(db):
    return make_user("Editor", "third")


def write(release, by, **changes):
    """A save by somebody, as the form makes it."""
    release.refresh_from_db()
    release._history_user = by
    release.version += 1
    return rewrite(release, **changes)


def begun(by, title="Visit", **changes):
    """A draft in the words of `by`."""
    release = make_release(title, **changes)
    release.history.update(history_user=by)
    return release


def who(release):
    return contributors([release])[release.pk]


def test_whoever_began_it_may_not_publish_it_and_a_colleague_may(details, editor, colleague):
    release = begun(editor)
    with pytest.raises(errors.WroteIt, match="You wrote part of “Visit”"):
        publish([release], by=editor)
    assert not Edition.objects.exists()
    assert publish([release], by=colleague)
    assert not PublishedAlone.objects.exists()


def test_not_at_a_later_time_either(details, editor, colleague):
    release = begun(editor)
    with pytest.raises(errors.WroteIt):
        publish([release], by=editor, at=in_future())
    assert publish([release], by=colleague, at=in_future())


def test_the_comma_of_a_colleague_does_not_free_the_author(details, editor, colleague, third):
    release = begun(editor)
    write(release, colleague, title="Visit,")
    for user in (editor, colleague):
        with pytest.raises(errors.WroteIt):
            publish([release], by=user)
    assert publish([release], by=third)


def test_words_that_were_written_over_are_still_a_contribution(details, editor, colleague):
    release = begun(None)
    write(release, editor, title="Other")
    write(release, colleague, title="Visit")
    assert who(release) == {editor.pk, colleague.pk}


def test_a_save_without_a_change_makes_nobody_a_contributor_and_frees_nobody(details, editor, colleague):
    release = begun(editor)
    write(release, colleague)
    write(release, editor)
    assert who(release) == {editor.pk}
    with pytest.raises(errors.WroteIt):
        publish([release], by=editor)
    assert publish([release], by=colleague)


def test_submitting_sending_back_and_publishing_are_no_contributions(details, editor, author, third):
    release = begun(author)
    submit([release], by=third, comment="The second paragraph.")
    send_back([release], by=editor, comment="Shorter, please.")
    submit([release], by=author)
    assert who(release) == {author.pk}
    assert publish([release], by=editor)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "Other"),
        ("summary", "A lead."),
        ("body", "<p>Other.</p>"),
        ("notes_to_editors", "Background."),
        ("reference", "No. 1"),
        ("place", "Geneva"),
        ("speaker_name", "Jane Doe"),
        ("speaker_office", "Ambassador"),
        ("issued_on", "2024-01-21"),
        ("kind", "statement"),
        ("language", "az"),
        ("slug", "another-address"),
    ],
)
def test_whatever_an_edition_tells_is_words(details, editor, colleague, field, value):
    release = begun(colleague)
    write(release, editor, **{field: value})
    with pytest.raises(errors.WroteIt):
        publish([release], by=editor)


def test_what_it_is_filed_under_is_no_words(details, editor, author):
    release = begun(author)
    release.topics.create()
    write(release, editor, anniversary=make_anniversary(en="Black January"))
    assert who(release) == {author.pk}
    assert publish([release], by=editor)


def test_a_change_note_of_ones_own_needs_a_reason_and_one_that_a_colleague_proposed_does_not(
    details, editor, author, colleague
):
    release = begun(author)
    publish([release], by=colleague)
    write(release, author, title="The visit")
    with pytest.raises(errors.WroteTheNote, match="You wrote the change note of “The visit”"):
        publishing.correct([release], by=editor, change_note="Exact.")
    submit([release], by=author, change_note="Exact.")
    with pytest.raises(errors.WroteTheNote):
        publishing.correct([release], by=editor, change_note="Quite exact.")
    (edition,) = publishing.correct([release], by=editor, change_note=" Exact. ")
    assert edition.change_note == "Exact."
    assert not PublishedAlone.objects.exists()
    assert contributors_of(edition) == {author.pk}


def test_a_note_that_one_proposed_oneself_is_ones_own(details, editor, author, colleague):
    release = begun(author)
    publish([release], by=colleague)
    write(release, author, title="The visit")
    submit([release], by=editor, change_note="Exact.")
    with pytest.raises(errors.WroteTheNote):
        publishing.correct([release], by=editor, change_note="Exact.")
    assert publishing.correct([release], by=editor, change_note="Exact.", alone="Nobody else is in.")
    assert PublishedAlone.objects.get().by == editor


def test_a_note_of_ones_own_is_asked_for_when_it_comes_back_too_and_at_a_later_time(details, editor, author):
    release = begun(author)
    publish([release], by=editor)
    withdraw([release], by=editor, reasons={"en": "In error."})
    for at in (None, in_future()):
        with pytest.raises(errors.WroteTheNote):
            publishing.reinstate([release], by=editor, change_note="It holds.", at=at)


def test_a_minor_fix_without_a_note_asks_for_none(details, editor, author, colleague):
    release = begun(author)
    publish([release], by=colleague)
    write(release, author, title="The visit")
    assert publishing.correct([release], by=editor, minor=True)


def test_where_it_is_forbidden_a_note_of_ones_own_is_refused_at_its_field(details, editor, author, settings):
    release = begun(author)
    publish([release], by=editor)
    write(release, author, title="The visit")
    settings.PUBLISH_ALONE = "forbid"
    with pytest.raises(errors.NoteForbidden) as refused_:
        publishing.correct([release], by=editor, change_note="Exact.", alone="Nobody else is in.")
    assert refused_.value.field == "change_note"


def test_since_the_last_live_edition_everybody_begins_anew(details, editor, colleague):
    release = begun(editor)
    publish([release], by=colleague)
    write(release, colleague, title="The visit")
    assert who(release) == {colleague.pk}
    with pytest.raises(errors.WroteIt):
        correct([release], by=colleague, change_note="Exact.")
    assert correct([release], by=editor, change_note="Exact.")


def test_what_was_only_scheduled_counts_as_long_as_it_is_not_live(details, editor, colleague):
    release = begun(editor)
    publish([release], by=colleague, at=in_future())
    assert who(release) == {editor.pk}
    unschedule([release], by=editor)
    with pytest.raises(errors.WroteIt):
        publish([release], by=editor)
    assert contributors([release], at=in_future(hours=2))[release.pk] == {editor.pk}


def test_once_what_was_scheduled_is_live_only_what_was_saved_since_it_was_made_counts(details, editor, colleague):
    release = begun(editor)
    publish([release], by=colleague, at=in_future())
    write(release, colleague, title="The visit")
    assert who(release) == {editor.pk, colleague.pk}
    assert contributors([release], at=in_future(hours=2))[release.pk] == {colleague.pk}


def test_a_contributor_may_move_what_a_colleague_scheduled_since_its_words_stay(details, editor, colleague):
    release = begun(editor)
    (edition,) = publish([release], by=colleague, at=in_future())
    write(release, editor, title="Other words")
    move([release], by=editor, at=in_future(hours=2))
    assert Edition.objects.get().digest == edition.digest


def test_reinstating_asks_for_four_eyes_too(details, editor, colleague):
    release = begun(editor)
    publish([release], by=colleague)
    withdraw([release], by=editor, reasons={"en": "In error."})
    write(release, editor, title="The visit")
    with pytest.raises(errors.WroteIt):
        reinstate([release], by=editor, change_note="Back.")
    assert reinstate([release], by=colleague, change_note="Back.")


def test_what_was_not_changed_since_may_be_reinstated_by_whoever_wrote_it(details, editor, colleague):
    release = begun(editor)
    publish([release], by=colleague)
    withdraw([release], by=editor, reasons={"en": "In error."})
    assert reinstate([release], by=editor, change_note="Back.")
    assert not PublishedAlone.objects.exists()


def test_a_translation_is_judged_by_its_own_history_and_a_family_goes_whole_or_not_at_all(details, editor, colleague):
    release = begun(colleague)
    other = begun(editor, "Səfər", language="az", family=release.family, is_original=False, slug="sefer")
    assert refused([release, other], by=editor) == [other]
    with pytest.raises(errors.WroteIt, match="Səfər"):
        publish([release, other], by=editor)
    assert not Edition.objects.exists()
    assert publish([release], by=editor)


def test_who_brings_back_a_deleted_draft_is_no_contributor_and_those_who_were_stay_so(details, editor, colleague):
    release = begun(editor)
    release._history_user = colleague
    release.delete()
    back = bring_back(deleted_drafts()[0].history_id, by=colleague).release
    assert who(back) == {editor.pk}
    with pytest.raises(errors.WroteIt):
        publish([back], by=editor)
    assert publish([back], by=colleague)


def test_what_a_sheet_brought_is_nobodys_words_whoever_took_it_in(details, editor, colleague):
    release = draft_from_sheet(WHOLE, by=editor)
    assert release.history.get().history_user == editor
    assert who(release) == set()
    assert publish([release], by=editor)


def test_what_was_changed_after_the_import_is_somebodys(details, editor, colleague):
    release = draft_from_sheet(WHOLE, by=editor)
    # By the very object that came from the import.
    rewrite(release, title="Other words")
    with pytest.raises(errors.WroteIt):
        publish([release], by=editor)
    assert publish([release], by=colleague)


def test_a_redaction_leaves_no_hole(details, editor, colleague, third):
    administrator = make_user("Administrator")
    release = begun(None, body="<p>They met the informant.</p>")
    publish([release], by=third)
    write(release, third, body="<p>They met.</p>")
    publish_again = correct([release], by=administrator, minor=True)
    write(release, editor, summary="About the meeting.")
    write(release, colleague, place="Geneva")
    submit([release], by=third)
    redact([Edition.objects.get(number=1)], by=administrator, harmless=["title", "place"])
    # Nobody can tell any more what the emptied save of the editor said: it stays a contribution.
    assert who(release) == {editor.pk, colleague.pk}
    assert contributors_of(publish_again[0]) == {third.pk}
    for user in (editor, colleague):
        with pytest.raises(errors.WroteIt):
            correct([release], by=user, minor=True)
    assert correct([release], by=third, minor=True)


def test_of_an_edition_whose_save_is_not_known_everything_counts(details, editor, colleague):
    release = begun(editor)
    publish([release], by=colleague, at=in_future())
    MadeFrom.objects.all().delete()
    assert contributors([release], at=in_future(hours=2))[release.pk] == {editor.pk}


def test_an_edition_remembers_its_own_contributors(details, editor, colleague, third):
    release = begun(editor)
    (first,) = publish([release], by=third)
    write(release, colleague, title="The visit")
    (second,) = correct([release], by=third, minor=True)
    write(release, third, title="The visits")
    assert contributors_of(first) == {editor.pk}
    assert contributors_of(second) == {colleague.pk}


def test_who_is_not_active_may_not_publish_at_all(details, editor, colleague):
    release = begun(editor)
    colleague.is_active = False
    colleague.save()
    with pytest.raises(errors.NotAllowed):
        publish([release], by=colleague)
    with pytest.raises(errors.NotAllowed):
        publish([release], by=colleague, alone="I am the only one.")


def test_the_contributors_of_many_take_four_queries(details, editor, django_assert_num_queries):
    releases = [begun(editor, f"Visit {number}") for number in range(30)]
    for number in (1, 30):
        with django_assert_num_queries(4):
            assert len(contributors(releases[:number])) == number
    assert Release.objects.count() == 30


def test_who_wrote_what_was_scheduled_counts_until_the_very_instant_at_which_it_is_live(details, editor, colleague):
    release = begun(editor)
    begins = in_future()
    publish([release], by=colleague, at=begins)
    moment = dt.timedelta(microseconds=1)
    found = [contributors([release], at)[release.pk] for at in (begins - moment, begins)]
    assert found == [{editor.pk}, set()]


@pytest.fixture
def redacted(details, editor, colleague):
    """Publish `release`, correct it, and redact its first edition: its saves hold no words any more."""

    def redacted(release):
        publish([release], by=make_user("Editor", "publisher"))
        write(release, editor, title="The journey", summary="", body="<p>They met.</p>", place="Baku")
        correct([release], by=colleague, minor=True)
        redact([Edition.objects.get(number=1)], by=make_user("Administrator"), harmless=["title", "place"])
        return Edition.objects.get(number=1)

    return redacted


def test_who_wrote_into_a_submitted_text_stays_a_contributor_once_it_is_redacted(author, third, redacted):
    release = begun(author)
    submit([release], by=author)
    # Such a save moves the status and counts the version at once.
    write(release, third, summary="The informant.", status="draft")
    assert contributors_of(redacted(release)) == {author.pk, third.pk}


def test_who_only_compared_a_translation_is_no_contributor_once_it_is_redacted(author, third, redacted):
    release = begun(author, "Visit", body="<p>They met the informant.</p>")
    release.refresh_from_db()
    release.in_step_with = "a" * 64
    release.save_as(by=third, update_fields=["in_step_with"])
    assert contributors_of(redacted(release)) == {author.pk}


def test_who_proposed_the_change_note_of_an_edition_contributed_to_it(details, editor, author, colleague):
    release = begun(editor)
    publish([release], by=colleague)
    write(release, editor, title="The visit")
    submit([release], by=author, change_note="The title was made exact.")
    (edition,) = publishing.correct([release], by=colleague, change_note="The title was made exact.")
    assert contributors_of(edition) == {editor.pk, author.pk}
