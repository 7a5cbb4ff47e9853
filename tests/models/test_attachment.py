"""Attachments in the database: each entry can be shown, each file is stored, and stays as long as a text has it."""

import json

import pytest

from pressreleases import publishing
from pressreleases.models import Attachment, Edition, Release, ReleaseAttachment
from pressreleases.models.attachment import MOST_OF_A_TEXT
from tests.attachments import docx_file, entry, xlsx_file
from tests.making import correct, make_release, rewrite
from tests.models.refusals import foreign_key, refused_by, sql

pytestmark = pytest.mark.django_db

ATTACH = "UPDATE pressreleases_release SET attachments = %s"


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_a_stored_file_is_one_of_its_content_and_well_described():
    insert = (
        "INSERT INTO pressreleases_attachment (file, sha256, type, size, properties) VALUES ('x', %s, %s, %s, '{}')"
    )
    sql(insert, "a" * 64, "pdf", 1)
    for rule, values in {
        "attachment_one_per_content": ("a" * 64, "pdf", 1),
        "attachment_sha256_well_formed": ("A" * 64, "pdf", 1),
        "attachment_type_known": ("b" * 64, "docm", 1),
        "attachment_size_within_limits": ("b" * 64, "pdf", 0),
    }.items():
        with refused_by(rule):
            sql(insert, *values)
    with refused_by("attachment_is_fixed"):
        sql("UPDATE pressreleases_attachment SET type = 'docx'")
    sql("UPDATE pressreleases_attachment SET uploaded_at = now()")


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"title": "a\nb"},
        {"title": "x" * 201},
        {"title": 1},
        {"language": "EN"},
        {"language": None},
        {"size": "1"},
        {"more": "x"},
    ],
    ids=str,
)
def test_an_entry_that_pages_cannot_show_is_refused(change):
    make_release()
    with refused_by("attachments_well_formed"):
        sql(ATTACH, json.dumps([{**entry(), **change}]))


@pytest.mark.parametrize("attachments", [{}, "x", ["x"], [[]], None])
def test_anything_but_a_list_of_entries_is_refused(attachments):
    make_release()
    with refused_by("attachments_well_formed"):
        sql(ATTACH, json.dumps(attachments))


def test_a_text_has_at_most_twenty_files_each_once():
    make_release()
    many = [entry(docx_file(f"{number}.")) for number in range(MOST_OF_A_TEXT + 1)]
    with refused_by("attachments_well_formed"):
        sql(ATTACH, json.dumps(many))
    sql(ATTACH, json.dumps(many[1:]))
    with refused_by("attachments_once"):
        sql(ATTACH, json.dumps([many[0], {**many[0], "title": "Again"}]))


@pytest.mark.parametrize("change", [{"sha256": "0" * 64}, {"type": "pdf"}, {"size": 1}], ids=str)
def test_only_a_stored_file_is_attached_with_its_own_type_and_size(change):
    make_release()
    with refused_by("attachments_are_stored"):
        sql(ATTACH, json.dumps([{**entry(), **change}]))


def test_an_edition_has_the_files_of_its_text_and_keeps_them(details, editor):
    first, second = entry(docx_file("One.")), entry(xlsx_file(), "The table", "az")
    release = make_release("Visit", attachments=[first, second])
    (edition,) = publishing.publish([release], by=editor)
    assert Edition.objects.get().attachments == [first, second]
    for statement in ("attachments = '[]'", f"attachments = '{json.dumps([second, first])}'"):
        with refused_by("edition_is_fixed"):
            sql(f"UPDATE pressreleases_edition SET {statement}")
    rewrite(release, attachments=[])
    correct([release], by=editor, change_note="Without files.")
    edition.refresh_from_db()
    assert edition.attachments == [first, second]
    with refused_by("attachment_of_a_text_stays"):
        sql("DELETE FROM pressreleases_releaseattachment")


def test_a_file_stays_as_long_as_a_release_may_have_it(details):
    release = make_release("Visit", attachments=[entry()])
    with refused_by("attachment_of_a_text_stays"):
        sql("DELETE FROM pressreleases_releaseattachment")
    rewrite(release, attachments=[])
    with refused_by(foreign_key("pressreleases_releaseattachment", "pressreleases_attachment")):
        sql("DELETE FROM pressreleases_attachment")
    with refused_by("attachment_of_a_text_stays"):
        sql("UPDATE pressreleases_releaseattachment SET release_id = 0")
    sql("DELETE FROM pressreleases_releaseattachment")
    sql("DELETE FROM pressreleases_attachment")
    assert not Attachment.objects.exists()


def test_saving_other_attachments_is_a_change_that_is_to_be_published(details, editor):
    one = entry()
    release = make_release("Visit", attachments=[one])
    publishing.publish([release], by=editor)
    assert not Release.objects.filter(pending_change__isnull=False).exists()
    assert not Release.objects.with_state().get().changed
    rewrite(release, attachments=[{**one, "title": "Another title"}])
    assert Release.objects.filter(pending_change__isnull=False).exists()
    assert Release.objects.with_state().get().changed
    assert ReleaseAttachment.objects.count() == 1
