"""Importing a document in a browser: chosen or dropped, a question answered, the draft made and seen in its form."""

import time

import pytest
from playwright.sync_api import FilePayload, Page, Route, expect

from pressreleases.models import Release
from tests.browser.conftest import PASSWORD
from tests.browser.playing import press
from tests.browser.sights import leave, wrong_here
from tests.browser.test_release_form import COUNT_CLICKS, clicks
from tests.browser.test_stories import text_of
from tests.intake.sheets import TITLE, english

pytestmark = pytest.mark.django_db(transaction=True)

IMPORT = "/admin/pressreleases/release/import/"
AMBIGUOUS = english(day="03/04/2024")


def choose(page: Page, text: str, name: str = "sheet.txt") -> None:
    # The script that sends what is chosen is there once the page has loaded.
    page.wait_for_load_state()
    page.get_by_label("Files").set_input_files(FilePayload(name=name, mimeType="text/plain", buffer=text.encode()))


def test_a_file_is_chosen_one_question_answered_and_the_draft_is_in_its_form(staff):
    page = staff.signed_in()
    page.get_by_role("link", name="Import", exact=True).click()
    page.wait_for_url(f"**{IMPORT}")
    choose(page, AMBIGUOUS)
    question = page.locator(".question").filter(has_text="Question 1")
    expect(question).to_contain_text("03/04/2024")
    question.get_by_label("3 April 2024").check()
    press(page, "Make the draft")
    expect(page.locator(".messagelist .success").first).to_contain_text("The draft was made from “sheet.txt”.")
    text_of(page).wait_for()
    expect(page.get_by_label("Title")).to_have_value(TITLE)
    expect(page.get_by_label("Date of issue")).to_have_value("2024-04-03")
    expect(page.get_by_text("Made from: sheet.txt")).to_be_visible()
    assert Release.objects.get().title == TITLE


def test_a_document_becomes_a_draft_with_three_clicks(staff):
    page = staff.signed_in()
    page.context.add_init_script(COUNT_CLICKS)
    page.reload()
    page.get_by_role("link", name="Import", exact=True).click()
    page.wait_for_url(f"**{IMPORT}")
    page.wait_for_load_state()
    with page.expect_file_chooser() as chooser:
        page.get_by_label("Files").click()
    file = FilePayload(name="sheet.txt", mimeType="text/plain", buffer=english().encode())
    chooser.value.set_files(file)
    press(page, "Make the draft")
    expect(page.locator(".messagelist .success").first).to_contain_text("The draft was made from “sheet.txt”.")
    text_of(page).wait_for()
    assert clicks(page) == 3
    assert Release.objects.get().title == TITLE


def test_a_file_that_is_chosen_beside_a_text_waits_for_the_button(staff):
    page = staff.signed_in()
    page.goto(IMPORT)
    page.get_by_label("Or paste the text").fill("Words that were typed.")
    choose(page, english())
    page.wait_for_timeout(500)
    assert page.url.endswith(IMPORT)
    expect(page.get_by_label("Or paste the text")).to_have_value("Words that were typed.")


@pytest.mark.parametrize("place", ["#id_documents", "#id_text", "h1"])
def test_a_file_can_be_dropped_also_if_it_misses_the_field(staff, tmp_path, place):
    page = staff.signed_in()
    page.goto(IMPORT)
    file = tmp_path / "dropped.txt"
    file.write_text(english())
    box = page.locator(place).bounding_box()
    assert box is not None
    there = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    # As the browser gets it from the desktop: events of a script do not drop files.
    devtools = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        data = {"items": [], "files": [str(file)], "dragOperationsMask": 1}
        devtools.send("Input.dispatchDragEvent", {"type": kind, **there, "data": data})
    expect(page.get_by_role("heading", name="The document", exact=True)).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value(TITLE)


