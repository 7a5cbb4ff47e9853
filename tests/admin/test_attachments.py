"""Attachments in the form of a release: chosen, named, put in order, refused, kept, merged, compared and published."""

import io

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mission_site.limits import limit_of
from pressreleases import publishing
from pressreleases.admin.attachments import UPLOADS
from pressreleases.models import Attachment, AutosavedForm, Release
from pressreleases.models.attachment import MOST_BYTES
from pressreleases.publishing import four_eyes
from tests.admin.filling import RELEASES, change_url, messages_of, save, shown, verb_url
from tests.attachments import docx_file, entry, keep, name_of, pdf_file, xlsx_file
from tests.making import make_release, make_user, rewrite

pytestmark = pytest.mark.django_db

ATTACH = f"{RELEASES}attach/"


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def file(content, name="report.bin"):
    return SimpleUploadedFile(name, content)


def values(*entries, places=None):
    """What the form sends of `entries`."""
    rows = enumerate(entries, start=1)
    return [
        each
        for number, one in rows
        for each in (one["sha256"], one["title"], one["language"], (places or {}).get(number, str(number)))
    ]


def errors_of(response):
    assert response.status_code == 422
    return "\n".join(response.context["adminform"].form.errors["attachments"])


def test_files_are_chosen_named_and_saved_in_their_order(as_author):
    release = make_release("Visit")
    chosen = save(as_author, change_url(release), **{UPLOADS: [file(docx_file()), file(xlsx_file())]})
    assert "Give attachment 1 a title" in errors_of(chosen)
    assert Release.objects.get().attachments == []
    held = shown(chosen)["attachments"]
    assert [held[at::4] for at in (1, 2, 3)] == [["", ""], ["en", "en"], ["1", "2"]]
    named = [*held[:1], "The text", "az", "2", *held[4:5], "The table", "en", "2"]
    assert as_author.post(change_url(release), shown(chosen, attachments=named)).status_code == 302
    first, second = Release.objects.get().attachments
    assert (first["title"], first["type"], first["language"]) == ("The table", "xlsx", "en")
    assert (second["title"], second["type"], second["language"]) == ("The text", "docx", "az")
    assert second["size"] == len(docx_file())


def test_the_form_shows_each_file_with_what_it_says_about_itself(as_author):
    named = docx_file("x", author="A. Writer", last_modified_by="B. <b>Editor</b>")
    release = make_release("Visit", attachments=[entry(named, "The text"), entry(pdf_file(), "The sheet")])
    page = as_author.get(change_url(release)).content.decode()
    assert 'value="The text"' in page
    assert "author: <bdi>A. Writer</bdi>" in page
    assert "last edited by: <bdi>B. &lt;b&gt;Editor&lt;/b&gt;</bdi>" in page
    assert f"{RELEASES}attachment/{release.attachments[1]['sha256']}.pdf" in page
    assert page.count("Readers can see this in the file:") == 1
    assert 'enctype="multipart/form-data"' in page


def test_without_a_change_nothing_is_saved(as_author):
    release = make_release("Visit", attachments=[entry()])
    save(as_author, change_url(release))
    assert Release.objects.get().version == release.version
    assert release.history.count() == 1


def test_a_refused_file_is_named_with_the_reason_and_the_others_are_kept(as_author):
    release = make_release("Visit")
    files = [file(b"<html>", "page.pdf"), file(xlsx_file("table-with-comment.xlsx"), "b.xlsx"), file(pdf_file(), "c")]
    response = save(as_author, change_url(release), **{UPLOADS: files})
    said = errors_of(response)
    assert "page.pdf: This is not a PDF" in said
    assert "b.xlsx: This file has comments (1)." in said
    assert len(shown(response)["attachments"]) == 4
    assert Attachment.objects.get().type == "pdf"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": " "}, "Give attachment 1 a title"),
        ({"title": "x" * 201}, "at most 200 characters"),
        ({"language": "xx"}, "Choose the language of attachment 1."),
        ({"sha256": "0" * 64}, "A file is no longer stored."),
    ],
)
def test_a_row_that_cannot_be_saved_is_refused_at_the_field(as_author, change, said):
    release = make_release("Visit")
    assert said in errors_of(save(as_author, change_url(release), attachments=values({**entry(), **change})))
    assert Release.objects.get().attachments == []


