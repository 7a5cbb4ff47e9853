"""Importing documents in the admin: uploading, answering, correcting, making the draft; what is kept of the file."""

import datetime as dt
import io
from collections import Counter
from pathlib import Path

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Pillow

from pressreleases.editorial import source_documents, trash
from pressreleases.models import (
    AuditEntry,
    Image,
    MissionDetails,
    Release,
    ReleaseSource,
    SourceDocument,
    Topic,
    TopicName,
)
from pressreleases.publishing import publish, redact
from pressreleases.publishing.four_eyes import refused
from tests.admin.filling import RELEASES, change_url, messages_of, shown
from tests.intake.shares import SHEETS
from tests.intake.sheets import AZ_TITLE, TITLE, azerbaijani, english
from tests.making import correct, database_now, make_anniversary, make_release, make_user, rewrite

IMPORT = f"{RELEASES}import/"
SHEET = english()
AZERBAIJANI = azerbaijani()


def file(text=SHEET, name="sheet.txt"):
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode(), "text/plain")


def upload(client, text=SHEET, name="sheet.txt"):
    """Upload one document; the address of its page."""
    response = client.post(IMPORT, {"documents": file(text, name)})
    assert response.status_code == 302, response.context["form"].errors
    return response.url


def make(client, url, **changes):
    return client.post(url, shown(client.get(url), make="", **changes))


def again(client, url, page=None, **changes):
    return client.post(url, shown(page or client.get(url), again="", **changes))


# From a file to a draft


def test_a_file_becomes_a_draft_in_three_steps(as_author, author):
    url = upload(as_author)
    response = make(as_author, url)
    release = Release.objects.get()
    assert response.url == change_url(release)
    assert (release.title, release.language, release.kind) == (TITLE, "en", "press-release")
    assert (release.issued_on, release.status) == (dt.date(2024, 1, 20), "draft")
    assert "the end of March" in release.body
    assert release.created_by == author
    assert [entry.actor for entry in AuditEntry.objects.filter(act="imported", key=release.pk)] == [author]


def test_a_pasted_text_does_too(as_author):
    response = as_author.post(IMPORT, {"text": SHEET})
    assert response.status_code == 302
    make(as_author, response.url)
    assert Release.objects.get().title == TITLE
    assert SourceDocument.objects.get().name == "Pasted text"


def test_the_ways_to_it_are_on_the_desk_and_above_the_list(as_author):
    for page in ("/admin/", RELEASES):
        assert f'href="{IMPORT}"' in as_author.get(page).content.decode()


def test_what_staff_correct_is_in_the_draft(as_author):
    url = upload(as_author)
    make(as_author, url, title="Old maps", summary="They are shown.", place="New York", body="<p>All is new.</p>")
    release = Release.objects.get()
    assert (release.title, release.summary, release.place) == ("Old maps", "They are shown.", "New York")
    assert release.body == "<p>All is new.</p>"


def test_several_files_wait_in_a_list(as_author):
    other = english(title="Another exhibition", day="3 March 2024")
    response = as_author.post(IMPORT, {"documents": [file(), file(other, "other.txt")]})
    assert response.url == IMPORT
    page = as_author.get(IMPORT).content.decode()
    assert "sheet.txt" in page
    assert "other.txt" in page
    first, second = SourceDocument.objects.order_by("pk")
    response = make(as_author, f"{IMPORT}{first.pk}/")
    assert any("1 document is waiting" in said for said in messages_of(response))
    page = as_author.get(IMPORT).content.decode()
    assert f"{IMPORT}{first.pk}/" not in page
    assert f"{IMPORT}{second.pk}/" in page


def test_another_person_does_not_get_them_listed(as_author, as_editor):
    upload(as_author)
    assert "sheet.txt" not in as_editor.get(IMPORT).content.decode()


# Questions

AMBIGUOUS = english(day="03/04/2024")


def test_without_a_needed_answer_nothing_is_made_and_what_was_typed_stays(as_author):
    url = upload(as_author, AMBIGUOUS)
    response = make(as_author, url, summary="Typed by hand")
    assert response.status_code == 422
    form = response.context["form"]
    assert form.errors["answer_issued_on"] == ["Answer this question."]
    assert form["summary"].value() == "Typed by hand"
    assert not Release.objects.exists()


