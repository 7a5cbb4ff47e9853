"""The original of an imported release: who gets it, and when it is deleted."""

import datetime as dt
from typing import Any

from pressreleases.editorial import source_documents, trash
from pressreleases.models import (
    Release,
    ReleaseSource,
    SourceDocument,
)
from pressreleases.publishing import publish, redact
from tests.admin.filling import change_url
from tests.admin.importing import AZERBAIJANI, SHEET, make, upload
from tests.intake.sheets import TITLE
from tests.making import correct, database_now, make_release, make_user, rewrite

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


def test_the_page_of_a_redaction_names_the_document_that_goes_too(as_author, as_administrator, author, editor):
    release = imported(as_author, author)
    other = make_release("Another text")
    publish([release, other], by=editor)
    for each, is_named in ((release, True), (other, False)):
        edition = each.editions.get()
        page = as_administrator.get(f"/admin/pressreleases/edition/{edition.pk}/redact/").content.decode()
        assert ("sheet.txt" in page) is is_named


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
    annotated: Any = source_documents.with_sources(Release.objects.filter(pk=key)).get()
    (source,) = annotated.sources
    assert source["name"] == "sheet.txt"
