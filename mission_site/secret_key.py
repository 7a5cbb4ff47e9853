"""The site's signing key: one file in the data folder that only the site's own user can read."""

import os
import secrets
import sys
from pathlib import Path


def read_or_make_key(path: Path) -> str:
    """Return the key kept at `path`, making it (mode 0600) when there is none yet.

    Two processes that start at once agree on one key: the file is written under another name and linked into
    place, and the one that comes second reads the first one's. Exits with one sentence if the folder is unwritable.
    """
    try:
        return _read(path) or _make(path)
    except OSError as error:
        sys.exit(
            f"The site cannot keep its key in {path}: {error.strerror}. "
            "Set MISSION_VAR to a folder that this user can write."
        )


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""


def _make(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return _read(path)