def test_an_answer_is_read_again_and_what_was_corrected_stays(as_author):
    url = upload(as_author, AMBIGUOUS)
    page = again(as_author, url, answer_issued_on="2024-04-03", title="Corrected")
    form = page.context["form"]
    assert (form["issued_on"].value(), form["title"].value()) == ("2024-04-03", "Corrected")
    assert not form.reading.document.questions
    assert not Release.objects.exists()
    as_author.post(url, shown(page, make=""))
    release = Release.objects.get()
    assert (release.issued_on, release.title) == (dt.date(2024, 4, 3), "Corrected")


def test_an_answered_question_and_the_draft_are_one_press(as_author):
    assert make(as_author, upload(as_author, AMBIGUOUS), answer_issued_on="2024-03-04").status_code == 302
    assert Release.objects.get().issued_on == dt.date(2024, 3, 4)


def test_the_field_itself_answers_too(as_author):
    assert make(as_author, upload(as_author, AMBIGUOUS), issued_on="2024-05-05").status_code == 302
    assert Release.objects.get().issued_on == dt.date(2024, 5, 5)


def test_a_kind_that_nobody_chose_is_not_taken_for_an_answer(as_author):
    url = upload(as_author, english(label=""))
    assert make(as_author, url).status_code == 422
    assert not Release.objects.exists()
    assert make(as_author, url, answer_kind="statement").status_code == 302
    assert Release.objects.get().kind == "statement"


NOTICE = "[Draft – not for circulation]"
WITH_NOTICE = SHEET.replace(TITLE, f"{NOTICE}\n\n{TITLE}")


def test_a_question_that_is_not_needed_can_stay_open_and_is_said(as_author):
    response = make(as_author, upload(as_author, WITH_NOTICE))
    assert response.status_code == 302
    assert any("notice in brackets" in said for said in messages_of(response))


def test_lines_go_where_the_answer_puts_them_and_the_answer_can_be_changed(as_author):
    url = upload(as_author, WITH_NOTICE)
    (question,) = as_author.get(url).context["document"].questions
    page = again(as_author, url, **{f"answer_{question.key}": "body"})
    assert NOTICE in page.context["form"]["body"].value()
    page = again(as_author, url, page, **{f"answer_{question.key}": "drop"})
    assert NOTICE not in page.context["form"]["body"].value()
    as_author.post(url, shown(page, make=""))
    assert NOTICE not in Release.objects.get().body


def test_an_answer_that_cannot_be_read_comes_back_at_its_question(as_author):
    text = SHEET.replace(TITLE, f"EMBARGOED UNTIL 22 January 2031, 10:00\n\n{TITLE}")
    url = upload(as_author, text)
    response = again(as_author, url, answer_embargo="at ten", title="Kept")
    assert response.status_code == 422
    form = response.context["form"]
    assert "Give a day, or an instant" in form.errors["answer_embargo"][0]
    assert form["title"].value() == "Kept"


def test_answers_that_no_page_has_sent_are_refused(as_author):
    url = upload(as_author)
    for answered in ("[]", "nonsense", '{"title": 5}', '{"nothing": "x"}'):
        response = as_author.post(url, {**shown(as_author.get(url)), "answered": answered, "again": ""})
        assert response.status_code in (200, 302, 422), answered
    assert not Release.objects.exists()


def test_what_is_wrong_is_said_at_its_field_and_all_that_was_typed_is_kept(as_author):
    response = make(as_author, upload(as_author), title="", speaker_name="x" * 200, summary="Kept", body="<p>Mine</p>")
    assert response.status_code == 422
    form = response.context["form"]
    assert {"title", "speaker_name"} <= form.errors.keys()
    assert (form["summary"].value(), form["body"].value()) == ("Kept", "<p>Mine</p>")
    assert not Release.objects.exists()


def test_a_reference_that_another_release_has_is_refused_at_its_field(as_author):
    make_release(reference="No. 7/24")
    response = make(as_author, upload(as_author), reference="No. 7/24")
    assert response.status_code == 422
    assert "reference" in response.context["form"].errors


# What is shown


