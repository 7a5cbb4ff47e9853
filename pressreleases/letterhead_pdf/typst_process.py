"""The process that draws a sheet, which it reads from its standard input, and writes the PDF: `drawing.py` starts it.

Every module that it imports costs processor time for each PDF, so it imports none that it can do without.
"""

from __future__ import annotations

import resource
import sys

import typst

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# PDF/A-2a: it can be read in decades, copied and searched. PDF/UA-1: it can be read aloud.
STANDARDS = ["a-2a", "ua-1"]
# Of the height of the last page, in hundredths.
LITTLE = 20
# Typst says that facing pages of an Arabic sheet go from right to left. Then PDFium, which Chrome uses, also turns each
# line of Latin letters around when it is copied: addresses, numbers, the digest.
FROM_THE_RIGHT, FROM_THE_LEFT = b"/Direction/R2L", b"/Direction/L2R"
_NO_LETTER, _OTHER = 3, 4


def main(folder: str, made_at: int, fonts: list[str]) -> int:
    """`folder` has the template and the pictures, and nothing else can be read."""
    # Neither the fonts of the system nor those that Typst brings.
    found: Any = typst.Fonts(False, False, fonts)
    sheet = {"sheet": sys.stdin.buffer.read().decode()}
    try:
        pdf, pages, is_little = drawn(folder, made_at, found, sheet)
        if is_little:
            closer, fewer, _ = drawn(folder, made_at, found, {**sheet, "close": "yes"})
            pdf = closer if fewer < pages else pdf
    except typst.TypstError as error:
        sys.stderr.write(error.message)
        return _NO_LETTER if "codepoint" in error.message or "could not be displayed" in error.message else _OTHER
    sys.stdout.buffer.write(pdf.replace(FROM_THE_RIGHT, FROM_THE_LEFT) if pdf.count(FROM_THE_RIGHT) == 1 else pdf)
    return 0


def drawn(folder: str, made_at: int, fonts: Any, inputs: dict[str, str]) -> tuple[bytes, int, bool]:
    """The PDF, the page on which its last part begins, and whether it needs little of that page, the second."""
    compiler = typst.Compiler(
        f"{folder}/sheet.typ",
        root=folder,
        font_paths=fonts,
        ignore_system_fonts=True,
        package_path=folder,
        package_cache_path=folder,
        sys_inputs=inputs,
    )
    standards: Any = STANDARDS
    pdf = compiler.compile(format="pdf", pdf_standards=standards, timestamp=made_at)
    assert isinstance(pdf, bytes)  # noqa: S101  for the type checker
    # JSON, a list of strings: the module that reads it takes longer than the whole question.
    parts = compiler.query("<part>", field="value").split('"')
    page, down = parts[-2].split() if len(parts) > 1 else ("1", "100%")
    return pdf, int(page), page == "2" and float(down.rstrip("%")) < LITTLE


def limit(seconds: int, memory: int) -> None:
    """Let this process end before it takes too much of the machine."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    limit(int(float(sys.argv[3])) or 1, int(sys.argv[4]))
    sys.exit(main(sys.argv[1], int(sys.argv[2]), sys.argv[5:]))
