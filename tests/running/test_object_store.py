"""Files in an S3-compatible store: a real server, which checks signatures and rights, and fails in each way."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Pillow

from mission_site import object_store
from mission_site.apps import check_files
from mission_site.object_store import ObjectStore
from pressreleases import file_store, images, picture_copies, publishing
from pressreleases.admin.pictures import NOT_STORED
from pressreleases.file_store import StoreDown
from pressreleases.letterhead_pdf import making as letterhead_pdfs
from pressreleases.models import Edition, Image, LetterheadPdf
from pressreleases.public.views import probes
from pressreleases.public_addresses import address
from tests.making import make_release
from tests.running.object_servers import BUCKET, ObjectServer, Relay


@pytest.fixture(autouse=True)
def _short(monkeypatch, settings, tmp_path) -> None:
    """What takes seconds with a store takes less in tests."""
    monkeypatch.setattr(object_store, "_READING", 1)
    monkeypatch.setattr(object_store, "_PAUSE", 30)
    settings.MEDIA_ROOT = str(tmp_path / "media")
    monkeypatch.setattr(picture_copies, "_FAILED", set())
    monkeypatch.setattr(picture_copies, "_COMPLETE", {"newest": 0, "at": 0.0})
    probes._store_problem.cache_clear()


@pytest.fixture
def relay(server: ObjectServer) -> Iterator[Relay]:
    relay = Relay(server.port)
    yield relay
    relay.end()


def png(side: int = 40) -> bytes:
    file = BytesIO()
    Pillow.effect_noise((side, side), 80).save(file, "PNG")
    return file.getvalue()


def a_picture() -> Image:
    return images.keep(images.read(BytesIO(png(600))), title="A visit")


@pytest.fixture
def shown(store: Any, details: Any, editor: User) -> Image:
    """A picture of a release that readers see."""
    picture = a_picture()
    picture.descriptions.create(language="en", alternative_text="Two people shake hands")
    publishing.publish([make_release("A visit", lead_image=picture)], by=editor)
    return picture


def test_a_file_is_stored_under_the_prefix_and_read_back(store: Any, server: ObjectServer) -> None:
    assert store.save("images/a.png", ContentFile(b"picture")) == "images/a.png"
    assert server.content() == {"site/images/a.png": b"picture"}
    with store.open("images/a.png") as file:
        assert file.read() == b"picture"
    assert (store.exists("images/a.png"), store.size("images/a.png")) == (True, 7)
    assert store.listdir("images") == ([], ["a.png"])
    store.delete("images/a.png")
    assert server.content() == {}


def test_what_is_not_there_is_not_there(store: Any) -> None:
    assert not store.exists("images/a.png")
    with pytest.raises(FileNotFoundError):
        store.open("images/a.png")
    store.delete("images/a.png")
    assert store.listdir("images") == ([], [])


def test_nothing_is_overwritten(store: Any, server: ObjectServer) -> None:
    store.save("images/a.png", ContentFile(b"first"))
    assert store.save("images/a.png", ContentFile(b"second")) != "images/a.png"
    assert server.content()["site/images/a.png"] == b"first"


def test_no_address_leads_to_the_bucket(store: Any, server: ObjectServer) -> None:
    assert store.url("images/a.png") == "/media/images/a.png"
    assert str(server.port) not in store.url("images/a.png")


def test_nobody_reads_or_lists_the_bucket_without_the_key(store: Any, server: ObjectServer) -> None:
    store.save("images/a.png", ContentFile(b"picture"))
    for path in (f"/{BUCKET}/site/images/a.png", f"/{BUCKET}", f"/{BUCKET}?list-type=2"):
        with pytest.raises(HTTPError):
            urlopen(server.url + path)


def test_a_large_file_is_sent_in_parts_and_not_held_in_memory(store: Any) -> None:
    store.save("files/large.pdf", ContentFile(b"x" * 9 * 2**20))
    with store.open("files/large.pdf") as file:
        assert file.file._rolled, "it is in a temporary file"
        assert len(file.read()) == 9 * 2**20


def test_the_rights_in_the_guide_are_enough_and_the_check_leaves_nothing(store: Any, server: ObjectServer) -> None:
    assert check_files() == []
    assert server.content() == {}
    assert file_store.problem() == ""


WRONG = {
    "key": ({"MISSION_FILES_SECRET": "hunter2"}, "refuses the key of MISSION_FILES_KEY_ID"),
    "user": ({"MISSION_FILES_KEY_ID": "AKIAUNKNOWN"}, "refuses the key of MISSION_FILES_KEY_ID"),
    "folder without rights": ({"MISSION_FILES": f"s3://{BUCKET}/other"}, "refuses the key of MISSION_FILES_KEY_ID"),
    "port": ({"MISSION_FILES_ENDPOINT": "http://127.0.0.1:9"}, "does not answer"),
}


@pytest.mark.parametrize("what", WRONG)
def test_the_check_says_what_is_wrong_without_secrets(server: ObjectServer, use: Any, what: str) -> None:
    more, expected = WRONG[what]
    use(server.settings(**more))
    [error] = check_files()
    assert expected in error.msg
    assert "hunter2" not in error.msg
    assert server.secret not in error.msg


def test_the_check_says_that_there_is_no_such_bucket(server: ObjectServer, use: Any) -> None:
    use(server.settings(MISSION_FILES="s3://nowhere/site"))
    [error] = check_files()
    assert "has no bucket nowhere" in error.msg or "refuses the key" in error.msg


@pytest.mark.django_db
class TestReaders:
    def test_get_the_picture_from_the_site(self, shown: Image, server: ObjectServer, client: Client) -> None:
        response = client.get(shown.file.url)
        assert (response.status_code, response["Content-Type"]) == (200, "image/png")
        assert server.content()[f"site/{shown.file.name}"] == response.content
        assert shown.file.url.startswith("/media/images/")

    def test_have_no_picture_of_a_draft(self, store: Any, client: Client, details: Any) -> None:
        picture = a_picture()
        make_release("A draft", lead_image=picture)
        assert client.get(picture.file.url).status_code == 404

    def test_who_have_it_already_cost_no_request_to_the_store(
        self, shown: Image, server: ObjectServer, client: Client
    ) -> None:
        etag = client.get(shown.file.url)["ETag"]
        with hanging(server):
            response = client.get(shown.file.url, headers={"If-None-Match": etag})
        assert (response.status_code, response["ETag"], response.content) == (304, etag, b"")

    def test_get_503_while_the_store_hangs_and_the_page_all_the_same(
        self, shown: Image, server: ObjectServer, client: Client, caplog: Any
    ) -> None:
        with hanging(server):
            response = client.get(shown.file.url)
            assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (503, "30", "no-store")
            began = time.monotonic()
            assert shown.file.url in client.get(address(Edition.objects.get())).content.decode()
            assert client.get(shown.file.url).status_code == 503
            assert time.monotonic() - began < 2, "who comes after the first does not wait"
        assert server.url not in response.content.decode()
        assert server.secret not in caplog.text
        assert "The store of MISSION_FILES does not answer" in caplog.text

    def test_get_it_again_when_the_store_is_back(
        self, shown: Image, store: Any, server: ObjectServer, client: Client
    ) -> None:
        with hanging(server):
            assert client.get(shown.file.url).status_code == 503
        store._paused_until = 0
        assert client.get(shown.file.url).status_code == 200

    def test_get_503_and_no_half_of_a_picture_that_breaks_off(
        self, shown: Image, server: ObjectServer, use: Any, relay: Relay, client: Client
    ) -> None:
        store = use(server.settings(MISSION_FILES_ENDPOINT=relay.url))
        relay.most = 20_000
        assert client.get(shown.file.url).status_code == 503
        relay.most = 2**30
        store._paused_until = 0
        assert client.get(shown.file.url).status_code == 200

    def test_get_404_for_a_file_that_is_lost(self, shown: Image, store: Any, client: Client) -> None:
        store.delete(shown.file.name)
        assert client.get(shown.file.url).status_code == 404


@contextmanager
def hanging(server: ObjectServer) -> Iterator[None]:
    server.stop()
    try:
        yield
    finally:
        server.go_on()


def test_a_slow_store_takes_no_more_than_half_of_the_threads(
    server: ObjectServer, store: Any, use: Any, relay: Relay, monkeypatch: Any
) -> None:
    store.save("images/a.png", ContentFile(b"x" * 2**20))
    monkeypatch.setattr(object_store, "_TURN", 0.1)
    slow = use(server.settings(MISSION_FILES_ENDPOINT=relay.url))
    relay.step, relay.pause = 1024, 0.05
    monkeypatch.setattr(object_store, "_WHOLE", 2)
    said: list[str] = []

    def read() -> None:
        with pytest.raises(StoreDown) as refused:
            slow.open("images/a.png")
        said.append(str(refused.value))

    threads = [threading.Thread(target=read) for _number in range(4)]
    for thread in threads:
        thread.start()
        time.sleep(0.1)
    for thread in threads:
        thread.join(30)
    assert [words.endswith("is too slow") for words in said] == [True, True, False, False]
    assert "TimeoutError" in said[-1]


@pytest.mark.django_db
class TestStaff:
    @pytest.fixture
    def staff(self, client: Client, admin_user: Any) -> Client:
        client.force_login(admin_user)
        return client

    @staticmethod
    def upload(client: Client) -> Any:
        given = SimpleUploadedFile("visit.png", png(), "image/png")
        rows = {"descriptions-TOTAL_FORMS": 1, "descriptions-INITIAL_FORMS": 0}
        typed = {"descriptions-0-language": "en", "descriptions-0-alternative_text": "Two people shake hands"}
        page = reverse("admin:pressreleases_image_add")
        return client.post(page, {"upload": given, "title": "A visit", "credit": "Somebody", **rows, **typed})

    def test_upload_into_the_store(self, staff: Client, store: Any, server: ObjectServer) -> None:
        assert self.upload(staff).status_code == 302
        assert list(server.content()) == [f"site/{Image.objects.get().file.name}"]

    def test_see_a_sentence_and_what_they_typed_while_it_is_down(
        self, staff: Client, store: Any, server: ObjectServer
    ) -> None:
        with hanging(server):
            response = self.upload(staff)
        page = response.content.decode()
        assert response.status_code == 200
        assert str(NOT_STORED) in page
        assert all(typed in page for typed in ("A visit", "Somebody", "Two people shake hands"))
        assert server.url not in page
        assert not Image.objects.exists()
        assert server.content() == {}

    def test_see_a_sentence_when_they_paste_while_it_is_down(
        self, staff: Client, store: Any, server: ObjectServer
    ) -> None:
        with hanging(server):
            given = SimpleUploadedFile("visit.png", png(), "image/png")
            response = staff.post(reverse("admin:pressreleases_image_paste"), {"upload": given})
        assert (response.status_code, response.json()) == (503, {"error": str(NOT_STORED)})
        assert not Image.objects.exists()

    def test_the_worker_makes_the_copies_when_it_is_back(self, store: Any, server: ObjectServer) -> None:
        picture = a_picture()
        with hanging(server), pytest.raises(StoreDown):
            picture_copies.make_missing()
        store._paused_until = 0
        assert picture_copies.make_missing() == 1
        assert f"site/images/{picture.sha256}-480.webp" in server.content()

    def test_the_worker_makes_pdfs_with_pictures_when_it_is_back(
        self, shown: Image, store: Any, server: ObjectServer
    ) -> None:
        with hanging(server):
            assert letterhead_pdfs.make_missing() == 0
        assert LetterheadPdf.objects.failed().get().tries == 0
        store._paused_until = 0
        LetterheadPdf.objects.update(due_at=timezone.now())
        assert letterhead_pdfs.make_missing() == 1

    def test_the_worker_lists_the_store_for_a_new_picture_and_once_an_hour(
        self, store: Any, server: ObjectServer, monkeypatch: Any
    ) -> None:
        lists, listed = [], ObjectStore.listdir

        def counted(self: Any, path: str) -> Any:
            lists.append(path)
            return listed(self, path)

        monkeypatch.setattr(ObjectStore, "listdir", counted)
        a_picture()
        assert [picture_copies.make_missing() for _minute in range(3)] == [1, 0, 0]
        assert lists == ["images"]
        a_picture()
        assert [picture_copies.make_missing() for _minute in range(3)] == [1, 0, 0]
        assert lists == ["images"] * 2
        picture_copies._COMPLETE["at"] -= 3600
        assert picture_copies.make_missing() == 0
        assert lists == ["images"] * 3

    def test_a_deleted_picture_is_gone_from_the_store(
        self, store: Any, server: ObjectServer, django_capture_on_commit_callbacks: Any
    ) -> None:
        picture = a_picture()
        picture_copies.make(picture)
        with django_capture_on_commit_callbacks(execute=True):
            images.forget(picture)
        assert server.content() == {}

    def test_readyz_says_so_and_asks_the_store_once_in_a_while(
        self, client: Client, store: Any, server: ObjectServer, caplog: Any
    ) -> None:
        call_command("run_worker", "--once")
        assert client.get("/readyz").content == b"ready\n"
        probes._store_problem.cache_clear()
        with hanging(server):
            response = client.get("/readyz")
        assert (response.status_code, response.content) == (503, b"The storage for files does not answer.\n")
        assert server.secret not in caplog.text


class TestCopying:
    @staticmethod
    def folder(settings: Any) -> FileSystemStorage:
        folder = FileSystemStorage(location=settings.MEDIA_ROOT)
        for content in (b"one", b"two", b"three"):
            picture = images.Picture(content, "png", 1, 1)
            folder.save(picture.name, ContentFile(content))
        folder.save("images/a-480.webp", ContentFile(b"copy"))
        return folder

    def test_goes_into_the_store_and_back(
        self, store: Any, server: ObjectServer, settings: Any, capsys: Any, tmp_path: Path
    ) -> None:
        folder = self.folder(settings)
        before = {path.name: path.read_bytes() for path in Path(settings.MEDIA_ROOT).rglob("*.*")}
        call_command("copy_files", "to-store")
        assert {name.rpartition("/")[2]: content for name, content in server.content().items()} == before
        assert folder.exists("images/a-480.webp"), "nothing is deleted"
        settings.MEDIA_ROOT = str(tmp_path / "another")
        call_command("copy_files", "to-folder")
        assert {path.name: path.read_bytes() for path in (tmp_path / "another").rglob("*.*")} == before
        call_command("copy_files", "to-folder")
        assert capsys.readouterr().out.splitlines()[-1] == "0 files copied, 4 were there already."

    def test_goes_on_after_it_was_interrupted(
        self, store: Any, server: ObjectServer, settings: Any, monkeypatch: Any, capsys: Any
    ) -> None:
        self.folder(settings)
        save, calls = ObjectStore._save, 0

        def stops(self: Any, name: str, content: Any) -> str:
            nonlocal calls
            calls += 1
            if calls == 3:
                server.stop()
            return str(save(self, name, content))

        monkeypatch.setattr(ObjectStore, "_save", stops)
        try:
            with pytest.raises(CommandError, match=r"does not answer.*2 files were copied; type the command again"):
                call_command("copy_files", "to-store")
        finally:
            server.go_on()
        store._paused_until = 0
        call_command("copy_files", "to-store")
        assert len(server.content()) == 4
        assert sum(int(line.split()[0]) for line in capsys.readouterr().out.splitlines()) <= 2

    def test_replaces_a_part_and_tells_of_a_damaged_file(self, store: Any, server: ObjectServer, settings: Any) -> None:
        folder = self.folder(settings)
        name = images.Picture(b"one", "png", 1, 1).name
        store.save(name, ContentFile(b"o"))
        call_command("copy_files", "to-store")
        assert server.content()[f"site/{name}"] == b"one"
        Path(folder.path(name)).write_bytes(b"ones")
        with pytest.raises(CommandError, match=f"damaged where they come from: {name}"):
            call_command("copy_files", "to-store")

    def test_needs_a_store(self) -> None:
        with pytest.raises(CommandError, match="MISSION_FILES is not set"):
            call_command("copy_files", "to-store")


def test_what_the_libraries_log_has_no_secret(store: Any, server: ObjectServer, caplog: Any) -> None:
    with caplog.at_level(logging.INFO):
        store.save("images/a.png", ContentFile(b"picture"))
        store.open("images/a.png").close()
    assert server.secret not in caplog.text