def test_each_line_says_what_it_was_read_as(as_author):
    page = as_author.get(upload(as_author))
    lines = {line.text: line for line in page.context["texts"][0]["lines"]}
    assert lines[TITLE].marks == ("Title",)
    assert lines["20 January 2024"].marks == ("Date of issue",)
    assert lines["633 Third Avenue, Suite 3210, New York, NY, 10017"].is_letterhead
    assert not lines[TITLE].is_letterhead
    words = page.content.decode()
    assert "<s>633 Third Avenue" in words
    assert "Found in line 16, likely." in words


def test_nothing_of_a_document_runs_in_the_page_or_in_the_draft(as_author):
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    text = english(title=f"Maps {attack}", body=f"The maps {attack} were lent by three libraries in Baku this year.")
    url = upload(as_author, text, name="<b>.txt")
    page = as_author.get(url).content.decode()
    for tag in ("<script>alert", "<img src=x", "<b>.txt"):
        assert tag not in page
    make(as_author, url, body=f"<p>Maps {attack}</p>")
    assert Release.objects.get().body == "<p>Maps</p>"


def test_the_letterhead_is_compared_with_the_mission_details_of_the_day(as_author):
    page = as_author.get(upload(as_author)).content.decode()
    assert "The same as the mission details of that day." in page
    page = as_author.get(upload(as_author, SHEET.replace("Suite 3210", "Suite 4000"))).content.decode()
    assert "Suite 4000" in page
    assert "differs from the mission details" in page


def test_mission_details_are_made_of_the_letterhead_for_who_may_and_only_if_ticked(as_editor):
    MissionDetails.objects.all().delete()
    url = upload(as_editor)
    make(as_editor, url)
    assert not MissionDetails.objects.exists()
    url = upload(as_editor, english(title="Another exhibition"))
    response = make(as_editor, url, with_head="on", time_zone="America/New_York")
    assert response.status_code == 302
    details = MissionDetails.objects.get()
    assert {name.language for name in details.names.all()} == {"az", "en"}


def test_an_author_is_not_offered_to_make_mission_details(as_author):
    MissionDetails.objects.all().delete()
    url = upload(as_author)
    assert "with_head" not in as_author.get(url).context["form"].fields
    make(as_author, url, with_head="on", time_zone="America/New_York")
    assert Release.objects.exists()
    assert not MissionDetails.objects.exists()


def test_an_embargo_is_shown_and_set(as_author):
    until = database_now() + dt.timedelta(days=30)
    line = f"Embargoed until {until:%d %B %Y, %H:%M} UTC"
    url = upload(as_author, SHEET.replace(TITLE, f"{line}\n\n{TITLE}"))
    assert "The release is under embargo until" in as_author.get(url).content.decode()
    make(as_author, url)
    release = Release.objects.get()
    assert release.embargo_ends_at == until.replace(second=0, microsecond=0)
    assert AuditEntry.objects.filter(act="embargo-set", key=release.pk).exists()


CONTACT = "Media contact: Leyla Aliyeva\nTel: +1 212 371 2559\npress@mission.example"


@pytest.mark.parametrize("ticked", [True, False])
def test_the_press_contact_goes_to_the_notes_if_it_is_ticked(as_author, ticked):
    url = upload(as_author, f"{SHEET}\n{CONTACT}\n")
    assert "Leyla Aliyeva" in as_author.get(url).content.decode()
    make(as_author, url, **({"with_contact": "on"} if ticked else {}))
    assert ("Leyla Aliyeva" in Release.objects.get().notes_to_editors) is ticked


# What is proposed


def make_topic(name, language="en"):
    topic = Topic.objects.create()
    TopicName.objects.create(topic=topic, language=language, name=name, slug=name.lower().replace(" ", "-"))
    return topic


def test_topics_that_the_text_names_are_ticked_and_others_are_not(as_author):
    named, _other, _in_part = make_topic("Libraries"), make_topic("Energy"), make_topic("Exhib")
    url = upload(as_author)
    assert as_author.get(url).context["form"]["topics"].value() == [named.pk]
    make(as_author, url)
    assert list(Release.objects.get().topics.all()) == [named]


