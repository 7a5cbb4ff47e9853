"""Importing documents in the admin: uploading, answering, correcting, making the draft; what is refused."""

import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest
from django.test import Client

from pressreleases.admin.import_form import is_needed
from pressreleases.models import (
    AuditEntry,
    Release,
    SourceDocument,
)
from pressreleases.publishing.four_eyes import refused
from tests.admin.filling import RELEASES, change_url, messages_of, shown
from tests.admin.importing import AMBIGUOUS, IMPORT, SHEET, again, file, make, upload
from tests.intake.sheets import TITLE, english
from tests.making import make_release, make_user

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


def test_a_pasted_text_with_tracked_changes_is_refused_as_in_the_editor(as_author):
    changed = "<p>The talks <del>failed</del><ins>ended</ins>.</p>"
    response = as_author.post(IMPORT, {"text": SHEET, "formatted": changed})
    assert response.status_code == 422
    assert "tracked changes" in response.context["form"].errors["text"][0]
    assert response.context["form"]["text"].value() == SHEET
    assert not SourceDocument.objects.exists()


def test_the_ways_to_it_are_on_the_desk_and_above_the_list(as_author):
    for page in ("/admin/", RELEASES):
        assert f'href="{IMPORT}"' in as_author.get(page).content.decode()


def test_what_staff_correct_is_in_the_draft(as_author):
    url = upload(as_author)
    make(as_author, url, title="Old maps", summary="They are shown.", place="New York", body="<p>All is new.</p>")
    release = Release.objects.get()
    assert (release.title, release.summary, release.place) == ("Old maps", "They are shown.", "New York")
    assert release.body == "<p>All is new.</p>"


def test_a_title_that_is_too_long_is_asked_for_at_its_field(as_author):
    heading = "Old maps of the world and of its seas " * 9
    page = (
        f"<html><p>Press release</p><p>20 January 2024</p><h1>{heading}</h1><p>{'It is open to all visitors. ' * 9}</p>"
    )
    url = upload(as_author, page, "sheet.html")
    assert "is too long for a title. What is the title?" in as_author.get(url).content.decode()
    assert make(as_author, url).context["texts"][0]["form"].errors.keys() == {"title"}
    typed = make(as_author, upload(as_author), title="x" * 301)
    assert typed.context["texts"][0]["form"].errors.keys() == {"title"}
    assert not Release.objects.exists()


def test_a_title_of_several_lines_that_is_too_long_is_shown_to_be_shortened(as_author):
    office = "Permanent Representative of the Kingdom of Norhavn to the United Nations and Other Organisations"
    speech = (
        f"STATEMENT\nby H.E. Mr. Tomas Ilves, {office},\nat the High-Level Meeting on {'the Keeping of Seeds and ' * 8}"
        "the Rest\n\nNew York, 9 October 2024\n\nMr. Chair,\n\nMy delegation is grateful for placing it here.\n"
    )
    url = upload(as_author, speech)
    page = as_author.get(url)
    assert "is too long for a title. What is the title?" in page.content.decode()
    form = page.context["texts"][0]["form"]
    assert (form["speaker_name"].value(), form["speaker_office"].value()) == ("H.E. Mr. Tomas Ilves", office)
    assert len(form["title"].value()) > 300
    assert make(as_author, url).context["texts"][0]["form"].errors.keys() == {"title"}
    assert not Release.objects.exists()


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


def test_without_a_needed_answer_nothing_is_made_and_what_was_typed_stays(as_author):
    url = upload(as_author, AMBIGUOUS)
    response = make(as_author, url, summary="Typed by hand")
    assert response.status_code == 422
    form = response.context["form"]
    assert form.errors["answer_issued_on"] == ["Answer this question."]
    # Once, not at the field below too.
    assert "issued_on" not in form.errors
    typed = make(as_author, url, issued_on="2024-02-31").context["form"]
    assert [name for name in ("issued_on", "answer_issued_on") if name in typed.errors] == ["issued_on"]
    assert typed["issued_on"].value() == "2024-02-31"
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


def test_a_question_about_words_of_the_text_can_stay_open_and_is_said(as_author):
    text = english(
        body="The hall is at 633 Third Avenue, and it is open all day. Call +1 212 371 2559 before you come."
    )
    response = make(as_author, upload(as_author, text))
    assert response.status_code == 302
    assert any("has an address or a telephone number" in said for said in messages_of(response))


