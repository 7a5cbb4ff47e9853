"""The public site as files: whole, served by a plain web server, and never with what readers do not see."""

import fcntl
import gzip
import io
import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import urlopen

import brotli
import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from PIL import Image as Pillow

from mission_site.management.commands import export_site
from pressreleases import images, publishing
from pressreleases.letterhead_pdf.making import make_missing
from pressreleases.models import Edition, ImageDescription, Release
from pressreleases.models.kinds import Act
from pressreleases.public_addresses import address
from tests.making import correct, in_future, make_details, make_release, make_user, rewrite
from tests.management.running import run

pytestmark = pytest.mark.django_db

LINKS = re.compile(r'\s(?:href|src)="([^"#]+)|srcset="([^" ]+)')


@pytest.fixture
def bare(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    # The style sheet and the fonts as they are; collecting and hashing them is slow.
    settings.STATIC_ROOT, settings.WHITENOISE_AUTOREFRESH = settings.BASE_DIR / "static", False
    return tmp_path / "copy"


@pytest.fixture
def folder(bare, editor) -> Path:
    make_details()
    publishing.publish(
        [make_release("A visit to Geneva", "The delegation arrived."), make_release("بيان مشترك", slug="بيان")],
        by=editor,
    )
    return bare


@pytest.fixture
def served(bare) -> Iterator[str]:
    """The address of a web server that knows nothing but files."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(bare)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def words(folder: Path) -> str:
    """All that can be read in the files, the compressed ones too."""
    unpack = {".gz": gzip.decompress, ".br": brotli.decompress}
    files = [path for path in folder.rglob("*") if path.is_file()]
    return "\n".join(unpack.get(path.suffix, bytes)(path.read_bytes()).decode(errors="replace") for path in files)


def test_each_link_of_the_copy_leads_to_a_file_of_it(bare, served):
    run("load_samples")
    stream = io.BytesIO()
    Pillow.new("RGB", (2000, 1000), "teal").save(stream, format="PNG")
    stream.seek(0)
    picture = images.keep(images.read(stream), title="Teal", credit="A. Sample")
    ImageDescription.objects.create(image=picture, language="en", alternative_text="All teal")
    publishing.publish([make_release("With a picture", lead_image=picture)], by=User.objects.get(username="editor"))
    make_missing()
    run("export_site", str(bare))
    waiting, seen = {f"{served}/"}, set()
    while waiting:
        url = waiting.pop()
        seen.add(url)
        with urlopen(url) as answer:
            assert answer.status == 200
            content = answer.read()
            if not answer.headers["Content-Type"].startswith("text/html"):
                continue
            page = content.decode()
        assert 'http-equiv="refresh"' in page or 'role="note"' in page, url
        links = {urljoin(url, (link or picture).replace("&amp;", "&")) for link, picture in LINKS.findall(page)}
        waiting |= {link for link in links if link.startswith(served)} - seen
    paths = {unquote(urlsplit(url).path) for url in seen}
    assert paths >= {unquote(address(edition)) for edition in Edition.objects.live()}
    assert {path.rpartition(".")[2] for path in paths} >= {"pdf", "txt", "json", "ics", "atom", "css", "woff2", "vcf"}
    assert any(path.startswith("/media/images/") for path in paths)


def test_without_a_host_the_original_is_named_on_each_page(folder):
    run("export_site", str(folder))
    page = next((folder / "en/releases").glob("*/a-visit-to-geneva/index.html")).read_text()
    original = f"http://127.0.0.1:8000{address(Edition.objects.get(slug='a-visit-to-geneva'))}"
    assert f'This is a copy. The original is here: <a href="{original}"' in page
    assert f'rel="canonical" href="{original}"' in page


def test_the_site_itself_never_says_that_it_is_a_copy(folder):
    path = address(Edition.objects.get(slug="a-visit-to-geneva"))
    assert "This is a copy" not in Client().get(path, headers={"mission-copy": "1"}).content.decode()


def test_what_readers_do_not_see_is_not_in_it(folder, editor):
    make_release("A draft", "Secretum")
    publishing.publish([make_release("A planned one", "Arcanum")], by=editor, at=in_future(days=1))
    run("export_site", str(folder))
    said = words(folder)
    assert "The delegation arrived." in said
    assert not [word for word in ("Secretum", "Arcanum", "A planned one", "/admin/") if word in said]


def test_compressed_files_hold_the_same(folder):
    run("export_site", str(folder))
    path = folder / "en" / "index.html"
    assert gzip.decompress(Path(f"{path}.gz").read_bytes()) == path.read_bytes()
    assert brotli.decompress(Path(f"{path}.br").read_bytes()) == path.read_bytes()


def test_only_what_changed_is_written_again(folder, editor):
    run("export_site", str(folder))
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.*") if path.name != export_site.LIST}
    assert run("export_site", str(folder)).startswith("0 files written")
    assert before == {path: path.stat().st_mtime_ns for path in before}
    release = rewrite(Release.objects.get(slug="a-visit-to-geneva"), body="<p>It arrived late.</p>")
    correct([release], by=editor, change_note="The time was wrong.")
    run("export_site", str(folder))
    assert "It arrived late." in words(folder)
    unchanged = [path for path, at in before.items() if path.exists() and path.stat().st_mtime_ns == at]
    assert folder / "en" / "contact" / "index.html" in unchanged
    assert next((folder / "en/releases").glob("*/a-visit-to-geneva/index.html")) not in unchanged


def test_words_that_readers_no_longer_see_go_from_it(folder, editor):
    release = Release.objects.get(slug="a-visit-to-geneva")
    correct([rewrite(release, body="<p>It arrived late.</p>")], by=editor, change_note="The time was wrong.")
    said = r"The delegation arrived\.|It arrived late\."
    run("export_site", str(folder))
    assert {"The delegation arrived.", "It arrived late."} == set(re.findall(said, words(folder)))
    publishing.redact(
        [Edition.objects.get(release=release, number=1)], by=make_user("Administrator"), harmless=["title", "place"]
    )
    publishing.withdraw([release], by=editor, reasons={"en": "It named somebody."}, act=Act.REMOVED)
    run("export_site", str(folder))
    assert not re.findall(said, words(folder))
    assert not list(folder.rglob("*a-visit-to-geneva*"))


def test_a_folder_with_other_files_is_refused_and_left_as_it_is(folder):
    folder.mkdir()
    (folder / "letter.txt").write_text("Dear colleague")
    with pytest.raises(CommandError, match="holds other files"):
        run("export_site", str(folder))
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]


def test_other_files_that_come_later_stay(folder):
    run("export_site", str(folder))
    (folder / "CNAME").write_text("press.example")
    run("export_site", str(folder))
    assert (folder / "CNAME").exists()


def test_after_an_interruption_the_next_one_makes_it_whole(folder, monkeypatch):
    whole, count = export_site._replace, iter(range(100))

    def broken(path: Path, content: bytes) -> None:
        if next(count) == 20:
            raise OSError(5, "Input/output error", str(path))
        whole(path, content)

    with monkeypatch.context() as patched:
        patched.setattr(export_site, "_replace", broken)
        with pytest.raises(CommandError, match="Input/output error"):
            run("export_site", str(folder))
    assert not list(folder.rglob("*.part"))
    run("export_site", str(folder))
    listed = set((folder / export_site.LIST).read_text().splitlines())
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert listed == files - {export_site.LIST}


def test_a_page_that_fails_keeps_its_file_and_is_named(folder, monkeypatch, capsys):
    run("export_site", str(folder))
    page = folder / "en" / "contact" / "index.html"
    before = page.read_bytes()
    ask = export_site._Copy._ask

    def failing(copy, path):
        return export_site.Answer(500, "text/html", b"", "") if path == "/en/contact/" else ask(copy, path)

    monkeypatch.setattr(export_site._Copy, "_ask", failing)
    with pytest.raises(SystemExit):
        call_command("export_site", str(folder))
    assert "/en/contact/ answers 500" in capsys.readouterr().err
    assert page.read_bytes() == before


def test_a_page_that_fails_does_not_keep_what_others_no_longer_say(folder, editor, monkeypatch):
    """Of a withdrawn text no page but the failed one may lead to its files, and they now hold a notice."""
    release = Release.objects.get(slug="a-visit-to-geneva")
    run("export_site", str(folder))
    files = [str(path) for path in folder.rglob("*a-visit-to-geneva*")]
    assert [path for path in files if path.endswith(".txt")]
    publishing.withdraw([release], by=editor, reasons={"en": "It named somebody."})
    ask = export_site._Copy._ask

    def failing(copy, path):
        failed = path in ("/en/", "/en/corrections/")
        return export_site.Answer(500, "text/html", b"", "") if failed else ask(copy, path)

    with monkeypatch.context() as patched:
        patched.setattr(export_site._Copy, "_ask", failing)
        with pytest.raises(SystemExit):
            run("export_site", str(folder))
    pages = [path for path in folder.rglob("*") if path.is_file() and "a-visit-to-geneva" in str(path)]
    assert pages
    assert not [path for path in pages if b"The delegation arrived." in path.read_bytes()]
    assert "It named somebody." in words(folder)


def test_on_a_full_disk_it_says_so_and_what_is_outdated_goes_all_the_same(folder, editor, monkeypatch, capsys):
    release = Release.objects.get(slug="a-visit-to-geneva")
    run("export_site", str(folder))
    publishing.withdraw([release], by=editor, reasons={"en": "It named somebody."}, act=Act.REMOVED)

    def full(path: Path, _content: bytes) -> None:
        raise OSError(28, "No space left on device", str(path))

    with monkeypatch.context() as patched:
        patched.setattr(export_site, "_replace", full)
        with pytest.raises(SystemExit):
            call_command("export_site", str(folder))
    assert "The disk is full" in capsys.readouterr().err
    assert "The delegation arrived." not in words(folder)
    assert (folder / "en" / "contact" / "index.html").exists(), "it has not changed"
    run("export_site", str(folder))
    assert (folder / "en" / "index.html").exists()


def test_what_has_room_only_without_what_it_replaces_is_written(folder, editor, monkeypatch):
    run("export_site", str(folder))
    release = rewrite(Release.objects.get(slug="a-visit-to-geneva"), body="<p>It arrived late.</p>")
    correct([release], by=editor, change_note="The time was wrong.")
    whole = export_site._replace

    def nearly_full(path: Path, content: bytes) -> None:
        if path.exists() and path.name != export_site.LIST:
            raise OSError(28, "No space left on device", str(path))
        whole(path, content)

    monkeypatch.setattr(export_site, "_replace", nearly_full)
    run("export_site", str(folder))
    page = next((folder / "en/releases").glob("*/a-visit-to-geneva/index.html"))
    assert "It arrived late." in page.read_text()


def test_a_name_after_half_a_line_is_known_to_the_next_one(folder, monkeypatch):
    """The disk was full, or the power went, while the list was added to."""
    run("export_site", str(folder))
    names, page = folder / export_site.LIST, folder / "en" / "contact" / "index.html"
    names.write_text("en/relea")
    page.unlink()

    def ends_here(_copy, _gone):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(export_site._Copy, "_delete", ends_here)
    with pytest.raises(CommandError):
        run("export_site", str(folder))
    assert "en/contact/index.html" in names.read_text().splitlines()


def test_nothing_is_written_where_a_link_leads_out_of_the_folder(folder, tmp_path, capsys):
    run("export_site", str(folder))
    elsewhere = tmp_path / "elsewhere"
    (folder / "en" / "contact").rename(elsewhere)
    (elsewhere / "index.html").write_text("Mine")
    (folder / "en" / "contact").symlink_to(elsewhere)
    with pytest.raises(SystemExit):
        call_command("export_site", str(folder))
    assert "a link leads out of" in capsys.readouterr().err
    assert (elsewhere / "index.html").read_text() == "Mine"


def test_hidden_files_of_others_stay(folder):
    run("export_site", str(folder))
    (folder / ".mine.part").write_text("Mine")
    run("export_site", str(folder))
    assert (folder / ".mine.part").exists()


def test_behind_a_proxy_it_asks_as_the_proxy_does(folder, settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://press.example:8443", ["press.example"]
    settings.BEHIND_PROXY, settings.SECURE_SSL_REDIRECT = True, True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    run("export_site", str(folder))
    page = next((folder / "en/releases").glob("*/a-visit-to-geneva/index.html")).read_text()
    assert 'rel="canonical" href="https://press.example:8443/en/releases/' in page


def test_odd_links_of_a_text_neither_stop_it_nor_lead_it_astray(folder, editor):
    odd = (
        "/en/contact",
        "/en",
        "mailto://[x",
        "/%61dmin/login/",
        "/en/contact/?before=..",
        "/en/%2e%2e/x",
        "/.export_site",
    )
    body = "".join(f'<p><a href="{link}">{number}</a></p>' for number, link in enumerate(odd))
    publishing.publish([make_release("Odd links", body=body)], by=editor)
    run("export_site", str(folder))
    assert (folder / "en" / "contact" / "index.html").is_file()
    assert not (folder / "admin").exists()
    page = next((folder / "en/releases").glob("*/odd-links/index.html")).read_text()
    assert 'href="http://127.0.0.1:8000/admin/login/"' in page or 'href="http://127.0.0.1:8000/%61dmin/login/"' in page
    assert run("export_site", str(folder)).startswith("0 files written")


def test_a_list_that_somebody_else_has_changed_deletes_nothing_elsewhere(folder, tmp_path):
    run("export_site", str(folder))
    other = tmp_path / "other.txt"
    other.write_text("Mine")
    with (folder / export_site.LIST).open("a") as names:
        names.write(f"../other.txt\n{other}\n")
    run("export_site", str(folder))
    assert other.read_text() == "Mine"


def test_two_at_once_are_refused(folder):
    run("export_site", str(folder))
    with (folder / export_site.LIST).open("a") as names:
        fcntl.flock(names, fcntl.LOCK_EX)
        with pytest.raises(CommandError, match="just filling"):
            run("export_site", str(folder))


def test_who_waited_for_the_list_of_before_gets_the_new_one(folder, monkeypatch):
    """One opened the list just before another ended, which put a new list into its place."""
    run("export_site", str(folder))
    lock = fcntl.flock
    ended: list[bool] = []

    def late(names, how):
        if not ended:
            ended.append(True)
            whole = (folder / export_site.LIST).read_bytes()
            export_site._replace(folder / export_site.LIST, whole + b"en/old.txt\n")
            (folder / "en" / "old.txt").write_text("Old")
        lock(names, how)

    monkeypatch.setattr(fcntl, "flock", late)
    run("export_site", str(folder))
    assert not (folder / "en" / "old.txt").exists()
