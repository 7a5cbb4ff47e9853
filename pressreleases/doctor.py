"""Whether everything around the site is as it should be: settings, keys, database, mail, backups and the like.

`manage.py doctor` prints what is found, and the worker looks once a day, so that the desk can show it to
administrators.
"""

import datetime as dt
import logging
import shutil
import socket
import ssl
import stat
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min
from django.utils import timezone

from pressreleases import database_role, disk, file_store, purging, second_factors
from pressreleases.direct_connection import direct, is_pooled, lead_to_one_database
from pressreleases.language.dates import zone_info
from pressreleases.migrations import EXTENSIONS
from pressreleases.mission_clock import details_now
from pressreleases.models import Checkup, Heartbeat, Notice, PolicyReport
from pressreleases.models.checkup import Finding, Level
from pressreleases.outbox.sending import Postman, ServerAway
from pressreleases.publishing import permissions

# Seconds for another machine to answer.
PATIENCE = 5
BACKUP_AFTER = dt.timedelta(hours=26)
WORKER_AFTER = dt.timedelta(minutes=5)
CERTIFICATE_BEFORE = dt.timedelta(days=14)
CLOCKS_APART = dt.timedelta(seconds=5)
# Bytes of its log that a replica may lack.
LATE = 16 * 1024 * 1024
# Who could act if one person is away.
ENOUGH_PEOPLE = 2
# Names in one finding.
SHOWN = 5

log = logging.getLogger("mission.doctor")


def _good(code: str, **values: Any) -> Finding:
    return Finding(Level.GOOD, code, values)


def _advice(code: str, **values: Any) -> Finding:
    return Finding(Level.ADVICE, code, values)


def _wrong(code: str, **values: Any) -> Finding:
    return Finding(Level.WRONG, code, values)


def examine() -> list[Finding]:
    """Look at everything, in the order of `CHECKS`, and keep what was found for the desk.

    It takes seconds if another machine does not answer, and never raises an error of what it looks at.
    """
    findings = list(chain.from_iterable(map(_examined, CHECKS)))
    try:
        Checkup.objects.keep(findings)
    except DatabaseError:
        log.warning("The findings could not be kept for the desk.")
    return findings


def _examined(check: Callable[[], Iterator[Finding]]) -> list[Finding]:
    """What a check found; the last thing it says is that all is well, which is left out if it found anything else."""
    try:
        findings = list(check())
    except DatabaseError as error:
        return [_wrong("database_away", said=_line(error))]
    except Exception:
        # A doctor that breaks over one thing says nothing of all others.
        log.exception("The check %s failed.", check.__name__)
        return [_wrong("not_examined", check=check.__name__)]
    return [each for each in findings if each.level != Level.GOOD] or findings


def check_settings() -> Iterator[Finding]:
    if settings.DEBUG:
        yield _wrong("debug")
    site = urlsplit(settings.SITE_URL)
    if site.scheme != "https" and site.hostname not in {"localhost", "127.0.0.1", "::1"}:
        yield _wrong("no_https")
    yield _good("settings", address=settings.SITE_URL)


def check_keys() -> Iterator[Finding]:
    file = Path(settings.DATA_DIR) / "secret-key"
    if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
        yield _wrong("key_open", file=str(file))
    if settings.SECRET_KEY_FALLBACKS:
        yield _advice("old_keys")
    yield _good("keys")


def check_database() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version')")
        (version,) = cursor.fetchone()
        cursor.execute("SELECT extname FROM pg_extension")
        present = {name for (name,) in cursor.fetchall()}
    if missing := [name for name in EXTENSIONS if name not in present]:
        yield _wrong("extensions", names=", ".join(missing))
    executor = MigrationExecutor(connection)
    if left := len(executor.migration_plan(executor.loader.graph.leaf_nodes())):
        yield _wrong("migrations", count=left)
    yield _good("database", version=str(version).split()[0])


