"""Files of attachments: kept once, named by their hash, in the order of the form, deleted when no text has them."""

import datetime as dt
import io

import pytest
from django.core.files.storage import default_storage

from pressreleases import attachments, publishing
from pressreleases.attachments import REMOVED, Row, entries_of, headers_of, in_order
from pressreleases.editorial import trash
from pressreleases.intake.attachment_errors import IsEmpty, IsTooLarge
from pressreleases.models import Attachment, Release, ReleaseAttachment
from pressreleases.models.attachment import MOST_BYTES
from pressreleases.publishing import redact
from pressreleases.publishing.errors import StillWritten
from pressreleases.publishing.redact import remaining_words
from tests.attachments import docx_file, entry, keep, name_of, xlsx_file
from tests.making import correct, database_now, make_release, make_user, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def stored():
    return sorted(default_storage.listdir("attachments")[1])


def test_a_file_is_kept_once_under_its_hash_and_never_written_again():
    first = keep(docx_file("One."))
    path = f"attachments/{first.sha256}.docx"
    assert (first.file.name, first.type, first.size) == (path, "docx", len(docx_file("One.")))
    before = default_storage.get_modified_time(path)
    assert keep(docx_file("One.")).pk == first.pk
    assert default_storage.get_modified_time(path) == before
    assert stored() == [f"{first.sha256}.docx"]


def test_a_part_of_a_file_that_was_left_is_made_whole():
    file = keep(docx_file())
    default_storage.delete(str(file.file.name))
    default_storage.save(str(file.file.name), io.BytesIO(b"PK"))
    keep(docx_file())
    assert attachments.content_of(str(file)) == docx_file()


def test_what_is_empty_or_too_large_is_refused_and_nothing_is_kept():
    for content, reason in ((b"", IsEmpty), (docx_file() + bytes(MOST_BYTES), IsTooLarge)):
        with pytest.raises(reason):
            keep(content)
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("places", "order"),
    [
        ("123", "abc"),
        ("121", "cab"),
        ("223", "bac"),
        ("323", "bca"),
        ("1x3", "abc"),
        ("13-", "acb"),
        ("99x", "cab"),
    ],
)
def test_rows_go_where_they_are_put(places, order):
    given = {"x": "", "-": "0"}
    rows = [Row(name, name, "en", given.get(place, place)) for name, place in zip("abc", places, strict=True)]
    assert "".join(row.sha256 for row in in_order(rows)) == order
    assert [row.place for row in in_order(rows)] == ["1", "2", "3"]


def test_a_removed_row_and_a_file_that_is_not_there_are_left_out():
    one, other = entry(docx_file("One.")), entry(xlsx_file())
    rows = [
        Row(one["sha256"], "One", "en", REMOVED),
        Row("0" * 64, "Gone", "en", "2"),
        Row(other["sha256"], " The  table\n", "az", "3"),
    ]
    values = [each for row in rows for each in row.values]
    assert entries_of([*values, "cut", "off"]) == [{**other, "title": "The table", "language": "az"}]


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("The report", 'attachment; filename="The report.docx"'),
        ('a/b\\c:d*e?f"g<h>i|j', 'attachment; filename="a b c d e f g h i j.docx"'),
        ("\u202etxt.exe", 'attachment; filename="txt.exe.docx"'),
        ("..", 'attachment; filename="attachment.docx"'),
        ("Hesabat ə", "attachment; filename*=utf-8''Hesabat%20%C9%99.docx"),
        ("x" * 200, f'attachment; filename="{"x" * 100}.docx"'),
    ],
)
def test_a_file_is_saved_under_its_title(title, named):
    headers = headers_of({"sha256": "0" * 64, "title": title, "language": "en", "type": "docx", "size": 1})
    assert headers["Content-Disposition"] == named


def test_an_upload_that_no_text_has_is_deleted_after_thirty_days_and_one_that_a_text_has_is_not(
    django_capture_on_commit_callbacks,
):
    make_release("Visit", attachments=[entry(docx_file("Used."))])
    loose = keep(docx_file("Loose."))
    now = database_now()
    assert attachments.forget(now + dt.timedelta(days=29)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert attachments.forget(now + dt.timedelta(days=31)) == 1
    assert f"{loose.sha256}.docx" not in stored()
    assert len(stored()) == 1


def test_an_upload_that_comes_again_has_its_days_anew():
    file = keep(docx_file())
    Attachment.objects.filter(pk=file.pk).update(uploaded_at=database_now() - dt.timedelta(days=29))
    keep(docx_file())
    assert attachments.forget(database_now() + dt.timedelta(days=2)) == 0


def test_the_file_of_a_deleted_draft_stays_while_it_can_be_restored_and_then_goes(
    django_capture_on_commit_callbacks,
):
    author = make_user("Author")
    shared = entry(docx_file("Shared."))
    alone = entry(docx_file("Alone."))
    make_release("Other", attachments=[shared])
    release = make_release("Visit", attachments=[shared, alone])
    release.delete()
    row = trash.deleted_drafts().get()
    assert trash.bring_back(row.history_id, by=author).release.attachments == [shared, alone]
    Release.objects.get(title="Visit").delete()
    with django_capture_on_commit_callbacks(execute=True):
        trash.forget(database_now() + dt.timedelta(days=31))
    assert stored() == [name_of(shared)]


def test_a_redaction_deletes_the_files_and_titles_that_only_the_redacted_text_had(
    details, editor, django_capture_on_commit_callbacks
):
    secret, kept = entry(docx_file("Secret."), "A secret title"), entry(xlsx_file(), "The table")
    release = make_release("Visit", attachments=[secret, kept])
    (first,) = publishing.publish([release], by=editor)
    correct([rewrite(release, attachments=[kept], body="<p>New.</p>")], by=editor, change_note="Without the file.")
    with django_capture_on_commit_callbacks(execute=True):
        redact([first], by=make_user("Administrator"), harmless=["title", "place", "attachments"])
    first.refresh_from_db()
    assert first.attachments == []
    assert stored() == [name_of(kept)]
    assert not any(secret in save.attachments for save in release.history.all())
    assert ReleaseAttachment.objects.count() == 1


def test_a_redaction_leaves_the_file_that_another_release_has(details, editor, django_capture_on_commit_callbacks):
    shared = entry(docx_file("Shared."))
    make_release("Another", attachments=[shared])
    release = make_release("Visit", attachments=[shared])
    (first,) = publishing.publish([release], by=editor)
    correct([rewrite(release, attachments=[], body="<p>New.</p>")], by=editor, change_note="Without the file.")
    with django_capture_on_commit_callbacks(execute=True):
        redact([first], by=make_user("Administrator"), harmless=["title", "place"])
    assert stored() == [name_of(shared)]


def test_a_redaction_is_told_that_the_same_file_is_still_attached(details, editor):
    same = entry()
    release = make_release("Visit", attachments=[same])
    (first,) = publishing.publish([release], by=editor)
    correct([rewrite(release, body="<p>New.</p>")], by=editor, change_note="Newer.")
    assert {one.name: one.where for one in remaining_words(release, [first]).fields}["attachments"] == (0, 2)
    with pytest.raises(StillWritten, match="Attachments"):
        redact([first], by=make_user("Administrator"), harmless=["title", "place"])
    assert stored() == [name_of(same)]
