"""Importing sheets: a draft, once, of nobody's own words; published only where somebody who may says so."""

import base64
import contextlib
import datetime as dt
import io
import json
import logging
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from PIL import Image as Pillow

from pressreleases import publishing
from pressreleases.editorial.errors import NotReady
from pressreleases.editorial.importing import import_sheet
from pressreleases.editorial.missing_languages import FEWEST
from pressreleases.management.commands import import_release
from pressreleases.models import Anniversary, AnniversaryName, AuditEntry, Edition, Image, MissionDetails, Release
from pressreleases.publishing import publish
from tests.intake import sheets, test_sources
from tests.intake.shares import SHEETS
from tests.making import make_details, make_release, make_user, rewrite, today
from tests.management.running import refusal, rows, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(tmp_path):
    """Write a sheet into a file and return its path."""

    def write(text, name="sheet.txt"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_a_sheet_becomes_a_draft_of_nobodys_own_words(details, write):
    said = run("import_release", write(sheets.english()))
    release = Release.objects.get()
    assert (release.language, release.kind, release.issued_on) == ("en", "press-release", dt.date(2024, 1, 20))
    assert (release.title, release.slug) == (sheets.TITLE, "the-mission-opens-an-exhibition-of-old-maps")
    assert release.body == "\n".join(f"<p>{paragraph}</p>" for paragraph in sheets.PARAGRAPHS)
    assert (release.created_by, release.changed_by) == (None, None)
    assert [state.history_user for state in release.history.all()] == [None]
    assert f"is release {release.pk}, a draft" in said
    assert not Edition.objects.exists()


def test_the_language_is_recognised_unless_it_is_given(details, write):
    run("import_release", write(sheets.azerbaijani()))
    run("import_release", write(sheets.english()), "--language", "az")
    assert list(Release.objects.order_by("pk").values_list("language", flat=True)) == ["az", "az"]


def test_a_language_that_the_site_has_not_is_refused(details, write, settings):
    settings.LANGUAGES = [("en", "English")]
    assert "This site does not publish in that language" in refusal("import_release", write(sheets.azerbaijani()))
    assert "Choose one of: en, az, fr" in refusal("import_release", write(sheets.english()), "--language", "xx")


def test_it_is_published_by_an_editor(details, editor, write):
    said = run("import_release", write(sheets.english()), "--publish", "--as", "editor")
    edition = Edition.objects.live().get()
    assert edition.published_by == editor
    assert edition.text.split("\n\n") == list(sheets.PARAGRAPHS)
    assert "published at /en/releases/2024/the-mission-opens-an-exhibition-of-old-maps/" in said


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--publish"], "--publish needs a person who publishes. Add --as and a user name."),
        (["--as", "editor"], "--as says who publishes. Add --publish, or leave out --as."),
        (["--publish", "--as", "nobody"], "There is no account “nobody”."),
        (["--publish", "--as", "editor\udcff"], "There is no account “editor\udcff”."),
        (["--publish", "--as", "author"], "“author” may not publish. Name an editor’s account."),
        (["--publish", "--as", "left"], "“left” may not publish. Name an editor’s account."),
        (["--time-zone", "New York"], "“New York” is not a time zone."),
    ],
)
def test_who_publishes_has_to_be_named_and_to_be_allowed(details, write, arguments, sentence):
    make_user("Editor")
    make_user("Author")
    left = make_user("Editor", "left")
    left.is_active = False
    left.save()
    assert refusal("import_release", write(sheets.english()), *arguments) == sentence


def test_the_same_sheet_twice_makes_no_second_release(details, write):
    run("import_release", write(sheets.english()))
    before = rows()
    typed_otherwise = (
        sheets.english(title=sheets.TITLE.replace('"', "“").upper()).replace("\n", "\r\n").replace("20 ", "20 ")
    )
    said = run("import_release", write("\ufeff" + typed_otherwise, "again.txt"))
    assert f"already exists as release {Release.objects.get().pk}. It was not imported again." in said
    assert rows() == before


def test_a_sheet_that_staff_have_changed_since_is_still_there(details, write):
    run("import_release", write(sheets.english()))
    rewrite(Release.objects.get(), title="Another title", body="<p>Other words.</p>")
    assert "already exists" in run("import_release", write(sheets.english()))
    assert Release.objects.get().title == "Another title"


