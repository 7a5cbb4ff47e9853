"""Importing a sheet: once, whole or not at all, its words nobody's own."""

import copy
import datetime as dt
import threading
from dataclasses import replace

import pytest
from django.db import connection, connections
from django.db.models import F, Func, TextField, Value

from pressreleases.editorial import errors
from pressreleases.editorial.errors import AlreadyThere
from pressreleases.editorial.importing import draft_from_sheet, import_sheet
from pressreleases.intake.document import Embargo, Question
from pressreleases.models import AuditEntry, Edition, MissionDetails, Release
from pressreleases.publishing import PublishingError
from pressreleases.publishing.four_eyes import IMPORTED, contributors
from tests.intake.sheets import WHOLE
from tests.making import make_anniversary, make_details, make_user, rewrite


@pytest.mark.django_db
def test_a_sheet_becomes_a_draft_of_nobodys_own_words(author):
    release = draft_from_sheet(WHOLE, by=author)
    assert (release.title, release.created_by, release.status) == (WHOLE.title, author, "draft")
    assert release.history.get().history_change_reason == IMPORTED
    assert contributors([release])[release.pk] == set()


@pytest.mark.django_db
def test_a_site_without_details_gets_them_from_the_head_and_says_so_in_the_audit_trail():
    imported = import_sheet(WHOLE)
    assert imported.head.details_made
    assert imported.edition is None
    details = MissionDetails.objects.get()
    assert (details.valid_during.lower, details.valid_during.upper) == (None, None)
    entry = AuditEntry.objects.get(act="mission-details-changed")
    assert entry.details == {"new": True, "imported": True}


@pytest.mark.django_db
def test_it_is_published_only_for_somebody_who_publishes(details, editor):
    imported = import_sheet(WHOLE, publish_by=editor)
    assert imported.edition == Edition.objects.live().get()


@pytest.mark.django_db
def test_a_sheet_under_embargo_is_not_published_and_leaves_no_draft(details, editor):
    sheet = replace(WHOLE, embargo=Embargo("Not before 10:00"))
    with pytest.raises(errors.UnderEmbargo, match="Not before 10:00"):
        import_sheet(sheet, publish_by=editor)
    assert not Release.objects.exists()
    assert import_sheet(sheet).edition is None


@pytest.mark.django_db
def test_every_field_that_a_release_has_is_filled(details):
    sheet = replace(
        WHOLE,
        lead="The lead",
        place="Baku",
        reference="No. 5/24",
        speaker_name="Ms. Ana Belt",
        speaker_office="Minister",
        notes=("One.", "Two."),
        contact=("Contact: +1 212 555 0100",),
    )
    release = draft_from_sheet(sheet)
    assert (release.summary, release.place, release.reference) == ("The lead", "Baku", "No. 5/24")
    assert (release.speaker_name, release.speaker_office) == ("Ms. Ana Belt", "Minister")
    assert release.notes_to_editors == "One.\n\nTwo."
    assert release.press_contact == "Contact: +1 212 555 0100"
    assert "555 0100" not in release.body + release.notes_to_editors


@pytest.mark.django_db
def test_a_sheet_whose_questions_need_an_answer_makes_nothing_and_another_question_makes_a_draft(details, editor):
    asked = Question("title", "Is it the title?", lines=((3, "By the River"),))
    with pytest.raises(errors.Unanswered) as refused:
        import_sheet(replace(WHOLE, questions=(replace(asked, needed=True),)))
    assert str(refused.value).splitlines()[1:] == ["  title: Is it the title?", "    3: By the River"]
    assert not Release.objects.exists()
    sheet = replace(WHOLE, questions=(asked,))
    with pytest.raises(errors.Unanswered):
        import_sheet(sheet, publish_by=editor)
    assert not Release.objects.exists()
    assert import_sheet(sheet).edition is None


@pytest.mark.django_db
def test_what_preflight_stops_is_not_published_and_leaves_no_draft(details, editor):
    sheet = replace(WHOLE, body="<p>It opens on [TBC].</p>")
    with pytest.raises(errors.NotReady, match=r"A comment was left in the text: “\[TBC\]”"):
        import_sheet(sheet, publish_by=editor)
    assert not Release.objects.exists()
    assert import_sheet(sheet).edition is None


@pytest.mark.django_db
def test_what_preflight_only_warns_of_is_published_and_told(details, editor):
    imported = import_sheet(WHOLE, publish_by=editor)
    assert imported.edition is not None
    assert any("There is no place" in warning for warning in imported.warnings)


@pytest.mark.django_db
def test_a_sheet_with_another_head_is_not_published_and_a_draft_of_it_tells_the_differences(editor):
    make_details(address="Another address")
    with pytest.raises(errors.HeadDiffers, match="the mission details have “Another address”"):
        import_sheet(WHOLE, publish_by=editor)
    assert not Release.objects.exists()
    assert [difference.on_site for difference in import_sheet(WHOLE).head.differences] == ["Another address"]


@pytest.mark.django_db
def test_a_sheet_that_is_there_is_not_imported_again_however_it_was_typed(details):
    release = draft_from_sheet(WHOLE)
    rewrite(release, title="Another title", body="<p>Other words.</p>")
    typed = replace(
        WHOLE,
        title=WHOLE.title.replace('"', "”").upper(),
        body=WHOLE.body.replace(" ", "\u00a0"),
    )
    with pytest.raises(AlreadyThere) as refused:
        draft_from_sheet(typed)
    assert refused.value.release == release


