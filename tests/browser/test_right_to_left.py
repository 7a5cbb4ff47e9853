"""Arabic and French: what begins at the right and at the left, for readers on a telephone and for staff who write."""

import pytest
from playwright.sync_api import expect

from mission_site.languages import NAMES
from pressreleases import publishing
from pressreleases.models import MissionDetails, Release
from tests.browser.conftest import Handler
from tests.browser.test_stories import text_of
from tests.making import make_release, make_user

WIDTH = 390
# Where the letters of `words`, the first of them that is shown on the page, stand from left to right: first and last.
PLACES = """words => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.indexOf(words);
        if (at < 0 || !node.parentElement.checkVisibility()) continue;
        const place = n => {
            const range = document.createRange();
            range.setStart(node, at + n);
            range.setEnd(node, at + n + 1);
            const box = range.getBoundingClientRect();
            return (box.left + box.right) / 2;
        };
        return [place(0), place(words.length - 1)];
    }
    return null;
}"""
# The same for each place on the page where these `parts` follow each other with at most three letters between them,
# be they in one element or not: the middle of each part.
PARTS = """parts => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const letters = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode())
        if (node.parentElement.checkVisibility())
            [...node.data].forEach((letter, at) => letters.push([letter, node, at]));
    const whole = letters.map(each => each[0]).join("");
    const middle = (at, length) => {
        const range = document.createRange();
        range.setStart(letters[at][1], letters[at][2]);
        range.setEnd(letters[at + length - 1][1], letters[at + length - 1][2] + 1);
        const box = range.getBoundingClientRect();
        return (box.left + box.right) / 2;
    };
    return [...whole.matchAll(new RegExp(parts.map(part => `(${part})`).join("\\\\D{0,3}"), "gd"))].map(
        found => found.indices.slice(1).map(([start, end]) => middle(start, end - start)));
}"""
ENDS = "element => { const box = element.getBoundingClientRect(); return [box.left, box.right]; }"


@pytest.fixture
def arabic(site, settings):
    """A site in all languages with a release in Arabic and in Russian."""
    settings.LANGUAGES = list(NAMES.items())
    details = MissionDetails.objects.get()
    details.names.create(language="ar", name="البعثة الدائمة\nلدى الأمم المتحدة", position=3)
    release = make_release(
        "اتفاق السلام في «جنيف»",
        "وصل الوفد يوم الاثنين. وللاتصال: (212) 371-2559 في أوقات العمل.",
        language="ar",
        slug="اتفاق-السلام",
        reference="No. 221/24",
    )
    russian = make_release("Соглашение", language="ru", slug="соглашение", family=release.family, is_original=False)
    publishing.publish([release, russian], by=make_user("Editor", "leyla"))
    yield site
    Handler.close_when_idle()


def test_an_arabic_release_and_index_read_from_right_to_left_on_a_telephone(browser, arabic):
    context = browser.new_context(base_url=arabic, viewport={"width": WIDTH, "height": 844}, locale="ar-EG")
    page = context.new_page()
    page.goto("/")
    assert page.url.endswith("/ar/")

    def runs(words):
        first, last = page.evaluate(PLACES, words)
        return "left to right" if first < last else "right to left"

    def edges(selector):
        return page.locator(selector).first.evaluate(ENDS)

    for address in ("/ar/releases/2024/", "/ar/releases/2024/اتفاق-السلام/", "/ar/contact/"):
        page.goto(address)
        assert page.locator("html").get_attribute("dir") == "rtl"
        assert page.evaluate("document.documentElement.scrollWidth") == WIDTH, address
        # The head: the emblem's side is the right, and so is that of each name, whatever it is written in.
        assert len({round(edges(f".masthead .name >> nth={n}")[1]) for n in (0, 1)}) == 1
        sections = [page.locator(".bar nav >> nth=0 >> a").nth(n).evaluate(ENDS)[0] for n in (0, 1)]
        assert sections[0] > sections[1]
        assert runs("الأخبار") == "right to left"
        assert runs("371-2559" if "contact" in address else "633 Third Avenue") == "left to right"

    page.goto("/ar/releases/2024/")
    title, item = edges(".list .title"), edges(".list > li")
    assert title[1] == pytest.approx(item[1], abs=1)
    assert runs("No. 221/24") == "left to right"

    page.goto("/ar/releases/2024/اتفاق-السلام/")
    assert page.locator("h1").evaluate("element => getComputedStyle(element).direction") == "rtl"
    assert runs("اتفاق السلام") == "right to left"
    # The number that is written in the text, and the one of the letterhead, which can be dialled.
    assert page.locator(".body > p bdi").inner_text() == "(212) 371-2559"
    assert page.locator(".body > p bdi").evaluate("element => getComputedStyle(element).direction") == "ltr"
    assert runs("371-2832") == "left to right"
    assert page.locator("a[href='tel:+12123712832;ext=101']").first.inner_text().endswith("(تحويلة 101)")
    assert runs("No. 221/24") == "left to right"
    assert page.locator(".opening time").inner_text() == "20 يناير 2024"
    context.close()


