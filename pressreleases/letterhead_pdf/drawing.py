"""Draw a sheet as a PDF with Typst, in a process of its own, which has limits on time and memory.

A text may be long or strange, and nothing that it does may hold up the worker. The process (`typst_process.py`) cannot
see other files than those it was given, the template and the fonts.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

SECONDS = 20
MEMORY = 1_500_000_000
# The same packages of fonts draw the pictures for sharing (`public.formats.share_picture`).
FONTS = ("fontpkg_source_serif_4", "fontpkg_noto_serif", "fontpkg_amiri", "pylopdf_fonts_zh_cn")
ROOT = Path(__file__).resolve().parents[2]
_TEMPLATE, _PROCESS = Path(__file__).with_name("sheet.typ"), Path(__file__).with_name("typst_process.py")
_NO_LETTER = 3


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
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            Path(folder, Path(name).name).write_bytes(content)
        Path(folder, "sheet.typ").write_bytes(_TEMPLATE.read_bytes())
        done = _run(json.dumps(sheet).encode(), folder, made_at)
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode == 0:
        return done.stdout
    if done.returncode < 0:
        raise TooMuch(f"signal {-done.returncode}")
    raise (NoLetter if done.returncode == _NO_LETTER else NotDrawn)(said[-500:])


def _run(sheet: bytes, folder: str, made_at: int) -> "subprocess.CompletedProcess[bytes]":
    """`folder` has the pictures. Starting Python takes longer than a short text, so this starts as little as it can."""
    try:
        return subprocess.run(
            # Without `site`, and without the folder of the script among those of modules.
            [sys.executable, "-SP", _PROCESS, folder, str(made_at), str(SECONDS), str(MEMORY), *font_folders()],
            input=sheet,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            cwd=folder,
            env={"PATH": os.defpath, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    except subprocess.TimeoutExpired as error:
        raise TooMuch(f"more than {SECONDS} seconds") from error


@cache
def font_folders() -> list[Path]:
    found = [find_spec(package) for package in FONTS]
    return [Path(spec.origin).parent for spec in found if spec and spec.origin]
