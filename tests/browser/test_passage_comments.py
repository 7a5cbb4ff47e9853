"""Comments on words of a draft in a browser: marked in the preview, by keyboard, without scripts, and through axe."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from pressreleases.editorial.passage_comments import add
from pressreleases.models import PassageAnswer, PassageComment, Release
from tests.browser.sights import axe_violations, leave, wrong_here
from tests.making import make_release

pytestmark = pytest.mark.django_db(transaction=True)

SHOWN = ".pane-stage iframe.shown"
# As a mouse or a finger leaves it: the letters of one paragraph of the preview, from one to another.
MARK = """([where, from, to]) => {
    const page = document.querySelector(".pane-stage iframe.shown").contentDocument, range = page.createRange();
    const words = [...page.querySelectorAll("article p")].find((each) => each.textContent.startsWith(where)).firstChild;
    range.setStart(words, from);
    range.setEnd(words, to);
    page.getSelection().removeAllRanges();
    page.getSelection().addRange(range);
}"""
MARKED = f"document.querySelector('{SHOWN}').contentWindow.CSS.highlights.get('comments')"


@pytest.fixture
def visit(site):
    return make_release(
        "A visit to Geneva", "The Minister met guests.", "The Minister left.", summary="A lead of some words."
    )


def change(release: Release) -> str:
    return f"/admin/pressreleases/release/{release.pk}/change/"


def opened(staff, release: Release, **window) -> Page:
    page = staff.signed_in(**window)
    page.goto(change(release))
    page.frame_locator(SHOWN).get_by_role("heading", name=release.title).wait_for()
    return page


def highlighted(page: Page) -> list[str]:
    return page.evaluate(f"[...{MARKED}].map((range) => range.toString())")


def send(page: Page, words: str) -> None:
    page.get_by_label("Comment", exact=True).fill(words)
    page.get_by_role("button", name="Add comment").click()


def test_words_marked_in_the_preview_are_commented_on_answered_and_resolved(staff, visit):
    page = opened(staff, visit)
    page.get_by_label("Title:").fill("A visit to Bern")
    page.frame_locator(SHOWN).get_by_role("heading", name="A visit to Bern").wait_for()
    page.evaluate(MARK, ["The Minister left", 0, 12])
    page.get_by_role("button", name="Comment on these words").click()
    expect(page.get_by_label("Words of the text")).to_have_value("The Minister")
    expect(page.get_by_label("Comment", exact=True)).to_be_focused()
    send(page, "Which Minister?")
    expect(page.get_by_role("status").filter(has_text="Commented.")).to_be_visible()
    expect(page.locator(".comments-count")).to_have_text("1 open")
    expect(page.get_by_role("link", name="Open comments on the text: 1.")).to_be_visible()
    assert PassageComment.objects.get().suffix.strip() == "left."
    assert highlighted(page) == ["The Minister"]
    assert page.get_by_label("Title:").input_value() == "A visit to Bern"
    page.locator(".comment summary", has_text="Answer").click()
    page.get_by_label("Answer", exact=True).fill("Ours.")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.locator(".comment-answer", has_text="Ours.")).to_be_visible()
    page.get_by_role("button", name="Resolve").click()
    expect(page.locator(".comments-count")).to_have_text("none open")
    expect(page.get_by_role("link", name="Open comments on the text")).to_have_count(0)
    assert highlighted(page) == []
    page.get_by_text("Resolved: 1").click()
    page.get_by_role("button", name="Reopen").click()
    expect(page.locator(".comments-count")).to_have_text("1 open")
    assert PassageAnswer.objects.count() == 1
    assert Release.objects.get().title == "A visit to Geneva"


def test_by_keyboard_alone(staff, visit):
    page = opened(staff, visit)
    title = page.get_by_label("Title:")
    title.focus()
    page.keyboard.press("Control+Home")
    for _letter in range(7):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Control+Alt+m")
    expect(page.get_by_label("Words of the text")).to_have_value("A visit")
    page.keyboard.type("Whose?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".comments-count")).to_have_text("1 open")
    expect(page.locator("#comments > summary")).to_be_focused()


def test_words_that_are_unclear_are_asked_for_and_another_half_typed_answer_stays(staff, visit):
    add(visit, by=User.objects.get(username="editor"), quote="guests", comment="Which?")
    page = opened(staff, visit)
    page.locator(".comment summary", has_text="Answer").click()
    page.get_by_label("Answer", exact=True).fill("Half an ans")
    page.locator("summary", has_text="New comment").click()
    page.get_by_label("Words of the text").fill("nowhere")
    send(page, "Which one?")
    expect(page.get_by_text("These words are not in the title")).to_be_visible()
    expect(page.get_by_label("Words of the text")).to_be_focused()
    page.get_by_label("Words of the text").fill("The Minister")
    page.get_by_role("button", name="Add comment").click()
    expect(page.get_by_text("These words occur 2 times")).to_be_visible()
    assert axe_violations(page) == []
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Add comment").click()
    expect(page.locator(".comments-count")).to_have_text("2 open")
    assert PassageComment.objects.latest("pk").suffix.strip() == "left."
    expect(page.get_by_label("Answer", exact=True).first).to_have_value("Half an ans")


def test_on_a_telephone_the_words_are_shown_in_the_preview_that_was_closed(staff, visit):
    add(visit, by=User.objects.get(username="editor"), quote="guests", comment="Which?")
    page = staff.signed_in(viewport={"width": 390, "height": 800})
    page.goto(change(visit))
    page.get_by_role("button", name="Show in the preview").click()
    expect(page.locator(SHOWN)).to_be_visible()
    page.wait_for_function(f"document.querySelector('{SHOWN}').contentWindow.getSelection().toString() === 'guests'")


def test_without_a_connection_nothing_is_lost(staff, visit, complaints):
    page = opened(staff, visit)
    page.locator("#comments > summary").click()
    page.get_by_label("Words of the text").fill("guests")
    page.context.set_offline(True)
    send(page, "Which one?")
    expect(page.get_by_text("This could not be sent.")).to_be_visible()
    page.context.set_offline(False)
    complaints.clear()
    page.get_by_role("button", name="Add comment").click()
    expect(page.locator(".comments-count")).to_have_text("1 open")


def test_without_scripts_they_are_written_on_a_page_of_their_own(staff, visit):
    page = staff.signed_in(java_script_enabled=False)
    page.goto(change(visit))
    expect(page.locator("#comments textarea").first).to_be_hidden()
    page.locator("#comments > summary").click()
    page.get_by_role("link", name="Comment, answer and resolve").click()
    page.get_by_label("Words of the text").fill("guests")
    send(page, "Which one?")
    expect(page.get_by_text("Commented.")).to_be_visible()
    page.get_by_role("button", name="Resolve").click()
    expect(page.get_by_text("Resolved: 1")).to_be_visible()


def test_comments_have_nothing_in_the_way(staff, visit, complaints):
    add(visit, by=User.objects.get(username="editor"), quote="guests", comment="Which?")
    page = staff.signed_in()
    found = []
    for address in (change(visit), f"/admin/pressreleases/release/{visit.pk}/comments/", "/admin/"):
        page.goto(address)
        for summary in page.locator(".comments summary").all():
            if summary.is_visible() and not summary.evaluate("one => one.parentElement.open"):
                summary.click()
        found += wrong_here(page, complaints)
        leave(page, complaints)
    assert found == []
