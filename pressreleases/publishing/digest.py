"""The digest of an edition: SHA-256 of its words in a form that anyone can rebuild; see docs/architecture.md."""

import hashlib
import json
import unicodedata
from typing import Any

from pressreleases.models import Edition

VERSION = 1


def canonical(edition: Edition) -> bytes:
    """The words of `edition` as UTF-8 JSON: NFC, keys sorted, no white space between tokens."""
    content = {
        "v": VERSION,
        "language": edition.language,
        "kind": edition.kind,
        "number": edition.number,
        "reference": edition.reference,
        "issued_on": edition.issued_on.isoformat(),
        "place": edition.place,
        "speaker": {"name": edition.speaker_name, "office": edition.speaker_office},
        "title": edition.title,
        "summary": edition.summary,
        "text": edition.text,
        "notes": edition.notes_to_editors,
        "change_note": edition.change_note,
        "letterhead": edition.letterhead,
        "lead_picture": _picture(edition),
    }
    written = json.dumps(_nfc(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return written.encode()


def digest(edition: Edition) -> str:
    """SHA-256 of `canonical(edition)`, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(edition)).hexdigest()


def _picture(edition: Edition) -> dict[str, str] | None:
    picture = edition.lead_picture
    return {key: picture[key] for key in ("sha256", "alternative_text", "credit")} if picture else None


def _nfc(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {_nfc(key): _nfc(item) for key, item in value.items()}
    return [_nfc(item) for item in value] if isinstance(value, list) else value
