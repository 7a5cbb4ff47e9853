"""The digest of an edition: SHA-256 of what readers are told, with a salt; see docs/architecture/publishing.md."""

import hashlib
import json
import secrets
import unicodedata
from typing import Any

from pressreleases.models import Edition
from pressreleases.models.fields import in_digest
from pressreleases.publishing.structure import structure

# Version 1 had neither the salt nor the structure of the text. Editions that were made with it keep it.
VERSION = 2
_SINCE_VERSION_2 = frozenset({"salt", "content"})


def seal(edition: Edition) -> None:
    """Give a new edition, which has everything else, a salt of its own and its digest."""
    edition.digest_version, edition.digest_salt = VERSION, secrets.token_hex(16)
    edition.digest = digest(edition)


def canonical(edition: Edition) -> bytes:
    """What its digest is made of, as UTF-8 JSON: NFC, keys sorted, no white space between tokens."""
    content: dict[str, Any] = {"v": edition.digest_version}
    for name, key in in_digest():
        if edition.digest_version > 1 or key not in _SINCE_VERSION_2:
            outer, _dot, inner = key.rpartition(".")
            (content.setdefault(outer, {}) if outer else content)[inner] = _told(edition, name)
    written = json.dumps(_nfc(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return written.encode()


def digest(edition: Edition) -> str:
    """SHA-256 of `canonical(edition)`, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(edition)).hexdigest()


def would_be_the_same(candidate: Edition, edition: Edition) -> bool:
    """Whether `candidate`, as the same edition with the same salt, would have the digest of `edition`."""
    told = Edition(**{name: getattr(candidate, name) for name, _key in in_digest()})
    told.number, told.change_note = edition.number, edition.change_note
    told.digest_version, told.digest_salt = edition.digest_version, edition.digest_salt
    return digest(told) == edition.digest


def _told(edition: Edition, name: str) -> Any:
    value = getattr(edition, name)
    if name == "issued_on":
        return value.isoformat()
    if name == "body":
        return structure(value)
    if name == "lead_picture" and value:
        return {key: value[key] for key in ("sha256", "alternative_text", "credit")}
    return value


def _nfc(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {_nfc(key): _nfc(item) for key, item in value.items()}
    return [_nfc(item) for item in value] if isinstance(value, list) else value
