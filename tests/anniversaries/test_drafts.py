"""Drafts of an observance: the last text in each language, carried forward once, and never published."""

import datetime as dt
import threading

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from pressreleases import richtext
from pressreleases.anniversaries.drafts import forget_notes, make_drafts, notes_of, open_notes_of
from pressreleases.anniversaries.linking import PlaceTaken, link
from pressreleases.editorial import trash
from pressreleases.families import TranslationState, state_of_translation, with_translation, words_of
from pressreleases.models import AuditEntry, DraftNote, Edition, Observance, Release
from pressreleases.models.kinds import Status
from pressreleases.publishing import four_eyes, publish, redact, withdraw
from tests.anniversaries.observing import ON, TODAY, black_january, last_years
from tests.making import correct, make_release, make_user, rewrite

pytestmark = pytest.mark.usefixtures("details")


def drafts():
    return {row.language: row for row in Release.objects.filter(issued_on=ON)}


def run(**options):
    call_command("draft_anniversaries", today=TODAY, **options)


def reasons_on(release):
    return [point["reason"] for note in release.draft_notes.all() for point in note.points]


def test_the_nightly_command_drafts_the_next_observance_in_each_language_once_and_says_so(editor, capsys):
    anniversary = black_january()
    last_years(anniversary, by=editor)
    run()
    made = drafts()
    assert {code: (row.title, row.status, row.place, row.is_original) for code, row in made.items()} == {
        "en": ('Thirty Fifth Anniversary of the "Black January"', Status.DRAFT, "Baku", False),
        "az": ("20 Yanvar faciəsinin otuz beşinci ildönümü", Status.DRAFT, "Baku", True),
    }
    assert made["en"].family == made["az"].family
    assert {row.anniversary for row in made.values()} == {anniversary}
    english, azerbaijani = (richtext.plain_text(made[code].body) for code in ("en", "az"))
    assert 'On 20 January 2025, the thirty fifth anniversary of the "Black January"' in english
    assert "131 civilians were killed, 744 wounded and 841 detained. Some 200,000 people" in english
    assert "before 1990" in english
    assert "18 October 1991" in english
    assert "2025-ci il yanvarın 20-də 20 Yanvar faciəsinin otuz beşinci ildönümü anılır. O gündən 35 il" in azerbaijani
    assert "1990-cı il yanvarın 19-dan 20-nə keçən gecə 131 nəfər" in azerbaijani
    assert "18 oktyabr 1991-ci ildə" in azerbaijani
    assert not Edition.objects.filter(release__in=made.values()).exists()
    assert "Black January, 20 January 2025: drafts were made." in capsys.readouterr().out
    run()
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "There are no drafts to make."
    assert said[1].startswith("Black January: no drafts were made. There is already a release for 20 January 2025: “")
    assert drafts() == made


def test_an_observance_is_drafted_when_its_lead_time_begins_and_not_before(editor):
    anniversary = black_january()
    last_years(anniversary, by=editor, languages="en")
    call_command("draft_anniversaries", today=TODAY - dt.timedelta(days=1))
    before = drafts()
    call_command("draft_anniversaries", today=TODAY)
    assert (before, set(drafts())) == ({}, {"en"})


def test_a_draft_that_staff_deleted_is_made_again_only_when_they_ask(editor):
    anniversary = black_january()
    last_years(anniversary, by=editor, languages="en")
    run()
    Release.objects.filter(issued_on=ON).delete()
    run()
    assert drafts() == {}
    make_drafts(anniversary.pk, 2025, by=editor)
    assert set(drafts()) == {"en"}


@pytest.mark.parametrize("brought_back", [True, False])
def test_a_restored_draft_gets_its_place_back_unless_another_has_it(editor, brought_back):
    anniversary = black_january()
    last_years(anniversary, by=editor, languages="en")
    [first] = make_drafts(anniversary.pk, 2025, by=editor).made
    key, before = first.pk, open_notes_of([first])[first.pk]
    first.delete()
    saved = Release.history.filter(id=key, history_type="-").get()
    if brought_back:
        trash.bring_back(saved.history_id, by=editor)
        assert Observance.objects.get().release_id == key
        back = Release.objects.get(pk=key)
        assert open_notes_of([back])[key] == before
        assert not any(shown.rewritten for shown in notes_of(back))
        assert make_drafts(anniversary.pk, 2025, by=editor).made == []
    else:
        [second] = make_drafts(anniversary.pk, 2025, by=editor).made
        with pytest.raises(PlaceTaken, match="cannot be the release of this anniversary for 2025 in English"):
            trash.bring_back(saved.history_id, by=editor)
        assert Observance.objects.get().release == second