def test_lines_that_would_be_in_no_field_have_to_be_placed_first(as_author):
    url = upload(as_author, WITH_NOTICE)
    response = make(as_author, url)
    assert response.status_code == 422
    assert not Release.objects.exists()
    (name,) = response.context["form"].errors
    assert make(as_author, url, **{name: "drop"}).status_code == 302


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
    text = SHEET.replace(TITLE, f"STRICTLY EMBARGOED\n\n{TITLE}")
    url = upload(as_author, text)
    response = again(as_author, url, answer_embargo="at ten", title="Kept")
    assert response.status_code == 422
    form = response.context["form"]
    assert "or an instant with its offset" in form.errors["answer_embargo"][0]
    assert form["title"].value() == "Kept"


def test_the_clock_of_an_embargo_is_chosen_by_place(as_author):
    url = upload(as_author, SHEET.replace(TITLE, f"EMBARGOED UNTIL 22 January 2031, 10:00\n\n{TITLE}"))
    assert make(as_author, url).status_code == 422
    assert make(as_author, url, answer_embargo="America/New_York").status_code == 302
    assert Release.objects.get().embargo_ends_at == dt.datetime(2031, 1, 22, 15, tzinfo=dt.UTC)


def test_answers_that_no_page_has_sent_are_refused(as_author):
    url = upload(as_author)
    for answered in ("[]", "nonsense", '{"title": 5}', '{"nothing": "x"}', "[" * 100_000, '{"\\ud800": "x"}'):
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


# Documents of every kind


def test_every_sheet_can_be_opened_and_made_or_says_what_is_missing(as_editor):
    sheets = sorted((Path(__file__).parents[1] / "intake" / "sheets").glob("*.txt"))
    assert len(sheets) > 100
    outcomes: Counter[str] = Counter()
    for sheet in sheets[::8]:
        url = upload(as_editor, sheet.read_bytes(), sheet.name)
        page = as_editor.get(url)
        assert page.status_code == 200, sheet.name
        response = as_editor.post(url, shown(page, make=""))
        if response.status_code == 422:
            questions = filter(is_needed, page.context["document"].questions)
            asked = {f"answer_{row.key}" for row in questions} | {"title", "issued_on", "kind"}
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


# Signed out before it was sent


def test_what_was_typed_is_shown_again_to_somebody_who_was_signed_out(as_author):
    url = upload(as_author)
    fields = {**shown(as_author.get(url), again=""), "title": "Typed <b>by hand</b>", "press_contact": "Mia Lind"}
    as_author.logout()
    for address, sent, words in (
        (IMPORT, {"text": "A pasted <text>"}, ["A pasted &lt;text&gt;"]),
        (url, fields, ["Typed &lt;b&gt;by hand&lt;/b&gt;", "Mia Lind"]),
    ):
        response = as_author.post(address, sent)
        page = response.content.decode()
        assert response.status_code == 403
        assert all(each in page for each in words)
        assert f"?next={address}" in page
        assert "no-store" in response["Cache-Control"]
        assert ("Choose files again." in page) == (address == IMPORT)
    assert (SourceDocument.objects.count(), Release.objects.count()) == (1, 0)
    sent = {"body": "<p>One &amp; <b>two</b></p><p>Three</p>", "second-title": "Başlıq", "answer_country": "CH"}
    page = as_author.post(url, sent).content.decode()
    for label, said in (("Text", "One &amp; two\n\nThree"), ("Title (2)", "Başlıq"), ("Country of the", "CH")):
        assert re.search(rf"{re.escape(label)}[^<]*</label><br>\s*<textarea[^>]*>\s*{re.escape(said)}</textarea>", page)


def test_somebody_who_was_signed_out_and_typed_nothing_is_led_to_the_sign_in(as_author):
    url = upload(as_author)
    as_author.logout()
    for address in (IMPORT, url):
        assert as_author.get(address).status_code == 302
        assert "login" in as_author.post(address, {"csrfmiddlewaretoken": "x", "again": ""}).url
    # Nor does a form of another site, which has no token, or any other page show what it sent.
    strange = Client(enforce_csrf_checks=True).post(IMPORT, {"text": "Typed elsewhere"})
    assert (strange.status_code, b"Typed elsewhere" in strange.content) == (403, False)
    assert "login" in as_author.post(f"{RELEASES}add/", {"title": "Typed"}).url