def test_the_anniversary_in_the_title_is_said_and_linked(as_author):
    anniversary = make_anniversary(en="Black January")
    url = upload(as_author, english(title="The mission marks Black January"))
    assert "linked with the anniversary “Black January”" in as_author.get(url).content.decode()
    make(as_author, url)
    assert Release.objects.get().anniversary == anniversary


def test_a_draft_becomes_a_translation_of_the_original_that_is_chosen(as_author):
    original = make_release(TITLE)
    other = make_release("Of another day", issued_on=dt.date(2024, 2, 2))
    url = upload(as_author, AZERBAIJANI)
    offered = list(as_author.get(url).context["form"].fields["original"].queryset)
    assert offered == [original]
    make(as_author, url, original=original.pk)
    release = Release.objects.get(language="az")
    assert (release.family, release.is_original, release.title) == (original.family, False, AZ_TITLE)
    assert release.family != other.family


def test_a_draft_is_a_text_of_its_own_if_none_is_chosen(as_author):
    original = make_release(TITLE)
    make(as_author, upload(as_author, AZERBAIJANI))
    release = Release.objects.get(language="az")
    assert release.family != original.family
    assert release.is_original


def test_an_original_that_has_the_language_by_now_is_refused(as_author):
    original = make_release(TITLE)
    url = upload(as_author, AZERBAIJANI)
    page = as_author.get(url)
    make_release("Sərgi", language="az", family=original.family, is_original=False)
    assert as_author.post(url, shown(page, make="", original=original.pk)).status_code == 422
    assert Release.objects.count() == 2


# The same once more


def test_the_same_file_twice_is_one_document_and_one_draft(as_author, as_editor):
    url = upload(as_author)
    make(as_author, url)
    release = Release.objects.get()
    assert upload(as_editor, name="again.txt") == url
    assert SourceDocument.objects.get().name == "sheet.txt"
    page = as_editor.get(url).content.decode()
    assert "This document was imported before:" in page
    assert change_url(release) in page
    response = make(as_editor, url)
    assert response.status_code == 422
    assert change_url(release) in response.content.decode()
    assert Release.objects.count() == 1


def test_another_file_of_the_same_date_and_title_says_which_release_there_is(as_author):
    make(as_author, upload(as_author))
    url = upload(as_author, english(body="Other words that nobody has imported before, in a longer sentence."))
    page = as_author.get(url).content.decode()
    assert "already exists as release" in page
    assert change_url(Release.objects.get()) in page
    assert make(as_author, url).status_code == 422
    assert Release.objects.count() == 1


# What is refused


def test_a_file_that_cannot_be_read_is_refused_by_name_and_not_stored(as_author):
    response = as_author.post(IMPORT, {"documents": file(b"\x89PNG\r\n\x1a\n", "map.png"), "text": ""})
    assert response.status_code == 422
    (error,) = response.context["form"].errors["documents"]
    assert error.startswith("map.png: This is a PNG file")
    assert not SourceDocument.objects.exists()


def test_of_several_files_those_that_can_be_read_are_kept(as_author):
    response = as_author.post(IMPORT, {"documents": [file(b"", "empty.txt"), file()]})
    assert response.status_code == 422
    assert response.context["form"].errors["documents"] == ["empty.txt: The file contains no text."]
    assert list(response.context["waiting"]) == [SourceDocument.objects.get()]


def test_nothing_at_all_is_refused(as_author):
    response = as_author.post(IMPORT, {"text": "  "})
    assert response.status_code == 422
    assert response.context["form"].errors["documents"] == ["Choose a file, or paste the text."]


def test_a_text_that_is_too_long_comes_back_as_it_was_pasted(as_author):
    text = "A line of the text.\n" * 60_000
    response = as_author.post(IMPORT, {"text": text})
    assert response.status_code == 422
    assert "too large for a press release" in response.context["form"].errors["text"][0]
    assert response.context["form"]["text"].value() == text


@pytest.mark.parametrize(("name", "most"), [("MOST_BYTES", 100), ("MOST_TOGETHER", 100), ("MOST_FILES", 0)])
def test_too_large_or_too_many_files_are_refused_with_a_sentence(as_author, monkeypatch, name, most):
    monkeypatch.setattr(f"pressreleases.admin.import_form.{name}", most)
    response = as_author.post(IMPORT, {"documents": file()})
    assert response.status_code == 422
    assert "at most" in response.context["form"].errors["documents"][0]
    assert not SourceDocument.objects.exists()


