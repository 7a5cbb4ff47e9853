"""The site's signing keys: one file in the data folder that only the site's own user can read, the newest key first.

`python -m mission_site.secret_key` puts a new key in front. What was signed with the one before it stays valid until
that is removed, so that nobody is signed out. See docs/operations.md.
"""

import os
import secrets
import sys
from pathlib import Path

NAME = "secret-key"
# As Django's own check wants it: so many characters, so many of them different.
_LENGTH, _DIFFERENT = 50, 5


def is_weak(key: str) -> bool:
    return len(key) < _LENGTH or len(set(key)) < _DIFFERENT


def read_or_make_keys(path: Path) -> list[str]:
    """Return the keys kept at `path`, the newest first, making one (mode 0600) when there is none yet.

    Two processes that start at once agree on one key: the file is written under another name and linked into
    place, and the one that comes second reads the first one's. Exits with one sentence if the folder is unwritable,
    the file is open to other users, or a key is weak.
    """
    try:
        keys = _read(path) or _make(path)
    except OSError as error:
        sys.exit(
            f"The site cannot keep its key in {path}: {error.strerror}. "
            "Set MISSION_VAR to a folder that this user can write."
        )
    if any(map(is_weak, keys)):
        sys.exit(
            f"A key in {path} is too easy to guess. Remove the file, and the site makes a new one. Then everyone has "
            "to sign in again."
        )
    return keys


def renew(path: Path) -> None:
    """Put a new key in front of the newest one at `path`; older ones are removed."""
    keys = [_new(), *_read(path)[:1]]
    draft = _write(path, keys)
    draft.replace(path)


def _new() -> str:
    return secrets.token_urlsafe(_LENGTH)


def _read(path: Path) -> list[str]:
    try:
        with path.open(encoding="ascii") as file:
            if os.fstat(file.fileno()).st_mode & 0o077:
                sys.exit(f"The key {path} can be read by other users. Close it: chmod 600 {path}")
            return file.read().splitlines()
    except FileNotFoundError:
        return []


def _write(path: Path, keys: list[str]) -> Path:
    """Write `keys` beside `path` and return where."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write("\n".join(keys))
        file.flush()
        os.fsync(file.fileno())
    return draft


def _make(path: Path) -> list[str]:
    draft = _write(path, [_new()])
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return _read(path)


def main() -> None:
    from mission_site import settings_file  # noqa: PLC0415  it reads files, which nobody who only imports this wants

    path = settings_file.load() / NAME
    if os.environ.get("SECRET_KEY"):
        sys.exit("The key of this site is in SECRET_KEY. Move it to SECRET_KEY_OLD, and put a new one into SECRET_KEY.")
    renew(path)
    print(f"A new key is in {path}. Start the site again, so that it is used.")


if __name__ == "__main__":
    main()