def test_an_observance_has_one_row_a_language(editor):
    anniversary = black_january()
    Observance.objects.create(anniversary=anniversary, year=2025, language="en")
    with pytest.raises(IntegrityError, match="observance_one_for_each_language"), transaction.atomic():
        Observance.objects.create(anniversary=anniversary, year=2025, language="en")
    Observance.objects.create(anniversary=anniversary, year=2026, language="en")


def test_the_newest_live_edition_is_carried_forward_and_not_what_was_corrected(editor):
    anniversary = black_january()
    [release] = last_years(anniversary, by=editor, languages="en")
    rewrite(release, body="<p>The better text.</p>")
    correct([release], by=editor, change_note="Better.")
    rewrite(release, body="<p>Not published.</p>")
    [made] = make_drafts(anniversary.pk, 2025, by=editor).made
    assert made.body == "<p>The better text.</p>"
    assert Observance.objects.filter(release=made, carried_from__number=2).exists()


def test_a_withdrawn_release_is_not_carried_forward_silently(editor):
    anniversary = black_january()
    older = make_release("Older", "An older text.", anniversary=anniversary, issued_on=dt.date(2023, 1, 20), slug="o")
    [newer] = last_years(anniversary, by=editor, languages="en")
    publish([older], by=editor)
    withdraw([newer], by=editor, reasons={"en": "Wrong."})
    [made] = make_drafts(anniversary.pk, 2025, by=editor).made
    assert "An older text." in made.body
    assert reasons_on(made)[0] == "withdrawn"


def test_without_an_earlier_release_there_is_a_title_and_a_note(editor):
    anniversary = black_january()
    made = make_drafts(anniversary.pk, 2025, by=editor).made
    assert {row.language: (row.title, row.body) for row in made} == {
        "en": ('Thirty Fifth Anniversary of the "Black January"', ""),
        "az": ("20 Yanvar faciəsinin otuz beşinci ildönümü", ""),
    }
    assert all(reasons_on(row) == ["title", "no-text"] for row in made)


def test_a_language_with_dates_and_ordinals_only_asks_the_author_to_check_the_rest(editor, settings):
    settings.LANGUAGES = [("en", "English"), ("fr", "Français")]
    anniversary = black_january()
    french = "Aujourd’hui, le 20 janvier 2024, 34e anniversaire."
    for language, text in (("en", "Today many came."), ("fr", french)):
        day = {"anniversary": anniversary, "issued_on": dt.date(2024, 1, 20)}
        publish([make_release("Black January", text, language=language, slug=language, **day)], by=editor)
    make_drafts(anniversary.pk, 2025, by=editor)
    made = drafts()
    assert "le 20 janvier 2025, 35e anniversaire" in made["fr"].body
    assert reasons_on(made["fr"])[0] == "rest"
    assert "rest" not in reasons_on(made["en"])


def test_facts_are_copied_and_a_reference_is_not(editor):
    anniversary = black_january()
    last = {"reference": "No. 7/24", "speaker_name": "A. Minister", "kind": "statement"}
    last_years(anniversary, by=editor, languages="en", **last)
    [made] = make_drafts(anniversary.pk, 2025, by=editor).made
    assert (made.reference, made.speaker_name, made.kind) == ("", "A. Minister", "statement")
    assert {"reference", "office"} <= set(reasons_on(made))


def test_a_title_that_its_pattern_cannot_write_is_carried_and_noted(editor):
    anniversary = black_january()
    anniversary.names.filter(language="en").update(title_pattern="{34th} of January")
    last_years(anniversary, by=editor, languages="en")
    [made] = make_drafts(anniversary.pk, 2025, by=editor).made
    assert made.title == 'Thirty Fifth Anniversary of the "Black January"'
    assert "pattern" in reasons_on(made)


def test_the_draft_of_an_up_to_date_translation_is_up_to_date(editor):
    anniversary = black_january()
    original, translation = last_years(anniversary, by=editor)
    Release.objects.filter(pk=translation.pk).update(in_step_with=words_of(original))
    make_drafts(anniversary.pk, 2025, by=editor)
    made = drafts()
    assert made["en"].in_step_with == words_of(made["az"])
    states = {row.language: state_of_translation(row) for row in with_translation(Release.objects.filter(issued_on=ON))}
    assert states["en"] == TranslationState.DRAFT