def test_a_document_that_is_gone_leads_back_to_the_first_page(as_author):
    url = upload(as_author)
    page = as_author.get(url)
    SourceDocument.objects.all().delete()
    assert as_author.post(url, shown(page, make="")).url == IMPORT
    assert as_author.get(url).url == IMPORT
    assert not Release.objects.exists()


# Who may do it


def test_who_may_not_write_releases_gets_none_of_the_pages(as_author, details):
    url = upload(as_author)
    nobody = make_user("Author", "nobody")
    nobody.groups.clear()
    client = Client()
    client.force_login(nobody)
    for address in (IMPORT, url, f"{url}original/"):
        assert client.get(address).status_code == 403
        assert Client().get(address).status_code == 302
    assert client.post(url, {"make": ""}).status_code == 403


def test_the_words_are_those_of_who_imported_them(as_editor, editor):
    make(as_editor, upload(as_editor))
    release = Release.objects.get()
    assert refused([release], by=editor) == [release]
    assert refused([release], by=make_user("Editor", "colleague")) == []


# The original


def test_the_original_stays_with_the_release_and_is_only_handed_out_as_a_file(as_author):
    url = upload(as_author, name="Xəbər “1”.txt")
    make(as_author, url)
    source = SourceDocument.objects.get()
    page = as_author.get(change_url(Release.objects.get())).content.decode()
    assert source.sha256 in page
    assert f"{url}original/" in page
    response = as_author.get(f"{url}original/")
    assert response.content == SHEET.encode()
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''X")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]


def test_the_form_of_a_release_without_a_document_says_nothing_of_one(as_author, release):
    assert "Made from:" not in as_author.get(change_url(release)).content.decode()


def test_a_document_without_a_draft_is_deleted_after_a_day_and_one_with_a_draft_is_not(as_author):
    make(as_author, upload(as_author))
    upload(as_author, AZERBAIJANI)
    now = database_now()
    assert source_documents.forget(now + dt.timedelta(hours=23)) == 0
    assert source_documents.forget(now + dt.timedelta(hours=25)) == 1
    assert SourceDocument.objects.get().releases.get() == Release.objects.get()


def test_a_document_that_is_uploaded_again_has_another_day(as_author):
    upload(as_author)
    SourceDocument.objects.update(uploaded_at=database_now() - dt.timedelta(hours=23))
    upload(as_author)
    assert source_documents.forget(database_now() + dt.timedelta(hours=2)) == 0


def imported(client, author, text=SHEET):
    make(client, upload(client, text))
    return Release.objects.latest("pk")


def redacted(release, editor):
    """Publish, correct and redact the first edition."""
    colleague = make_user("Editor", "publisher")
    publish([release], by=colleague)
    rewrite(release, title="Another title", body="<p>Other words.</p>", changed_by=editor)
    correct([release], by=colleague, change_note="Other words.")
    boss = make_user("Administrator", "boss")
    redact([release.editions.get(number=1)], by=boss, harmless=["place"])


def test_a_redaction_deletes_the_original_also_of_another_language(as_author, author, editor):
    english_one = imported(as_author, author)
    other = make_release("Another text")
    source = SourceDocument.objects.get()
    second = make_release("Sərgi", language="az", family=english_one.family, is_original=False)
    ReleaseSource.objects.create(document=source, release=second)
    upload(as_author, AZERBAIJANI)
    untouched = SourceDocument.objects.exclude(pk=source.pk).get()
    ReleaseSource.objects.create(document=untouched, release=other)
    redacted(english_one, editor)
    assert list(SourceDocument.objects.all()) == [untouched]
    assert not ReleaseSource.objects.filter(release=second).exists()


def test_a_redaction_deletes_the_original_of_a_deleted_translation_too(as_author, author, editor):
    release = make_release(TITLE)
    make(as_author, upload(as_author, AZERBAIJANI), original=release.pk)
    Release.objects.get(language="az").delete()
    assert SourceDocument.objects.exists()
    redacted(release, editor)
    assert not SourceDocument.objects.exists()


