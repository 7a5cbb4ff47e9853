"""`manage.py export_site FOLDER`: the whole public site as files that any web server can serve.

The site is asked within this process, as a reader asks it who is not known: from its first page and its sitemaps along
every link. So what readers do not see is never in the folder.
"""

import errno
import fcntl
import gzip
import html
import io
import os
import posixpath
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote, unquote, urljoin, urlsplit
from wsgiref.util import setup_testing_defaults

import brotli
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

# The names of all files that this command has written into its folder, a line each.
LIST = ".export_site"
_DRAFT = ".part"
_FULL = {errno.ENOSPC, errno.EDQUOT}
SITEMAP = "/sitemap.xml"
# Only the site itself can answer these: for staff, for programs, or to a question.
_ELSEWHERE = re.compile(
    r"/(admin|api|preview|r|healthz|readyz|robots\.txt|[^/]*sitemaps?[^/]*)(/|$)"
    r"|/[^/]+/search/$|.*/(editions|anniversaries/[^/]+)/compare/$"
)
# No name of a file, or hidden.
_UNFIT = re.compile(r"/\.|[\x00-\x1f\\]")
# A later page of a list. Other queries are questions.
_LATER = re.compile(r"before=\w[\w-]*")
_LATER_FILE = re.compile(r"(.*/)before/(\w[\w-]*)/")
_TAG = re.compile(r'<[a-z]\w*(?:\s+[\w:-]+(?:="[^"]*")?)*\s*/?>')
_LINK = re.compile(r'(?<=\s)(href|src|action)="([^"#]*)((?:#[^"]*)?)"')
_PICTURES = re.compile(r'(?<=\s)((?:image)?srcset)="([^"]*)"')
_LOCATION = re.compile(r"<loc>([^<]+)</loc>")
_IN_STYLE = re.compile(r'url\(\s*["\']?([^"\')]+)["\']?\s*\)')
_WORDS = ("text/", "application/json", "application/xml", "application/atom", "application/rss", "application/feed")
_TOO_SHORT = 200


@dataclass(frozen=True)
class Answer:
    status: int
    media_type: str
    content: bytes
    location: str


class Command(BaseCommand):
    help = (
        "Write the public site into a folder, as files that any web server can serve. Links are relative. Only what "
        "changed is written, and what readers no longer see is deleted. The exit status is 1 if something is missing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="an empty folder, or one that this command has filled before")

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        copy = _Copy(folder)
        # One connection serves all requests.
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)
        try:
            copy.make()
        except OSError as error:
            raise CommandError(f"{error}. Type the command again to go on.") from error
        finally:
            for signal in (request_started, request_finished):
                signal.connect(close_old_connections)
        self.stdout.write(
            f"{len(copy.written)} files written, {copy.unchanged} unchanged, {copy.deleted} deleted, in {folder}."
        )
        for sentence in copy.wrong:
            self.stderr.write(sentence)
        if copy.wrong:
            sys.exit(1)


