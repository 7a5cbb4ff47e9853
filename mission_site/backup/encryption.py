"""Backups that only the holder of a private key can read, in the format of age (https://age-encryption.org/v1)."""

import os
from pathlib import Path

import pyrage
from pyrage import x25519

from mission_site.backup.failure import BackupFailure

SUFFIX = ".age"


def encrypt(source: Path, target: Path, keys: list[str]) -> None:
    """Write `source` for the holders of the public `keys` into `target`, which only its maker can read."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    pyrage.encrypt_file(os.fspath(source), os.fspath(target), [x25519.Recipient.from_str(key) for key in keys])


def decrypt(source: Path, target: Path, key_file: Path) -> None:
    """Write what `source` holds into `target`, with the private keys in `key_file`; raise BackupFailure."""
    keys = _private_keys(key_file)
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        pyrage.decrypt_file(os.fspath(source), os.fspath(target), keys)
    except pyrage.DecryptError:
        raise BackupFailure(f"The key in {key_file} does not open {source}, or {source} is damaged.") from None
    except FileNotFoundError:
        raise BackupFailure(f"There is no file {source}.") from None
    except OSError as error:
        # A part that was changed is such an error too, without a number.
        said = error.strerror or "it is damaged"
        raise BackupFailure(f"{source} cannot be decrypted: {said}.") from error


def make_key(path: Path) -> str:
    """Write a new private key to `path`, which must not exist, and return the public one."""
    key = x25519.Identity.generate()
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(f"# public key: {key.to_public()}\n{key}\n")
    except OSError as error:
        raise BackupFailure(f"The key cannot be written to {path}: {error.strerror}.") from error
    return str(key.to_public())


def _private_keys(path: Path) -> list[x25519.Identity]:
    try:
        lines = path.read_text(encoding="ascii").splitlines()
        keys = [x25519.Identity.from_str(line.strip()) for line in lines if line.strip() and line[0] != "#"]
    except OSError as error:
        raise BackupFailure(f"The key {path} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, pyrage.IdentityError):
        keys = []
    if not keys:
        raise BackupFailure(f"{path} holds no private key. It is a file with a line that begins with AGE-SECRET-KEY-.")
    return keys
