"""The process that draws a sheet: it says why it did not, and ends before it takes too much."""

import subprocess
import sys
from pathlib import Path

from pressreleases.letterhead_pdf import typst_process
from pressreleases.letterhead_pdf.drawing import font_folders

SECONDS, MEMORY = 20, 2_000_000_000


def drawn(folder: Path, template: str, *, seconds: float = SECONDS) -> "subprocess.CompletedProcess[bytes]":
    (folder / "sheet.typ").write_text(template, encoding="utf-8")
    fonts = [str(each) for each in font_folders()]
    given = [str(folder), "0", str(seconds), str(MEMORY), *fonts]
    return subprocess.run(
        [sys.executable, typst_process.__file__, *given], input=b"{}", capture_output=True, timeout=120, check=False
    )


def test_it_writes_a_pdf(tmp_path: Path) -> None:
    made = drawn(tmp_path, '#set document(title: "A")\n#set text(lang: "en")\n= A\nWords.')
    assert (made.returncode, made.stdout[:5]) == (0, b"%PDF-"), made.stderr


def test_a_template_with_a_fault_is_no_pdf_and_the_fault_is_said(tmp_path: Path) -> None:
    made = drawn(tmp_path, "#nothing-of-this-name()")
    assert (made.returncode, made.stdout) == (typst_process._OTHER, b"")
    assert b"unknown variable" in made.stderr


def test_nothing_outside_the_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    folder = tmp_path / "sheet"
    folder.mkdir()
    made = drawn(folder, '#set document(title: "A")\n#read("../secret.txt")')
    assert (made.returncode, made.stdout) == (typst_process._OTHER, b"")


def test_a_template_that_does_not_end_is_given_up(tmp_path: Path) -> None:
    made = drawn(tmp_path, "#{ let n = 0; while true { n = calc.rem(n + 1, 7) } }", seconds=1)
    assert made.returncode != 0
    assert made.stdout == b""