def test_the_trash_keeps_the_original_until_the_last_release_is_gone_for_good(as_author, author):
    release = imported(as_author, author)
    other = make_release("Another text")
    ReleaseSource.objects.create(document=SourceDocument.objects.get(), release=other)
    release.delete()
    later = database_now() + dt.timedelta(days=31)
    assert trash.forget(later) == 1
    assert SourceDocument.objects.get().releases.get() == other
    other.delete()
    assert source_documents.forget(later) == 0
    assert trash.forget(later) == 1
    assert not SourceDocument.objects.exists()


def test_a_draft_that_is_restored_has_its_original_again(as_author, author):
    release = imported(as_author, author)
    key = release.pk
    release.delete()
    (row,) = trash.deleted_drafts()
    trash.bring_back(row.history_id, by=author)
    assert source_documents.sources_of(Release.objects.get(pk=key)).get().name == "sheet.txt"


# How much the pages ask


def test_a_long_document_with_many_topics_needs_as_many_queries_as_a_short_one(
    as_author, django_assert_num_queries, django_assert_max_num_queries
):
    first = upload(as_author)
    make_topic("Topic")
    make_release("Another", language="az")
    with django_assert_max_num_queries(40) as few:
        as_author.get(first)
        count = len(few)
    for n in range(30):
        make_topic(f"Topic {n}")
        make_release(f"Another {n}", language="az", slug=f"another-{n}")
    second = upload(
        as_author, english(body="\n\n".join(f"Paragraph {n} says that Topic {n} matters." for n in range(99)))
    )
    with django_assert_num_queries(count):
        as_author.get(second)


def test_the_content_is_fetched_only_to_be_read(as_author):
    upload(as_author)
    assert "content" in SourceDocument.objects.get().get_deferred_fields()


# Documents of every kind


def test_every_sheet_can_be_opened_and_made_or_says_what_is_missing(as_editor):
    sheets = sorted((Path(__file__).parents[1] / "intake" / "sheets").glob("*.txt"))
    assert len(sheets) > 100
    outcomes = Counter()
    for sheet in sheets[::8]:
        url = upload(as_editor, sheet.read_bytes(), sheet.name)
        page = as_editor.get(url)
        assert page.status_code == 200, sheet.name
        response = as_editor.post(url, shown(page, make=""))
        if response.status_code == 422:
            asked = {f"answer_{row.key}" for row in page.context["document"].needed} | {"title", "issued_on", "kind"}
            assert response.context["form"].errors.keys() <= asked | {"language"}, sheet.name
        outcomes[response.status_code] += 1
    assert outcomes.keys() == {302, 422}


def test_two_columns_are_read_once_it_is_said_which(as_author):
    left = [f"The left side says so in line {n}." for n in range(12)]
    text = "\n".join(f"{line:<45}The right side differs in line {n}." for n, line in enumerate(left))
    url = upload(as_author, text)
    page = as_author.get(url)
    assert [row.key for row in page.context["document"].needed] == ["columns"]
    assert make(as_author, url).status_code == 422
    page = again(as_author, url, answer_columns="right")
    assert "The right side differs" in page.context["form"]["body"].value()
    assert "The left side" not in page.context["form"]["body"].value()


@pytest.mark.parametrize("name", ["a\u202eb.txt", "x\x85y.txt", "ə" * 300, "sheet\x00.txt"])
def test_odd_file_names_are_stored_as_one_line(as_author, name):
    url = upload(as_author, name=name)
    assert as_author.get(url).status_code == 200
    assert as_author.get(f"{url}original/").status_code == 200


def test_characters_that_cannot_be_stored_are_refused_or_dropped(as_author):
    url = upload(as_author, AMBIGUOUS)
    for values in (
        {"answer_issued_on": "\x00"},
        {"title": "\x00x"},
        {"topics": ["\x00", "9" * 30]},
        {"original": "9" * 30},
    ):
        for button in ("again", "make"):
            page = as_author.get(url)
            assert as_author.post(url, {**shown(page), **values, button: ""}).status_code in (200, 422)
    assert not Release.objects.exists()