def test_a_sheet_whose_release_was_deleted_may_come_again(details, write):
    run("import_release", write(sheets.english()))
    Release.objects.get().delete()
    assert "a draft" in run("import_release", write(sheets.english()))


def test_other_words_under_the_same_date_and_title_are_refused(details, write):
    run("import_release", write(sheets.english()))
    said = refusal("import_release", write(sheets.english(body="On 18 January it was very different from that.")))
    assert "already exists" in said
    assert "with different text. Nothing was changed." in said


def test_the_same_title_on_another_day_is_another_release(details, write):
    run("import_release", write(sheets.english()))
    run("import_release", write(sheets.english(day="20 January 2023")))
    assert Release.objects.count() == 2


def test_a_sheet_that_is_there_as_a_draft_is_not_published_unseen(details, editor, write):
    run("import_release", write(sheets.english()))
    said = refusal("import_release", write(sheets.english()), "--publish", "--as", "editor")
    assert "which readers do not see. It was not published" in said
    publish(Release.objects.all(), by=editor)
    assert "It was not imported again" in run("import_release", write(sheets.english()), "--publish", "--as", "editor")


def test_an_hour_without_a_clock_makes_no_draft_until_it_is_said_by_which(details, write, tmp_path):
    path = write(sheets.english(label="EMBARGOED until 20 January 2124, 10:00\n\nPress release"))
    assert "By the clock of which place?" in refusal("import_release", path)
    assert "time zone of a place" in refusal(
        "import_release", path, "--answers", answers(tmp_path, {"embargo": "noon"})
    )
    run("import_release", path, "--answers", answers(tmp_path, {"embargo": "America/New_York"}))
    assert Release.objects.get().embargo_ends_at == dt.datetime(2124, 1, 20, 15, tzinfo=dt.UTC)


def test_a_sheet_under_embargo_is_drafted_but_not_published(details, editor, write):
    text = sheets.english(label="EMBARGOED until 20 January 2124, 10:00 GMT\n\nPress release")
    assert "Import it without publishing" in refusal("import_release", write(text), "--publish", "--as", "editor")
    assert not Release.objects.exists()
    run("import_release", write(text))
    with pytest.raises(publishing.errors.UnderEmbargo):
        publish(Release.objects.all(), by=editor)
    assert AuditEntry.objects.filter(act="embargo-set").exists()


def test_an_embargo_that_is_over_is_said_and_holds_nothing_back(details, editor, write):
    text = sheets.english(label="EMBARGOED until 20 January 2024, 10:00 GMT\n\nPress release")
    said = run("import_release", write(text), "--publish", "--as", "editor")
    assert "That time has passed." in said
    assert Release.objects.get().embargo_ends_at is None


