"""Read the ZIP archive of a document and its XML, with bounded time and memory; refuse what fetches something."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

from lxml import etree

from pressreleases.intake.errors import (
    MOST_LINES,
    DamagedFile,
    ExplosiveArchive,
    FetchesParts,
    FetchesTemplate,
    HasEntities,
    HasPassword,
    TakesData,
    TooLarge,
)

MOST_ENTRIES = 5_000
MOST_BYTES = 200_000_000
"""What all parts together may unpack to."""

MOST_RATIO = 100
"""How many times its packed size a part of more than `SMALL` bytes may have."""

SMALL = 1_000_000
MOST_XML = 20_000_000
MOST_TAGS = 1_000_000
"""Far more than `MOST_LINES` lines need."""

CHUNK = 1 << 16
CENTRAL_ENTRY = b"PK\x01\x02"
IS_ENCRYPTED = 0x1
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What the standard library raises for archives with errors in them.
BROKEN = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    LookupError,
    OverflowError,
)
DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"']*)[\"']")
ENCODINGS = (b"utf-8", b"utf-16", b"us-ascii", b"ascii")


class Archive:
    """An archive whose directory has been checked; its parts are unpacked when they are asked for.

    Raises DamagedFile, ExplosiveArchive, HasPassword.
    """

    def __init__(self, data: bytes) -> None:
        if data.count(CENTRAL_ENTRY) > MOST_ENTRIES:
            raise ExplosiveArchive
        try:
            self._file = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN as error:
            raise DamagedFile from error
        entries = self._file.infolist()
        if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_BYTES:
            raise ExplosiveArchive
        if any(_is_explosive(entry.file_size, entry.compress_size) for entry in entries):
            raise ExplosiveArchive
        if any(entry.flag_bits & IS_ENCRYPTED for entry in entries):
            raise HasPassword
        self.names = frozenset(entry.filename for entry in entries)
        if len(self.names) < len(entries):
            raise DamagedFile
        self._unpacked = 0

    def read(self, name: str) -> bytes:
        """Return the content of a part. What its directory says of its size is not trusted."""
        if name not in self.names:
            raise DamagedFile.in_part(name)
        entry = self._file.getinfo(name)
        if entry.compress_type not in METHODS:
            raise DamagedFile.in_part(name)
        chunks, size = [], 0
        try:
            with self._file.open(entry) as stream:
                while chunk := stream.read(CHUNK):
                    size += len(chunk)
                    self._unpacked += len(chunk)
                    if self._unpacked > MOST_BYTES or _is_explosive(size, entry.compress_size):
                        raise ExplosiveArchive
                    chunks.append(chunk)
        except BROKEN as error:
            raise DamagedFile.in_part(name) from error
        return b"".join(chunks)

    def read_xml(self, name: str) -> etree._Element:
        """Return the root element of a part. Raises also HasEntities and TooLarge."""
        return parse_xml(self.read(name), name=name)


def parse_xml(data: bytes, *, name: str) -> etree._Element:
    """Return the root element of `data`, without comments and processing instructions; `name` is for the refusal.

    A document type is refused, whatever it declares. Nothing is fetched.
    """
    if len(data) > MOST_XML or data.count(b"<") > MOST_TAGS:
        raise TooLarge.in_lines(MOST_LINES)
    # Without its zero bytes, UTF-16 has the same ASCII characters as UTF-8.
    bare = data.replace(b"\0", b"")
    if b"<!DOCTYPE" in bare or b"<!ENTITY" in bare:
        raise HasEntities
    declared = DECLARED.match(bare.lstrip(b"\xef\xbb\xbf\xfe\xff"))
    if declared and not declared[1].lower().startswith(ENCODINGS):
        raise DamagedFile.in_part(name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise DamagedFile.in_part(name) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise HasEntities
    return root


def _is_explosive(size: int, packed: int) -> bool:
    return size > SMALL and size > MOST_RATIO * packed


HYPERLINK = "hyperlink"
TEMPLATE = "attachedTemplate"
DATA = {"mailMergeSource", "mailMergeHeaderSource", "externalLinkPath", "xlPathMissing"}
# A template on a disk, which is only a note of where the writer had it: “C:\Letter.dotx”, “file:///C:/Letter.dotx”.
ON_A_DISK = re.compile(r"file:///(?![\\/])|[A-Za-z]:[\\/]|(?!\w[\w+.-]*:|[\\/]{2})", re.IGNORECASE)
LONGEST = 100


def refuse_what_fetches(archive: Archive) -> None:
    """Raise FetchesTemplate, FetchesParts or TakesData if a part refers to more than links outside of the file."""
    for name in sorted(archive.names):
        if not name.lower().endswith(".rels"):
            continue
        for one in archive.read_xml(name):
            kind, target = one.get("Type", "").rpartition("/")[2], one.get("Target", "")
            if one.get("TargetMode") == "External" and kind != HYPERLINK:
                _refuse(kind, target)


def _refuse(kind: str, target: str) -> None:
    if kind == TEMPLATE:
        if not ON_A_DISK.match(target):
            raise FetchesTemplate(address=shown(target))
    elif kind in DATA:
        raise TakesData(address=shown(target))
    else:
        raise FetchesParts(address=shown(target))


def shown(address: str) -> str:
    """An address for a sentence."""
    words = " ".join("".join(character if character.isprintable() else " " for character in address).split())
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
