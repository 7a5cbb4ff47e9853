"""The worker's task: every edition gets its PDF once, ahead of its time, anew after a redaction; failures are told."""

import datetime as dt
import hashlib
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image as Pillow

from pressreleases import images, publishing, worker
from pressreleases.file_store import StoreDown
from pressreleases.letterhead_pdf import drawing, making
from pressreleases.letterhead_pdf.drawing import NotDrawn
from pressreleases.letterhead_pdf.making import make_missing
from pressreleases.models import Edition, ImageDescription, LetterheadPdf
from tests.attachments import entry
from tests.letterhead_pdf.opened import open_pdf
from tests.making import correct, in_future, make_release, make_user, publish_many, rewrite

pytestmark = pytest.mark.django_db

# What later editions have too.
HARMLESS = ("title", "place")


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(making, "_SECONDS", 600.0)


@pytest.fixture
def administrator():
    return make_user("Administrator")


def words_of(edition):
    content: Any = LetterheadPdf.objects.get(edition=edition).content
    return open_pdf(bytes(content)).words if content else None


def kept_picture():
    stream = io.BytesIO()
    Pillow.new("RGB", (90, 60), "teal").save(stream, format="JPEG")
    picture = images.keep(images.read(stream), title="Teal", credit="A. Photographer")
    ImageDescription.objects.get_or_create(image=picture, language="en", alternative_text="All teal")
    return picture


def corrected_twice(editor):
    """Three editions: the second corrects a secret of the first, the third is a minor change."""
    release = make_release(body="<p>The hidden word is heron.</p>")
    (first,) = publishing.publish([release], by=editor)
    rewrite(release, body="<p>The word is gone.</p>")
    (second,) = correct([release], by=editor, change_note="The heron was removed.")
    rewrite(release, body="<p>The word is gone now.</p>")
    (third,) = correct([release], by=editor, minor=True)
    return first, second, third


def test_a_published_edition_gets_its_pdf_and_gets_it_once(details, editor):
    (edition,) = publishing.publish([make_release()], by=editor)
    row = LetterheadPdf.objects.get()
    assert (row.edition, row.content, row.size) == (edition, None, 0)
    assert make_missing() == 1
    row.refresh_from_db()
    content = bytes(row.content or b"")
    assert (row.size, row.sha256, row.failure) == (len(content), hashlib.sha256(content).hexdigest(), "")
    assert make_missing() == 0


def test_the_worker_makes_it_when_it_is_published_or_is_to_be_tried_again(details, editor):
    (task,) = (task for task in worker.TASKS if task.do is make_missing)
    assert task.called_on == worker.READERS
    assert task.pause <= dt.timedelta(seconds=5)
    assert making.next_due() is None
    publishing.publish([make_release()], by=editor)
    again_at = timezone.now() + dt.timedelta(minutes=5)
    LetterheadPdf.objects.update(failure="other", due_at=again_at)
    assert making.next_due() == again_at
    LetterheadPdf.objects.update(due_at=timezone.now())
    assert make_missing() == 1
    assert making.next_due() is None


def test_the_newest_edition_is_made_first(details, editor, monkeypatch):
    publish_many(3, by=editor)
    monkeypatch.setattr(making, "_SECONDS", 0.001)
    assert make_missing() == 1
    assert LetterheadPdf.objects.made().get().edition_id == max(Edition.objects.values_list("pk", flat=True))


def test_a_scheduled_edition_has_its_pdf_before_it_begins_and_loses_it_when_it_is_moved(details, editor):
    release = make_release()
    (edition,) = publishing.publish([release], by=editor, at=in_future(hours=1))
    assert make_missing() == 1
    assert "Edition 1" in words_of(edition)
    publishing.move([release], by=editor, at=in_future(hours=2))
    assert make_missing() == 1
    publishing.unschedule([release], by=editor)
    assert not LetterheadPdf.objects.exists()


def test_a_correction_leaves_the_pdf_of_the_earlier_edition_as_it_was(details, editor):
    release = make_release()
    (first,) = publishing.publish([release], by=editor)
    make_missing()
    before = LetterheadPdf.objects.get(edition=first).sha256
    rewrite(release, body="<p>Other words.</p>")
    correct([release], by=editor, change_note="The words were wrong.")
    assert make_missing() == 1
    assert LetterheadPdf.objects.get(edition=first).sha256 == before


@pytest.mark.parametrize("field", ["lead_caption", "press_contact", "attachments"])
def test_a_correction_of_what_is_around_the_text_alone_has_a_pdf_that_says_so(details, editor, field):
    def said(words):
        return {field: [entry(title=words)] if field == "attachments" else words}

    picture = kept_picture()
    release = make_release(lead_image=picture, **said("One heron."))
    (first,) = publishing.publish([release], by=editor)
    make_missing()
    rewrite(release, **said("Two herons."))
    (second,) = correct([release], by=editor, change_note="It was another one.")
    assert make_missing() == 1
    assert ("One heron." in words_of(first), "Two herons." in words_of(first)) == (True, False)
    assert ("One heron." in words_of(second), "Two herons." in words_of(second)) == (False, True)


def test_redacted_captions_contacts_and_attachments_are_in_no_pdf(details, editor, administrator):
    release = make_release(
        lead_image=kept_picture(),
        lead_caption="A heron flies.",
        press_contact="The heron desk",
        attachments=[entry(title="The heron report")],
    )
    (first,) = publishing.publish([release], by=editor)
    make_missing()
    assert words_of(first).count("heron") == 3
    rewrite(release, lead_image=None, lead_caption="", press_contact="", attachments=[])
    correct([release], by=editor, change_note="Words were removed.")
    publishing.redact([first], by=administrator, harmless=(*HARMLESS, "body", "text"))
    assert words_of(first) is None
    assert make_missing() == 2
    assert "heron" not in words_of(first)


