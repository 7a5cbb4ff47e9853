"""The real nginx with deploy/nginx.conf in front of a real site: what it keeps, how long, and what never."""

import http.client
import os
import re
import shutil
import signal
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from mission_site.install import ROOT
from tests.certificates import make_certificate
from tests.running.programs import program
from tests.running.sites import Site, free_port, new_folder, wait_for

VISIT = "/en/releases/2024/a-visit-to-geneva/"
WITH_DJANGO = """
import django, datetime as dt, logging
django.setup()
logging.disable()  # the audit trail
from pressreleases import publishing
from pressreleases.models import Release
from tests.making import correct, make_details, make_release, make_user, rewrite
"""
PUBLISHED = """
make_details()
publishing.publish([make_release("A visit to Geneva", "The first version.")], by=make_user("Editor"))
"""
PLANNED = """
from django.contrib.auth.models import User
by, release = User.objects.get(username="editor"), Release.objects.get(slug="a-visit-to-geneva")
at = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=6)
correct([rewrite(release, body="<p>The second version.</p>")], by=by, change_note="It changed.", at=at)
print(at.timestamp())
"""
AROUND = """
daemon off;
pid FOLDER/pid;
error_log FOLDER/error.log info;
worker_processes 1;
events {}
http {
    log_format cache '$upstream_cache_status $request_uri';
    access_log FOLDER/access.log cache;
    add_header Test-Cache $upstream_cache_status always;
    client_body_temp_path FOLDER/body; proxy_temp_path FOLDER/proxy; fastcgi_temp_path FOLDER/fastcgi;
    uwsgi_temp_path FOLDER/uwsgi; scgi_temp_path FOLDER/scgi;
    include FOLDER/site.conf;
}
"""


class Nginx:
    """nginx with the file of the guide, its names, ports and folders replaced."""

    def __init__(self, nginx: str, site_port: int) -> None:
        self.port, self.folder = free_port(), new_folder("mission-nginx-")
        certificate, key = make_certificate(self.folder, "localhost", 2)
        text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
        for old, new in {
            "/etc/letsencrypt/live/SITE_HOST/fullchain.pem": str(certificate),
            "/etc/letsencrypt/live/SITE_HOST/privkey.pem": str(key),
            "/var/cache/nginx-mission": str(self.folder / "kept"),
            "SITE_HOST": "localhost",
            "127.0.0.1:8000": f"127.0.0.1:{site_port}",
            "listen 80;": f"listen 127.0.0.1:{free_port()};",
            "listen 443 ": f"listen 127.0.0.1:{self.port} ",
        }.items():
            assert old in text
            text = text.replace(old, new)
        (self.folder / "site.conf").write_text(re.sub(r"listen \[::\].*;", "", text))
        (self.folder / "nginx.conf").write_text(AROUND.replace("FOLDER", str(self.folder)))
        command = [nginx, "-e", str(self.folder / "error.log"), "-c", str(self.folder / "nginx.conf")]
        self._process = subprocess.Popen(command, start_new_session=True)
        self._trusting = ssl.create_default_context(cafile=certificate)
        wait_for(lambda: self._process.poll() is not None or self.answers())
        assert self._process.poll() is None, self.log("error.log")

    def get(self, path: str = VISIT, **headers: str) -> tuple[int, Any, bytes]:
        with closing(http.client.HTTPSConnection("localhost", self.port, context=self._trusting, timeout=30)) as client:
            client.request("GET", path, headers=headers)
            answer = client.getresponse()
            return answer.status, answer.headers, answer.read()

    def state(self, path: str = VISIT, **headers: str) -> tuple[int, str | None]:
        """The status of the answer, and what nginx's cache had to do with it; None for nothing."""
        status, answered, _content = self.get(path, **headers)
        return status, answered["Test-Cache"]

    def answers(self) -> bool:
        with suppress(OSError):
            return bool(self.get("/healthz"))
        return False

    def log(self, name: str) -> str:
        return (self.folder / name).read_text()

    def forget(self) -> None:
        """What docs/operations.md says to type."""
        subprocess.run(["find", self.folder / "kept", "-type", "f", "-delete"], check=True)

    def end(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGTERM)
        self._process.wait()
        shutil.rmtree(self.folder)


@pytest.fixture(scope="module")
def nginx_program() -> str:
    return program("nginx")


@pytest.fixture(scope="module")
def site_port(nginx_program: str, prepared: Site) -> Iterator[int]:
    port = free_port()
    prepared.serve(port, MISSION_SITE_URL="https://localhost", MISSION_BEHIND_PROXY="1")
    prepared.run(WITH_DJANGO + PUBLISHED)
    yield port
    prepared.rest()


@pytest.fixture(scope="module")
def nginx(nginx_program: str, site_port: int) -> Iterator[Nginx]:
    nginx = Nginx(nginx_program, site_port)
    yield nginx
    nginx.end()


