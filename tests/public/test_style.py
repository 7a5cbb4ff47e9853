"""The style sheet and the fonts: letters that belong together, contrast, no direction and nothing from elsewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STYLE = (ROOT / "static" / "site.css").read_text(encoding="utf-8")
BARE = re.sub(r"/\*.*?\*/", "", STYLE, flags=re.DOTALL)
ALPHABETS = {
    "Azerbaijani": "AaBbCcÇçDdEeƏəFfGgĞğHhXxIıİiJjKkQqLlMmNnOoÖöPpRrSsŞşTtUuÜüVvYyZz",
    "Turkish": "AaBbCcÇçDdEeFfGgĞğHhIıİiJjKkLlMmNnOoÖöPpRrSsŞşTtUuÜüVvYyZzâîû",
    "French": "àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ«»",
    "Spanish": "áéíñóúü¿¡",
    "marks of a sheet": "“”‘’–—…№€(),.;:0123456789",
}
FACES = re.findall(r"@font-face\{[^}]*?url\(\"([^\"]+)\"\)[^}]*?unicode-range:([^}]+)\}", BARE)


def letters_of(ranges):
    found = set()
    for part in ranges.split(","):
        first, _dash, last = part.strip().removeprefix("U+").partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


@pytest.mark.parametrize("language", ALPHABETS)
def test_all_letters_of_a_language_are_in_the_first_file(language):
    first = letters_of(FACES[0][1])
    assert [letter for letter in ALPHABETS[language] if ord(letter) not in first] == []


@pytest.mark.parametrize(
    ("letters", "part"), [("łąęśżźćńŁ", "latin-ext"), ("ơưđạếĐ", "latin-ext"), ("ЖяёҐі", "cyrillic")]
)
def test_letters_of_other_languages_are_in_a_file_of_their_own(letters, part):
    [ranges] = [ranges for name, ranges in FACES if name == f"fonts/source-serif-{part}.woff2"]
    assert {ord(letter) for letter in letters} <= letters_of(ranges)


def test_no_letter_is_in_two_files_of_one_style():
    for style in ("", "-italic"):
        files = [letters_of(ranges) for name, ranges in FACES if ("italic" in name) == bool(style)]
        assert len(files) == 3
        assert sum(map(len, files)) == len(set.union(*files))


def test_font_files_are_there_small_and_licensed():
    for name, _ranges in FACES:
        assert (ROOT / "static" / name).read_bytes()[:4] == b"wOF2"
        assert (ROOT / "static" / name).stat().st_size < 45_000
    assert "SIL Open Font License" in (ROOT / "static" / "fonts" / "OFL.txt").read_text(encoding="utf-8")


def test_only_logical_directions_are_named():
    sides = "(?:left|right|top|bottom)"
    physical = rf"(?:margin|padding|border)-{sides}|text-align:{sides}|(?<![-\w]){sides}:|float:"
    assert re.findall(physical, BARE) == []


def test_nothing_is_loaded_from_elsewhere():
    assert re.findall(r"@import|https?:|url\((?!\"fonts/)", BARE) == []


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["ink", "soft", "accent"])
def test_words_have_seven_times_the_contrast_of_the_paper(scheme, name):
    """WCAG 2.2, 1.4.6 (AAA)."""
    block = re.findall(r":root\{([^}]*--paper[^}]*)\}", BARE)[scheme]
    colours = dict(re.findall(r"--(\w+):(#[0-9a-f]{6})", block))
    lighter, darker = sorted((luminance(colours[name]), luminance(colours["paper"])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 7
