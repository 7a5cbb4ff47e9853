"""Archives and XML that are opened, and those that are refused before they cost time or memory."""

import io
import struct
import zipfile

import pytest

from pressreleases.intake import archives
from pressreleases.intake.archives import Archive, parse_xml
from pressreleases.intake.errors import DamagedFile, ExplosiveArchive, HasEntities, HasPassword, IntakeError, TooLarge


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def test_parts_are_read_by_name() -> None:
    archive = Archive(zipped({"a.xml": b"<a/>", "b": b"x" * 900_000}))
    assert archive.names == {"a.xml", "b"}
    assert archive.read("b") == b"x" * 900_000
    assert archive.read_xml("a.xml").tag == "a"


def test_a_part_that_is_not_there_is_named() -> None:
    with pytest.raises(DamagedFile, match=r"“content\.xml”"):
        Archive(zipped({"a": b""})).read("content.xml")


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", zipped({"a": b"b" * 500})[:-30], b"%PDF-1.4"], ids=["empty", "start", "cut", "PDF"]
)
def test_a_broken_archive_is_damaged(data: bytes) -> None:
    with pytest.raises(DamagedFile, match="cannot be opened"):
        Archive(data)


def test_a_broken_part_is_damaged() -> None:
    data = bytearray(zipped({"a": bytes(range(250))}, zipfile.ZIP_STORED))
    data[60] ^= 1
    with pytest.raises(DamagedFile, match="“a”"):
        Archive(bytes(data)).read("a")


def test_a_part_that_unpacks_to_too_much_is_not_unpacked() -> None:
    with pytest.raises(ExplosiveArchive):
        Archive(zipped({"a": bytes(2_000_000)}))


def test_a_part_that_lies_about_its_size_is_stopped() -> None:
    data = zipped({"a": bytes(2_000_000)})
    lying = data.replace(struct.pack("<L", 2_000_000), struct.pack("<L", 900_000))
    with pytest.raises(IntakeError):
        Archive(lying).read("a")


def test_many_parts_and_much_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ExplosiveArchive):
        Archive(zipped({str(at): b"" for at in range(5_001)}))
    monkeypatch.setattr(archives, "MOST_BYTES", 1_000)
    with pytest.raises(ExplosiveArchive):
        Archive(zipped({"a": bytes(600), "b": bytes(600)}))


def test_a_password_is_told() -> None:
    data = bytearray(zipped({"a": b"b"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    with pytest.raises(HasPassword):
        Archive(bytes(data))


def test_a_packing_method_that_no_document_has_is_damaged() -> None:
    with pytest.raises(DamagedFile):
        Archive(zipped({"a": b"b"}, zipfile.ZIP_LZMA)).read("a")


BOMB = '<?xml version="1.0" encoding="{0}"?><!DOCTYPE a [<!ENTITY b "bbb">]><a c="&b;">&b;</a>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_document_type_is_refused_in_every_encoding(encoding: str) -> None:
    with pytest.raises(HasEntities):
        parse_xml(BOMB.format("utf-16" if "16" in encoding else encoding).encode(encoding), name="a")


def test_a_document_type_in_another_encoding_is_refused_too() -> None:
    with pytest.raises(IntakeError):
        parse_xml(BOMB.format("cp037").encode("cp037"), name="a")
    with pytest.raises(IntakeError):
        parse_xml(BOMB.format("utf-7").encode("utf-7"), name="a")


def test_utf_16_without_a_document_type_is_read() -> None:
    root = parse_xml('<?xml version="1.0" encoding="utf-16"?><a>Bakı</a>'.encode("utf-16"), name="a")
    assert root.text == "Bakı"


@pytest.mark.parametrize("data", [b"", b"<a>", b"<a>&b;</a>", b"\xff\xfe<", b"<a>" * 300 + b"</a>" * 300])
def test_broken_xml_is_damaged(data: bytes) -> None:
    with pytest.raises(DamagedFile, match="“a”"):
        parse_xml(data, name="a")


def test_too_much_xml_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_TAGS", 10)
    assert parse_xml(b"<a>" + b"<b/>" * 8 + b"</a>", name="a").tag == "a"
    with pytest.raises(TooLarge):
        parse_xml(b"<a>" + b"<b/>" * 9 + b"</a>", name="a")
