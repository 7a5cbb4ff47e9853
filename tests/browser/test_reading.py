"""Reading on: what a correction changed, any two editions, two languages beside each other, all by links and a form."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from pressreleases import publishing
from pressreleases.models import Announcement, Topic, TopicName
from tests.making import correct, make_anniversary, make_release, make_user, rewrite

BOX = "element => { const box = element.getBoundingClientRect(); return [box.left, box.top]; }"


@pytest.fixture
def visit(site):
    """Three editions in English, one in Azerbaijani."""
    editor = make_user("Editor", "leyla")
    release = make_release("A visit", "On Monday.", "For a week.")
    other = make_release(
        "Səfər", "Bazar ertəsi.", "Bir həftə.", language="az", slug="sefer", family=release.family, is_original=False
    )
    publishing.publish([release, other], by=editor)
    for day in ("Tuesday", "Wednesday"):
        correct([rewrite(release, body=f"<p>On {day}.</p><p>For a week.</p>")], by=editor, change_note="Day.")
    return site


def test_a_reader_sees_what_changed_between_any_two_editions_and_two_languages_in_step(staff, visit):
    page = staff.window(viewport={"width": 1280, "height": 900}, locale="en-GB")
    page.goto("/en/releases/2024/a-visit/")
    page.get_by_role("link", name="See what changed").click()
    expect(page.get_by_role("deletion")).to_contain_text(["Struck through", "[removed: Tuesday]"])
    expect(page.get_by_role("insertion")).to_contain_text(["Underlined", "[added: Wednesday]"])
    page.get_by_label("Earlier edition").select_option("1")
    page.get_by_role("button", name="Compare").click()
    expect(page).to_have_url(f"{visit}/en/releases/2024/a-visit/editions/1/compare/3/")
    expect(page.get_by_role("deletion").last).to_contain_text("Monday")

    page.goto("/en/releases/2024/a-visit/")
    page.get_by_role("link", name="English · Azərbaycanca").click()
    page.wait_for_load_state()
    monday, other = page.get_by_text("On Wednesday."), page.get_by_text("Bazar ertəsi.")
    (left, top), (across, beside) = monday.evaluate(BOX), other.evaluate(BOX)
    assert left < across
    assert top == beside
    page.set_viewport_size({"width": 390, "height": 844})
    (left, top), (across, below) = monday.evaluate(BOX), other.evaluate(BOX)
    assert top < below < page.get_by_text("For a week.").evaluate(BOX)[1]
    assert across - left < 40


@pytest.mark.parametrize("width", [320, 360, 412])
@pytest.mark.parametrize("is_old", [False, True])
def test_the_filters_of_the_search_fit_on_a_telephone_once_they_are_opened(staff, site, width, is_old):
    """An old telephone does not know the sizes that follow the direction of the text."""
    name = "The Day of Restoration of the Independence of the Republic of Azerbaijan and of Its Armed Forces"
    topic = Topic.objects.create()
    TopicName.objects.create(topic=topic, language="en", name=name, slug="restoration")
    make_anniversary(en=name)
    page = staff.window(viewport={"width": width, "height": 844}, locale="en-GB")
    if is_old:
        page.route("**/*.css", _without_logical_sizes)
    page.goto("/en/search/")
    page.get_by_text("Narrow it down").click()
    expect(page.get_by_label("Topic")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for field in page.locator(".narrow select, .narrow input[name=year]").all():
        box = field.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def _without_logical_sizes(route):
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace("-inline-size:", "-unknown-size:"))


def test_on_a_telephone_the_newest_title_is_seen_without_scrolling_even_below_an_announcement(staff, site):
    publishing.publish([make_release("A visit to Geneva by the delegation")], by=make_user("Editor", "leyla"))
    announcement = Announcement.objects.create(first_on=dt.date(2000, 1, 1), last_on=dt.date(2199, 1, 1))
    announcement.texts.create(language="en", words="The mission is closed on Monday and Tuesday. " * 2)
    page = staff.window(viewport={"width": 390, "height": 844}, locale="en-GB")
    page.goto("/en/")
    box = page.get_by_role("heading", name="A visit to Geneva").bounding_box()
    assert box["y"] + box["height"] < 844


@pytest.mark.parametrize("width", [390, 1280])
def test_on_the_start_page_the_other_languages_of_a_release_are_below_its_title_and_lead(staff, site, width):
    editor = make_user("Editor", "leyla")
    for n in range(2):
        one = make_release(f"A visit {n}", slug=f"visit-{n}", summary=f"Lead {n}.")
        other = make_release("Səfər", language="az", slug=f"sefer-{n}", family=one.family, is_original=False)
        publishing.publish([one, other], by=editor)
    page = staff.window(viewport={"width": width, "height": 844}, locale="en-GB")
    page.goto("/en/")
    links = page.locator(".news").get_by_role("link", name="Azərbaycanca")
    expect(links).to_have_count(2)
    for n, link in zip((1, 0), links.all(), strict=True):
        assert page.get_by_text(f"Lead {n}.").evaluate(BOX)[1] < link.evaluate(BOX)[1]
        expect(page.locator(".over").nth(1 - n).get_by_role("link")).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_filters_are_one_step_away_on_each_screen(staff, site, width):
    publishing.publish([make_release(f"Visit {n}") for n in range(15)], by=make_user("Editor", "leyla"))
    publishing.publish([make_release("A statement", kind="statement")], by=User.objects.get(username="leyla"))
    page = staff.window(viewport={"width": width, "height": 844}, locale="en-GB")
    page.goto("/en/releases/")
    statements = page.get_by_role("link", name="Statements")
    if width == 390:
        expect(statements).not_to_be_in_viewport()
        page.get_by_role("link", name="Narrow it down").click()
    expect(statements).to_be_in_viewport()
    statements.click()
    expect(page.get_by_role("heading", name="Statements")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "az"])
def test_italics_and_rare_letters_cost_no_request(staff, site, language):
    body = "<p>The <em>Charter</em> and <strong><em>Nguyễn</em></strong> † of Dačić, <cite>şəhər</cite>.</p>"
    publishing.publish([make_release("A visit", body=body, language=language)], by=make_user("Editor", "leyla"))
    page = staff.window()
    got: list[str] = []
    page.on("request", lambda sent: got.append(sent.url))
    page.goto(f"/{language}/releases/2024/a-visit/", wait_until="networkidle")
    kinds = [address.rpartition(".")[2] for address in got if not address.startswith("data:")]
    assert sorted(kinds[1:]) == ["css", "woff2"]
    assert page.get_by_text("Charter").evaluate("element => getComputedStyle(element).fontStyle") == "italic"