def test_an_embargo_without_a_time_is_left_to_staff(details, editor, write):
    text = sheets.english(label="STRICTLY EMBARGOED\n\nPress release")
    assert "Import it without publishing" in refusal("import_release", write(text), "--publish", "--as", "editor")
    assert "Set an embargo on the release." in run("import_release", write(text))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (sheets.english(day=""), "No date of issue was found"),
        (sheets.english(day="03/04/2024"), 'Is "03/04/2024" in line 14 3 April 2024 or 4 March 2024?'),
        (sheets.english(title=""), "No title was found"),
        (sheets.english(body=""), "No text was found"),
        (b"", "The file contains no text."),
        (b"%PDF-1.7\n", "This file is damaged"),
        (b"II*\x00\x01", "This is a TIFF file"),
        (b"\x00\x01\x02", "control character"),
        (sheets.azerbaijani().encode("cp1254", "replace"), "UTF-8"),
        (b"a" * 50_000_000, "too large for a press release"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(db, write, text, sentence):
    path = write(text)
    assert (said := refusal("import_release", path)).startswith(f"{path}: ")
    assert sentence in said


def test_a_missing_file_and_an_empty_folder_are_refused(db, tmp_path):
    assert refusal("import_release", tmp_path / "none.txt").endswith("There is no such file.")
    assert "There is no document in it" in refusal("import_release", tmp_path)


def test_what_is_wrong_is_said_in_the_active_language(db, write):
    with translation.override("az"):
        said = refusal("import_release", write(sheets.english(day="03/04/2024")))
    assert "3 aprel 2024" in said
    assert "4 mart 2024" in said


def answers(tmp_path, given):
    path = tmp_path / "answers.json"
    path.write_text(given if isinstance(given, str) else json.dumps(given))
    return path


def test_a_question_is_printed_with_its_lines_and_answered_from_a_file(details, write, tmp_path):
    path = write(sheets.english(day="03/04/2024"))
    before = rows()
    said = refusal("import_release", path)
    assert "issued_on: Is" in said
    assert "(2024-04-03 / 2024-03-04)" in said
    assert "    14: 03/04/2024" in said
    assert rows() == before
    run("import_release", path, "--answers", answers(tmp_path, {"issued_on": "2024-03-04"}))
    assert Release.objects.get().issued_on == dt.date(2024, 3, 4)


def test_answers_for_several_sheets_are_found_by_the_names_of_the_files(details, write, tmp_path):
    one, two = write(sheets.english(label=""), "one.txt"), write(sheets.english(title="Another"), "two.txt")
    run("import_release", one, two, "--answers", answers(tmp_path, {"one.txt": {"kind": "letter"}}))
    assert list(Release.objects.order_by("pk").values_list("kind", flat=True)) == ["letter", "press-release"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("{", "This is not JSON."),
        ("[]", "Give an object of answers for each sheet"),
        ({"other.txt": {"kind": "letter"}}, "has answers for “other.txt”, but no sheet has this name."),
        ({"colour": "red"}, 'There is no question "colour".'),
        ({"kind": "poem"}, '"poem" is no answer to "kind".'),
        ({"title": 7}, 'The answer to "title" must be words'),
    ],
)
def test_answers_that_answer_nothing_are_refused(db, write, tmp_path, given, sentence):
    before = rows()
    assert sentence in refusal("import_release", write(sheets.english()), "--answers", answers(tmp_path, given))
    assert rows() == before


def test_a_missing_file_of_answers_is_refused(db, write, tmp_path):
    said = refusal("import_release", write(sheets.english()), "--answers", tmp_path / "none.json")
    assert said.endswith("There is no such file.")


def test_a_question_that_can_wait_is_printed_with_a_draft_and_keeps_it_from_being_published(details, editor, write):
    path = write(sheets.english(title="By the River, a School"))
    before = rows()
    assert "begins with “by”" in refusal("import_release", path, "--publish", "--as", "editor")
    assert rows() == before
    said = run("import_release", path)
    assert "Questions about the sheet" in said
    assert "title: The title in line 16 begins with “by”." in said


def test_a_placeholder_is_not_published_and_leaves_nothing(details, editor, write):
    path = write(sheets.english(body="The exhibition is opened by [TBC] on the first floor of the building."))
    before = rows()
    assert "[TBC]" in refusal("import_release", path, "--publish", "--as", "editor")
    assert rows() == before
    assert "a draft" in run("import_release", path)


def test_what_a_release_has_no_field_for_is_printed_and_not_put_into_the_text(details, write):
    text = sheets.english() + "\nContact: Ana Belt, +1 212 555 0100\n\nCheck against delivery\n"
    said = run("import_release", write(text))
    assert "About the sheet, not stored: Check against delivery" in said
    assert "Check against" not in Release.objects.get().body
    assert Release.objects.get().press_contact == "Contact: Ana Belt, +1 212 555 0100"


def test_an_embargo_is_printed_as_an_instant_of_utc(details, write):
    text = sheets.english(label="EMBARGOED until 22 January 2124, 10:00 (New York time)\n\nPress release")
    assert "The release is under embargo until 22 January 2124, 15:00 (UTC)." in run("import_release", write(text))


def test_a_file_in_an_old_encoding_is_read_if_its_text_proves_it_and_that_is_said(details, write, settings):
    settings.LANGUAGES = [("en", "English"), ("fr", "French")]
    text = (
        "Communiqué de presse\n5 mars 2024\n\nUne école d’été\n\n"
        "L’école d’été a réuni les géomètres de sept pays, et elle a été prolongée jusqu’à la fin du mois.\n"
    )
    said = run("import_release", write(text.encode("cp1252")))
    assert "The file was read as Windows-1252: every letter of its text fits." in said
    assert Release.objects.get().title == "Une école d’été"


