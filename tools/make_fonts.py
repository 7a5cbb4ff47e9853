"""Makes the web font, static/fonts/*.woff2, from the wheel fontpkg-source-serif-4, and its rule in static/site.css.

    .venv/bin/python tools/make_fonts.py            make them anew
    .venv/bin/python tools/make_fonts.py --check    say what differs from what is there; exit status 1 if anything does

The same wheel and fontTools give the same bytes. There is one file, so that no page makes more requests than another.
It has the letters of Europe's languages that are written in Latin: other letters, other scripts and italics come from
fonts of the reader's system. requirements/fonts.in lists what this needs.
"""

import io
import re
import sys
from importlib.util import find_spec
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "static" / "fonts"
STYLE = ROOT / "static" / "site.css"
BEGIN, END = "/* Made by tools/make_fonts.py: */\n", "/* End of what tools/make_fonts.py made. */\n"
NAME, SOURCE = "source-serif-latin.woff2", "SourceSerif4[opsz,wght].ttf"

# Regular text to semibold titles; drawn for text of about 18 pixels (the face's optical size).
AXES = {"wght": (400, 600), "opsz": 18}
# Its figures are lining ones of equal width by themselves.
FEATURES = ["kern", "liga", "locl"]
LARGEST = 29_500


def _span(first: int, last: int) -> set[int]:
    return set(range(first, last + 1))


PUNCTUATION = set(map(ord, "‐‑–—‘’‚“”„•…′″‹›€№−†™→\u2009\u202f\u2060\ufeff")) | _span(0x200B, 0x200F)
SIGNS = set(map(ord, "\u00a0¡§©«°±²³·º»½¿×£"))
WESTERN = set(map(ord, "ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸÁÍÓÚÑàâæçéèêëîïôœùûüÿáíóúñÄÖäößÃÕãõÒÌòì"))
NORTHERN = set(map(ord, "ÅåØøÐðÞþÝýĀāĒēĢģĪīĶķĻļŅņŪūĖėĮįŲų"))
CENTRAL = set(map(ord, "ĄąĆćĘęŁłŃńŚśŹźŻżČčĎďĚěŇňŘřŠšŤťŮůŽžĽľŐőŰűĂăȘșȚțĐđ"))
AZERBAIJANI_AND_TURKISH = set(map(ord, "ƏəĞğİıŞşʼÇçÖöÜüÂâÎîÛû"))
LETTERS = _span(0x20, 0x7E) | PUNCTUATION | SIGNS | WESTERN | NORTHERN | CENTRAL | AZERBAIJANI_AND_TURKISH


def source_folder() -> Path:
    """Where the wheel keeps its fonts; exits with one sentence if it is not installed."""
    spec = find_spec("fontpkg_source_serif_4")
    if spec is None or spec.origin is None:
        sys.exit("The wheel fontpkg-source-serif-4 is not installed: pip install -r requirements/fonts.txt")
    return Path(spec.origin).parent


def make(folder: Path) -> tuple[bytes, set[int]]:
    """The woff2 file, and the letters that it really holds."""
    font = TTFont(folder / "files" / SOURCE, recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.name_IDs = [0, 1, 2, 4, 6, 14]  # who made it, and where its licence is
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    held = set(font.getBestCmap()) & LETTERS
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


def rule(held: set[int]) -> str:
    """The @font-face rule. `optional`: a page that was laid out without the font is not laid out again."""
    return (
        '@font-face{font-family:"Source Serif 4";font-style:normal;font-weight:400 600;font-display:optional;\n'
        f'  src:url("fonts/{NAME}") format("woff2");\n'
        f"  unicode-range:{ranges(held)}}}\n"
    )


def with_rule(style: str, rule: str) -> str:
    """`style` with `rule` between the two comments that mark its place."""
    if BEGIN not in style or END not in style:
        sys.exit(f"{STYLE} has no place for the rule of the font: the lines {BEGIN.strip()} and {END.strip()}")
    return re.sub(
        re.escape(BEGIN) + ".*?" + re.escape(END), lambda _found: BEGIN + rule + END, style, count=1, flags=re.DOTALL
    )


def main(check: bool) -> int:
    folder = source_folder()
    file, held = make(folder)
    if missing := AZERBAIJANI_AND_TURKISH - held - {ord("ʼ")}:
        sys.exit(f"{SOURCE} lacks {''.join(map(chr, sorted(missing)))}")
    if len(file) > LARGEST:
        sys.exit(f"{NAME} would have {len(file)} bytes; at most {LARGEST} may be")
    style = with_rule(STYLE.read_text(encoding="utf-8"), rule(held))
    wanted = {
        FONTS / "OFL.txt": (folder / "LICENSE").read_bytes(),
        FONTS / NAME: file,
        STYLE: style.encode(),
    }
    differing = [path for path, content in wanted.items() if not path.is_file() or path.read_bytes() != content]
    for path in differing:
        print(f"{path.relative_to(ROOT)}: {len(wanted[path])} bytes{' (differs)' if check else ''}")
        if not check:
            path.write_bytes(wanted[path])
    return 1 if check and differing else 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
