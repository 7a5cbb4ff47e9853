"""OpenDocument texts that LibreOffice and odfdo wrote: what is read of them, and which are refused."""

import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from odfdo import Document, Header, Paragraph

from pressreleases.intake import opendocument, opendocument_text
from pressreleases.intake.errors import (
    DamagedFile,
    ExplosiveArchive,
    FetchesParts,
    HasComments,
    HasEntities,
    HasMacros,
    HasPassword,
    HasTrackedChanges,
    IntakeError,
    TooLarge,
    WrongKind,
)
from pressreleases.intake.opendocument import read_opendocument

DOCUMENTS = Path(__file__).parent / "documents"
WHOLE = (DOCUMENTS / "whole.odt").read_bytes()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def changed(old: bytes, new: bytes, name: str = "content.xml") -> bytes:
    parts = parts_of(WHOLE)
    assert old in parts[name]
    parts[name] = parts[name].replace(old, new, 1)
    return zipped(parts)


def with_part(name: str, data: bytes) -> bytes:
    return zipped({**parts_of(WHOLE), name: data})


HTML = read_opendocument(WHOLE).html
LINES = HTML.split("\n")


def test_the_head_of_the_first_page_comes_first_and_its_foot_last() -> None:
    assert LINES[0].startswith("<header><p")
    assert ">Permanent Mission of the Republic of Azerbaijan</p>" in LINES[0]
    assert "Head of other pages" not in HTML
    assert LINES[-3] == '<footer><p data-look="start 12">633 Third Avenue, New York</p></footer>'


def test_another_head_is_read_if_the_first_page_has_none_of_its_own() -> None:
    html = read_opendocument(changed(b'style:master-page-name="First_20_Page"', b"")).html
    assert html.startswith('<header><p data-look="start 12">Head of other pages</p></header>')


@pytest.mark.parametrize(
    "line",
    [
        '<p data-look="end 12">20 January 2024</p>',
        '<h1 data-look="center 20 bold">Anniversary of the <em>tragedy</em></h1>',
        '<p data-look="subtitle">Event in New York</p>',
        '<h1 data-look="start 16 bold">What happened</h1>',
        '<p data-look="start 12">See <a href="https://un.int/azerbaijan?a=1&amp;b=2">the <strong>site</strong></a>, '
        '<a href="mailto:az@un.int">mail</a>, a file.<br>A new line,   and 5\u00a0kg of cooperation.</p>',
        '<ol start="3"><li>Third point;<ul><li>nested point;</li><li>another nested point.</li></ul></li>'
        "<li>Fourth point.</li></ol>",
        '<ol start="5"><li>Fifth point.</li></ol>',
        "<ul><li>Signs;<ul><li>a) letters.</li></ul></li></ul>",
        '<table><tr><th>Year</th><th colspan="2">Town and people</th></tr>'
        '<tr><td rowspan="2">1990</td><td><p>Baku</p><p>(capital)</p></td><td><strong>1 700 000</strong></td></tr>'
        "<tr><td>Ganja</td><td></td></tr></table>",
        '<p data-look="end 12" lang="ar-EG" dir="rtl">نظمت البعثة الدائمة فعالية لإحياء ذكرى الضحايا.</p>',
        '<p data-look="start 12" lang="az-AZ">Daimi Nümayəndəlik tədbir keçirib, '
        '<span lang="fr-FR">La Mission permanente</span> deyib.</p>',
    ],
)
def test_what_libreoffice_wrote_is_read(line: str) -> None:
    assert line in LINES


def test_a_document_of_odfdo_is_read() -> None:
    document = Document("text")
    document.body.clear()
    document.body.append(Header(2, "A heading"))
    document.body.append(Paragraph("Words with <signs>."))
    stream = io.BytesIO()
    document.save(stream)
    html = read_opendocument(stream.getvalue()).html
    assert re.search(r"<h2[^>]*>A heading</h2>\n<p[^>]*>Words with &lt;signs&gt;\.</p>", html)


# Refusals


def test_tracked_changes_are_refused_with_the_names_of_who_made_them() -> None:
    with pytest.raises(HasTrackedChanges, match=r"\(2\) by: Aysel Məmmədova, John Smith\."):
        read_opendocument((DOCUMENTS / "changes.odt").read_bytes())


def test_comments_are_refused_with_the_names_of_who_made_them() -> None:
    with pytest.raises(HasComments, match=r"\(1\) by: Leyla Əliyeva\."):
        read_opendocument((DOCUMENTS / "comments.odt").read_bytes())


def test_a_password_is_told() -> None:
    entry = b'<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    with pytest.raises(HasPassword):
        read_opendocument(changed(b"</manifest:manifest>", entry + b"</manifest:manifest>", "META-INF/manifest.xml"))


@pytest.mark.parametrize("address", ["https://x.example/map.png", "../map.png", "file:///C:/map.png", "//x/map.png"])
@pytest.mark.parametrize("element", ["draw:image", "draw:object", "text:section-source"])
def test_what_is_not_in_the_file_is_refused_and_named(element: str, address: str) -> None:
    shows = f'<text:p><{element} xlink:href="{address}"/></text:p></office:text>'
    with pytest.raises(FetchesParts, match=re.escape(address)):
        read_opendocument(changed(b"</office:text>", shows.encode()))