def test_of_several_files_each_goes_in_whole_or_not_at_all(details, write):
    good, bad = write(sheets.english(), "good.txt"), write(sheets.english(day=""), "bad.txt")
    other = write(sheets.english(title="Another Exhibition"), "other.txt")
    with pytest.raises(Exception, match=r"1 of 3 files was not imported\."):
        run("import_release", good, bad, other)
    assert list(Release.objects.order_by("pk").values_list("title", flat=True)) == [sheets.TITLE, "Another Exhibition"]


@pytest.fixture
def usually_in_two_languages(details, editor):
    for number in range(FEWEST):
        english = make_release(f"Number {number}")
        publish(
            [english, make_release(f"Nömrə {number}", language="az", family=english.family, is_original=False)],
            by=editor,
        )


def test_a_sheet_without_a_language_in_which_the_mission_usually_publishes_is_not_published(
    usually_in_two_languages, write
):
    there = Release.objects.count()
    of_today = write(sheets.english(day=f"{today().day} {today():%B %Y}"))
    said = refusal("import_release", of_today, "--publish", "--as", "editor")
    assert "There is no text in Azərbaycanca. You usually publish in this language." in said
    assert Release.objects.count() == there
    run("import_release", of_today)
    assert Release.objects.count() == there + 1
    assert "published at" in run("import_release", write(sheets.english()), "--publish", "--as", "editor")


def test_the_second_text_of_a_sheet_is_not_missing_when_the_first_is_published(usually_in_two_languages, editor):
    english = replace(sheets.WHOLE, issued_on=today(), body="<p>131 guests came.</p>")
    azerbaijani = replace(english, language="az", title=sheets.AZ_TITLE, body="<p>131 qonaq gəlib.</p>")
    with pytest.raises(NotReady):
        import_sheet(english, publish_by=editor)
    first = import_sheet(english, publish_by=editor, has_more=True)
    assert import_sheet(azerbaijani, publish_by=editor, original=first.release).edition


def test_a_failure_to_publish_leaves_no_draft_and_no_details(editor, write):
    no_address = sheets.english(head=f"{sheets.NAMES}\n\n{sheets.NUMBERS}")
    assert "country" in refusal("import_release", write(no_address))
    said = refusal("import_release", write(no_address), "--publish", "--as", "editor", "--country", "US")
    assert "No mission details are valid on 20 January 2024" in said


def test_a_reference_that_another_release_has_is_refused(details, write):
    first = sheets.english(label="Press release\nNo. 7/24")
    run("import_release", write(first))
    assert Release.objects.get().reference == "No. 7/24"
    second = sheets.english(label="Press release\nNo. 7/24", title="Another Exhibition")
    assert "Another release in this language has this reference." in refusal("import_release", write(second))


def anniversary(name, month=1, day=20):
    made = Anniversary.objects.create(event_first_on=dt.date(1990, 1, 20), month=month, day=day)
    AnniversaryName.objects.create(anniversary=made, language="en", name=name, slug=name.lower().replace(" ", "-"))
    return made


def test_an_anniversary_named_in_the_title_on_its_day_is_linked(details, write):
    old_maps = anniversary("Old Maps")
    anniversary("Maps", day=21)
    run("import_release", write(sheets.english()))
    assert Release.objects.get().anniversary == old_maps


def test_no_anniversary_is_linked_where_two_fit_or_the_year_has_its_release(details, write):
    old_maps = anniversary("Old Maps")
    run("import_release", write(sheets.english()))
    run("import_release", write(sheets.english(title="More Old Maps")))
    anniversary("Exhibition")
    run("import_release", write(sheets.english(title="Exhibition of Old Maps", day="20 January 2023")))
    assert list(Release.objects.filter(anniversary=None).values_list("title", flat=True)) == [
        "More Old Maps",
        "Exhibition of Old Maps",
    ]
    assert Release.objects.get(anniversary=old_maps).title == sheets.TITLE


def test_details_there_are_stay_as_they_are(write):
    make_details(address="866 United Nations Plaza, New York, NY, 10017")
    before = rows()["pressreleases_missiondetails"]
    run("import_release", write(sheets.english()))
    assert rows()["pressreleases_missiondetails"] == before
    assert MissionDetails.objects.get().address.startswith("866")