def test_what_was_typed_stays_while_the_site_would_not_take_it_and_goes_on_after_signing_in_again(staff, complaints):
    page = staff.signed_in()
    page.goto(IMPORT)
    choose(page, AMBIGUOUS)
    expect(page.get_by_role("heading", name="The document", exact=True)).to_be_visible()
    expect(page.locator("#not-sent .errornote")).to_be_hidden()
    page.get_by_label("3 April 2024").check()
    page.get_by_label("Title").fill("Typed by hand")
    text_of(page).click()
    page.keyboard.type("Typed too. ")
    page.context.set_offline(True)
    page.get_by_role("button", name="Make the draft").click()
    expect(page.get_by_text("The site cannot be reached.")).to_be_visible()
    page.context.set_offline(False)
    page.context.clear_cookies()
    page.get_by_role("button", name="Make the draft").click()
    expect(page.get_by_text("You are signed out. What you typed is still on this page.")).to_be_visible()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="sign in in another window").click()
    again = opened.value
    again.get_by_label("Username").fill("editor")
    again.get_by_label("Password").fill(PASSWORD)
    again.get_by_role("button", name="Log in").click()
    again.get_by_role("heading", name="Drafts").or_(
        again.get_by_role("link", name="Import", exact=True)
    ).first.wait_for()
    again.close()
    press(page, "Make the draft")
    expect(page.locator(".messagelist .success").first).to_contain_text("The draft was made from “sheet.txt”.")
    assert Release.objects.get().title == "Typed by hand"
    assert "Typed too." in Release.objects.get().body
    complaints.clear()


def imports(sent: list[str]) -> list[str]:
    return [one for one in sent if one.startswith("POST ") and "/import/" in one]


def test_who_presses_twice_while_the_site_is_asked_sends_once(staff):
    page = staff.signed_in()
    page.goto(IMPORT)
    choose(page, AMBIGUOUS)
    expect(page.get_by_role("heading", name="The document", exact=True)).to_be_visible()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.method} {request.url}"))
    asked: list[Route] = []

    def answer_late(route: Route) -> None:
        asked.append(route)
        time.sleep(0.5)
        route.continue_()

    page.route("**/release/keep/", answer_late)
    button = page.get_by_role("button", name="Make the draft")
    # Which day it was is not answered yet, so the form comes back, and can be sent again.
    with page.expect_response(lambda answer: answer.status == 422):
        button.evaluate("button => { for (let times = 0; times < 3; times += 1) button.click() }")
    page.wait_for_load_state()
    assert (len(asked), len(imports(sent))) == (1, 1)
    page.get_by_label("3 April 2024").check()
    button.click()
    expect(page.locator(".messagelist .success").first).to_contain_text("The draft was made from")
    assert (len(asked), len(imports(sent))) == (2, 2)


def test_a_text_that_is_too_large_to_be_sent_stays_on_the_page(staff):
    page = staff.signed_in()
    page.goto(IMPORT)
    words = ("ə" * 70 + "\n") * 20_000
    page.get_by_label("Or paste the text").evaluate("(area, words) => { area.value = words }", words)
    page.get_by_role("button", name="Read").click()
    expect(page.get_by_text("This is more text than can be sent at once.")).to_be_visible()
    assert page.get_by_label("Or paste the text").evaluate("area => area.value.length") == len(words)


def test_nothing_is_in_the_way_on_the_pages(staff, complaints):
    page = staff.signed_in()
    page.goto(IMPORT)
    found = wrong_here(page)
    # With words that no line has room for.
    long = AMBIGUOUS.replace("Suite 3210", "Suite 4000").replace(TITLE, f"[{'x' * 90}]\n\nOn {'maps' * 30}")
    choose(page, f"{long}\nMedia contact: Leyla Aliyeva\nTel: +1 212 371 2559\n", f"{'x' * 150}.txt")
    page.get_by_role("heading", name="The document", exact=True).wait_for()
    found += wrong_here(page)
    press(page, "Make the draft")
    page.locator(".errornote[role=alert]").wait_for()
    found += wrong_here(page)
    page.get_by_label("3 April 2024").check()
    press(page, "Read again with these answers")
    page.get_by_text("differs from the mission details").wait_for()
    found += wrong_here(page)
    page.goto(IMPORT)
    found += wrong_here(page)
    assert found == []
    leave(page, complaints)


COPY = """([text, html]) => navigator.clipboard.write([new ClipboardItem({
    "text/plain": new Blob([text], { type: "text/plain" }), "text/html": new Blob([html], { type: "text/html" }),
})])"""


def test_formatted_text_is_pasted_with_its_lists_unless_somebody_types_into_it(staff):
    page = staff.signed_in()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    lines = english().replace("END", "").strip().split("\n")
    html = "".join(f"<p>{line}</p>" for line in lines) + "<ul><li>A map</li></ul>"
    for typed, lists in (("", 1), (" ", 0)):
        page.goto(IMPORT)
        page.evaluate(COPY, ["\n".join([*lines, "", "A map"]), html])
        page.get_by_label("Or paste the text").focus()
        page.keyboard.press("Control+v")
        page.keyboard.type(typed)
        page.get_by_role("button", name="Read").click()
        expect(page.get_by_role("heading", name="The draft")).to_be_visible()
        assert page.locator("#id_body").input_value().count("<ul>") == lists
