"""The digest of an edition: SHA-256 of what readers are told, with a salt; see docs/architecture/publishing.md."""

import hashlib
import json
import re
import secrets
import unicodedata
from typing import Any

from pressreleases.models import Edition
from pressreleases.models.fields import NEWEST_DIGEST, in_digest
from pressreleases.richtext.html_reader import Start, Text, tokens


def seal(edition: Edition) -> None:
    """Give a new edition, which has everything else, a salt of its own and its digest."""
    edition.digest_version, edition.digest_salt = NEWEST_DIGEST, secrets.token_hex(16)
    edition.digest = digest(edition)


def canonical(edition: Edition) -> bytes:
    """What its digest is made of, as UTF-8 JSON: NFC, keys sorted, no white space between tokens."""
    content = {"v": edition.digest_version, **covered_fields(edition, edition.digest_version)}
    written = json.dumps(_nfc(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return written.encode()


def covered_fields(edition: Edition, version: int = NEWEST_DIGEST) -> dict[str, Any]:
    """What readers of `edition` are told, as this version of the digest covers it, under its names there."""
    content: dict[str, Any] = {}
    for name, key in in_digest(version):
        outer, _dot, inner = key.rpartition(".")
        (content.setdefault(outer, {}) if outer else content)[inner] = _told(edition, name)
    return content


def digest(edition: Edition) -> str:
    """SHA-256 of `canonical(edition)`, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(edition)).hexdigest()


def would_be_the_same(candidate: Edition, edition: Edition) -> bool:
    """Whether `candidate`, as the same edition with the same salt, would have the digest of `edition`.

    Fields that the digest of `edition` does not cover yet are compared too, but for its body: see `says_the_same`.
    """
    covered = {name for name, _key in in_digest(edition.digest_version)} | {"body", "digest_salt"}
    later = [name for name, _key in in_digest(NEWEST_DIGEST) if name not in covered]
    if any(getattr(candidate, name) != getattr(edition, name) for name in later):
        return False
    same = Edition(**{name: getattr(candidate, name) for name, _key in in_digest(NEWEST_DIGEST)})
    same.number, same.change_note = edition.number, edition.change_note
    same.digest_version, same.digest_salt = edition.digest_version, edition.digest_salt
    return digest(same) == edition.digest


def _told(edition: Edition, name: str) -> Any:
    value = getattr(edition, name)
    if name == "issued_on":
        return value.isoformat()
    if name == "body":
        return structure(value)
    if name == "attachments":
        return [dict(entry) for entry in value]
    if name == "lead_picture" and value:
        return {key: value[key] for key in ("sha256", "alternative_text", "credit")}
    return value


def _nfc(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {_nfc(key): _nfc(item) for key, item in value.items()}
    return [_nfc(item) for item in value] if isinstance(value, list) else value


Token = str | list[str | dict[str, str]]

_PICTURE = re.compile(r"images/([0-9a-f]{64})\.[a-z]+$")
_VOID = frozenset({"br", "img"})
# Between these and what they hold, white space is nothing that a reader sees.
_HOLD_ELEMENTS = frozenset({"", "ul", "ol", "table", "thead", "tbody", "tr", "figure"})


def structure(html: str) -> list[Token]:
    """The tokens of sanitised `html`, in their order.

    A string is text. A list of two is a start tag with its attributes, `["a", {"href": "/en/"}]`; a list of one is an
    end tag, `["/a"]`. `br` and `img` have no end tag; a picture is named by the SHA-256 of its file in place of its
    address. Runs of white space are one space. The list is flat, so that no text is too deep for a reader of JSON.
    """
    result: list[Token] = []
    text: list[str] = []
    opened = [""]

    def end_text() -> None:
        words = re.sub(r"[ \t\r\n\f]+", " ", "".join(text))
        text.clear()
        if words and (words != " " or opened[-1] not in _HOLD_ELEMENTS):
            result.append(words)

    for token in tokens(html):
        if isinstance(token, Text):
            text.append(token.words)
        elif isinstance(token, Start):
            end_text()
            result.append([token.name, _attributes(token)])
            if token.name not in _VOID:
                opened.append(token.name)
        elif token.name not in _VOID:
            end_text()
            result.append([f"/{token.name}"])
            if len(opened) > 1:
                opened.pop()
    end_text()
    return result


def _attributes(tag: Start) -> dict[str, str]:
    """Those of `tag`; a picture with the SHA-256 of its file in place of its address."""
    given = tag.attributes
    if tag.name == "img" and (found := _PICTURE.search(given.get("src", ""))):
        return {"sha256": found[1], **{name: value for name, value in given.items() if name != "src"}}
    return given