@pytest.mark.parametrize("year", ["0202", "1849", "2200"])
def test_a_date_that_no_page_can_show_is_refused_in_words(details, write, year):
    said = refusal("import_release", write(sheets.english().replace("20 January 2024\n", f"20 January {year}\n")))
    assert "Date of issue: Choose a day from 1 January 1850 to 31 December 2199." in said


def test_invisible_characters_of_a_sheet_do_not_come_into_the_draft(details, write):
    dirty = (
        sheets.english()
        .replace("Old Maps", "Old\u202e Maps\u0086")
        .replace("three libraries", "three\u0099 \ufdd0libraries")
    )
    run("import_release", write(dirty))
    release = Release.objects.get()
    assert release.title == sheets.TITLE
    assert "three libraries in Baku" in release.body


@pytest.fixture
def archive(details, write, tmp_path):
    """A folder of five sheets: two that can be taken in, one twice, one with a question, one that is none."""
    write(sheets.english(), "one.txt")
    write(sheets.english(title="Another Exhibition"), "two.txt")
    write(sheets.english(), "three.txt")
    write(sheets.english(title="A Third One", day="03/04/2024"), "four.txt")
    write(b"\x00", "zero.txt")
    return tmp_path


def counts(said):
    """The numbers of the last lines of a table."""
    return [int(line.split()[0]) for line in said.splitlines()[-6:]]


def attempt(*arguments):
    """What the command writes, also if it refuses a part."""
    out = io.StringIO()
    with contextlib.suppress(CommandError):
        call_command("import_release", *map(str, arguments), stdout=out, stderr=io.StringIO())
    return out.getvalue()


def test_a_dry_run_of_a_folder_tells_what_would_become_of_each_and_writes_nothing(archive):
    before = rows()
    said = attempt(archive, "--dry-run")
    assert rows() == before
    assert counts(said) == [2, 0, 1, 1, 1, 0]
    assert f"{'already there':<24} {archive / 'three.txt'}\n" in said
    assert f"{'not made, needs a look':<24} {archive / 'four.txt'}\n    The sheet was not imported" in said
    assert f"{'refused':<24} {archive / 'zero.txt'}\n    This is not a plain text file" in said


def test_a_folder_is_taken_in_and_a_second_time_nothing_is_doubled(archive):
    assert counts(attempt(archive)) == [2, 0, 1, 1, 1, 0]
    assert Release.objects.count() == 2
    assert counts(attempt(archive)) == [0, 0, 3, 1, 1, 0]
    assert Release.objects.count() == 2


def test_an_import_that_was_stopped_goes_on_where_it_ended(archive, monkeypatch):
    real = import_sheet
    taken: list[object] = []

    def stopped(*arguments, **options):
        if taken:
            raise KeyboardInterrupt
        taken.append(arguments)
        return real(*arguments, **options)

    monkeypatch.setattr(import_release, "import_sheet", stopped)
    with pytest.raises(KeyboardInterrupt):
        run("import_release", archive / "one.txt", archive / "two.txt")
    assert Release.objects.count() == 1
    monkeypatch.undo()
    assert counts(attempt(archive)) == [1, 0, 2, 1, 1, 0]


def test_a_folder_with_a_refused_document_ends_with_status_1(archive):
    with pytest.raises(CommandError, match="2 of 5 files were not imported") as refused:
        run("import_release", archive)
    assert refused.value.returncode == 1


def test_the_name_of_a_file_does_not_steer_a_terminal(archive):
    (archive / "two.txt").rename(archive / "\x1b[31mtwo\u202e.txt")
    said = attempt(archive)
    assert f"{archive}/[31mtwo.txt\n" in said
    assert not {"\x1b", "\u202e"} & set(said)


def test_answers_reach_a_document_of_a_folder_by_its_name_there(archive, tmp_path_factory):
    given = answers(tmp_path_factory.mktemp("answers"), {"four.txt": {"issued_on": "2024-03-04"}})
    assert counts(attempt(archive, "--answers", given)) == [3, 0, 1, 0, 1, 0]


def test_posts_of_another_site_become_releases_once_their_kind_is_said(details, write):
    path = write(test_sources.export(test_sources.post(), test_sources.post(title="Other Maps")), "export.xml")
    said = attempt(path)
    assert counts(said) == [0, 0, 0, 2, 0, 0]
    assert "What kind of document is it?" in said
    assert counts(attempt(path, "--kind", "statement")) == [2, 0, 0, 0, 0, 0]
    release = Release.objects.get(title="Old Maps")
    assert (release.kind, release.language, release.issued_on) == ("statement", "en", dt.date(2024, 1, 20))


