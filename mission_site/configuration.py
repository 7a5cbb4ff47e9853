"""The settings of an operator, read from one mapping of names to words; a wrong one is refused in one sentence.

`mission_site.settings` calls `read` with the environment; docs/operations.md says what each name means. A name with
nothing behind it counts as left out. No sentence repeats an address that may hold a password.
"""

import difflib
import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any
from urllib.parse import SplitResult, urlsplit

import environ
from psycopg2 import ProgrammingError
from psycopg2.extensions import make_dsn

from mission_site.languages import NAMES
from mission_site.secret_key import is_weak

# How far "only https from now on" (HSTS) reaches: this host, all below it, or also the lists that browsers bring.
HSTS = ("host", "subdomains", "preload")

# Every setting whose name begins so, also those that are read elsewhere.
_PREFIX = "MISSION_"
_NAMES = tuple(
    _PREFIX + name
    for name in (
        *(
            "ADDRESS",
            "BACKUP_KEYS",
            "BEHIND_PROXY",
            "CONFIG",
            "CONN_MAX_AGE",
            "DEBUG",
            "EMAIL_FROM",
            "EMAIL_URL",
            "FILES",
        ),
        *("FILES_ENDPOINT", "FILES_KEY_ID", "FILES_REGION", "FILES_SECRET", "HOSTS", "HSTS"),
        *("LANGUAGES", "PAGE_CACHE", "PAPER", "PROOF_URL", "PUBLISH_ALONE", "PURGE_HEADER", "PURGE_URL"),
        *("SECOND_FACTOR", "SESSION_IDLE", "SESSION_LONGEST", "SITE_URL", "VAR"),
    )
)

# What the PDF of a release is printed on, and what Typst calls it.
PAPERS = {"a4": "a4", "letter": "us-letter"}

# The one setting that only migrations, backups and restores read; see `mission_site.database_owner`.
OWNER = "DATABASE_OWNER_URL"
# The way to the database where DATABASE_URL names a pooler.
DIRECT = "DATABASE_DIRECT_URL"
# A streaming replica that answers readers.
REPLICA = "DATABASE_REPLICA_URL"

_YES, _NO = {"1", "on", "true", "yes"}, {"0", "off", "false", "no"}
_LABEL = r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?"
_HOST = re.compile(rf"\[[0-9a-f:.]+\]|\.?{_LABEL}(\.{_LABEL})*\.?", re.IGNORECASE)
_POSTGRES = {"postgres", "postgresql", "pgsql", "psql"}
_SMTP = {"smtp", "smtps", "smtp+tls", "smtp+ssl"}
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_PREFIX_OF_FILES = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*")


class WrongSetting(Exception):
    """Something that is set cannot be used; the message is one sentence that names it."""


@dataclass(frozen=True)
class Configuration:
    """Every setting, checked; what is left out has its default."""

    site_url: str
    proof_url: str
    hosts: list[str]
    behind_proxy: bool
    hsts: str
    debug: bool
    publish_alone: str
    second_factor: str
    languages: list[str]
    page_cache: int
    paper: str
    database: dict[str, Any] | None
    database_direct: dict[str, Any] | None
    database_replica: dict[str, Any] | None
    connections_kept_for: int
    session_idle: int
    session_longest: int
    email: dict[str, Any] | None
    email_from: str
    files: dict[str, Any] | None
    purge_url: str
    purge_header: dict[str, str]
    secret_keys: list[str]
    backup_keys: list[str]


def read(given: Mapping[str, str]) -> Configuration:
    """Return what `given` says, which may be `os.environ`. Raises WrongSetting for the first thing that is wrong."""
    values = {name: value.strip() for name, value in given.items() if value.strip()}
    _all_known(values)
    site_url = _web_address(values, "MISSION_SITE_URL", "http://127.0.0.1:8000")
    return Configuration(
        site_url=site_url,
        proof_url=_web_address(values, "MISSION_PROOF_URL", ""),
        hosts=_hosts(values),
        behind_proxy=_yes_or_no(values, "MISSION_BEHIND_PROXY"),
        hsts=_one_of(values, "MISSION_HSTS", HSTS),
        debug=_yes_or_no(values, "MISSION_DEBUG"),
        publish_alone=_one_of(values, "MISSION_PUBLISH_ALONE", ("allow", "forbid")),
        second_factor=_one_of(values, "MISSION_SECOND_FACTOR", ("publishers", "all", "off")),
        languages=_languages(values),
        page_cache=_megabytes(values, "MISSION_PAGE_CACHE", 64),
        paper=_one_of(values, "MISSION_PAPER", tuple(PAPERS)),
        database=_database(values, "DATABASE_URL"),
        database_direct=_beside_the_database(values, DIRECT),
        database_replica=_beside_the_database(values, REPLICA),
        connections_kept_for=_seconds(values, "MISSION_CONN_MAX_AGE", 60),
        session_idle=_at_least_a_minute(values, "MISSION_SESSION_IDLE", 2 * 60 * 60),
        session_longest=_at_least_a_minute(values, "MISSION_SESSION_LONGEST", 12 * 60 * 60),
        email=_email(values),
        email_from=_email_from(values, f"press-office@{urlsplit(site_url).hostname}"),
        files=_files(values),
        purge_url=_purge_url(values),
        purge_header=_purge_header(values),
        secret_keys=_secret_keys(values),
        backup_keys=_backup_keys(values),
    )


