"""Draw a sheet as a PDF with Typst, in a process of its own, which has limits on time and memory.

A text may be long or strange, and nothing that it does may hold up the worker. `python -m
pressreleases.letterhead_pdf.drawing` reads the sheet from its standard input and writes the PDF. It cannot see other
files than those it was given, the template and the fonts.
"""

import base64
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst

SECONDS = 20
MEMORY = 1_500_000_000
# PDF/A-2a: it can be read in decades, copied and searched. PDF/UA-1: it can be read aloud.
STANDARDS: Any = ["a-2a", "ua-1"]
# The same packages of fonts draw the pictures for sharing (`public.formats.share_picture`).
FONTS = ("fontpkg_source_serif_4", "fontpkg_noto_serif", "fontpkg_amiri", "pylopdf_fonts_zh_cn")
ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = Path(__file__).with_name("sheet.typ")
_NO_LETTER, _OTHER = 3, 4


class NotDrawn(Exception):
    """The PDF could not be made; the message says what Typst said, for the log."""


class NoLetter(NotDrawn):
    """The text has a letter or a sign that none of the fonts has."""


class TooMuch(NotDrawn):
    """It took too long or too much memory."""


def draw(sheet: Mapping[str, Any], files: Mapping[str, bytes], made_at: int) -> bytes:
    """Return the PDF of `sheet`, the same bytes for the same sheet. `files` has its pictures by their names.

    `made_at` is its date, in seconds since 1970. Raises NoLetter, TooMuch, NotDrawn.
    """
    pictures = {name: base64.b64encode(content).decode() for name, content in files.items()}
    given = json.dumps({"sheet": json.dumps(sheet), "files": pictures, "made_at": made_at})
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=given.encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
            cwd=ROOT,
            env={"PATH": os.defpath, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    except subprocess.TimeoutExpired as error:
        raise TooMuch(f"more than {SECONDS} seconds") from error
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode == 0:
        return done.stdout
    if done.returncode < 0:
        raise TooMuch(f"signal {-done.returncode}")
    raise (NoLetter if done.returncode == _NO_LETTER else NotDrawn)(said[-500:])


def drawn(given: Mapping[str, Any], folder: str) -> bytes:
    """Return what `draw` does, in this process; `folder` is an empty one for the pictures. Raises TypstError."""
    for name, content in given["files"].items():
        Path(folder, Path(name).name).write_bytes(base64.b64decode(content))
    pdf = typst.compile(  # type: ignore[call-overload]  # its stubs know no list of fonts
        TEMPLATE.read_bytes(),
        root=folder,
        # Neither the fonts of the system nor those that Typst brings.
        font_paths=typst.Fonts(False, False, font_folders()),
        ignore_system_fonts=True,
        package_path=folder,
        package_cache_path=folder,
        sys_inputs={"sheet": given["sheet"]},
        pdf_standards=STANDARDS,
        timestamp=given["made_at"],
        format="pdf",
    )
    assert isinstance(pdf, bytes)  # noqa: S101  for the type checker
    return pdf


def font_folders() -> list[Path]:
    found = [find_spec(package) for package in FONTS]
    return [Path(spec.origin).parent for spec in found if spec and spec.origin]


def _limit() -> None:
    """Let this process end before it takes too much of the machine."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _main() -> int:
    _limit()
    given = json.load(sys.stdin.buffer)
    with tempfile.TemporaryDirectory() as folder:
        try:
            pdf = drawn(given, folder)
        except typst.TypstError as error:
            print(error.message, file=sys.stderr)
            return _NO_LETTER if "codepoint" in error.message or "could not be displayed" in error.message else _OTHER
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(_main())
