"""Word files for tests: made by python-docx, or from the XML of their parts."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from docx.document import Document

from pressreleases.intake.word import read_word

SPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in (
        ("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
        ("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
        ("wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
        ("pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"),
        ("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
        ("m", "http://schemas.openxmlformats.org/officeDocument/2006/math"),
        ("v", "urn:schemas-microsoft-com:vml"),
        ("o", "urn:schemas-microsoft-com:office:office"),
    )
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def saved(document: Document) -> bytes:
    """Return the file that python-docx writes."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def zipped(parts: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def unzipped(data: bytes) -> dict[str, bytes | str]:
    """Return the parts of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def edited(data: bytes, part: str, edit: Callable[[str], str]) -> bytes:
    """Return the file with one part changed."""
    parts = unzipped(data)
    content = parts[part]
    parts[part] = edit(content.decode() if isinstance(content, bytes) else content)
    return zipped(parts)


def element(name: str, content: str) -> str:
    """Return an element of Word's with all namespaces that tests use."""
    return f"<w:{name} {SPACES}>{content}</w:{name}>"


def relation(key: str, kind: str, target: str, *, external: bool = False) -> str:
    """Return a reference of a part to another."""
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{key}" Type="{KINDS}{kind}" Target="{target}"{mode}/>'


def word(body: str, *, relations: str = "", **parts: str | bytes) -> bytes:
    """Return a Word file with this body. `parts` are further ones: `styles=…` is `word/styles.xml`.

    Content that is text is the XML within the root element; bytes are the whole part.
    """
    roots = {"header": "hdr", "footer": "ftr"}
    given: dict[str, bytes | str] = {}
    for name, content in parts.items():
        kind = re.sub(r"\d+$", "", name)
        relations += relation(name, kind, f"{name}.xml")
        given[f"word/{name}.xml"] = element(roots.get(kind, kind), content) if isinstance(content, str) else content
    return zipped(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": RELATIONS.format(relation("main", "officeDocument", "word/document.xml")),
            "word/document.xml": element("document", f"<w:body>{body}</w:body>"),
            "word/_rels/document.xml.rels": RELATIONS.format(relations),
            **given,
        }
    )


def p(*runs: str, properties: str = "") -> str:
    """Return a paragraph; what is not an element becomes a run."""
    content = "".join(one if one.startswith("<") else r(one) for one in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def r(text: str, properties: str = "") -> str:
    """Return a run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def html_of(data: bytes) -> str:
    """Return the HTML of a file without looks and languages, which few tests are about."""
    return re.sub(r' (?:data-look|lang)="[^"]*"', "", read_word(data).html)


def body_html(*paragraphs: str, relations: str = "", **parts: str | bytes) -> str:
    """Return the HTML of a file with these paragraphs."""
    return html_of(word("".join(paragraphs), relations=relations, **parts))


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
)


def item(number: int, level: int, text: str) -> str:
    """A paragraph of a list."""
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