def _all_known(values: Mapping[str, str]) -> None:
    for name in values:
        if name.startswith(_PREFIX) and name not in _NAMES:
            near = difflib.get_close_matches(
                name.removeprefix(_PREFIX), [one.removeprefix(_PREFIX) for one in _NAMES], 1
            )
            meant = f"Did you mean {_PREFIX}{near[0]}?" if near else f"There are {', '.join(_NAMES)}."
            raise WrongSetting(f"{name} is not a setting of this site. {meant}")


def listening_address(given: Mapping[str, str]) -> str:
    """Return MISSION_ADDRESS as an IP address, 127.0.0.1 when it is left out. Raises WrongSetting."""
    said = given.get("MISSION_ADDRESS", "").strip() or "127.0.0.1"
    address = "127.0.0.1" if said.lower() == "localhost" else said
    if address.startswith("[") and address.endswith("]"):
        address = address[1:-1]
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        raise WrongSetting(
            f"MISSION_ADDRESS={said} is not an IP address. Say one of this machine, such as 127.0.0.1 or ::1, "
            "or 0.0.0.0 for all of them; the port is given as PORT."
        ) from None


def _yes_or_no(values: Mapping[str, str], name: str) -> bool:
    word = values.get(name, "off").lower()
    if word not in _YES | _NO:
        raise WrongSetting(f"{name}={word} is not understood: say 1 for yes, or 0 for no.")
    return word in _YES


def _one_of(values: Mapping[str, str], name: str, words: tuple[str, ...]) -> str:
    word = values.get(name, words[0])
    if word not in words:
        raise WrongSetting(f"{name} is {', '.join(words[:-1])} or {words[-1]}, not {word}.")
    return word


def _seconds(values: Mapping[str, str], name: str, default: int) -> int:
    word = values.get(name, str(default))
    if not re.fullmatch(r"[0-9]{1,7}", word):
        raise WrongSetting(f"{name}={word} is not a number of seconds, such as {default}.")
    return int(word)


def _megabytes(values: Mapping[str, str], name: str, default: int) -> int:
    word = values.get(name, str(default))
    if not re.fullmatch(r"[0-9]{1,5}", word):
        raise WrongSetting(f"{name}={word} is not a number of megabytes, such as {default}.")
    return int(word)


def _at_least_a_minute(values: Mapping[str, str], name: str, default: int) -> int:
    seconds = _seconds(values, name, default)
    if seconds < 60:
        raise WrongSetting(f"{name}={seconds} is too short: say at least 60 seconds.")
    return seconds


def _web_address(values: Mapping[str, str], name: str, default: str) -> str:
    said = values.get(name, default)
    if not said:
        return ""
    example = f"Write it like https://press.example, {name}=…"
    address, _port = _split(name, said)
    if address.scheme not in {"http", "https"} or not address.netloc:
        raise WrongSetting(f"{name} has to begin with http:// or https://. {example}")
    if address.username is not None or address.query or address.fragment or address.path.strip("/"):
        raise WrongSetting(f"{name} may name a host and a port, and nothing more. {example}")
    if not _HOST.fullmatch(_bracketed(address.hostname or "")):
        raise WrongSetting(f"{name} does not name a host in the letters that addresses have (a-z, 0-9, -). {example}")
    return said.rstrip("/")


def _hosts(values: Mapping[str, str]) -> list[str]:
    hosts = [host.strip() for host in values.get("MISSION_HOSTS", "").split(",") if host.strip()]
    for host in hosts:
        if host != "*" and not _HOST.fullmatch(host):
            raise WrongSetting(
                f"MISSION_HOSTS names host names without scheme and port, separated by commas; {host} is none."
            )
    return hosts


def _languages(values: Mapping[str, str]) -> list[str]:
    said = values.get("MISSION_LANGUAGES", "en,az")
    chosen = list(dict.fromkeys(code.strip() for code in said.split(",") if code.strip()))
    if not chosen or not set(chosen) <= NAMES.keys():
        raise WrongSetting(f"MISSION_LANGUAGES is some of {','.join(NAMES)}, not {','.join(chosen) or said}.")
    return chosen


