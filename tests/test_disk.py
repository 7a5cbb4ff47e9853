"""A full disk: nothing half done stays, staff are told the reason, and the desk warns before it comes to that."""

import resource
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection
from django.urls import reverse
from PIL import Image as Pillow

from pressreleases import disk, images
from pressreleases.models import AuditEntry, Edition, Image
from pressreleases.publishing import publish
from tests.admin.filling import change_url, save
from tests.making import make_details, make_release

pytestmark = pytest.mark.django_db

REASON = "The disk of the server is full"


@contextmanager
def no_file_larger_than(size):
    """What the system answers to a longer write is what it answers on a full disk, but for the number of the error."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def full_disk(monkeypatch):
    """Files of the storage end after 100 bytes."""
    save = FileSystemStorage._save  # type: ignore[attr-defined]  # the stubs leave it out

    def save_a_part(self, name, content):
        with no_file_larger_than(100):
            return save(self, name, content)

    monkeypatch.setattr(FileSystemStorage, "_save", save_a_part)


@contextmanager
def full_database(table):
    """The real error of Postgres, at the last moment: when a row is to be added to `table`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION USING "
            "ERRCODE = 'disk_full', MESSAGE = 'could not extend file: No space left on device'; END $$"
        )
        cursor.execute(f"CREATE TRIGGER no_room BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION no_room()")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION no_room CASCADE")


def picture():
    file = BytesIO()
    Pillow.effect_noise((200, 200), 80).save(file, "PNG")
    return file.getvalue()


def files_in(folder):
    return [path for path in Path(folder).rglob("*") if path.is_file()]


def upload(client):
    page = reverse("admin:pressreleases_image_add")
    given = SimpleUploadedFile("visit.png", picture(), "image/png")
    rows: dict[str, object] = {"descriptions-TOTAL_FORMS": 1, "descriptions-INITIAL_FORMS": 0}
    rows |= {"descriptions-0-language": "en", "descriptions-0-alternative_text": "People at a table"}
    return client.post(page, {"upload": given, "title": "A visit", "credit": "", **rows})


@pytest.fixture
def staff(client, admin_user):
    client.raise_request_exception = False
    client.force_login(admin_user)
    return client


def test_an_upload_that_does_not_fit_leaves_no_file_and_no_row_and_says_why(staff, media, full_disk):
    response = upload(staff)
    assert response.status_code == 507
    assert REASON in response.content.decode()
    assert files_in(media) == []
    assert not Image.objects.exists()


def test_an_upload_that_fits_is_kept(staff, media):
    assert upload(staff).status_code == 302
    assert len(files_in(media)) == 1
    assert Image.objects.count() == 1


def test_a_part_that_a_killed_process_left_is_replaced(media):
    made = images.read(BytesIO(picture()))
    part = media / made.name
    part.parent.mkdir()
    part.write_bytes(made.content[:50])
    images.keep(made, title="A visit")
    assert [path.read_bytes() for path in files_in(media)] == [made.content]


def test_a_save_that_does_not_fit_into_the_database_changes_nothing_and_says_why(staff):
    release = make_release("Before")
    with full_database("pressreleases_auditentry"):
        response = save(staff, change_url(release), title="After")
    assert response.status_code == 507
    assert REASON in response.content.decode()
    release.refresh_from_db()
    assert release.title == "Before"


def test_publishing_that_does_not_fit_publishes_nothing(admin_user):
    make_details()
    release = make_release()
    with full_database("pressreleases_auditentry"), pytest.raises(DatabaseError) as refused:
        publish([release], by=admin_user)
    assert disk.is_full(refused.value)
    assert not Edition.objects.exists()
    assert not AuditEntry.objects.exists()


def test_another_fault_is_not_called_a_full_disk(staff, monkeypatch):
    def fail(*_args, **_more):
        raise RuntimeError("something else")

    monkeypatch.setattr("pressreleases.images.fill", fail)
    response = upload(staff)
    assert response.status_code == 500
    assert REASON not in response.content.decode()


@pytest.mark.parametrize(("free", "warns"), [(499 * 1024 * 1024, True), (500 * 1024 * 1024, False), (0, True)])
def test_the_desk_warns_below_500_megabytes(staff, monkeypatch, free, warns):
    monkeypatch.setattr(disk, "free", lambda: free)
    assert (
        f"has only {free // 1024 // 1024} MB of disk space left" in staff.get(reverse("admin:index")).content.decode()
    ) == warns


def test_free_room_is_asked_of_a_folder_that_is_not_there_yet(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "not" / "yet")
    assert disk.free() > 0
