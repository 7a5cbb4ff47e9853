"""Whether anything that reads text from outside takes more than twice as long for twice the text.

    python3 -m benchmarks.hostile [characters]

Each regular expression of the code, and each function that reads a text, is given short pieces repeated until they are
so many characters long (20,000 unless said otherwise), and then twice as many. What took markedly longer than twice is
printed; on a busy machine, run it again. No database is needed.
"""

import datetime as dt
import html
import importlib
import itertools
import os
import pkgutil
import re
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import django

PATTERNS: dict[str, re.Pattern[str]] = {}
_compile: Any = re._compile  # type: ignore[attr-defined]  # the one place through which all expressions go


def _noting(pattern: Any, flags: Any) -> Any:
    """Compile it, and note it if the code of this project asked for it."""
    result = _compile(pattern, flags)
    frame = sys._getframe(1)
    while frame.f_back and frame.f_code.co_filename.endswith("re/__init__.py"):
        frame = frame.f_back
    file = frame.f_code.co_filename
    ours = "/pressreleases/" in file or "/mission_site/" in file
    if ours and "/site-packages/" not in file and isinstance(result.pattern, str):
        PATTERNS[f"{'/'.join(file.split('/')[-3:])}:{frame.f_lineno} {result.pattern[:60]!r}"] = result
    return result


re._compile = _noting  # type: ignore[attr-defined]  the one door of every expression
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mission_site.settings")
django.setup()
for _name in ("pressreleases", "mission_site"):
    for _module in pkgutil.walk_packages(importlib.import_module(_name).__path__, f"{_name}."):
        if "__main__" not in _module.name and ".migrations." not in _module.name:
            importlib.import_module(_module.name)

from pressreleases.anniversaries.carry_forward import carry  # noqa: E402  expressions are noted from here on
from pressreleases.anniversaries.carry_forward.edits import Step  # noqa: E402  expressions are noted from here on
from pressreleases.comparing.paragraphs import (  # noqa: E402  expressions are noted from here on
    of_plain_text,
    of_rich_text,
    reads_the_same,
)
from pressreleases.comparing.two_states import align  # noqa: E402  only now is every expression noted
from pressreleases.editorial.checklist import leftovers  # noqa: E402  expressions are noted from here on
from pressreleases.editorial.parity import figures  # noqa: E402  expressions are noted from here on
from pressreleases.intake.errors import IntakeError  # noqa: E402  expressions are noted from here on
from pressreleases.intake.reading import read as read_sheet  # noqa: E402  expressions are noted from here on
from pressreleases.language.direction import numbers_kept_whole  # noqa: E402  expressions are noted from here on
from pressreleases.language.punctuation import corrected  # noqa: E402  expressions are noted from here on
from pressreleases.richtext import plain_text, render_elsewhere, sanitise, tables_marked  # noqa: E402  expressions are noted from here on

# What is too fast to be told from noise is not looked at, and what is slow is not waited for.
_NOTICED, _ENDURED = 0.05, 20.0
_MOST_TIMES = 3.0
_ATOMS = (
    *(
        " ",
        "\n",
        "\t",
        "\u00a0",
        "-",
        ".",
        ",",
        ":",
        ";",
        "/",
        "(",
        "[",
        "{",
        "<",
        ">",
        '"',
        "'",
        "&",
        "=",
        "*",
        "_",
        "|",
    ),
    *("!", "?", "+", "#", "a", "A", "é", "1", "12", "1234", "i", "x", "st ", "中", "م", "ə", "\u0301"),
    *(
        "<p>",
        "<b>",
        "<a ",
        '<a "',
        "<!--",
        "</p>",
        "<br>",
        "<li>",
        "<td>",
        "&amp;",
        "&nbsp;",
        "[tb ",
        "insert ",
        "TODO",
    ),
    *("20 January 2024, ", "20.01.2024 ", "34th anniversary ", "thirty-four years ago ", "131 people ", "hundred "),
    *("President ", "of the ", "Mr. ", "Tel: ", "+1 ", "(212) ", "ext. 1 ", "a@b.", "http://", "II ", "1,000 ", "год "),
)


def inputs() -> Iterator[tuple[str, str]]:
    """The repeated piece, and what comes at the end, which may match or not."""
    for one in _ATOMS:
        yield one, "x"
    for one, other in itertools.product(_ATOMS, [" ", "\u00a0", ".", "a", "1", "-", "("]):
        yield one + other, "\x00"


def readers() -> dict[str, Callable[[str], object]]:
    """What reads a whole text that somebody typed or pasted."""

    def quietly(text: str) -> object:
        try:
            return read_sheet(text.encode())
        except IntakeError:
            return None

    steps = {
        code: Step(code, dt.date(2024, 1, 20), dt.date(2025, 1, 21), 34, 35)
        for code in ("en", "az", "tr", "fr", "es", "ru", "ar", "zh")
    }
    return {
        "sanitise": sanitise,
        "sanitise and plain_text": lambda text: plain_text(sanitise(text)),
        "render_elsewhere": lambda text: render_elsewhere(text, "https://mission.example/en/"),
        "tables_marked": lambda text: tables_marked(f"<table><tr><td>{html.escape(text)}</td></tr></table>"),
        "reads_the_same": lambda text: reads_the_same(sanitise(text), "<p>x</p>"),
        "numbers_kept_whole": lambda text: numbers_kept_whole(sanitise(text), "ar"),
        "leftovers": leftovers,
        "a comparison": lambda text: align(of_rich_text(text), of_rich_text(text.replace("a", "b")[:-7])),
        "a comparison of plain text": lambda text: align(of_plain_text(text), of_plain_text(text[5:])),
        "intake": quietly,
        **{f"punctuation, {code}": lambda text, code=code: corrected(text, code) for code in ("en", "fr", "ru")},  # type: ignore[misc]  # a default keeps the value of this round
        **{f"figures, {code}": lambda text, code=code: figures(text, code) for code in steps},  # type: ignore[misc]  # a default keeps the value of this round
        **{
            f"carrying, {code}": lambda text, step=step: carry({"body": sanitise(text), "title": text}, step)  # type: ignore[misc]  # a default keeps the value of this round
            for code, step in steps.items()
        },
    }


def seconds(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began


def grows(act: Callable[[str], object], piece: str, end: str, size: int) -> str:
    """What is to be said of `act` on so many characters and on twice as many; nothing if it grows with them."""
    short, long = (piece * (many // len(piece)) + end for many in (size, 2 * size))
    first = seconds(lambda: act(short))
    if first > _ENDURED:
        return f"{first:.1f} s"
    second = seconds(lambda: act(long)) if first > _NOTICED / 4 else 0.0
    if second < _NOTICED or second < _MOST_TIMES * first:
        return ""
    first, second = min(first, seconds(lambda: act(short))), min(second, seconds(lambda: act(long)))
    return f"{first:.2f} s, {second:.2f} s" if second > _MOST_TIMES * first else ""


def main(size: int) -> None:
    for read in readers().values():
        read("34th anniversary, 20 January 2024, 131 people. ")
    print(f"{len(PATTERNS)} expressions, {len(readers())} readers, {size:,} characters and twice as many")
    acts: dict[str, Callable[[str], object]] = {
        name: (lambda text, pattern=pattern: [None for _match in pattern.finditer(text)])  # type: ignore[misc]  # a default keeps the value of this round
        for name, pattern in PATTERNS.items()
    }
    for name, act in (readers() | acts).items():
        told = 0
        for piece, end in inputs():
            if told < 3 and (said := grows(act, piece, end, size)):
                told += 1
                print(f"{name}: {piece!r} … {end!r}: {said}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