def check_role() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (role,) = cursor.fetchone()
        powers = database_role.powers(cursor, role)
        if "SUPERUSER" in powers:
            yield _wrong("role_may_too_much", role=role, names="SUPERUSER")
            return
        if database_role.owns_tables(cursor, role):
            yield _advice("role_is_owner", role=role)
            return
        missing, more = database_role.differences(cursor, role)
        more = [*powers, *more]
    if missing:
        yield _wrong("role_lacks", role=role, names=_some(missing))
    if more:
        yield _wrong("role_may_too_much", role=role, names=_some(more))
    yield _good("role", role=role)


def check_pooler() -> Iterator[Finding]:
    past = settings.DATABASE_DIRECT
    with direct():
        if is_pooled():
            yield _wrong("pooler")
        if past is None:
            return
        # The worker is past the pooler already, so the way through it is read from the settings.
        pooled = connection.copy()
        through = settings.DATABASES["default"]
        pooled.settings_dict = {**pooled.settings_dict, **{name: through[name] for name in past}}
        with closing(pooled):
            if not lead_to_one_database(connection, pooled):
                yield _wrong("direct_elsewhere")
    yield _good("direct")


def check_replica() -> Iterator[Finding]:
    if settings.DATABASE_REPLICA is None:
        return
    replica: Any = connection.copy()
    replica.settings_dict = {**replica.settings_dict, **settings.DATABASE_REPLICA}
    try:
        with direct(), connection.cursor() as cursor:
            cursor.execute("SELECT system_identifier, pg_current_wal_insert_lsn()::text FROM pg_control_system()")
            identifier, written = cursor.fetchone()
        with closing(replica), replica.cursor() as cursor:
            cursor.execute(
                "SELECT pg_is_in_recovery() AND system_identifier = %s, pg_wal_lsn_diff(%s, pg_last_wal_replay_lsn())"
                " FROM pg_control_system()",
                [identifier, written],
            )
            follows, behind = cursor.fetchone()
    except OperationalError as error:
        yield _wrong("replica_away", said=_line(error))
        return
    if not follows:
        yield _wrong("replica_other")
    elif behind > LATE:
        yield _wrong("replica_late", megabytes=int(behind) // (1024 * 1024))
    yield _good("replica")


def _some(names: list[str]) -> str:
    return ", ".join(names[:SHOWN]) + (", …" if len(names) > SHOWN else "")


def check_clock() -> Iterator[Finding]:
    before = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (there,) = cursor.fetchone()
    apart = max(before - there, there - timezone.now(), dt.timedelta())
    if apart > CLOCKS_APART:
        yield _wrong("clocks_apart", seconds=round(apart.total_seconds()))
    if _set_by_a_time_server() is False:
        yield _advice("clock_alone")
    details = details_now()
    if details is None:
        yield _advice("no_details")
        return
    zone = zone_info(details.time_zone).key
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_timezone_names WHERE name = %s)", [zone])
        if not cursor.fetchone()[0]:
            yield _wrong("zone_unknown", zone=zone)
    yield _good("clock", zone=zone)


def _set_by_a_time_server() -> bool | None:
    """None where the machine does not say, as in a container."""
    program = shutil.which("timedatectl")
    if program is None:
        return None
    asked = [program, "show", "--property=NTPSynchronized", "--value"]
    try:
        said = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=PATIENCE).stdout.strip()
    except (OSError, subprocess.TimeoutExpired):
        return None
    return {"yes": True, "no": False}.get(said)


def check_mail() -> Iterator[Finding]:
    if not settings.EMAIL_HOST:
        yield _advice("no_mail")
        return
    with closing(Postman()) as postman:
        try:
            postman.greet()
        except ServerAway as error:
            yield _wrong("mail_away", server=settings.EMAIL_HOST, said=str(error))
    if trouble := Notice.objects.in_trouble().count():
        yield _wrong("mail_trouble", count=trouble)
    yield _good("mail", server=settings.EMAIL_HOST)


def check_purge() -> Iterator[Finding]:
    if not settings.PURGE_URL:
        return
    try:
        purging.purge()
    except purging.NotPurged as error:
        yield _wrong("not_purged", said=str(error))
    yield _good("purge")


def check_files() -> Iterator[Finding]:
    if file_store.is_folder():
        try:
            folder = Path(settings.MEDIA_ROOT)
            folder.mkdir(parents=True, exist_ok=True)
            trial = folder / ".doctor"
            trial.write_bytes(b"")
            trial.unlink()
        except OSError as error:
            yield _wrong("files_folder", said=f"{folder}: {error.strerror}")
    else:
        for said in cast("Any", default_storage).trial():
            yield _wrong("files_store", said=said)
    yield _good("files")