def test_a_page_is_asked_for_once_and_again_after_it_was_forgotten(nginx: Nginx) -> None:
    nginx.forget()
    assert [nginx.state() for _twice in range(2)] == [(200, "MISS"), (200, "HIT")]
    nginx.forget()
    assert nginx.state() == (200, "MISS")


def test_an_answer_keeps_the_date_at_which_the_site_made_it(nginx: Nginx) -> None:
    nginx.forget()
    made = nginx.get()[1]["Date"]
    time.sleep(1.1)
    status, headers, _content = nginx.get()
    assert (status, headers["Test-Cache"], headers["Date"]) == (200, "HIT", made)


@pytest.mark.parametrize("headers", [{"Cookie": "a=b"}, {"Authorization": "Basic eDp5"}])
def test_who_may_be_somebody_is_answered_by_the_site_and_leaves_nothing(nginx: Nginx, headers: dict[str, str]) -> None:
    nginx.forget()
    assert nginx.state(**headers) == (200, "BYPASS")
    assert nginx.state() == (200, "MISS")
    assert nginx.state(**headers) == (200, "BYPASS")


@pytest.mark.parametrize(
    ("path", "status", "state"),
    [
        ("/admin/login/", 200, None),
        ("/preview/not-a-link/", 404, None),
        ("/en/search/?q=visit", 200, "BYPASS"),
        ("/en/?page=2", 200, "BYPASS"),
        ("/en/nothing/", 404, "MISS"),
        ("/readyz", 200, "MISS"),
        ("/", 302, "MISS"),
    ],
)
def test_what_is_private_searched_for_or_unknown_is_never_kept(
    nginx: Nginx, path: str, status: int, state: str | None
) -> None:
    assert [nginx.state(path) for _twice in range(2)] == [(status, state)] * 2


class ForTheCdn(BaseHTTPRequestHandler):
    """Answers as the site does with MISSION_PURGE_URL, which nobody calls for nginx."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Cache-Control", "public, max-age=10, s-maxage=300")
        if self.path == VISIT:
            self.send_header("Surrogate-Key", "mission")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        pass


def test_what_only_the_cdn_is_told_to_forget_is_not_kept(nginx_program: str) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), ForTheCdn) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        nginx = Nginx(nginx_program, server.server_port)
        try:
            assert [nginx.state(), nginx.state()] == [(200, "MISS"), (200, "MISS")]
            assert [nginx.state("/en/"), nginx.state("/en/")] == [(200, "MISS"), (200, "HIT")]
        finally:
            nginx.end()
            server.shutdown()


def test_each_encoding_is_kept_apart(nginx: Nginx) -> None:
    nginx.forget()
    for encoding in ("br", "gzip"):
        for state in ("MISS", "HIT"):
            _status, headers, _content = nginx.get(**{"Accept-Encoding": encoding})
            assert (headers["Content-Encoding"], headers["Test-Cache"]) == (encoding, state)


def test_the_site_alone_says_that_only_https_is_to_be_used(nginx: Nginx) -> None:
    assert nginx.get()[1].get_all("Strict-Transport-Security") == ["max-age=63072000"]


def test_a_planned_correction_appears_at_its_second(nginx: Nginx, prepared: Site) -> None:
    at = float(prepared.run(WITH_DJANGO + PLANNED).splitlines()[-1])
    # What was kept before the correction was planned is good for half a minute.
    nginx.forget()
    seen = []
    while time.time() < at + 3:
        asked_at = time.time()
        seen.append((asked_at, b"The second version" in nginx.get()[2]))
        time.sleep(0.05)
    assert not [asked_at for asked_at, is_new in seen if is_new and asked_at < at - 1]
    # nginx counts in whole seconds.
    assert not [asked_at for asked_at, is_new in seen if not is_new and asked_at > at + 1]
    assert {is_new for _asked_at, is_new in seen} == {True, False}


def test_no_log_and_no_kept_file_has_the_secret_of_a_preview(nginx: Nginx) -> None:
    for path in ("/preview/a-secret-address/", "/admin/set-password/a-secret-address/x/"):
        nginx.get(path)
    kept = [file for file in nginx.folder.rglob("*") if file.is_file()]
    assert [file for file in kept if b"a-secret-address" in file.read_bytes()] == []
    assert "/readyz" in nginx.log("access.log")


# The last one: it stops the site.
def test_while_the_site_is_away_what_was_kept_is_shown_and_nothing_else(
    nginx: Nginx, prepared: Site, site_port: int
) -> None:
    nginx.forget()
    assert nginx.state() == (200, "MISS")
    prepared.rest()
    wait_for(lambda: nginx.state() == (200, "STALE"), 60)
    assert nginx.state(Cookie="a=b") == (502, "BYPASS")
    assert nginx.state("/en/contact/") == (502, "MISS")
    assert nginx.state("/admin/login/") == (502, None)
