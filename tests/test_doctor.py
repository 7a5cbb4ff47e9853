"""The doctor finds what is wrong around the site, says it in one sentence each, and keeps it for the desk."""

import datetime as dt
import os
import ssl
import threading
from contextlib import closing
from socket import create_server

import pytest
from allauth.mfa.models import Authenticator
from django.db import DatabaseError, connection
from django.utils import timezone, translation

from pressreleases import disk, doctor
from pressreleases.doctor import examine
from pressreleases.migrations import SCHEMA
from pressreleases.models import Checkup, Heartbeat, Notice
from pressreleases.models.checkup import SENTENCES, Finding, Level
from pressreleases.outbox import NoticeKind
from tests.certificates import make_certificate
from tests.making import make_details, make_user

pytestmark = pytest.mark.django_db


def said(check):
    """The level and the sentence of each finding of a check."""
    return [(finding.level, str(finding)) for finding in doctor._examined(check)]


def code(check):
    return [(finding.level, finding.code) for finding in doctor._examined(check)]


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path


def test_every_finding_can_be_said_in_both_languages():
    for name, sentence in SENTENCES.items():
        values = dict.fromkeys(
            ("address", "check", "count", "days", "file", "folder", "host", "hours", "megabytes", "minutes"), 2
        ) | dict.fromkeys(("names", "role", "said", "seconds", "server", "version", "zone"), 2)
        for language in ("en", "az"):
            with translation.override(language):
                assert "%" not in str(sentence % values), name


def test_a_healthy_site_has_nothing_but_good_findings(settings, data):
    settings.SITE_URL = "http://127.0.0.1:8000"
    make_details()
    for name in ("one", "two"):
        make_user("Administrator", name)
    Heartbeat.objects.beat()
    (data / "backups").mkdir()
    (data / "backups" / "mission-20260101-000000.tar.gz").touch()
    found = {finding.code for finding in examine() if finding.level != Level.GOOD}
    # These tests connect as the owner.
    assert found <= {"no_mail", "clock_alone", "open_backup", "factors_off", "role_is_owner"}
    kept = Checkup.objects.get()
    assert timezone.now() - kept.made_at < dt.timedelta(minutes=1)
    assert {finding.code for finding in kept.to_mend()} == found


def test_a_finding_of_another_version_is_left_out():
    Checkup.objects.keep([Finding(Level.WRONG, "unheard_of"), Finding(Level.WRONG, "debug")])
    assert [finding.code for finding in Checkup.objects.get().to_mend()] == ["debug"]


def test_a_check_that_breaks_is_a_finding_and_the_others_go_on(monkeypatch, caplog):
    def check_nothing():
        yield 1 / 0

    monkeypatch.setattr(doctor, "CHECKS", (check_nothing, doctor.check_settings))
    assert [finding.code for finding in examine()] == ["not_examined", "settings"]
    assert "check_nothing" in caplog.text


def test_a_database_that_is_away_is_a_sentence():
    def away():
        raise DatabaseError("connection refused\nmore")

    assert said(away) == [(Level.WRONG, "The database cannot be reached: connection refused")]


@pytest.mark.parametrize(
    ("address", "debug", "found"),
    [
        ("https://press.example", False, [(Level.GOOD, "settings")]),
        ("http://127.0.0.1:8000", False, [(Level.GOOD, "settings")]),
        ("http://press.example", False, [(Level.WRONG, "no_https")]),
        ("http://press.example", True, [(Level.WRONG, "debug"), (Level.WRONG, "no_https")]),
    ],
)
def test_an_address_without_https_and_open_error_pages_are_wrong(settings, address, debug, found):
    settings.SITE_URL, settings.DEBUG = address, debug
    assert code(doctor.check_settings) == found


def test_a_key_that_others_can_read_and_an_old_key_are_named(settings, data):
    key = data / "secret-key"
    key.touch(mode=0o600)
    assert code(doctor.check_keys) == [(Level.GOOD, "keys")]
    key.chmod(0o640)
    settings.SECRET_KEY_FALLBACKS = ["before"]
    assert code(doctor.check_keys) == [(Level.WRONG, "key_open"), (Level.ADVICE, "old_keys")]


def test_a_change_of_the_database_that_was_not_made_is_named():
    assert code(doctor.check_database) == [(Level.GOOD, "database")]
    with connection.cursor() as cursor:
        newest = f"{SCHEMA:04}_%"
        cursor.execute("DELETE FROM django_migrations WHERE app = 'pressreleases' AND name LIKE %s", [newest])
    assert code(doctor.check_database) == [(Level.WRONG, "migrations")]


def test_a_missing_extension_is_named(monkeypatch):
    monkeypatch.setattr(doctor, "EXTENSIONS", ("unaccent", "citext"))
    assert said(doctor.check_database) == [(Level.WRONG, "The database lacks extensions: citext.")]


def test_clocks_that_differ_are_wrong(monkeypatch):
    make_details()
    assert (Level.GOOD, "clock") in code(doctor.check_clock) or (Level.ADVICE, "clock_alone") in code(
        doctor.check_clock
    )
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime.now(dt.UTC) + dt.timedelta(seconds=90))
    assert (Level.WRONG, "clocks_apart") in code(doctor.check_clock)