def check_disk() -> Iterator[Finding]:
    free = disk.free()
    megabytes = free // (1024 * 1024)
    yield _wrong("little_room", megabytes=megabytes) if free < disk.LOW else _good("room", megabytes=megabytes)


def check_backups() -> Iterator[Finding]:
    folder = Path(settings.DATA_DIR) / "backups"
    made = max((file.stat().st_mtime for file in folder.glob("mission-*.tar.gz*")), default=None)
    if made is None:
        first = User.objects.aggregate(at=Min("date_joined"))["at"] or timezone.now()
        # On its first day nobody has set up a timer yet.
        young = timezone.now() - first < BACKUP_AFTER
        yield (_advice if young else _wrong)("no_backup", folder=str(folder))
        return
    age = timezone.now() - dt.datetime.fromtimestamp(made, tz=dt.UTC)
    if age > BACKUP_AFTER:
        yield _wrong("old_backup", days=round(age / dt.timedelta(days=1)))
    if not settings.BACKUP_KEYS:
        yield _advice("open_backup")
    yield _good("backup", hours=round(age / dt.timedelta(hours=1)))


def check_worker() -> Iterator[Finding]:
    age = Heartbeat.objects.age()
    if age is None:
        yield _wrong("no_worker")
    elif age > WORKER_AFTER:
        yield _wrong("worker_away", minutes=round(age / dt.timedelta(minutes=1)))
    yield _good("worker")


def check_people() -> Iterator[Finding]:
    editors = User.objects.with_perm(permissions.PUBLISH).filter(is_staff=True).count()
    administrators = User.objects.with_perm("auth.change_user").filter(is_staff=True).count()
    if editors < ENOUGH_PEOPLE:
        yield _advice("few_editors", count=editors)
    if administrators < ENOUGH_PEOPLE:
        yield _advice("few_administrators", count=administrators)
    yield _good("people")


def check_second_factors() -> Iterator[Finding]:
    if settings.SECOND_FACTOR == "off":
        yield _advice("factors_off")
        return
    staff = [user for user in User.objects.filter(is_active=True, is_staff=True) if second_factors.must_have(user)]
    have = set(Authenticator.objects.exclude(type=second_factors.Kind.RECOVERY_CODES).values_list("user", flat=True))
    if without := sum(user.pk not in have for user in staff):
        yield _advice("factors_missing", count=without)
    yield _good("factors")


def check_policy() -> Iterator[Finding]:
    reports = [str(report) for report in PolicyReport.objects.order_by("-last_at")[: SHOWN + 1]]
    if reports:
        yield _advice("policy_reports", names=_some(reports))
    yield _good("policy")


def check_certificate() -> Iterator[Finding]:
    site = urlsplit(settings.SITE_URL)
    if site.scheme != "https":
        return
    host = site.hostname or ""
    try:
        with (
            socket.create_connection((host, site.port or 443), PATIENCE) as wire,
            ssl.create_default_context().wrap_socket(wire, server_hostname=host) as secured,
        ):
            ends = ssl.cert_time_to_seconds(str((secured.getpeercert() or {})["notAfter"]))
    except ssl.SSLCertVerificationError as error:
        yield _wrong("certificate_refused", host=host, said=error.verify_message)
        return
    except OSError as error:
        yield _advice("certificate_unseen", host=host, said=_line(error))
        return
    left = dt.datetime.fromtimestamp(ends, tz=dt.UTC) - timezone.now()
    enough = left > CERTIFICATE_BEFORE
    yield (_good if enough else _wrong)("certificate" if enough else "certificate_ends", host=host, days=left.days)


def _line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__


CHECKS = (
    check_settings,
    check_keys,
    check_database,
    check_role,
    check_pooler,
    check_replica,
    check_clock,
    check_mail,
    check_purge,
    check_files,
    check_disk,
    check_backups,
    check_worker,
    check_people,
    check_second_factors,
    check_policy,
    check_certificate,
)
