"""Makes the web fonts, static/fonts/*.woff2, from the wheel fontpkg-source-serif-4, and their rules in static/site.css.

    .venv/bin/python tools/make_fonts.py            make them anew
    .venv/bin/python tools/make_fonts.py --check    say what differs from what is there; exit status 1 if anything does

The same wheel and fontTools give the same bytes. A reader's browser loads a file only for letters that a page has, so
the first file holds every letter of the mission's languages: with `ə` or `ı` in another file a single letter of a word
would come later than its neighbours, or from another face. requirements/fonts.in lists what this needs.
"""

import io
import re
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "static" / "fonts"
STYLE = ROOT / "static" / "site.css"
BEGIN, END = "/* Made by tools/make_fonts.py: */\n", "/* End of what tools/make_fonts.py made. */\n"

# Regular text to semibold titles; drawn for text of about 18 pixels (the face's optical size).
AXES = {"wght": (400, 600), "opsz": 18}
FEATURES = ["kern", "liga", "locl", "ccmp", "mark", "mkmk", "calt", "lnum", "pnum", "tnum"]
LARGEST = 300_000


def _span(first: int, last: int) -> set[int]:
    return set(range(first, last + 1))


PUNCTUATION = set(map(ord, "‐‑–—―‘’‚“”„†‡•…‰′″‹›€№₽™−←→↑\u2009\u202f\u2060\ufeff\ufffd")) | _span(0x200B, 0x200F)
WEST = _span(0x20, 0x7E) | _span(0xA0, 0xFF) | set(map(ord, "ŒœŸŠšŽžˆ˜"))
AZERBAIJANI_AND_TURKISH = set(map(ord, "ƏəĞğİıŞşʼ"))
LATIN = WEST | AZERBAIJANI_AND_TURKISH | PUNCTUATION
OTHER_LATIN = (_span(0x100, 0x24F) | _span(0x250, 0x2AF) | _span(0x300, 0x36F) | _span(0x1E00, 0x1EFF)) - LATIN
CYRILLIC = _span(0x400, 0x52F) - LATIN


@dataclass(frozen=True)
class Face:
    """One file: its name, its source, its style and the letters that it may hold."""

    name: str
    source: str
    style: str
    letters: frozenset[int]


UPRIGHT, ITALIC = "SourceSerif4[opsz,wght].ttf", "SourceSerif4-Italic[opsz,wght].ttf"
FACES = [
    Face(f"source-serif-{script}{suffix}.woff2", source, style, frozenset(letters))
    for source, style, suffix in ((UPRIGHT, "normal", ""), (ITALIC, "italic", "-italic"))
    for script, letters in (("latin", LATIN), ("latin-ext", OTHER_LATIN), ("cyrillic", CYRILLIC))
]


def source_folder() -> Path:
    """Where the wheel keeps its fonts; exits with one sentence if it is not installed."""
    spec = find_spec("fontpkg_source_serif_4")
    if spec is None or spec.origin is None:
        sys.exit("The wheel fontpkg-source-serif-4 is not installed: pip install -r requirements/fonts.txt")
    return Path(spec.origin).parent


def make(face: Face, folder: Path) -> tuple[bytes, set[int]]:
    """The woff2 file of `face`, and the letters that it really holds."""
    font = TTFont(folder / "files" / face.source, recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # who made it, and its licence
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=face.letters)
    subsetter.subset(font)
    held = set(font.getBestCmap()) & face.letters
    font = instancer.instantiateVariableFont(font, AXES)
    font.flavor = "woff2"
    written = io.BytesIO()
    font.save(written)
    return written.getvalue(), held


def ranges(letters: set[int]) -> str:
    """`letters` as the value of CSS's unicode-range, such as `U+20-7E,U+131`."""
    spans: list[list[int]] = []
    for letter in sorted(letters):
        if spans and letter == spans[-1][1] + 1:
            spans[-1][1] = letter
        else:
            spans.append([letter, letter])
    return ",".join(f"U+{first:X}" + (f"-{last:X}" if last > first else "") for first, last in spans)


def rule(face: Face, held: set[int]) -> str:
    """The @font-face rule. `optional`: a page that was laid out without the font is not laid out again."""
    return (
        f'@font-face{{font-family:"Source Serif 4";font-style:{face.style};font-weight:400 600;font-display:optional;\n'
        f'  src:url("fonts/{face.name}") format("woff2");\n'
        f"  unicode-range:{ranges(held)}}}\n"
    )


def with_rules(style: str, rules: str) -> str:
    """`style` with `rules` between the two comments that mark their place."""
    if BEGIN not in style or END not in style:
        sys.exit(f"{STYLE} has no place for the fonts' rules: the lines {BEGIN.strip()} and {END.strip()}")
    return re.sub(
        re.escape(BEGIN) + ".*?" + re.escape(END), lambda _found: BEGIN + rules + END, style, count=1, flags=re.DOTALL
    )


def main(check: bool) -> int:
    folder = source_folder()
    wanted: dict[Path, bytes] = {FONTS / "OFL.txt": (folder / "LICENSE").read_bytes()}
    rules = ""
    for face in FACES:
        file, held = make(face, folder)
        if face.style == "normal" and (missing := AZERBAIJANI_AND_TURKISH & face.letters - held - {ord("ʼ")}):
            sys.exit(f"{face.source} lacks {''.join(map(chr, sorted(missing)))}")
        if len(file) > LARGEST:
            sys.exit(f"{face.name} would have {len(file)} bytes; at most {LARGEST} may be")
        wanted[FONTS / face.name] = file
        rules += rule(face, held)
    wanted[STYLE] = with_rules(STYLE.read_text(encoding="utf-8"), rules).encode()
    differing = [path for path, content in wanted.items() if not path.is_file() or path.read_bytes() != content]
    for path in differing:
        print(f"{path.relative_to(ROOT)}: {len(wanted[path])} bytes{' (differs)' if check else ''}")
        if not check:
            path.write_bytes(wanted[path])
    return 1 if check and differing else 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
