"""The style sheet and the fonts: letters that belong together, contrast, no direction and nothing from elsewhere."""

import re
from pathlib import Path

import pytest

from tools import make_fallbacks

ROOT = Path(__file__).parents[2]
STYLE = (ROOT / "static" / "site.css").read_text(encoding="utf-8")
WRITTEN = make_fallbacks.without(STYLE)
BARE = re.sub(r"/\*.*?\*/", "", WRITTEN, flags=re.DOTALL)
ALPHABETS = {
    "Azerbaijani": "AaBbCcÇçDdEeƏəFfGgĞğHhXxIıİiJjKkQqLlMmNnOoÖöPpRrSsŞşTtUuÜüVvYyZz",
    "Turkish": "AaBbCcÇçDdEeFfGgĞğHhIıİiJjKkLlMmNnOoÖöPpRrSsŞşTtUuÜüVvYyZzâîû",
    "French": "àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ«»",
    "Spanish": "áéíñóúü¿¡",
    "Portuguese": "ãõáâàçéêíóôúÃÕ",
    "German and Nordic": "äöüßåøæðþýÅØÆÐÞ",
    "Polish, Czech and Slovak": "ąćęłńóśźżčďěňřšťůžľĽŁŚŻČŘŠŽ",
    "Baltic": "āčēģīķļņšūžąęėįųĀĪŠŽ",
    "Hungarian, Romanian and Croatian": "őűŐŰăâîșțĂȘȚčćđšžĐ",
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
def test_all_letters_of_a_language_are_in_the_one_file(language):
    [(_name, ranges)] = FACES
    assert [letter for letter in ALPHABETS[language] if ord(letter) not in letters_of(ranges)] == []


def test_the_file_is_not_fetched_for_the_names_of_languages_in_other_scripts():
    [(_name, ranges)] = FACES
    assert not {ord(letter) for letter in "Русскийالعربية中文"} & letters_of(ranges)


def test_the_font_is_there_small_and_licensed():
    [(name, _ranges)] = FACES
    assert (ROOT / "static" / name).read_bytes()[:4] == b"wOF2"
    assert (ROOT / "static" / name).stat().st_size < 29_500
    assert "SIL Open Font License" in (ROOT / "static" / "fonts" / "OFL.txt").read_text(encoding="utf-8")


def test_only_logical_directions_are_named():
    sides = "(?:left|right|top|bottom)"
    physical = rf"(?:margin|padding|border)-{sides}|text-align:{sides}|(?<![-\w]){sides}:|float:(?!inline-)"
    # Figures run from left to right in every language, so their units are at the right.
    figures = re.findall(r"\.figures\{text-align:right;[^}]*\}", BARE)
    assert len(figures) == 1
    assert re.findall(physical, BARE.replace(figures[0], "")) == []


def test_old_telephones_get_physical_sides_for_every_logical_one():
    assert WRITTEN + make_fallbacks.fallbacks(WRITTEN) == STYLE, "run tools/make_fallbacks.py"
    block = make_fallbacks.fallbacks(WRITTEN)
    logical = r"(?:margin|padding|border|inset)-(?:block|inline)|(?:inline|block)-size"
    assert re.findall(logical, block.partition("{")[2]) == []
    assert block.count("{") == block.count("}")


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (".a{padding-block:1rem 2rem}", ".a{padding-top:1rem;padding-bottom:2rem}"),
        (".a{margin-inline:auto}", ".a{margin-left:auto;margin-right:auto}"),
        (".a{inline-size:fit-content;max-inline-size:4rem}", ".a{width:fit-content;max-width:4rem}"),
        (
            ".a,.b{border-inline-start:4px solid;color:red}",
            "html[dir=ltr] .a,html[dir=ltr] .b{border-left:4px solid}\n"
            "html[dir=rtl] .a,html[dir=rtl] .b{border-right:4px solid}",
        ),
        (".a{inset-inline-start:1rem}", "html[dir=ltr] .a{left:1rem}\nhtml[dir=rtl] .a{right:1rem}"),
        ("@media print{.a{margin-block-end:1mm}.b{color:red}}", "@media print{\n.a{margin-bottom:1mm}\n}"),
        (".a{padding:0;color:red}", ".a{padding:0}"),
        (".a{color:red}", ""),
    ],
)
def test_each_logical_side_becomes_the_physical_one_of_its_direction(rule, expected):
    inner = make_fallbacks.fallbacks(rule).partition("{\n")[2]
    assert inner.removesuffix("}\n").strip() == expected


def sizes_of(selector):
    """The font sizes in rem that rules for exactly this selector set, the last one first."""
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", BARE)
    found = [body for heads, body in rules if selector in [one.strip() for one in heads.split(",")]]
    return [float(size) for body in reversed(found) for size in re.findall(r"font-size:([\d.]+)rem", body)]


def test_headings_in_a_text_differ_in_size():
    first, second, third = (sizes_of(f".body {heading}")[0] for heading in ("h2", "h3", "h4"))
    assert first > second > third


def test_a_list_within_a_list_leaves_no_gap():
    assert "li>ul,li>ol{margin:0}" in BARE


def test_a_wide_table_takes_the_free_margin_then_scrolls_and_shows_that_there_is_more():
    own, *_on_paper = re.findall(r"(?<!\.page )\.body table\{([^}]*)\}", BARE)
    assert {"overflow-x:auto", "max-inline-size:100%"} <= set(re.split(r";\s*", own))
    # A cover that moves along with the cells hides the shade at an edge beyond which there is nothing.
    for edge in ("left", "right"):
        assert re.search(rf"var\(--paper\)[^()]*\) {edge}/[^,;]* local", own), edge
        assert re.search(rf"var\(--soft\)[^()]*\) {edge} 1px top 0/[^,;]* scroll", own), edge
    [wider] = re.findall(r"@media screen and \(min-width:[\d.]+rem\)\{\s*\.page \.body table\{([^}]*)\}", BARE)
    assert "max-inline-size:calc(100% + var(--gap) + var(--margin))" in wider


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