def test_the_same_file_twice_and_too_many_files_are_refused(as_author):
    release = make_release("Visit")
    same = entry()
    assert "attached twice" in errors_of(save(as_author, change_url(release), attachments=values(same, same)))
    many = [entry(docx_file(f"{number}.")) for number in range(21)]
    assert "at most 20 attachments" in errors_of(save(as_author, change_url(release), attachments=values(*many)))
    again = save(as_author, change_url(release), attachments=values(same), **{UPLOADS: [file(docx_file())]})
    assert "This file is attached already." in errors_of(again)


def test_a_removed_attachment_is_gone_from_the_text_and_stays_in_the_history(as_author):
    one, other = entry(docx_file("One.")), entry(docx_file("Other."))
    release = make_release("Visit", attachments=[one, other])
    save(as_author, change_url(release), attachments=values(one, other, places={1: "remove"}))
    assert Release.objects.get().attachments == [other]
    save(as_author, change_url(release), attachments=values(other, places={1: "remove"}))
    assert Release.objects.get().attachments == []
    before = release.history.order_by("history_id").first()
    restored = as_author.get(f"{change_url(release)}?restore={before.history_id}")
    assert shown(restored)["attachments"] == values(one, other)
    assert Attachment.objects.count() == 2


def test_a_script_uploads_a_file_and_gets_its_row(as_author):
    response = as_author.post(ATTACH, {UPLOADS: [file(docx_file()), file(b"x", "x.exe")], "language": "az"})
    told = response.json()
    assert Attachment.objects.get().sha256 in told["rows"]
    assert 'lang="az"' in told["rows"]
    assert told["said"] == [
        "x.exe: This is not a PDF, Word (.docx) or Excel (.xlsx) file. Save it as one of these first."
    ]
    assert "no-store" in response["Cache-Control"]
    assert as_author.get(ATTACH).status_code == 405


def test_a_file_of_a_draft_is_handed_to_staff_as_a_file_and_to_nobody_else(as_author, client):
    name = str(keep(docx_file()))
    response = as_author.get(f"{RELEASES}attachment/{name}")
    assert response.content == docx_file()
    assert response["Content-Disposition"].startswith("attachment; ")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]
    for unknown in (f"{'0' * 64}.docx", name.replace("docx", "pdf"), "x"):
        assert as_author.get(f"{RELEASES}attachment/{unknown}").status_code == 404
    client.logout()
    assert client.get(f"{RELEASES}attachment/{name}").status_code == 302


def test_what_is_typed_is_kept_and_taken_back(as_author):
    release = make_release("Visit", attachments=[entry()])
    key = "a" * 22
    changed = values({**release.attachments[0], "title": "Unsaved"})
    sent = {"_form": key, "_version": "1", "_user": as_author.session["_auth_user_id"]}
    as_author.post(f"{RELEASES}{release.pk}/keep/", {**sent, "attachments": values(*release.attachments)})
    assert not AutosavedForm.objects.exists()
    as_author.post(f"{RELEASES}{release.pk}/keep/", {**sent, "attachments": changed})
    row = AutosavedForm.objects.get()
    page = as_author.get(f"{change_url(release)}?unsaved={row.pk}")
    assert shown(page)["attachments"] == changed
    assert Release.objects.get().attachments[0]["title"] == "The report"


