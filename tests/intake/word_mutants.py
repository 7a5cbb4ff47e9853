"""Word files with bytes spoiled: `python -m tests.intake.word_mutants 20000` reads so many and tells what happened."""

from __future__ import annotations

import io
import random
import sys
import time
from collections import Counter
from copy import deepcopy
from pathlib import Path

import docx
from lxml import etree
from PIL import Image

from pressreleases.intake.errors import IntakeError
from pressreleases.intake.word import read_word
from tests.intake.word_files import p, r, relation, saved, unzipped, word, zipped

PIECES = (
    "0 -1 99999999 true w:p w:r w:tbl w:tc w:tr w:hyperlink w:fldChar w:drawing w:sdt w:numId w:ilvl w:vMerge "
    'w:gridSpan w:footnoteReference w:basedOn w:val="" / < > " & &#0; &#x202e; ]]> <w:p> </w:p> <w:tbl> <w:r/>'
).split()

VALUES = (
    *"0 1 2 -1 7 99999999 true none restart continue begin separate end rtl first x".split(),
    "",
    "\u202e",
    "9" * 5_000,
)


def originals() -> list[bytes]:
    """Return files with about everything that is read."""
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "Mission"
    made.add_heading("Title", 0)
    for style in ("List Bullet", "List Number", "List Number 2", "Quote"):
        made.add_paragraph(style, style=style)
    table = made.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "merged"
    stream = io.BytesIO()
    Image.new("RGB", (2, 2)).save(stream, "PNG")
    made.add_picture(stream)
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK "https://un.org/"</w:instrText>'
        f'<w:fldChar w:fldCharType="separate"/></w:r>{r("link")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    note = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{p('box')}</w:txbxContent></v:textbox></w:pict></w:r>"
    written = word(
        p("one ", field, note, box, properties="<w:bidi/>")
        + '<w:sectPr><w:footerReference r:id="footer1"/></w:sectPr>',
        relations=relation("far", "hyperlink", "https://un.org/", external=True),
        footnotes=f'<w:footnote w:id="1">{p("note")}</w:footnote>',
        footer1=p(f'<w:fldSimple w:instr="PAGE">{r("1")}</w:fldSimple>'),
        styles='<w:style w:styleId="a"><w:name w:val="Quote"/><w:basedOn w:val="b"/></w:style>',
    )
    return [saved(made), written, (Path(__file__).parent / "documents" / "libreoffice.docx").read_bytes()]


def mutant(data: bytes, chance: random.Random) -> bytes:
    """Return the file with a few bytes changed, in its archive or within one of its parts."""
    if chance.random() < 0.3:
        return _spoiled(data, chance)
    parts = unzipped(data)
    text = [name for name in parts if name.endswith((".xml", ".rels"))]
    if chance.random() < 0.5:
        text = [name for name in text if "document" in name or "notes" in name or "numbering" in name]
    name = chance.choice(text)
    content = parts[name]
    spoil = _spoiled if chance.random() < 0.3 else _rearranged
    parts[name] = spoil(content if isinstance(content, bytes) else content.encode(), chance)
    return zipped(parts)


def _rearranged(data: bytes, chance: random.Random) -> bytes:
    """Return well-formed XML with elements moved, copied, taken out, renamed or told something else."""
    root = etree.fromstring(data)
    for _time in range(chance.choice((1, 2, 5, 20))):
        elements = list(root.iter())[1:]
        if not elements:
            break
        one, other = chance.choice(elements), chance.choice(elements)
        act = chance.randrange(5)
        parent = one.getparent()
        if act == 0 and parent is not None:
            parent.remove(one)
        elif act == 1 and len(elements) < 3_000:
            other.append(deepcopy(one))
        elif act == 2:
            one.tag = other.tag
        elif act == 3 and one.attrib:
            one.set(chance.choice(list(one.attrib)), chance.choice(VALUES))
        elif one not in other.iterancestors() and one is not other:
            other.insert(0, one)
    return etree.tostring(root)


def _spoiled(data: bytes, chance: random.Random) -> bytes:
    spoiled = bytearray(data)
    for _time in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(spoiled) or 1)
        act = chance.randrange(5)
        if act == 0:
            spoiled[at : at + 1] = bytes([chance.randrange(256)])
        elif act == 1:
            spoiled[at : at + 1] = bytes([chance.choice(b"0123456789abcxyz")])
        elif act == 2:
            del spoiled[at : at + chance.choice((1, 1, 9, 400))]
        elif act == 3:
            to = chance.randrange(len(spoiled) or 1)
            spoiled[at:at] = spoiled[to : to + chance.choice((8, 60, 300))]
        else:
            end = spoiled.find(b'"', at)
            spoiled[at : end if 0 <= end < at + 12 else at] = chance.choice(PIECES).encode()
    return bytes(spoiled)


def main(count: int) -> None:
    """Read mutants and print how often each thing happened, and the longest time."""
    files, outcomes, longest = originals(), Counter[str](), 0.0
    for seed in range(count):
        chance = random.Random(seed)
        data = mutant(chance.choice(files), chance)
        begun = time.perf_counter()
        try:
            read_word(data)
            outcomes["read"] += 1
        except IntakeError as error:
            cause = error.__cause__
            outcomes[type(error).__name__ + (f" after {type(cause).__name__}" if cause else "")] += 1
        except Exception as error:  # noqa: BLE001 - what must not happen is counted, and its seed is shown
            outcomes[f"{type(error).__name__} with seed {seed}"] += 1
        longest = max(longest, time.perf_counter() - begun)
    for outcome, times in outcomes.most_common():
        sys.stdout.write(f"{times:6} {outcome}\n")
    sys.stdout.write(f"longest: {longest:.2f} s\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