def test_a_link_and_what_is_in_the_file_are_no_reason_to_refuse() -> None:
    more = '<text:p><text:a xlink:href="https://x.example/">Bees</text:a><draw:object xlink:href="./One"/></text:p>'
    assert "Bees" in read_opendocument(changed(b"</office:text>", f"{more}</office:text>".encode())).html


def test_macros_are_refused_and_empty_lists_of_them_are_not() -> None:
    with pytest.raises(HasMacros):
        read_opendocument(with_part("Basic/Standard/Module1.xml", b"<script/>"))
    with pytest.raises(HasMacros):
        read_opendocument(with_part("Scripts/python/a.py", b"pass"))
    with pytest.raises(HasMacros):
        read_opendocument(changed(b"<office:scripts/>", b"<office:scripts><office:script/></office:scripts>"))
    assert read_opendocument(with_part("Basic/Standard/script-lb.xml", b"<list/>")).html == HTML


def test_another_kind_of_document_is_named() -> None:
    with pytest.raises(WrongKind, match="spreadsheet"):
        read_opendocument(with_part("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"))


@pytest.mark.parametrize("name", ["content.xml", "styles.xml"])
def test_entities_are_refused(name: str) -> None:
    data = parts_of(WHOLE)[name].replace(b"?>", b'?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>', 1)
    with pytest.raises(HasEntities):
        read_opendocument(with_part(name, data))


def test_an_archive_that_explodes_is_not_unpacked() -> None:
    with pytest.raises(ExplosiveArchive):
        read_opendocument(with_part("Pictures/big.png", bytes(20_000_000)))


def test_too_many_paragraphs_and_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opendocument_text, "MOST_LINES", 10)
    with pytest.raises(TooLarge, match="10 lines"):
        read_opendocument(WHOLE)
    monkeypatch.setattr(opendocument, "MOST_BYTES", 1_000)
    with pytest.raises(TooLarge, match="1 kB"):
        read_opendocument(WHOLE)


@pytest.mark.parametrize("element", [b'<text:s text:c="99999"/>', b'<text:span text:style-name="T1">a</text:span>'])
def test_a_paragraph_of_very_many_elements_is_refused(element: bytes) -> None:
    parts = parts_of(WHOLE)
    many = b"<text:p>" + element * 110_000 + b"</text:p><text:p "
    parts["content.xml"] = parts["content.xml"].replace(b"<text:p ", many, 1)
    with pytest.raises(TooLarge):
        read_opendocument(zipped(parts, zipfile.ZIP_STORED))


@pytest.mark.parametrize(
    "damage",
    [
        lambda parts: parts.pop("content.xml"),
        lambda parts: parts.update({"content.xml": b"<office"}),
        lambda parts: parts.update({"content.xml": b"<a/>"}),
        lambda parts: parts.update({"styles.xml": b""}),
    ],
)
def test_a_broken_part_is_named(damage: Callable[[dict[str, bytes]], object]) -> None:
    parts = parts_of(WHOLE)
    damage(parts)
    with pytest.raises(DamagedFile, match=r"“(content|styles)\.xml”"):
        read_opendocument(zipped(parts))


def test_deep_nesting_is_damage_and_no_traceback() -> None:
    deep = b"<text:section>" * 240 + b"<text:p>a</text:p>" + b"</text:section>" * 240
    with pytest.raises(DamagedFile):
        read_opendocument(changed(b"<office:text", b"<office:text>" + deep * 2 + b"<office:text"))


PIECES = [b"<", b"&", b'"', b"\xff", b"<text:p>", b"</text:p>", b"-1", b"99999999999", b"text:list", b"draw:frame"]


def test_a_spoiled_document_is_read_or_refused() -> None:
    whole = {name: data for name, data in parts_of(WHOLE).items() if not name.startswith("Thumbnails")}
    results = set()
    for seed in range(300):
        chance = random.Random(seed)
        parts = dict(whole)
        name = chance.choice(["content.xml", "content.xml", "styles.xml", "META-INF/manifest.xml"])
        if chance.random() < 0.6:
            # Another value, element or name from the same part keeps the XML well-formed.
            found = list(re.finditer(rb'"[^"<>]*"|<text:[a-z]+/>', parts[name]))
            one, other = chance.choice(found), chance.choice(found)
            same = one[0][:1] == other[0][:1]
            parts[name] = parts[name][: one.start()] + (other[0] if same else b'""') + parts[name][one.end() :]
        else:
            at = chance.randrange(len(parts[name]))
            parts[name] = parts[name][:at] + chance.choice(PIECES) + parts[name][at + chance.choice([0, 1, 5]) :]
        data = bytearray(zipped(parts))
        if chance.random() < 0.2:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        try:
            results.add(type(read_opendocument(bytes(data))).__name__)
        except IntakeError as error:
            results.add(type(error).__name__)
    assert {"Formatted", "DamagedFile"} <= results
