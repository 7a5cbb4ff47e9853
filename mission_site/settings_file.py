"""The settings file of a site: where it is, who may read it, and how it joins the environment.

Everything that works on a site calls `load` first: `make`, `manage.py`, services and cron.
"""

import os
import stat
import sys
from pathlib import Path

from mission_site.owner import become_owner_of

ROOT = Path(__file__).resolve().parent.parent
NAME = "settings.env"
# Settings that do not begin with MISSION_.
_OTHERS = frozenset(
    {
        *("DATABASE_DIRECT_URL", "DATABASE_OWNER_URL", "DATABASE_REPLICA_URL", "DATABASE_URL"),
        *("PORT", "SAMPLE", "SECRET_KEY", "SECRET_KEY_OLD"),
    }
)
# Not for the environment, which each process of the site has: `value_of` reads it for those that need it.
_NOT_FOR_ALL = "DATABASE_OWNER_URL"


def load() -> Path:
    """Add the settings file to the environment, become the owner of the data folder, and return that folder.

    The file is the one that MISSION_CONFIG names, or else `settings.env` in the data folder. The environment wins over
    it. An empty variable counts as unset. Exits with one sentence when the file cannot be used.
    """
    for name in [name for name, value in os.environ.items() if _is_setting(name) and not value.strip()]:
        del os.environ[name]
    named, file = _file()
    if named or file.exists():
        for name, value in _read(file):
            if name == "MISSION_VAR" and not named:
                sys.exit(f"{file} is in the data folder and cannot name another in MISSION_VAR.")
            if name != _NOT_FOR_ALL:
                os.environ.setdefault(name, value)
    if named:
        os.environ["MISSION_CONFIG"] = os.fspath(file)
    data = _data_folder()
    become_owner_of(data)
    return data


def value_of(name: str) -> str | None:
    """Return what the settings file says of `name`, for what `load` leaves out of the environment."""
    named, file = _file()
    return dict(_read(file)).get(name) if named or file.exists() else None


def _file() -> tuple[str | None, Path]:
    """What MISSION_CONFIG names, and the settings file."""
    named = os.environ.get("MISSION_CONFIG")
    return named, _absolute(named) if named else _data_folder() / NAME


def _is_setting(name: str) -> bool:
    return name.startswith("MISSION_") or name in _OTHERS


def _data_folder() -> Path:
    return _absolute(os.environ.get("MISSION_VAR") or os.fspath(ROOT / "var"))


def _absolute(path: str) -> Path:
    return Path(path).expanduser().absolute()


def _read(file: Path) -> list[tuple[str, str]]:
    """Return the names and values in `file`, without those that are empty."""
    try:
        with file.open(encoding="utf-8") as opened:
            found = os.fstat(opened.fileno())
            if stat.S_ISREG(found.st_mode) and found.st_mode & 0o077:
                sys.exit(f"The settings file {file} can be read by other users. Close it: chmod 600 {file}")
            lines = opened.read().splitlines()
    except OSError as error:
        sys.exit(f"The settings file {file} cannot be read: {error.strerror}.")
    except UnicodeDecodeError:
        sys.exit(f"The settings file {file} is not a text in UTF-8.")
    pairs = []
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        name, equals, value = (part.strip() for part in text.partition("="))
        if not equals or not _is_setting(name) or name == "MISSION_CONFIG":
            # Not the line itself: it may hold a password.
            sys.exit(f"Line {number} of the settings file {file} is not a setting: write NAME=value, as in {_EXAMPLE}.")
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        if name == "MISSION_VAR" and value and not Path(value).expanduser().is_absolute():
            sys.exit(f"MISSION_VAR in the settings file {file} has to be a whole path, beginning with a slash.")
        if value:
            pairs.append((name, value))
    return pairs


_EXAMPLE = "MISSION_SITE_URL=https://press.example"
