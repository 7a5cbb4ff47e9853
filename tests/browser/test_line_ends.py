"""Where lines end on the pages of readers: no line begins with a dash or mark, and no name parts at its hyphen."""

import pytest

from mission_site.languages import NAMES
from pressreleases import publishing
from tests.making import make_release, make_user

# What begins each line of the page but the first of its block, and the letter before it.
LINES = """() => {
  const found = [], last = new Map();
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const around = node.parentElement;
    if (around.closest(".unseen, .absent, script, select") || !around.checkVisibility()) continue;
    const block = around.closest("p, h1, h2, li, dd, td, th, figcaption, address, div");
    for (let at = 0; at < node.length; at++) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const box = range.getBoundingClientRect(), sign = node.data[at];
      if (!sign.trim() || !box.width) continue;
      const before = last.get(block);
      if (before && before.bottom <= box.top + 3) found.push(before.sign + sign);
      last.set(block, {bottom: box.bottom, sign});
    }
  }
  return found;
}"""
PART = "() => document.querySelectorAll('.day').forEach(one => { one.style.whiteSpace = 'normal'; })"
MARKS = "—–·…;:!?»"
TEXTS = {
    "en": "The mines — and the dangers — remain for all — said New Yorkers — who return … ",
    "ar": "تظل الألغام — وهي خطر يومي — أول عقبة — أمام العائدين — إلى ديارهم … ",
    "fr": "Les mines — un danger quotidien — restent ; rendez-vous avec eux ! « Oui » ; et lui ? ",
    "ru": "Мины — ежедневная опасность — для жителей Нью-Йорка — и для них — в Нью-Йорке … ",
}


def badly(lines):
    return [line for line in lines if line[1] in MARKS or (line[0] == "-" and line[1].isalpha())]


@pytest.mark.parametrize("language", TEXTS)
def test_no_line_begins_with_a_dash_or_mark_and_no_short_word_parts_at_its_hyphen(staff, site, settings, language):
    settings.LANGUAGES = list(NAMES.items())
    words = TEXTS[language] * 4
    release = make_release(
        "A text", words, language=language, slug="a-text", summary=words, place="Нью-Йорк", notes_to_editors=words
    )
    publishing.publish([release], by=make_user("Editor", "leyla"))
    page = staff.window(viewport={"width": 320, "height": 800})
    page.goto(f"/{language}/releases/2024/a-text/")
    parted = []
    for width in range(320, 420, 20):
        page.set_viewport_size({"width": width, "height": 800})
        assert badly(page.evaluate(LINES)) == [], width
    page.evaluate(PART)
    for width in range(320, 420, 20):
        page.set_viewport_size({"width": width, "height": 800})
        parted += badly(page.evaluate(LINES))
    # Without the spans that keep them whole, there would be such lines.
    assert parted


def test_numbers_of_the_letterhead_part_before_no_semicolon_and_within_no_number(staff, site):
    publishing.publish([make_release("A text", slug="a-text")], by=make_user("Editor", "leyla"))
    page = staff.window(viewport={"width": 320, "height": 800})
    page.goto("/en/contact/")
    script = LINES.replace('"main"', '"body"')
    for address in ("/en/", "/en/contact/", "/en/releases/2024/a-text/"):
        page.goto(address)
        for width in range(320, 420, 10):
            page.set_viewport_size({"width": width, "height": 800})
            lines = page.evaluate(script)
            assert [line for line in lines if line[1] in ";,." or (line[0] == "-" and line[1].isdigit())] == []


def test_the_town_and_its_code_are_in_one_line_of_the_address(staff, site):
    page = staff.window(viewport={"width": 390, "height": 800})
    page.goto("/en/contact/")
    address = page.locator("address > bdi")
    assert address.evaluate("one => one.getClientRects().length") == 2
    top = """(one, word) => { const node = one.firstChild, range = document.createRange(), at = node.data.indexOf(word);
      range.setStart(node, at); range.setEnd(node, at + word.length); return range.getBoundingClientRect().top; }"""
    assert address.evaluate(top, "New") == address.evaluate(top, "10017")