def test_what_is_left_out_of_an_export_is_named_and_counted(details, write):
    posts = (test_sources.post(title="A sketch", status="draft"), test_sources.post(title="About us", kind="page"))
    path = write(test_sources.export(*posts, test_sources.post()), "export.xml")
    said = attempt(path, "--kind", "statement")
    assert counts(said) == [1, 0, 0, 0, 0, 2]
    assert f"{'left out':<24} {path}: 1 A sketch\n    This post is not published (draft)." in said
    assert f"{'left out':<24} {path}: 2 About us\n    This is not a post (page)." in said


def test_what_is_left_out_is_not_among_the_files_that_were_to_be_imported(details, write):
    posts = (test_sources.post(title="A sketch", status="draft"), test_sources.post(), test_sources.post(title="Other"))
    path = write(test_sources.export(*posts), "export.xml")
    with pytest.raises(CommandError, match=r"2 of 2 files were not imported"):
        call_command("import_release", str(path), stdout=io.StringIO(), stderr=io.StringIO())


def test_an_export_with_nothing_to_import_is_refused(details, write):
    path = write(test_sources.export(test_sources.post(kind="page")), "export.xml")
    assert counts(attempt(path)) == [0, 0, 0, 0, 1, 1]


class Terminal(io.StringIO):
    def isatty(self):
        return True


class Kept(logging.Handler):
    def __init__(self):
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record):
        self.lines.append(record.getMessage())


@pytest.mark.parametrize(("stream", "lines"), [(Terminal(), 0), (io.StringIO(), 1)])
def test_a_person_at_a_terminal_is_not_shown_the_lines_of_the_log(
    details, write, django_capture_on_commit_callbacks, stream, lines
):
    log, kept = logging.getLogger("mission.audit"), Kept()
    log.addHandler(kept)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            call_command("import_release", str(write(sheets.english())), stdout=io.StringIO(), stderr=stream)
    finally:
        log.removeHandler(kept)
        log.setLevel(logging.INFO)
    assert len(kept.lines) == lines
    assert AuditEntry.objects.filter(act="imported").count() == 1


def test_the_kind_that_is_given_is_only_for_documents_that_do_not_say_it(details, write):
    run("import_release", write(sheets.english()), "--kind", "letter")
    assert Release.objects.get().kind == "press-release"


def test_a_sheet_in_two_languages_makes_two_linked_drafts_or_none(details, tmp_path):
    path = SHEETS / "en-two-languages.txt"
    assert "Is it a text of its own" in refusal("import_release", path)
    both = {"languages": "both"}
    assert "second" not in refusal("import_release", path, "--answers", answers(tmp_path, both))
    said = run("import_release", path, "--answers", answers(tmp_path, {**both, "second-title": "Yağışölçənlər"}))
    first, second = Release.objects.order_by("pk")
    assert (first.language, second.language, second.title) == ("en", "az", "Yağışölçənlər")
    assert (first.family, first.is_original, second.is_original) == (second.family, True, False)
    assert said.count(", a draft.") == 2


def a_picture():
    file = io.BytesIO()
    Pillow.new("RGB", (60, 40), "green").save(file, "PNG")
    return file.getvalue()


def test_a_picture_of_a_document_comes_into_the_library_once_and_into_the_text(details, write):
    data = base64.b64encode(a_picture()).decode()
    shown = f"<p><img alt='A map' src='data:image/png;base64,{data}'></p><p><img src='data:image/png;base64,AAAA'></p>"
    lines = "".join(f"<p>{line}</p>" for line in sheets.english().split("\n"))
    page = f"<html>{lines.replace(f'<p>{sheets.PARAGRAPHS[1]}', f'{shown}<p>{sheets.PARAGRAPHS[1]}')}"
    run("import_release", write(page, "sheet.html"))
    image = Image.objects.get()
    assert (image.title, image.alternative_text_in("en")) == ("A map", "A map")
    assert f'<p><img src="{image.file.url}" alt="A map"></p>' in Release.objects.get().body
    assert Release.objects.get().body.count("<img") == 1
    run("import_release", write(page.replace("Old Maps", "New Maps"), "second.html"))
    assert Image.objects.count() == 1