def read_owner(address: str, database: Mapping[str, Any]) -> dict[str, Any]:
    """Return how the owner of the tables reaches `database`, which DATABASE_URL names. Raises WrongSetting."""
    owner = _database({OWNER: address.strip()}, OWNER) or {}
    if not owner["USER"] or not database.get("USER"):
        raise WrongSetting(f"With {OWNER}, that address and DATABASE_URL each have to name a role, as in user@host.")
    if owner["USER"] == database["USER"]:
        raise WrongSetting(f"{OWNER} and DATABASE_URL name the same role. Leave {OWNER} out, or make a second role.")
    if owner["NAME"] != database["NAME"]:
        raise WrongSetting(f"{OWNER} and DATABASE_URL name different databases.")
    # What DATABASE_URL asks of a connection, such as the certificate of the server, holds for the owner's too.
    options = {**database.get("OPTIONS", {}), **owner.get("OPTIONS", {})}
    return {name: owner.get(name, "") for name in ("USER", "PASSWORD", "HOST", "PORT")} | {"OPTIONS": options}


def _beside_the_database(values: Mapping[str, str], name: str) -> dict[str, Any] | None:
    if name in values and "DATABASE_URL" not in values:
        raise WrongSetting(f"{name} is set, and DATABASE_URL is not: the site's own PostgreSQL does not need it.")
    return _database(values, name)


def _database(values: Mapping[str, str], name: str) -> dict[str, Any] | None:
    if name not in values:
        return None
    example = "Write it like postgres://user:password@host/name."
    address, _port = _split(name, values[name])
    if not address.scheme or "://" not in values[name]:
        raise WrongSetting(f"{name} is not the address of a database. {example}")
    if address.scheme not in _POSTGRES:
        raise WrongSetting(f"{name} names a database of the kind {address.scheme}; the site needs PostgreSQL.")
    database: dict[str, Any] = environ.Env.db_url_config(values[name])
    if not database["NAME"]:
        raise WrongSetting(f"{name} does not say the name of the database. {example}")
    options = database.get("OPTIONS", {})  # there are none without a ? in the address
    try:
        make_dsn(**options)
    except ProgrammingError:
        raise WrongSetting(
            f"{name} has an option after its ? that PostgreSQL does not know: {', '.join(options)}."
        ) from None
    return database


def _email(values: Mapping[str, str]) -> dict[str, Any] | None:
    if "MISSION_EMAIL_URL" not in values:
        return None
    address, _port = _split("MISSION_EMAIL_URL", values["MISSION_EMAIL_URL"])
    example = "Write it like smtp+tls://user:password@mail.example:587."
    if address.scheme not in environ.Env.EMAIL_SCHEMES:
        raise WrongSetting(f"MISSION_EMAIL_URL has to begin with {', '.join(f'{name}://' for name in sorted(_SMTP))}.")
    if address.scheme in _SMTP and not address.hostname:
        raise WrongSetting(f"MISSION_EMAIL_URL does not name a mail server. {example}")
    settings: dict[str, Any] = environ.Env.email_url_config(values["MISSION_EMAIL_URL"])
    return settings


def _email_from(values: Mapping[str, str], default: str) -> str:
    if "MISSION_EMAIL_FROM" not in values:
        return default
    said = values["MISSION_EMAIL_FROM"]
    address = parseaddr(said)[1]
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", address) or "\n" in said or "\r" in said:
        raise WrongSetting(
            f"MISSION_EMAIL_FROM={said!r} is not an e-mail address. Write it like Press office <press@mission.example>."
        )
    return said


