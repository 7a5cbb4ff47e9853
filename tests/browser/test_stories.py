"""What staff do from sign-in to the public page, played in a browser, and what must not happen meanwhile."""

import re
import time

import pytest
from playwright.sync_api import Locator, Page, expect

from pressreleases.models import Edition, Release
from pressreleases.publishing import publish
from tests.making import make_release, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def live(site):
    from django.contrib.auth.models import User

    release = make_release("A visit to Geneva", "The delegation arrived on Munday.")
    publish([release], by=User.objects.get(username="editor"))
    return release


def text_of(page: Page) -> Locator:
    """The editor's own text, not the text area that it takes the place of."""
    return page.locator("[contenteditable=true][aria-label=Text]")


# To the bar, which stands before the form.
BACK = "Shift+Tab"


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press Tab, or the `key` that goes back, until what has this name has the focus."""
    for press in range(80):
        if press:
            page.keyboard.press(key)
        focused = page.evaluate(
            """() => { const on = document.activeElement, label = on.labels?.[0];
            return (on.getAttribute('aria-label') || label?.innerText || on.innerText || on.value || '').trim() }"""
        )
        if focused.startswith(name):
            return
    raise AssertionError(f"Tab never came to “{name}”")


def test_a_word_is_corrected_and_both_editions_stay_readable(staff, live):
    reader = staff.window()
    reader.goto("/en/releases/2024/a-visit-to-geneva/")
    expect(reader.get_by_text("arrived on Munday")).to_be_visible()

    page = staff.signed_in()
    begun = time.monotonic()
    page.get_by_role("link", name="A visit to Geneva").first.click()
    text = text_of(page)
    text.click()
    page.keyboard.press("Control+Home")
    for _word in ("The", "delegation", "arrived", "on"):
        page.keyboard.press("Control+ArrowRight")
    page.keyboard.press("Control+Shift+End")
    page.keyboard.type(" Monday.")
    page.get_by_role("button", name="Correct…").click()
    expect(page.get_by_role("heading", name="Publish a correction")).to_be_visible()
    reader.reload()
    expect(reader.get_by_text("arrived on Munday")).to_be_visible()
    page.get_by_label("What was changed (English)").fill("The day was misspelt.")
    # It is their own word: without a reason, nothing happens.
    expect(page.get_by_text("A colleague has to publish it.")).to_be_visible()
    page.get_by_label("Reason for publishing alone").fill("Nobody else is in today.")
    page.get_by_role("button", name="Publish a correction").click()
    expect(page.get_by_text("Live, edition 2")).to_be_visible()
    text_of(page).wait_for()
    print(f"open desk → published correction: {time.monotonic() - begun:.1f} s, 4 clicks")

    reader.reload()
    expect(reader.get_by_text("arrived on Monday")).to_be_visible()
    expect(reader.get_by_text("The day was misspelt.").first).to_be_visible()
    reader.goto("/en/releases/2024/a-visit-to-geneva/editions/1/")
    expect(reader.get_by_text("arrived on Munday")).to_be_visible()
    assert reader.context.cookies() == []


def test_a_release_is_written_and_published_by_keyboard_alone(staff):
    page = staff.signed_in()
    tab_to(page, "New release")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="New release")).to_be_visible()
    text_of(page).wait_for()
    tab_to(page, "Title")
    page.keyboard.type("Independence Day")
    tab_to(page, "Text")
    page.keyboard.type("The flag was raised.")
    page.keyboard.press("Control+b")
    page.keyboard.type(" All are welcome.")
    tab_to(page, "Publish…", BACK)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Publish now")).to_be_visible()
    assert not Edition.objects.exists()
    expect(page.get_by_text("There is no lead")).to_be_visible()
    tab_to(page, "I have checked these")
    page.keyboard.press("Space")
    tab_to(page, "Reason for publishing alone")
    page.keyboard.type("Nobody else is in today.")
    tab_to(page, "Publish now")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Live, edition 1")).to_be_visible()
    text_of(page).wait_for()
    edition = Edition.objects.get()
    assert edition.body == "<p>The flag was raised.<strong> All are welcome.</strong></p>"
    page.get_by_role("link", name="View on site").first.click()
    expect(page.get_by_role("heading", name="Independence Day")).to_be_visible()


def test_what_word_puts_on_the_clipboard_arrives_clean(staff, live, complaints):
    page = staff.signed_in()
    page.goto(f"/admin/pressreleases/release/{live.pk}/change/")
    text_of(page).click()
    page.keyboard.press("Control+a")
    page.evaluate(
        """() => CKEDITOR.instances.id_body.fire('paste', {type: 'html', method: 'paste', dataTransfer:
        CKEDITOR.plugins.clipboard.initPasteDataTransfer(), dataValue:
        '<p class="MsoNormal" style="margin:0cm"><b>Pasted</b><o:p></o:p> words ' +
        '<a href="javascript:alert(1)">here</a>' +
        '<img src="https://elsewhere.example/p.gif" onerror="alert(2)"></p>'})"""
    )
    expect(text_of(page)).to_have_text("Pasted words here")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.").first).to_be_visible()
    text_of(page).wait_for()
    live.refresh_from_db()
    assert "<strong>Pasted</strong> words" in live.body
    for word in ("Mso", "style", "javascript", "elsewhere", "onerror"):
        assert word not in live.body
    assert all("https://elsewhere.example/p.gif" in refused for refused in complaints)
    complaints.clear()


def test_the_editor_offers_nothing_that_was_fenced_out(staff, live):
    page = staff.signed_in()
    page.goto(f"/admin/pressreleases/release/{live.pk}/change/")
    text_of(page).wait_for()
    plugins = set(page.evaluate("Object.keys(CKEDITOR.instances.id_body.plugins)"))
    assert not plugins & {
        "preview",
        "scayt",
        "wsc",
        "exportpdf",
        "iframe",
        "codesnippetgeshi",
        "sourcearea",
        "forms",
        "flash",
    }
    assert "divarea" in plugins
    # The preview beside the form has frames; the editor itself has none.
    assert page.locator("#release_form iframe").count() == 0


def test_saving_over_a_colleague_is_refused_with_every_word_kept(staff, live):
    make_user("Editor", "colleague")
    mine, theirs = staff.signed_in(), staff.signed_in("colleague")
    for page in (mine, theirs):
        page.goto(f"/admin/pressreleases/release/{live.pk}/change/")
        text_of(page).wait_for()
    theirs.get_by_label("Title:").fill("A visit to Vienna")
    theirs.get_by_role("button", name="Save", exact=True).click()
    expect(theirs.get_by_text("Saved.").first).to_be_visible()
    text_of(theirs).wait_for()

    text_of(mine).click()
    mine.keyboard.press("Control+End")
    mine.keyboard.type(" My own words.")
    mine.get_by_role("button", name="Save", exact=True).click()
    expect(mine.get_by_text("colleague saved this release on")).to_be_visible()
    expect(mine.get_by_text("Changed since you started: Title.")).to_be_visible()
    expect(text_of(mine)).to_contain_text("My own words.")
    assert Release.objects.get().title == "A visit to Vienna"

    mine.get_by_label("Title:").fill("A visit to Vienna")
    mine.get_by_label("I have read the newer text").check()
    mine.get_by_role("button", name="Save", exact=True).click()
    expect(mine.get_by_text("Saved.").first).to_be_visible()
    text_of(mine).wait_for()
    stored = Release.objects.get()
    assert (stored.title, stored.version) == ("A visit to Vienna", 3)
    assert "My own words." in stored.body


def test_both_languages_go_out_at_one_instant(staff, live):
    draft = make_release("Only in English", "Words.")
    page = staff.signed_in()
    page.goto(f"/admin/pressreleases/release/{draft.pk}/change/")
    text_of(page).wait_for()
    page.get_by_role("link", name="Translate into Azərbaycanca").click()
    page.get_by_label("Title:").fill("Azərbaycanca da")
    text_of(page).click()
    page.keyboard.type("Sözlər.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.").first).to_be_visible()
    text_of(page).wait_for()
    page.get_by_role("list", name="Languages of this text").get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Only in English")).to_be_visible()
    text_of(page).wait_for()
    page.get_by_role("button", name="Publish…").click()
    page.get_by_role("checkbox", name=re.compile("Azərbaycanca")).check()
    page.get_by_role("checkbox", name="I have checked these").check()
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("Say why you are publishing it alone")).to_be_visible()
    assert not Edition.objects.filter(release__family=draft.family).exists()
    page.get_by_label("Reason for publishing alone").fill("Nobody else is in today.")
    page.get_by_role("checkbox", name="I have checked these").check()
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("Live, edition 1").first).to_be_visible()
    text_of(page).wait_for()
    editions = Edition.objects.filter(release__family=draft.family)
    assert {edition.language for edition in editions} == {"en", "az"}
    assert len({edition.begins_at for edition in editions}) == 1


def test_on_a_telephone_in_the_dark_the_form_fits_and_can_be_saved(staff, live):
    page = staff.signed_in(viewport={"width": 390, "height": 800}, color_scheme="dark")
    page.goto(f"/admin/pressreleases/release/{live.pk}/change/")
    text = text_of(page)
    text.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    paper, ink = text.evaluate("on => [getComputedStyle(on).backgroundColor, getComputedStyle(on).color]")
    assert paper == "rgb(17, 24, 29)"
    assert ink == "rgb(233, 230, 223)"
    page.get_by_label("Lead:").fill("On the way")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.").first).to_be_visible()
    text_of(page).wait_for()


def test_an_author_submits_an_editor_sends_back_and_publishes_what_was_mended(staff, site):
    make_user("Author")
    author, editor = staff.signed_in("author"), staff.signed_in("editor")
    release = make_release("A visit to Geneva", "The delegation arrived on Monday.", summary="On the way.")
    author.goto(f"/admin/pressreleases/release/{release.pk}/change/")
    text_of(author).wait_for()
    author.get_by_label("Place:").fill("Geneva")
    author.get_by_role("button", name="Save and submit").click()
    expect(author.get_by_text("It is now waiting for an editor.")).to_be_visible()
    text_of(author).wait_for()

    editor.goto("/admin/")
    editor.get_by_role("link", name="A visit to Geneva").first.click()
    text_of(editor).wait_for()
    editor.locator(".act-verbs summary").click()
    editor.get_by_role("link", name="Send back…").click()
    editor.get_by_role("button", name="Send back").click()
    expect(editor.get_by_text("Say what has to be changed")).to_be_visible()
    editor.get_by_label("What has to be changed").fill("It was Bern.")
    editor.get_by_role("button", name="Send back").click()
    expect(editor.get_by_text("It is a draft again.")).to_be_visible()
    text_of(editor).wait_for()

    author.goto("/admin/")
    expect(author.get_by_role("heading", name="Sent back to you")).to_be_visible()
    expect(author.get_by_text("It was Bern.")).to_be_visible()
    author.get_by_role("link", name="A visit to Geneva").first.click()
    text_of(author).wait_for()
    expect(author.get_by_text("It was Bern.")).to_be_visible()
    author.get_by_label("Place:").fill("Bern")
    author.get_by_role("button", name="Save and submit").click()
    expect(author.get_by_text("It is now waiting for an editor.")).to_be_visible()
    expect(author.get_by_text("It was Bern.")).to_have_count(0)
    text_of(author).wait_for()

    # It is none of the editor's words: nobody asks why.
    editor.goto(f"/admin/pressreleases/release/{release.pk}/publish/")
    expect(editor.get_by_label("Reason for publishing alone")).to_have_count(0)
    for tick in editor.get_by_role("checkbox", name="I have checked these").all():
        tick.check()
    editor.get_by_role("button", name="Publish now").click()
    expect(editor.get_by_text("Live, edition 1")).to_be_visible()
    text_of(editor).wait_for()
    assert Edition.objects.get().place == "Bern"


def test_what_was_published_alone_is_flagged_until_a_colleague_endorses_it_by_keyboard(staff, live):
    make_user("Editor", "colleague")
    mine, theirs = staff.signed_in(), staff.signed_in("colleague")
    mine.goto(f"/admin/pressreleases/release/{live.pk}/change/")
    text_of(mine).wait_for()
    mine.get_by_label("Lead:").fill("On the way")
    mine.get_by_role("button", name="Correct…").click()
    mine.get_by_label("What was changed (English)").fill("A lead was added.")
    mine.get_by_role("button", name="Publish a correction").click()
    expect(mine.get_by_text("Say why you are publishing it alone")).to_be_visible()
    assert Edition.objects.count() == 1
    mine.get_by_label("Reason for publishing alone").fill("Nobody else is in today.")
    mine.get_by_role("button", name="Publish a correction").click()
    expect(mine.get_by_text("You published this alone.")).to_be_visible()
    text_of(mine).wait_for()

    theirs.goto("/admin/")
    tab_to(theirs, "Endorse…")
    theirs.keyboard.press("Enter")
    expect(theirs.get_by_text("Nobody else is in today.")).to_be_visible()
    tab_to(theirs, "Endorse")
    theirs.keyboard.press("Enter")
    expect(theirs.get_by_text("Endorsed. It now counts as checked by a second person.")).to_be_visible()
    expect(theirs.get_by_role("heading", name="Published alone")).to_have_count(0)
