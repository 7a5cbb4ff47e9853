"""Which bytes are text, and the sentences for files that are not."""

import io
import zipfile

import pytest

from pressreleases.intake.encoding import LIMIT, decode, decode_by_proof
from pressreleases.intake.errors import EmptyFile, NotText, TooLarge, WrongEncoding

TEXT = "Mətbuat xəbəri\nNümayəndəlik\n"


class Dripping(io.RawIOBase):
    """A stream that hands out a few bytes at a time, and counts them."""

    def __init__(self, size: int) -> None:
        self.left, self.given = size, 0

    def read(self, size: int = -1, /) -> bytes:
        chunk = b"a" * min(self.left, size, 4096)
        self.left -= len(chunk)
        self.given += len(chunk)
        return chunk


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_text_is_read(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize(("encoding", "mark"), [("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")])
def test_utf_16_is_read_in_either_order(encoding: str, mark: bytes) -> None:
    assert decode(mark + TEXT.encode(encoding)) == TEXT


def test_a_stream_is_read_to_its_end() -> None:
    assert decode(Dripping(10_000)) == "a" * 10_000


@pytest.mark.parametrize("encoding", ["cp1254", "iso8859-9", "latin-1", "cp1252"])
def test_an_older_encoding_is_refused_and_never_guessed(encoding: str) -> None:
    with pytest.raises(WrongEncoding) as caught:
        decode("Press release\n\nThe Café and Gül\n".encode(encoding))
    assert str(caught.value) == (
        "Line 3 contains the byte 0xE9, which is not UTF-8 text. "
        "Save the file with the encoding UTF-8, and import it again."
    )


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_the_line_of_a_wrong_byte_is_counted_with_all_line_ends(line_end: str) -> None:
    with pytest.raises(WrongEncoding, match="Line 3 contains the byte 0x80"):
        decode(f"one{line_end}two{line_end}".encode() + b"three \x80")


@pytest.mark.parametrize(("encoding", "mark"), [("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")])
def test_broken_utf_16_is_refused(encoding: str, mark: bytes) -> None:
    with pytest.raises(WrongEncoding, match=r"Line 2 contains the byte 0x[0-9A-F]{2}, which is not UTF-16 text"):
        decode(mark + "one\ntwo".encode(encoding)[:-1])


def test_utf_32_is_refused_and_named() -> None:
    with pytest.raises(WrongEncoding, match="UTF-32"):
        decode(TEXT.encode("utf-32"))


def test_text_damaged_by_an_earlier_conversion_is_refused() -> None:
    with pytest.raises(WrongEncoding, match="Line 2 contains the character \ufffd, which replaces a letter lost"):
        decode("Press release\nM\ufffdtbuat\n".encode())


@pytest.mark.parametrize("data", [b"", b"\n", b" \r\n\t\n", b"\xef\xbb\xbf", b"\xff\xfe", "\u00a0\n".encode()])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(EmptyFile, match="contains no text"):
        decode(data)


def zipped(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (zipped("[Content_Types].xml", "word/document.xml"), "Word (.docx)"),
        (zipped("xl/workbook.xml"), "Excel (.xlsx)"),
        (zipped("photograph.jpg"), "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "Word (.doc)"),
        (b"{\\rtf1\\ansi Press release}", "RTF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"\xef\xbb\xbf<!DOCTYPE html>\n<title>Press release</title>", "HTML"),
    ],
)
def test_another_format_is_named(data: bytes, name: str) -> None:
    with pytest.raises(NotText) as caught:
        decode(data)
    assert str(caught.value) == (
        f"This is a {name} file, which cannot be read here. Save the text as a Word document (.docx) or as plain "
        "text, and import that file."
    )


def test_a_large_word_document_is_named_as_such() -> None:
    with pytest.raises(NotText, match="Word"):
        decode(zipped("word/document.xml") + b"\x00" * 2 * LIMIT)


@pytest.mark.parametrize("data", [b"\x00" * 1000, b"Press release\x00", bytes(range(128, 256)) * 40])
def test_unknown_bytes_are_refused(data: bytes) -> None:
    with pytest.raises((NotText, WrongEncoding)):
        decode(data)


def test_a_control_character_is_named_with_its_line() -> None:
    with pytest.raises(NotText, match=r"line 2 contains the control character U\+0000"):
        decode(b"one\ntw\x00o")


def test_a_tab_is_text_and_a_form_feed_ends_a_line() -> None:
    assert decode(b"one\ttwo\x0cthree\x0bfour") == "one\ttwo\nthree\nfour"


def test_a_large_file_is_refused_and_not_read_completely() -> None:
    stream = Dripping(50_000_000)
    with pytest.raises(TooLarge, match="larger than 1000 kB"):
        decode(stream)
    assert stream.given == LIMIT + 1


def test_a_file_of_exactly_the_limit_is_read() -> None:
    assert len(decode(b"a" * LIMIT)) == LIMIT
    with pytest.raises(TooLarge):
        decode(b"a" * (LIMIT + 1))


OLD = {
    "Windows-1251": (
        "cp1251",
        "Заявление\n\nМинистерство поддерживает решение речной комиссии и благодарит её за работу.",
    ),
    "Windows-1252": (
        "cp1252",
        "Communiqué\n\nL’école d’été a réuni les géomètres de sept pays, et elle a été prolongée.",
    ),
    "Windows-1254": (
        "cp1254",
        "Açıklama\n\nBakanlığımız, balıkçı tekneleri için hazırlanan kuralları desteklemektedir.",
    ),
    "Windows-1256": ("cp1256", "بيان صحفي\n\nافتتحت البعثة معرضا للخرائط القديمة التي أعارتها ثلاث مكتبات."),
}


@pytest.mark.parametrize(("name", "codec", "text"), [(name, *rest) for name, rest in OLD.items()], ids=OLD)
def test_an_old_encoding_is_read_if_the_text_proves_it(name: str, codec: str, text: str) -> None:
    assert decode_by_proof(text.encode(codec)) == (text, name)


def test_curly_quotation_marks_in_english_prove_enough() -> None:
    text = "The keeper said: “It is the light of the sea” – and that was all."
    for codec in ("cp1251", "cp1252", "cp1254", "cp1256"):
        assert decode_by_proof(text.encode(codec))[0] == text


@pytest.mark.parametrize(
    "data",
    [
        "Café".encode("cp1252"),
        "Заявление".encode("koi8-r"),
        "Министерство поддерживает решение речной комиссии и благодарит её".encode("koi8-r"),
        "Nümayəndəlikdə sərgi açılıb və giriş pulsuzdur".encode("cp1254", "replace"),
        "The ministry of the \u0106 and the \u0107 of the".encode("cp1250"),
        b"the of and \x81\x8d to in for",
    ],
    ids=["too short", "KOI8-R, short", "KOI8-R", "lost letters", "Windows-1250", "no characters"],
)
def test_what_is_not_proved_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(WrongEncoding, match="Save the file with the encoding UTF-8"):
        decode_by_proof(data)


def test_a_person_may_name_the_encoding() -> None:
    assert decode_by_proof("Café".encode("cp1252"), given="Windows-1252") == ("Café", "Windows-1252")