def _files(values: Mapping[str, str]) -> dict[str, Any] | None:
    """What the store of objects needs to know; None for a folder."""
    more = sorted(name for name in values if name.startswith("MISSION_FILES_"))
    if "MISSION_FILES" not in values:
        if more:
            raise WrongSetting(f"{more[0]} is set, and MISSION_FILES is not: name the bucket there, or leave both out.")
        return None
    example = "Write it like s3://bucket or s3://bucket/prefix."
    address, port = _split("MISSION_FILES", values["MISSION_FILES"])
    if address.scheme != "s3":
        raise WrongSetting(f"MISSION_FILES has to begin with s3://. Without it, files are kept in a folder. {example}")
    if address.username is not None or address.query or address.fragment or port is not None:
        raise WrongSetting(f"MISSION_FILES may name a bucket and a prefix, and nothing more. {example}")
    prefix = address.path.strip("/")
    if not _BUCKET.fullmatch(address.netloc) or (prefix and not _PREFIX_OF_FILES.fullmatch(prefix)):
        raise WrongSetting(
            f"MISSION_FILES does not name a bucket, or its prefix has signs other than a-z, A-Z, 0-9, - _ . and /. "
            f"{example}"
        )
    if missing := [name for name in ("MISSION_FILES_KEY_ID", "MISSION_FILES_SECRET") if name not in values]:
        raise WrongSetting(f"MISSION_FILES needs {missing[0]} too: the key that the store gave you has both parts.")
    endpoint, region = _web_address(values, "MISSION_FILES_ENDPOINT", ""), values.get("MISSION_FILES_REGION", "")
    if not endpoint and not region:
        raise WrongSetting(
            "MISSION_FILES needs MISSION_FILES_ENDPOINT, the address of the store, or MISSION_FILES_REGION, such as "
            "eu-central-1, for one of Amazon."
        )
    if region and not re.fullmatch(r"[a-z0-9-]+", region):
        raise WrongSetting(f"MISSION_FILES_REGION={region} is not the name of a region, such as eu-central-1.")
    return {
        "bucket_name": address.netloc,
        "location": prefix,
        "endpoint_url": endpoint or None,
        "region_name": region or "us-east-1",  # what stores without regions expect
        "access_key": values["MISSION_FILES_KEY_ID"],
        "secret_key": values["MISSION_FILES_SECRET"],
    }


def _purge_url(values: Mapping[str, str]) -> str:
    said = values.get("MISSION_PURGE_URL", "")
    if said:
        address, _port = _split("MISSION_PURGE_URL", said)
        if address.scheme not in {"http", "https"} or not address.hostname or address.username is not None:
            raise WrongSetting(
                "MISSION_PURGE_URL has to begin with https:// or http:// and a host, without a name and a password."
            )
    return said


def _purge_header(values: Mapping[str, str]) -> dict[str, str]:
    """The header with which the site proves to the CDN that it may purge."""
    if "MISSION_PURGE_HEADER" not in values:
        return {}
    if "MISSION_PURGE_URL" not in values:
        raise WrongSetting("MISSION_PURGE_HEADER is set, and MISSION_PURGE_URL is not: set both, or leave both out.")
    name, colon, value = (part.strip() for part in values["MISSION_PURGE_HEADER"].partition(":"))
    if not colon or not re.fullmatch(r"[A-Za-z0-9-]+", name) or not re.fullmatch(r"[\x21-\x7e][\x20-\x7e]*", value):
        raise WrongSetting("MISSION_PURGE_HEADER is not a header. Write it like Authorization: Bearer …")
    return {name: value}


def _secret_keys(values: Mapping[str, str]) -> list[str]:
    """The newest first; none if the site keeps its keys in a file."""
    keys = {name: values[name] for name in ("SECRET_KEY", "SECRET_KEY_OLD") if name in values}
    if "SECRET_KEY_OLD" in keys and "SECRET_KEY" not in keys:
        raise WrongSetting("SECRET_KEY_OLD is set, and SECRET_KEY is not: it is the key from before that one.")
    for name, key in keys.items():
        if is_weak(key):
            raise WrongSetting(f"{name} is too easy to guess: take at least 50 letters, digits and signs by chance.")
    return list(keys.values())


def _backup_keys(values: Mapping[str, str]) -> list[str]:
    keys = [key.strip() for key in values.get("MISSION_BACKUP_KEYS", "").split(",") if key.strip()]
    if not keys:
        return []
    from pyrage import RecipientError, x25519  # noqa: PLC0415  takes memory in each process, for few sites

    for key in keys:
        if key.upper().startswith("AGE-SECRET-KEY-"):
            raise WrongSetting(
                "MISSION_BACKUP_KEYS names a private key. Keep that away from the site, and write the public key, "
                "which begins with age1."
            )
        try:
            x25519.Recipient.from_str(key)
        except RecipientError:
            raise WrongSetting(
                "MISSION_BACKUP_KEYS is not a public key, or several with commas between them, as `make backup-key` "
                "prints it: age1…"
            ) from None
    return keys


def _split(name: str, said: str) -> tuple[SplitResult, int | None]:
    """The parts of an address, once all of it can be read. What is said is not repeated: it may hold a password."""
    try:
        if re.search(r"\s", said):
            raise ValueError
        address = urlsplit(said)
        if address.port == 0:
            raise ValueError
        return address, address.port
    except ValueError:
        raise WrongSetting(
            f"{name} is not a readable address; its host or its port is written wrong, "
            "or a sign in its password needs another spelling (/ is %2F, # is %23, ? is %3F)."
            if "@" in said
            else f"{name} is not a readable address; its host or its port is written wrong."
        ) from None


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