def test_two_people_who_change_attachments_are_both_shown_and_nothing_is_lost(as_author):
    release = make_release("Visit", attachments=[entry()])
    mine = shown(as_author.get(change_url(release)), title="My title")
    rewrite(release, attachments=[{**release.attachments[0], "title": "Theirs"}], version=2)
    refused = as_author.post(change_url(release), mine)
    assert refused.status_code == 422
    assert shown(refused)["attachments"] == values(*release.attachments)
    both = shown(refused, attachments=values({**release.attachments[0], "title": "Mine"}))
    again = as_author.post(change_url(release), both)
    assert "Theirs" in again.content.decode()


def test_a_change_of_attachments_is_shown_in_comparisons_and_counts_as_writing(as_author, editor):
    one = entry()
    release = make_release("Visit", attachments=[one])
    publishing.publish([release], by=editor)
    save(as_author, change_url(release), attachments=values({**one, "title": "Another title"}))
    compared = as_author.get(f"{RELEASES}{release.pk}/compare/", {"from": "edition-1", "to": "now"})
    (difference,) = compared.context["differences"]
    assert (difference.name, difference.label) == ("attachments", "Attachments")
    assert "Another" in compared.content.decode()
    author = int(as_author.session["_auth_user_id"])
    assert four_eyes.contributors([Release.objects.get()])[release.pk] == {author}


def test_the_page_before_publishing_lists_the_files_with_what_they_name(client, details, editor):
    client.force_login(editor)
    release = make_release("Visit", attachments=[entry(docx_file("x", author="A. Writer"))])
    page = client.get(verb_url(release, "publish")).content.decode()
    assert name_of(release.attachments[0]) in page
    assert "A. Writer" in page
    bare = make_release("Another", slug="another")
    assert "Attachments" not in client.get(verb_url(bare, "publish")).content.decode()


def test_who_may_only_read_a_release_sees_its_files_and_no_fields(client, details, editor):
    release = make_release("Visit", attachments=[entry()], status="submitted", created_by=editor)
    reader = make_user("Author", "reader")
    reader.groups.clear()
    reader.user_permissions.add(Permission.objects.get(codename="view_release"))
    client.force_login(reader)
    page = client.get(change_url(release)).content.decode()
    assert "The report" in page
    assert 'name="attachments"' not in page
    assert client.post(ATTACH, {UPLOADS: io.BytesIO(docx_file())}).status_code == 403


def test_the_preview_has_what_is_typed_and_its_links_lead_to_the_files_of_staff(as_author):
    release = make_release("Visit", attachments=[entry()])
    typed = shown(as_author.get(change_url(release)), attachments=values({**release.attachments[0], "title": "Typed"}))
    page = as_author.post(f"/admin/preview/{release.pk}/", typed)
    assert "Typed" in page.content.decode()
    assert f'href="{RELEASES}attachment/{name_of(release.attachments[0])}"' in page.content.decode()
    assert 'href="/en/releases/2024/visit/attachments/' not in page.content.decode()


def test_the_form_and_the_script_may_send_files_and_other_pages_of_a_release_may_not():
    for path in ("add/", "17/change/", "attach/"):
        assert limit_of(f"{RELEASES}{path}").size > 3 * MOST_BYTES
    for path in ("17/publish/", "17/keep/", "attachment/x", "17/change/x/"):
        assert limit_of(f"{RELEASES}{path}").size < MOST_BYTES


def test_saving_says_that_readers_still_see_the_earlier_edition(as_author, editor):
    release = make_release("Visit")
    publishing.publish([release], by=editor)
    response = save(as_author, change_url(release), attachments=values(entry()))
    assert messages_of(response) == ["Saved. Readers still see edition 1 until you correct it."]


def test_the_form_makes_as_many_queries_with_one_file_as_with_many(as_author):
    one = make_release("One", attachments=[entry()])
    many = make_release("Many", slug="many", attachments=[entry(docx_file(f"{number}.")) for number in range(15)])
    as_author.get(change_url(one))
    counts = []
    for release in (one, many):
        with CaptureQueriesContext(connection) as asked:
            as_author.get(change_url(release))
        counts.append(len(asked))
    assert counts[0] == counts[1]