# Two texts in one document, and pictures

BOTH = (SHEETS / "en-two-languages.txt").read_bytes()


def with_both(client):
    """The page of a sheet in two languages, after the answer that each is a text of its own."""
    url = upload(client, BOTH, "both.txt")
    return url, again(client, url, answer_languages="both")


def test_a_sheet_in_two_languages_makes_two_linked_drafts_with_one_press(as_author):
    url, page = with_both(as_author)
    assert [text["in_language"] for text in page.context["texts"]] == ["English", "Azərbaycanca"]
    response = as_author.post(url, {**shown(page, make=""), "second-title": "Yağışölçənlər"})
    first, second = Release.objects.order_by("pk")
    assert response.url == change_url(first)
    assert [row.language for row in (first, second)] == ["en", "az"]
    assert (first.family, second.is_original, second.title) == (second.family, False, "Yağışölçənlər")
    assert set(SourceDocument.objects.get().releases.all()) == {first, second}


def test_both_are_made_or_none_and_nothing_typed_is_lost(as_author):
    url, page = with_both(as_author)
    response = as_author.post(url, {**shown(page, make=""), "title": "Gauges", "second-place": "Bakı"})
    assert response.status_code == 422
    assert not Release.objects.exists()
    first, second = (text["form"] for text in response.context["texts"])
    assert (first["title"].value(), second["place"].value()) == ("Gauges", "Bakı")
    assert (first.errors, list(second.errors)) == ({}, ["title"])


def test_a_text_that_cannot_be_made_takes_the_other_one_back(as_author):
    make_release(title="Yağışölçənlər", language="az", issued_on=dt.date(2024, 6, 4))
    url, page = with_both(as_author)
    response = as_author.post(url, {**shown(page, make=""), "second-title": "Yağışölçənlər"})
    assert "title" in response.context["texts"][1]["form"].errors
    assert Release.objects.count() == 1


def test_the_answer_can_be_taken_back(as_author):
    url, page = with_both(as_author)
    page = as_author.post(url, {**shown(page, again=""), "answer_languages": "keep"})
    (text,) = page.context["texts"]
    assert "Dağlardakı" in text["form"].initial["body"]


def word_file(*, alt="A map", data=None):
    """A Word file with a letterhead in its page header, a picture and a table."""
    document = docx.Document()
    for line in ("Permanent Mission of Solandia", "to the United Nations"):
        document.sections[0].header.add_paragraph(line)
    for line in ("PRESS RELEASE", "20 January 2024", "The Mission Opens an Exhibition of Maps"):
        document.add_paragraph(line)
    document.add_paragraph("The Permanent Mission opened an exhibition of old maps in the hall of its building.")
    picture = io.BytesIO()
    Pillow.new("RGB", (60, 40), "green").save(picture, "PNG")
    shape = document.add_paragraph().add_run().add_picture(io.BytesIO(data) if data else picture)
    shape._inline.docPr.set("descr", alt)
    document.add_paragraph("It is open until the end of March, and entry is free for all visitors.")
    stored = io.BytesIO()
    document.save(stored)
    return stored.getvalue()


def test_the_picture_of_a_word_file_is_in_the_library_and_in_the_draft(as_author):
    url = upload(as_author, word_file(), "release.docx")
    page = as_author.get(url)
    image = Image.objects.get()
    assert image.file.url in page.context["texts"][0]["form"].initial["body"]
    assert "1 picture of the document is in the text and in the library." in page.content.decode()
    make(as_author, url)
    assert f'<img src="{image.file.url}" alt="A map">' in Release.objects.get().body
    assert image.alternative_text_in("en") == "A map"
    assert Image.objects.count() == 1


def test_the_letterhead_in_the_header_of_a_word_file_is_struck_out(as_author):
    page = as_author.get(upload(as_author, word_file(), "release.docx")).content.decode()
    assert "<s>Permanent Mission of Solandia</s>" in page


def test_a_file_that_cannot_be_read_is_refused_with_its_name(as_author):
    response = as_author.post(IMPORT, {"documents": file(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "old.doc")})
    assert "old.doc: This is an old Word file (.doc)" in str(response.context["form"].errors)
    assert not SourceDocument.objects.exists()