def test_a_lost_picture_is_told_and_its_pdf_is_made_when_it_is_back(details, editor, caplog):
    picture = kept_picture()
    (edition,) = publishing.publish([make_release(lead_image=picture)], by=editor)
    other = publishing.publish([make_release("Another", slug="another")], by=editor)[0]
    file = Path(default_storage.path(str(picture.file.name)))
    content = file.read_bytes()
    file.unlink()
    assert make_missing() == 1
    assert LetterheadPdf.objects.made().get().edition == other
    assert LetterheadPdf.objects.failed().get().tries == 1
    assert f"{picture.sha256}.jpg" in caplog.text
    file.write_bytes(content)
    LetterheadPdf.objects.failed().update(due_at=timezone.now())
    assert make_missing() == 1
    assert "A. Photographer" in words_of(edition)


def test_a_store_that_is_away_is_not_asked_for_each_edition_and_counts_as_no_try(details, editor, monkeypatch):
    for title in ("A visit", "Another visit"):
        publishing.publish([make_release(title, lead_image=kept_picture())], by=editor)

    def away(*_given):
        raise StoreDown("The store of files does not answer")

    with monkeypatch.context() as broken:
        broken.setattr(default_storage, "open", away)
        assert make_missing() == 0
    noted = LetterheadPdf.objects.failed().get()
    assert (noted.failure, noted.tries) == ("other", 0)
    assert timezone.now() < noted.due_at < timezone.now() + dt.timedelta(minutes=2)
    LetterheadPdf.objects.update(due_at=timezone.now())
    assert make_missing() == 2


def test_redacted_words_are_in_no_pdf_of_the_release_from_that_moment(details, editor, administrator):
    first, second, third = corrected_twice(editor)
    other = publishing.publish([make_release("Another", slug="another")], by=editor)[0]
    make_missing()
    assert "heron" in words_of(first)
    assert "heron" in words_of(third)
    publishing.redact([first, second], by=administrator, harmless=HARMLESS)
    assert LetterheadPdf.objects.filter(edition__release=first.release_id).made().count() == 0
    assert LetterheadPdf.objects.made().get().edition == other
    assert make_missing() == 3
    for edition in (first, second, third):
        assert "heron" not in words_of(edition)
    assert "The text of this edition was removed on" in words_of(first)


def test_a_letterhead_that_goes_later_goes_from_the_pdf_too(details, editor, administrator):
    release = make_release(body="<p>The hidden word is heron.</p>")
    (first,) = publishing.publish([release], by=editor)
    details.address = "1 Other Street"
    details.save()
    rewrite(release, body="<p>The word is gone.</p>")
    correct([release], by=editor, change_note="The word was removed.")
    publishing.redact([first], by=administrator, harmless=HARMLESS)
    make_missing()
    assert "633 Third Avenue" in words_of(first)
    publishing.redact([first], by=administrator, letterhead=True)
    assert words_of(first) is None
    make_missing()
    assert "633 Third Avenue" not in words_of(first)


def test_a_pdf_drawn_while_words_were_redacted_is_not_kept(details, editor, administrator, monkeypatch):
    first, second, _third = corrected_twice(editor)

    def redacted_meanwhile(*given):
        content = drawing.draw(*given)
        if not Edition.objects.filter(redacted_at__isnull=False).exists():
            publishing.redact([first, second], by=administrator, harmless=HARMLESS)
        return content

    monkeypatch.setattr(making, "draw", redacted_meanwhile)
    make_missing()
    for edition in (first, second):
        assert "heron" not in words_of(edition)


def test_what_cannot_be_made_is_noted_tried_again_and_holds_nothing_up(details, editor, caplog):
    publishing.publish([make_release("한국", body="<p>한국</p>", slug="korea"), make_release()], by=editor)
    assert make_missing() == 1
    row = LetterheadPdf.objects.failed().get()
    assert (row.failure, row.tries, row.content) == ("letter", 1, None)
    assert timezone.now() < row.due_at < timezone.now() + dt.timedelta(minutes=2)
    assert "could not be made" in caplog.text
    assert make_missing() == 0
    for _times in range(5):
        LetterheadPdf.objects.failed().update(due_at=timezone.now() - dt.timedelta(seconds=1))
        make_missing()
    row.refresh_from_db()
    assert row.tries == 6
    assert row.due_at > timezone.now() + dt.timedelta(hours=23)


def test_what_could_be_made_later_is_no_failure_any_more(details, editor, monkeypatch):
    publishing.publish([make_release()], by=editor)

    def fail(*_given):
        raise NotDrawn("no")

    with monkeypatch.context() as broken:
        broken.setattr(making, "draw", fail)
        assert make_missing() == 0
    assert LetterheadPdf.objects.failed().get().failure == "other"
    LetterheadPdf.objects.update(due_at=timezone.now())
    assert make_missing() == 1
    assert not LetterheadPdf.objects.failed().exists()


@pytest.mark.parametrize(
    "values", [{"size": 3}, {"sha256": "a" * 64}, {"content": b"x"}, {"failure": "unknown"}], ids=str
)
def test_the_database_refuses_half_a_pdf(details, editor, values):
    publishing.publish([make_release()], by=editor)
    with pytest.raises(IntegrityError, match="letterhead_pdf_"), transaction.atomic():
        LetterheadPdf.objects.update(**values)


def test_looking_for_what_is_missing_is_one_query_however_many_there_are(details, editor, django_assert_num_queries):
    publish_many(5, by=editor)
    make_missing()
    with django_assert_num_queries(1):
        make_missing()