FIELDS = ("place", "title", "summary", "notes_to_editors", "reference", "speaker_name", "speaker_office", "slug")


def expect_written_in(page, language, way):
    """Every field and the editor have the language and direction."""
    for field in [page.locator(f"#id_{name}") for name in FIELDS] + [text_of(page)]:
        expect(field).to_have_attribute("lang", language)
        expect(field).to_have_css("direction", way)


@pytest.fixture
def in_every_language(site, settings):
    settings.LANGUAGES = list(NAMES.items())
    return site


def test_an_arabic_release_is_typed_from_right_to_left_as_soon_as_its_language_is_chosen(in_every_language, staff):
    page = staff.signed_in()
    page.goto("/admin/pressreleases/release/add/")
    text_of(page).wait_for()
    expect_written_in(page, "en", "ltr")
    page.get_by_label("Language:").select_option("ar")
    expect_written_in(page, "ar", "rtl")
    page.get_by_label("Title:").fill("زيارة إلى جنيف")
    text_of(page).click()
    page.keyboard.type("وصل الوفد (12) يوم الاثنين.")
    assert text_of(page).locator("p").evaluate("element => getComputedStyle(element).direction") == "rtl"
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.").first).to_be_visible()
    text_of(page).wait_for()
    expect_written_in(page, "ar", "rtl")
    release = Release.objects.get()
    assert (release.language, release.body) == ("ar", "<p>وصل الوفد (12) يوم الاثنين.</p>")

    page.goto("/admin/pressreleases/topic/add/")
    for language, way in (("ar", "rtl"), ("en", "ltr")):
        field = page.locator(f"[name$='-name'][lang={language}]")
        expect(field).to_have_attribute("lang", language)
        expect(field).to_have_css("direction", way)


def test_the_mission_s_place_follows_the_language_and_a_place_that_was_typed_stays(in_every_language, staff):
    """In a new release and in a new translation, as nobody wants Nyu-York in a French text."""
    page = staff.signed_in()
    original = make_release()
    for address in ("", f"?family={original.family}&language=az"):
        page.goto(f"/admin/pressreleases/release/add/{address}")
        text_of(page).wait_for()
        place, menu = page.get_by_label("Place:"), page.get_by_label("Language:")
        for language, name in (("fr", "New York"), ("az", "Nyu-York"), ("ru", "Нью-Йорк")):
            menu.select_option(language)
            expect(place).to_have_value(name)
        place.fill("Женева")
        menu.select_option("fr")
        expect(place).to_have_value("Женева")


def test_a_french_release_is_typed_from_left_to_right_also_after_arabic_was_chosen(in_every_language, staff):
    page = staff.signed_in()
    page.goto("/admin/pressreleases/release/add/")
    text_of(page).wait_for()
    menu = page.get_by_label("Language:")
    menu.select_option("ar")
    menu.select_option("fr")
    expect_written_in(page, "fr", "ltr")
    page.get_by_label("Title:").fill("Visite à Genève")
    text_of(page).click()
    page.keyboard.type("La délégation est arrivée.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.").first).to_be_visible()
    text_of(page).wait_for()
    expect_written_in(page, "fr", "ltr")
    assert Release.objects.get().body == "<p>La délégation est arrivée.</p>"


def test_a_number_in_an_arabic_paragraph_reads_from_left_to_right_wherever_it_is_shown(browser, site):
    number = "(212) 371-2559"
    arabic = f"للاتصال بالبعثة يرجى الاتصال على الرقم {number} في أوقات العمل."
    release = make_release(
        "A visit",
        body=f'<p>In English.</p><p dir="rtl" lang="ar">{arabic}</p>',
        summary=arabic,
        notes_to_editors=arabic,
    )
    publishing.publish([release], by=make_user("Editor", "leyla"))
    MissionDetails.objects.update(address=f"شارع {number} نيويورك")
    page = browser.new_context(base_url=site, viewport={"width": 1000, "height": 844}).new_page()
    for address in ("/en/releases/2024/a-visit/", "/en/search/?q=english", "/en/search/?q=371", "/en/contact/"):
        page.goto(address)
        parts = page.evaluate(PARTS, ["212", "371", "2559"])
        assert parts, address
        assert [places for places in parts if places != sorted(places)] == [], address
