"""Make Word documents of text sheets as a person would type them, and let LibreOffice save them in other formats.

`python -m tests.intake.documents.make` writes them beside this file; they are committed, since `make test` has no
LibreOffice. What they hold is in `../sheets/expected.json`, under the name of the sheet.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

FOLDER = Path(__file__).parent
SHEETS = FOLDER.parent / "sheets"
FORMATS = ("docx", "odt", "html", "pdf")
NAMES = (
    "ar-embargo ar-statement-speaker az-embargo az-media-advisory az-remarks-speaker en-contact-in-blocks "
    "en-embargo-at-foot-with-reference tr-embargo-list en-headings-and-table en-immediate-with-date-and-contact "
    "en-letterhead-hyphen-list en-letterhead-with-number en-statement-to-the-assembly es-nota-de-prensa-vinetas "
    "fr-communique-dateline fr-embargo-notes ru-table-and-notes ru-zayavlenie-dokladchik tr-speech zh-press-dateline"
).split()
BULLET = re.compile(r"\s*(?:[-–*•]\s+)(?=\w)")
NUMBER = re.compile(r"\s*\d{1,2}[.)]\s+")
KEY = re.compile(r"[^\W\d]{2,12}(?: \w+)?:\s")
HEADING = re.compile(r"#{1,6}\s+")


def document_of(name: str, at: int) -> Document:
    """The sheet as a Word document. Each third one has its letterhead in the page header, each second blank lines."""
    rows = (SHEETS / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    expected = json.loads((SHEETS / "expected.json").read_text(encoding="utf-8"))[f"{name}.txt"]
    made = docx.Document()
    for style in ("Normal", "Title"):
        made.styles[style].font.name = "DejaVu Sans"
    blocks = _blocks(rows)
    if at % 3 == 0 and len(blocks) > 3:
        header = made.sections[0].header
        for row in blocks.pop(0):
            _paragraph(header.add_paragraph(), row.strip(), name)
    for block in blocks:
        _add(made, block, expected, name, at)
        if at % 2:
            made.add_paragraph()
    return made


def _blocks(rows: list[str]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for row in rows:
        if row.strip():
            blocks[-1].append(row)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _add(made: Document, block: list[str], expected: dict[str, str], name: str, at: int) -> None:
    joined = _joined(block)
    if cells := _cells(block):
        table = made.add_table(len(cells), len(cells[0]), style="Table Grid")
        for row, texts in zip(table.rows, cells, strict=True):
            for cell, word in zip(row.cells, texts, strict=True):
                _paragraph(cell.paragraphs[0], word, name)
    elif HEADING.match(block[0]) and len(block) == 1:
        _paragraph(made.add_heading(level=2), HEADING.sub("", block[0]).strip(), name)
    elif _letters(joined) == _letters(expected.get("title", "")):
        paragraph = made.add_paragraph(style="Title" if at % 4 == 0 else None)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _paragraph(paragraph, f"**{joined.replace('**', '')}**", name)
    elif any(map(BULLET.match, block)) or any(map(NUMBER.match, block)):
        for item in _items(block):
            sign = BULLET.match(item) or NUMBER.match(item)
            style = None if not sign else "List Bullet" if BULLET.match(item) else "List Number"
            _paragraph(made.add_paragraph(style=style), item[sign.end() if sign else 0 :], name)
    else:
        for words in _paragraphs_of(block, joined):
            _paragraph(made.add_paragraph(), words, name)


def _paragraphs_of(block: list[str], joined: str) -> list[str]:
    """Lines with a key are lines of one paragraph, wrapped ones are joined, others are paragraphs."""
    if all(map(KEY.match, block)) and len(block) > 1:
        return ["\n".join(row.strip() for row in block)]
    is_text = len(joined) > 150 or joined.endswith((".", "。", "؟", "”"))
    return [joined] if is_text else [row.strip() for row in block]


def _cells(block: list[str]) -> list[list[str]]:
    """The cells of a table of rows that bars or wide gaps part; none for another block."""
    rows = [row.strip() for row in block if not re.fullmatch(r"[\s|:+-]+", row)]
    cells = [[cell.strip() for cell in re.split(r"\||\s{3,}|\t", row.strip("|"))] for row in rows]
    is_table = len(cells) > 1 and len(cells[0]) > 1 and len({len(row) for row in cells}) == 1
    return cells if is_table else []


def _items(block: list[str]) -> list[str]:
    items: list[str] = []
    for row in block:
        if BULLET.match(row) or NUMBER.match(row) or not items:
            items.append(row.strip())
        else:
            items[-1] += f" {row.strip()}"
    return items


def _joined(block: list[str]) -> str:
    words = " ".join(row.strip() for row in block)
    return re.sub(r"(?<=[\u2e80-\uffef]) (?=[\u2e80-\uffef])", "", words)


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words.lower()))


def _paragraph(paragraph: Paragraph, words: str, name: str) -> None:
    """The words with bold where the sheet has `**`, and the direction of their language."""
    for at, part in enumerate(words.split("**")):
        if part:
            paragraph.add_run(part).bold = bool(at % 2) or None
    if name.startswith("ar-"):
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        for run in paragraph.runs:
            run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))
            language = OxmlElement("w:lang")
            language.set(qn("w:bidi"), "ar-SA")
            run._r.get_or_add_rPr().append(language)


def main() -> None:
    for at, name in enumerate(sys.argv[1:] or NAMES):
        document_of(name, at).save(str(FOLDER / f"{name}.docx"))
    with tempfile.TemporaryDirectory() as home:
        for kind in FORMATS[1:]:
            files = [str(FOLDER / f"{name}.docx") for name in sys.argv[1:] or NAMES]
            office = ["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", kind]
            subprocess.run([*office, "--outdir", str(FOLDER), *files], check=True)


if __name__ == "__main__":
    main()