class _Copy:
    """The files in `folder`, and what has happened to them; `wrong` has a sentence for each page that is missing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.written: list[str] = []
        self.unchanged = self.deleted = self._unwritten = 0
        self.wrong: list[str] = []
        self._here = urlsplit(settings.SITE_URL)
        self._site = WSGIHandler()
        # Names of files: there now; of pages that failed, which keep what they were; all that the list has.
        self._now: set[str] = set()
        self._failed: set[str] = set()
        self._listed: set[str] = set()
        self._unlinked: set[str] = set()  # addresses
        self._top = folder.resolve()

    def make(self) -> None:
        with self._list() as names:
            before = self._names_of(names)
            self._listed = set(before)
            for draft in self.folder.rglob(f"{LIST}-*{_DRAFT}"):
                draft.unlink()
            asked: set[str] = set()
            self._follow({"/", *self._addresses_of_sitemaps()}, asked, names)
            if self._failed:
                # What only a failed page leads to was not reached. It may be there; it may say something else, too.
                self._unlinked = {_address_of(name) for name in before - self._now - self._failed}
                self._follow(self._unlinked, asked, names)
            gone = before - self._now - self._failed
            self._delete(gone)
            if self._unwritten:
                self.wrong.append(f"The disk is full: {self._unwritten} files are missing. Type the command again.")
            kept = sorted((before - gone) | self._now)
            try:
                _replace(self.folder / LIST, "".join(f"{name}\n" for name in kept).encode())
            except OSError as error:
                # The list of before has all these names too.
                if error.errno not in _FULL:
                    raise

    @contextmanager
    def _list(self) -> Iterator[Any]:
        """The list of names, to be added to, and closed to all other commands until this one has ended."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / LIST
        if not path.exists() and any(self.folder.iterdir()):
            raise CommandError(f"{self.folder} holds other files. Name an empty folder, or one of this command.")
        while True:
            with path.open("ab+", buffering=0) as names:
                try:
                    fcntl.flock(names, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    raise CommandError(f"Another command is just filling {self.folder}. Wait for its end.") from None
                # The command before has put another list into its place, perhaps between these lines.
                if path.exists() and os.path.samestat(os.fstat(names.fileno()), path.stat()):
                    yield names
                    return

    def _names_of(self, names: Any) -> set[str]:
        names.seek(0)
        listed = names.read().decode(errors="replace").split("\n")
        # A name that leads out of the folder was written by somebody else.
        return {name for name in listed if name and not name.startswith("/") and ".." not in name.split("/")}

    def _follow(self, addresses: Iterable[str], asked: set[str], names: Any) -> None:
        """Copy the pages at `addresses` and all that they lead to, each once; add what is asked to `asked`."""
        wanted = sorted(set(addresses) - asked)
        asked.update(wanted)
        while wanted:
            for link in self._copied(wanted.pop(), names):
                if link not in asked:
                    asked.add(link)
                    wanted.append(link)

    def _addresses_of_sitemaps(self) -> Iterator[str]:
        """The addresses that search engines are told of; each must be in the copy."""
        for part in self._locations(SITEMAP):
            yield from self._locations(part)

    def _locations(self, sitemap: str) -> Iterator[str]:
        answer = self._ask(sitemap)
        if answer.status != 200:
            raise CommandError(f"{sitemap} answers {answer.status}, so nothing was written. See the log.")
        for location in _LOCATION.findall(answer.content.decode()):
            there = urlsplit(html.unescape(location))
            yield there.path

    def _ask(self, address: str) -> Answer:
        path, _mark, query = address.partition("?")
        environ: dict[str, Any] = {}
        setup_testing_defaults(environ)
        environ |= {
            "PATH_INFO": unquote(path, "latin-1"),
            "QUERY_STRING": query,
            "HTTP_HOST": self._here.netloc,
            "SERVER_NAME": self._here.hostname,
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": self._here.scheme,
            "wsgi.input": io.BytesIO(),
            # Pages say that they are a copy.
            "MISSION_COPY": True,
        }
        if settings.BEHIND_PROXY:
            environ |= {"HTTP_X_FORWARDED_PROTO": self._here.scheme, "HTTP_X_FORWARDED_FOR": "127.0.0.1"}
        said: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]], *_more: Any) -> Any:
            said["status"] = int(status[:3])
            said["headers"] = {name.lower(): value for name, value in headers}

        answered: Any = self._site(environ, cast("Any", start))
        try:
            content = b"".join(answered)
        finally:
            answered.close()
        headers = said["headers"]
        return Answer(said["status"], headers.get("content-type", ""), content, headers.get("location", ""))

    def _copied(self, address: str, names: Any) -> Iterable[str]:
        """Write what readers get at `address`; return the addresses to which it leads."""
        answer, hops = self._ask(address), 0
        target = address
        while answer.status in (301, 302) and hops < 5:
            target = self._address(answer.location.removeprefix(settings.SITE_URL), target) or ""
            if not target or address.endswith("/"):
                break
            answer, hops = self._ask(target), hops + 1
        if answer.status in (301, 302):
            return self._led_on(f"{address.rstrip('/')}/", target, answer.location, names)
        if answer.status != 200:
            self._note(address, answer.status)
            return []
        if answer.media_type.startswith("text/html") and not address.endswith("/"):
            # Web servers lead from the name of a folder into it by themselves.
            return [target] if target == f"{address}/" else self._led_on(f"{address}/", target, "", names)
        content = answer.content
        links: set[str] = set()
        if answer.media_type.startswith("text/html"):
            content, links = self._led_to_files(answer.content.decode(), address)
        elif answer.media_type.startswith("text/css"):
            links = {urljoin(address, link) for link in _IN_STYLE.findall(content.decode()) if "data:" not in link}
        elif answer.media_type.startswith("text/plain"):
            # Servers rarely say in which encoding a text is; the mark at its beginning does.
            content = content.decode().encode("utf-8-sig")
        self._keep(address, content, answer.media_type, names)
        return links

    def _note(self, address: str, status: int) -> None:
        if status not in (404, 410):
            self.wrong.append(f"{address} answers {status}. What was there before is kept; see the log.")
            self._failed |= _files_of(address)
        elif address not in self._unlinked:
            self.wrong.append(f"A page leads to {address}, which answers {status}.")

    def _led_on(self, address: str, target: str, location: str, names: Any) -> list[str]:
        """A page at `address` that leads to `target` in the copy, or else to `location`."""
        there = self._relative(target, address) if target else html.escape(location)
        page = f'<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={there}">'
        self._keep(address, f'{page}<a href="{there}">{there}</a>\n'.encode(), "text/html", names)
        return [target] if target else []

    def _led_to_files(self, page: str, address: str) -> tuple[bytes, set[str]]:
        """The page with links to files beside it, and the addresses of these; other links are whole.

        A link that names the site's host stays: it is the permanent address.
        """
        found: set[str] = set()

        def leads(link: str) -> str:
            target = self._address(html.unescape(link), address)
            if target is None:
                try:
                    return html.escape(urljoin(f"{settings.SITE_URL}{address}", html.unescape(link)))
                except ValueError:
                    return link
            found.add(target)
            return html.escape(self._relative(target, address))

        def one(match: re.Match[str]) -> str:
            name, link, place = match.groups()
            return match[0] if not link else f'{name}="{leads(link)}{place}"'

        def several(match: re.Match[str]) -> str:
            each = (candidate.split() for candidate in match[2].split(","))
            return f'{match[1]}="{", ".join(" ".join([leads(link), *size]) for link, *size in each)}"'

        return _TAG.sub(lambda tag: _PICTURES.sub(several, _LINK.sub(one, tag[0])), page).encode(), found

    def _address(self, link: str, page: str) -> str | None:
        """Path and query of `link` on `page`, if it leads to something that is in the copy."""
        try:
            there = urlsplit(urljoin(page, link))
        except ValueError:
            return None
        path = unquote(there.path)
        if there.scheme or there.netloc or _ELSEWHERE.match(path) or _UNFIT.search(path):
            return None
        if not there.query:
            return quote(path)
        return f"{quote(path)}?{there.query}" if _LATER.fullmatch(there.query) and path.endswith("/") else None

    def _relative(self, target: str, page: str) -> str:
        """The link from the file of `page` to that of `target`; a folder stands for its page."""
        there, here = (posixpath.join("/", _file_of(one)) for one in (target, page))
        folder = there.removesuffix("index.html")
        relative = posixpath.relpath(folder, posixpath.dirname(here))
        return quote(f"{relative}/" if folder.endswith("/") else relative)

    def _keep(self, address: str, content: bytes, media_type: str, names: Any) -> None:
        """Write a file, and what it is compressed, unless the very same is there."""
        name = _file_of(address)
        if not (self.folder / name).parent.resolve().is_relative_to(self._top):
            self.wrong.append(f"{name} was not written, because a link leads out of {self.folder} there.")
            return
        files = {name: content}
        if media_type.startswith(_WORDS) and len(content) >= _TOO_SHORT:
            files[f"{name}.gz"] = gzip.compress(content, mtime=0)
            files[f"{name}.br"] = brotli.compress(content, mode=brotli.MODE_TEXT, quality=9)
        self._now |= files.keys()
        if not self._has(name, content):
            # Servers send what is compressed, so that it must not outlive what it was made of.
            for old in (f"{name}.gz", f"{name}.br"):
                (self.folder / old).unlink(missing_ok=True)
        for file_name, of_file in files.items():
            if self._has(file_name, of_file):
                self.unchanged += 1
                continue
            try:
                self._write(file_name, of_file, names)
            except OSError as error:
                if error.errno not in _FULL:
                    raise
                # What is outdated goes all the same: it may say what readers may not read any more.
                (self.folder / file_name).unlink(missing_ok=True)
                self._unwritten += 1

    def _write(self, name: str, content: bytes, names: Any) -> None:
        path = self.folder / name
        if name not in self._listed:
            # Before the file, so that one of a copy that is interrupted is known to the next; after a line that is
            # perhaps only half there.
            line = f"\n{name}\n".encode()
            if names.write(line) < len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            self._listed.add(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _replace(path, content)
        except OSError as error:
            if error.errno not in _FULL or not path.exists():
                raise
            # There is room without what was there before.
            path.unlink()
            _replace(path, content)
        self.written.append(name)

    def _has(self, name: str, content: bytes) -> bool:
        path = self.folder / name
        return path.is_file() and path.read_bytes() == content

    def _delete(self, names: Iterable[str]) -> None:
        for name in names:
            path = self.folder / name
            if not path.parent.resolve().is_relative_to(self._top):
                continue
            path.unlink(missing_ok=True)
            self.deleted += 1
            for parent in path.relative_to(self.folder).parents:
                if parent == Path() or not (self.folder / parent).is_dir() or any((self.folder / parent).iterdir()):
                    break
                (self.folder / parent).rmdir()


def _file_of(address: str) -> str:
    """The name of the file in the folder, such as `en/releases/before/2026-07-01-1/index.html`."""
    path, _mark, query = address.partition("?")
    parts = [part for part in unquote(path).split("/") if part]
    if query:
        parts += ["before", query.removeprefix("before=")]
    return "/".join([*parts, "index.html"] if path.endswith("/") else parts)


def _files_of(address: str) -> set[str]:
    """The names of the files that an address may have."""
    names = (_file_of(address), _file_of(f"{address.partition('?')[0].rstrip('/')}/"))
    return {f"{name}{ending}" for name in names for ending in ("", ".gz", ".br")}


def _address_of(name: str) -> str:
    path = name.removesuffix(".gz").removesuffix(".br").removesuffix("index.html")
    if later := _LATER_FILE.fullmatch(path):
        return f"{quote(f'/{later[1]}')}?before={later[2]}"
    return quote(f"/{path}")


def _replace(path: Path, content: bytes) -> None:
    """Put `content` in the place of the file, whole or not at all; all may read it."""
    number, draft = tempfile.mkstemp(prefix=f"{LIST}-", suffix=_DRAFT, dir=path.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
        Path(draft).chmod(0o644)
        Path(draft).replace(path)
    finally:
        Path(draft).unlink(missing_ok=True)