@pytest.mark.parametrize(("says", "known"), [("yes", True), ("no", False), ("n/a", None)])
def test_the_machine_says_whether_a_time_server_sets_its_clock(monkeypatch, tmp_path, says, known):
    program = tmp_path / "timedatectl"
    program.write_text(f"#!/bin/sh\necho {says}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert doctor._set_by_a_time_server() is known


def test_a_mail_server_is_greeted_and_notices_in_trouble_are_counted(settings):
    settings.EMAIL_HOST = ""
    assert code(doctor.check_mail) == [(Level.ADVICE, "no_mail")]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with closing(create_server(("127.0.0.1", 0))) as closed:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", closed.getsockname()[1]
    Notice.objects.create(to=make_user("Editor"), kind=NoticeKind.PUBLISHED, error="550 No such mailbox")
    assert code(doctor.check_mail) == [(Level.WRONG, "mail_away"), (Level.WRONG, "mail_trouble")]


def test_a_folder_for_files_that_cannot_be_written_is_wrong(settings, data):
    assert code(doctor.check_files) == [(Level.GOOD, "files")]
    settings.MEDIA_ROOT = data / "file"
    settings.MEDIA_ROOT.touch()
    assert code(doctor.check_files) == [(Level.WRONG, "files_folder")]


def test_little_room_is_wrong(monkeypatch):
    assert code(doctor.check_disk) == [(Level.GOOD, "room")]
    monkeypatch.setattr(disk, "free", lambda: 100 * 1024 * 1024)
    assert said(doctor.check_disk) == [
        (Level.WRONG, "The disk has only 100 MB left. When it is full, nothing can be saved or published.")
    ]


def test_no_backup_is_advice_on_the_first_day_and_wrong_afterwards(data, settings):
    user = make_user("Editor")
    assert code(doctor.check_backups) == [(Level.ADVICE, "no_backup")]
    user.date_joined = timezone.now() - dt.timedelta(days=2)
    user.save()
    assert code(doctor.check_backups) == [(Level.WRONG, "no_backup")]
    backup = data / "backups" / "mission-20260101-000000.tar.gz"
    backup.parent.mkdir()
    backup.touch()
    assert code(doctor.check_backups) == [(Level.ADVICE, "open_backup")]
    settings.BACKUP_KEYS = ["age1"]
    assert said(doctor.check_backups) == [(Level.GOOD, "The newest backup is 0 hours old.")]
    days_ago = (timezone.now() - dt.timedelta(days=3)).timestamp()
    os.utime(backup, (days_ago, days_ago))
    assert said(doctor.check_backups) == [
        (Level.WRONG, "The newest backup is 3 days old. See why none was made since.")
    ]


def test_a_background_process_that_is_away_is_wrong():
    assert code(doctor.check_worker) == [(Level.WRONG, "no_worker")]
    Heartbeat.objects.beat()
    assert code(doctor.check_worker) == [(Level.GOOD, "worker")]
    Heartbeat.objects.update(beat_at=timezone.now() - dt.timedelta(minutes=20))
    assert code(doctor.check_worker) == [(Level.WRONG, "worker_away")]


def test_one_person_who_may_publish_or_manage_accounts_is_too_few():
    make_user("Administrator", "one")
    make_user("Author", "author")
    assert code(doctor.check_people) == [(Level.ADVICE, "few_editors"), (Level.ADVICE, "few_administrators")]
    make_user("Editor", "two")
    assert code(doctor.check_people) == [(Level.ADVICE, "few_administrators")]
    make_user("Administrator", "three")
    assert code(doctor.check_people) == [(Level.GOOD, "people")]


def test_colleagues_without_the_second_factor_that_they_need_are_counted(settings):
    assert code(doctor.check_second_factors) == [(Level.ADVICE, "factors_off")]
    settings.SECOND_FACTOR = "publishers"
    editor, _author = make_user("Editor", "one"), make_user("Author", "author")
    assert code(doctor.check_second_factors) == [(Level.ADVICE, "factors_missing")]
    Authenticator.objects.create(user=editor, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert code(doctor.check_second_factors) == [(Level.ADVICE, "factors_missing")]
    Authenticator.objects.create(user=editor, type=Authenticator.Type.TOTP, data={})
    assert code(doctor.check_second_factors) == [(Level.GOOD, "factors")]


@pytest.fixture
def secured(tmp_path, settings):
    """A function that serves https on this machine with a certificate for so many days, and names it as the site."""
    servers = []

    def serve(days):
        certificate, key = make_certificate(tmp_path, "localhost", days)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server = context.wrap_socket(create_server(("localhost", 0)), server_side=True)
        servers.append(server)

        def answer():
            while True:
                try:
                    server.accept()[0].close()
                except ssl.SSLError:
                    continue
                except OSError:
                    return

        threading.Thread(target=answer, daemon=True).start()
        settings.SITE_URL = f"https://localhost:{server.getsockname()[1]}"
        return certificate

    yield serve
    for server in servers:
        server.close()


@pytest.mark.parametrize(("days", "found"), [(30, "certificate"), (7, "certificate_ends")])
def test_a_certificate_that_ends_soon_is_wrong(secured, monkeypatch, days, found):
    monkeypatch.setenv("SSL_CERT_FILE", str(secured(days)))
    ((finding),) = doctor._examined(doctor.check_certificate)
    assert (finding.code, finding.values["days"]) == (found, days - 1)
    assert finding.level == (Level.GOOD if found == "certificate" else Level.WRONG)


def test_a_certificate_that_browsers_refuse_is_wrong(secured):
    secured(30)
    assert code(doctor.check_certificate) == [(Level.WRONG, "certificate_refused")]


def test_a_certificate_that_cannot_be_seen_from_here_is_advice(settings):
    with closing(create_server(("localhost", 0))) as closed:
        settings.SITE_URL = f"https://localhost:{closed.getsockname()[1]}"
    assert code(doctor.check_certificate) == [(Level.ADVICE, "certificate_unseen")]


def test_without_https_no_certificate_is_looked_at(settings):
    settings.SITE_URL = "http://127.0.0.1:8000"
    assert code(doctor.check_certificate) == []
