"""Importing documents in the admin: uploading, answering, correcting, making the draft; what is refused."""

import datetime as dt
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
from tests.admin.filling import RELEASES, change_url, shown
from tests.admin.importing import AMBIGUOUS, IMPORT, SHEET, again, file, make, upload
from tests.intake.sheets import TITLE
from tests.making import make_user

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


def test_an_answered_question_and_the_draft_are_one_press(as_author):
    assert make(as_author, upload(as_author, AMBIGUOUS), answer_issued_on="2024-03-04").status_code == 302
    assert Release.objects.get().issued_on == dt.date(2024, 3, 4)


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