def test_nobody_counts_as_the_author_of_a_carried_draft(editor, author):
    anniversary = black_january()
    last_years(anniversary, by=editor, languages="en")
    [made] = make_drafts(anniversary.pk, 2025, by=author).made
    assert four_eyes.contributors([made]) == {made.pk: set()}
    made._history_user = author  # type: ignore[attr-defined]  # django-simple-history asks for it by this name
    rewrite(made, summary="Mine.")
    assert four_eyes.contributors([made]) == {made.pk: {author.pk}}
    assert AuditEntry.objects.filter(act="carried-forward", key=made.pk, actor=author).exists()


def test_a_release_written_by_hand_is_offered_and_no_draft_is_made(editor, capsys):
    anniversary = black_january()
    last_years(anniversary, by=editor, languages="en")
    mine = make_release(
        "On the thirty-fifth anniversary of Black January", issued_on=ON - dt.timedelta(days=1), slug="m"
    )
    make_release("A visit near the day", issued_on=ON, slug="visit")
    run()
    assert [row.title for row in make_drafts(anniversary.pk, 2025, by=editor).by_hand] == [mine.title]
    assert mine.title in capsys.readouterr().out
    assert not Observance.objects.exists()
    assert link(mine, anniversary, 2025, by=editor) == [mine]
    mine.refresh_from_db()
    assert (mine.anniversary, mine.observance.linked, mine.version) == (anniversary, True, 2)
    assert make_drafts(anniversary.pk, 2025, by=editor).made == []


def test_drafts_can_be_made_despite_a_release_that_only_seems_to_belong(editor):
    anniversary = black_january()
    last_years(anniversary, by=editor, languages="en")
    make_release("Black January in film", issued_on=ON, slug="film")
    assert len(make_drafts(anniversary.pk, 2025, by=editor, despite=True).made) == 1


def test_after_staff_linked_a_release_in_its_form_the_site_makes_no_drafts_on_its_own(editor):
    anniversary = black_january()
    last_years(anniversary, by=editor)
    mine = make_release("Our own words", issued_on=ON, anniversary=anniversary, slug="mine")
    run()
    assert list(drafts().values()) == [mine]
    made = make_drafts(anniversary.pk, 2025, by=editor).made
    assert [(row.language, row.family) for row in made] == [("az", mine.family)]


@pytest.mark.django_db(transaction=True)
def test_two_processes_at_once_make_one_draft_of_each(editor):
    anniversary = black_january()
    last_years(anniversary, by=editor)
    barrier = threading.Barrier(2)

    def draft():
        barrier.wait()
        make_drafts(anniversary.pk, 2025, by=None)
        connection.close()

    threads = [threading.Thread(target=draft) for _turn in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Release.objects.filter(issued_on=ON).count() == 2


def test_the_published_text_contains_no_notes(editor):
    anniversary = black_january()
    last_years(anniversary, by=editor, languages="en")
    [made] = make_drafts(anniversary.pk, 2025, by=editor).made
    publish([made], by=make_user("Editor", "second"))
    edition = Edition.objects.get(release=made)
    assert edition.body == made.body
    assert "<mark" not in edition.body
    assert DraftNote.objects.filter(release=made).exists()


def test_redaction_deletion_and_tidying_leave_no_words_in_notes(editor):
    anniversary = black_january()
    last_years(anniversary, by=editor)
    make_drafts(anniversary.pk, 2025, by=editor)
    english, azerbaijani = drafts()["en"], drafts()["az"]
    publish([english], by=editor)
    withdraw([english], by=editor, reasons={"en": "Wrong."})
    rewrite(english, body="<p>Other.</p>")
    redact(Edition.objects.filter(release=english), by=make_user("Administrator"), harmless=["title", "place"])
    assert not DraftNote.objects.filter(release=english).exists()
    assert DraftNote.objects.filter(release=azerbaijani).exists()
    publish([azerbaijani], by=editor)
    now = Edition.objects.get(release=azerbaijani).begins_at
    assert forget_notes(now + dt.timedelta(days=29)) == 0
    assert forget_notes(now + dt.timedelta(days=31)) > 0
    deleted = make_release("Deleted", slug="deleted")
    deleted.draft_notes.create(position=0, field="body", sentence="Secret.")
    deleted.delete()
    assert not DraftNote.objects.filter(sentence="Secret.").exists()


def test_the_site_makes_no_drafts_with_only_a_title_on_its_own(editor):
    black_january()
    run()
    assert drafts() == {}


def test_the_year_that_staff_gave_a_release_counts_more_than_its_date(editor):
    anniversary = black_january()
    [last] = last_years(anniversary, by=editor, languages="en")
    Observance.objects.create(anniversary=anniversary, year=2023, language="en", release=last)
    [made] = make_drafts(anniversary.pk, 2025, by=editor).made
    assert "gap" in reasons_on(made)