@pytest.mark.django_db
def test_a_sheet_that_is_there_and_not_live_is_not_published_unseen(details, editor):
    draft_from_sheet(WHOLE)
    with pytest.raises(errors.AlreadyThereUnpublished):
        import_sheet(WHOLE, publish_by=editor)
    assert not Edition.objects.exists()


@pytest.mark.django_db
def test_other_words_of_the_same_day_and_title_are_refused_and_of_another_day_are_not(details):
    draft_from_sheet(WHOLE)
    with pytest.raises(errors.ThereWithOtherWords):
        draft_from_sheet(replace(WHOLE, body="<p>Other words.</p>"))
    draft_from_sheet(replace(WHOLE, issued_on=dt.date(2023, 1, 20)))


@pytest.mark.django_db
def test_a_language_that_the_site_lacks_is_refused(settings):
    settings.LANGUAGES = [("az", "Azerbaijani")]
    with pytest.raises(errors.LanguageNotHere):
        draft_from_sheet(WHOLE)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "day", "is_linked"),
    [
        ("Old Maps", 20, True),
        ("Maps", 20, True),
        ("Old Maps", 21, False),
        ("Old Map", 20, True),
        ("ld Maps", 20, False),
    ],
)
def test_an_anniversary_is_linked_if_the_title_names_it_and_its_day_is_that_of_the_sheet(name, day, is_linked):
    anniversary = make_anniversary(day=day, en=name)
    assert draft_from_sheet(WHOLE).anniversary == (anniversary if is_linked else None)


@pytest.mark.django_db
def test_where_two_anniversaries_fit_none_is_linked():
    make_anniversary(en="Old Maps")
    make_anniversary(en="Exhibition")
    assert draft_from_sheet(WHOLE).anniversary is None


@pytest.mark.django_db
def test_who_may_not_publish_publishes_no_sheet(details):
    with pytest.raises(PublishingError):
        import_sheet(WHOLE, publish_by=make_user("Author"))
    assert not Release.objects.exists()


@pytest.mark.django_db
def test_a_code_that_another_release_has_refuses_no_sheet(monkeypatch):
    first = import_sheet(WHOLE).release
    codes = iter((first.code, first.code, "bcdfgh"))
    monkeypatch.setattr("pressreleases.models.release.make_code", lambda: next(codes))
    second = import_sheet(replace(WHOLE, title="Another")).release
    assert second.code == "bcdfgh"


@pytest.mark.django_db(transaction=True)
def test_the_same_sheet_given_twice_at_once_makes_one_release_and_one_row_of_details():
    start = threading.Barrier(2)
    outcomes: list[str] = []

    def run() -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=10)
            import_sheet(WHOLE)
            outcomes.append("made")
        except AlreadyThere:
            outcomes.append("already there")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _i in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(outcomes) == ["already there", "made"]
    assert (Release.objects.count(), MissionDetails.objects.count()) == (1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Mission opens “Old Maps”", 'THE MISSION OPENS  "OLD MAPS"'),
        ("İstanbulda ışıq", "ISTANBULDA IŞIQ"),
        ("Café au lait", "Cafe\u0301 AU\u00a0LAIT"),
        ("Заявление посла Ёлкина", "ЗАЯВЛЕНИЕ ПОСЛА ЁЛКИНА"),
        ("Əliyevin səfəri", "ƏLİYEVİN SƏFƏRİ"),
        ("ﬁrst Oﬃce №５", "First office No5"),
        ("بيان البعثة", "بيان  البعثة"),
        ("代表团声明", "代表团声明"),
    ],
)
def test_titles_that_differ_in_typing_only_are_the_same(details, one, other):
    draft_from_sheet(replace(WHOLE, title=one))
    with pytest.raises(errors.AlreadyThere):
        draft_from_sheet(replace(WHOLE, title=other))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("one", "other"), [("Old maps", "Old naps"), ("Déjà vu", "Dèja vu"), ("声明", "宣言"), ("!", "?")]
)
def test_titles_with_other_letters_are_not(details, one, other):
    draft_from_sheet(replace(WHOLE, title=one))
    assert draft_from_sheet(replace(WHOLE, title=other)).pk


@pytest.mark.django_db
def replaced(row, **changes):
    row = copy.copy(row)
    for name, value in changes.items():
        setattr(row, name, value)
    return row


def test_the_titles_of_a_day_are_not_read_one_by_one(details):
    draft_from_sheet(WHOLE)
    saved = Release.history.get()
    rows = [replaced(saved, history_id=None, title=f"Number {n}") for n in range(1000)]
    Release.history.bulk_create(rows)
    with connection.cursor() as cursor:
        # Of an empty table the plan says nothing.
        cursor.execute("ANALYZE pressreleases_historicalrelease")
        plan = Release.history.filter(language="en", issued_on=WHOLE.issued_on).order_by("id", "history_id")
        key = Func(Value("Title"), function="mission_title_key")
        plan = plan.alias(key=Func(F("title"), function="mission_title_key", output_field=TextField())).filter(key=key)
        assert "release_history_titles" in plan.explain()
