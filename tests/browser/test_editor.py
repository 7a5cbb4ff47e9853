"""The editor in the admin's colours: its dialogs can be read in the dark, and lists look like lists."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from pressreleases.comparing.paragraphs import reads_the_same
from pressreleases.intake.formatted import sheet_of
from pressreleases.intake.structure import html_of
from pressreleases.intake.word import read_word
from pressreleases.models import Edition, Image
from pressreleases.publishing import publish
from pressreleases.richtext import sanitise
from tests.browser.playing import press, save
from tests.browser.sights import axe_violations
from tests.browser.test_stories import text_of
from tests.intake.test_pasted import WORD, the_same_in_a_file
from tests.making import make_release

pytestmark = pytest.mark.django_db(transaction=True)
# How far the luminances of an element's text and of the ground behind it are apart (WCAG 2.2, 1.4.3).
CONTRAST = """element => {
    const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
    const light = colour => {
        const [red, green, blue] = numbers(colour).slice(0, 3).map(part => {
            const share = part / 255;
            return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    let behind = element;
    while (numbers(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
    const one = light(getComputedStyle(element).color), two = light(getComputedStyle(behind).backgroundColor);
    return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
}"""


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_the_labels_of_the_dialog_of_a_table_can_be_read(site, staff, scheme):
    release = make_release()
    page = staff.signed_in(color_scheme=scheme)
    page.goto(f"/admin/pressreleases/release/{release.pk}/change/")
    text_of(page).click()
    page.locator(".cke_button__table").click()
    labels = page.locator(".cke_dialog_body label:visible")
    expect(labels.first).to_be_visible()
    for label in labels.all():
        assert label.evaluate(CONTRAST) >= 4.5, label.inner_text()
    for button in page.locator(".cke_dialog_footer .cke_dialog_ui_button:visible span").all():
        assert button.evaluate(CONTRAST) >= 4.5


def body_of(page):
    return page.evaluate("CKEDITOR.instances.id_body.getData()").replace("\n", "").replace("\t", "")


def test_a_word_leads_to_another_release_without_a_mouse_on_a_narrow_dark_screen(site, staff, complaints):
    other = make_release("Rivers and lakes")
    publish([other], by=User.objects.get())
    release = make_release(body="<p>See there.</p>")
    page = staff.signed_in(color_scheme="dark", viewport={"width": 320, "height": 700})
    page.goto(f"/admin/pressreleases/release/{release.pk}/change/")
    text_of(page).focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Link")
    expect(dialog.get_by_label("A release, page or file of this site")).to_be_focused()
    # What is marked are the words of the link.
    expect(dialog.get_by_label("Words of the link")).to_be_hidden()
    page.keyboard.type("nothing like it")
    expect(dialog.get_by_role("status")).to_have_text("Nothing has these words.")
    page.keyboard.press("Control+a")
    page.keyboard.type("lakes")
    expect(dialog.get_by_role("status")).to_have_text("1 found")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert axe_violations(page) == []
    complaints.clear()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    address = f"/en/releases/{other.issued_on.year}/{other.slug}/"
    expect(text_of(page).locator("a")).to_have_count(1)
    assert body_of(page) == f'<p><a href="{address}">See there.</a></p>'
    expect(text_of(page)).to_be_focused()
    # Within the link the dialog has its address, and takes it away; Escape changes nothing.
    page.keyboard.press("Control+k")
    expect(dialog.get_by_label("Address")).to_have_value(address)
    page.keyboard.press("Escape")
    expect(text_of(page)).to_be_focused()
    assert address in body_of(page)
    page.keyboard.press("Control+k")
    dialog.get_by_role("button", name="Remove the link").press("Enter")
    expect(text_of(page)).to_be_focused()
    assert body_of(page) == "<p>See there.</p>"


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("www.un.org/a", "https://www.un.org/a"),
        ("http://un.org", "http://un.org"),
        ("press@un.org", "mailto:press@un.org"),
        ("+1 (212) 371-2559", "tel:+12123712559"),
        ("/en/contact/", "/en/contact/"),
    ],
)
def test_what_is_typed_as_an_address_becomes_a_link_with_words(site, staff, typed, address):
    release = make_release(body="<p></p>")
    page = staff.signed_in()
    page.goto(f"/admin/pressreleases/release/{release.pk}/change/")
    text_of(page).click()
    page.locator(".cke_button__link").click()
    dialog = page.get_by_role("dialog", name="Link")
    for wrong in ("javascript:alert(1)", "no address", "//un.org/a"):
        dialog.get_by_label("Address").fill(wrong)
        dialog.get_by_role("button", name="Set the link").click()
        expect(dialog).to_be_visible()
    dialog.get_by_label("Words of the link").fill("<b>here</b>")
    dialog.get_by_label("Address").fill(typed)
    dialog.get_by_role("button", name="Set the link").click()
    expect(text_of(page).locator("a")).to_have_count(1)
    assert f'<a href="{address}">&lt;b&gt;here&lt;/b&gt;</a>' in body_of(page)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://un.org/a", "https://un.org/a"),
        ("press@un.org", "mailto:press@un.org"),
        ("2024", ""),
        ("www.un.org treaty", ""),
    ],
)
def test_an_address_that_is_typed_where_one_searches_is_the_link(site, staff, typed, address):
    release = make_release(body="<p></p>")
    page = staff.signed_in()
    page.goto(f"/admin/pressreleases/release/{release.pk}/change/")
    text_of(page).click()
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Link")
    expect(dialog.get_by_label("A release, page or file")).to_be_focused()
    page.keyboard.insert_text(typed)
    page.keyboard.press("Enter")
    if address:
        expect(text_of(page).locator("a")).to_have_count(1)
        assert f'<a href="{address}">{typed}</a>' in body_of(page)
    else:
        # It is searched for.
        page.wait_for_timeout(500)
        expect(dialog).to_be_visible()


def test_the_arrow_keys_lead_to_what_was_found_and_back(site, staff):
    publish([make_release("Rivers and lakes")], by=User.objects.get())
    release = make_release(body="<p></p>")
    page = staff.signed_in()
    page.goto(f"/admin/pressreleases/release/{release.pk}/change/")
    text_of(page).click()
    page.keyboard.press("Control+k")
    search = page.get_by_label("A release, page or file")
    page.keyboard.press("ArrowUp")
    expect(search).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".links-found [data-address]").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(search).to_be_focused()


def test_words_are_found_and_replaced_by_keyboard_and_the_text_is_not_marked(site, staff, complaints):
    release = make_release(body="<p>The river, the <strong>Ri</strong>ver and rivers.</p><p>Ri</p><p>ver</p>")
    page = staff.signed_in(color_scheme="dark", viewport={"width": 320, "height": 700})
    page.goto(f"/admin/pressreleases/release/{release.pk}/change/")
    text_of(page).click()
    before = body_of(page)
    page.locator(".cke_button__find").click()
    dialog = page.get_by_role("dialog", name="Find and replace")
    expect(dialog.get_by_label("Search for", exact=True)).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("RIVER")
    expect(dialog.get_by_role("status")).to_have_text("1 of 3")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("status")).to_have_text("2 of 3")
    assert body_of(page) == before
    assert axe_violations(page) == []
    complaints.clear()
    dialog.get_by_label("Match capital and small letters").check()
    expect(dialog.get_by_role("status")).to_have_text("Not found.")
    dialog.get_by_label("Match capital and small letters").uncheck()
    expect(dialog.get_by_role("status")).to_have_text("1 of 3")
    dialog.get_by_label("Replace with").fill("lake")
    dialog.get_by_role("button", name="Replace", exact=True).press("Enter")
    expect(dialog.get_by_role("status")).to_have_text("1 of 2")
    dialog.get_by_role("button", name="Replace all").press("Enter")
    expect(dialog.get_by_role("status")).to_have_text("2 replaced.")
    page.keyboard.press("Escape")
    expect(text_of(page)).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    release.refresh_from_db()
    assert release.body.replace("\n", "") == "<p>The lake, the <strong>lake</strong> and lakes.</p><p>Ri</p><p>ver</p>"


EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=ProgId content=Excel.Sheet><style>
<!--.xl65 {font-weight:700;}--></style></head><body><table><!--StartFragment--><tr><td class=xl65>Country</td>
<td class=xl65>City</td></tr><tr><td>Egypt</td><td>Cairo</td></tr><!--EndFragment--></table></body></html>"""
SHEETS = """<google-sheets-html-origin><table data-sheets-root="1"><tbody><tr><td>Country</td><td>Visits</td></tr><tr>
<td>Egypt</td><td style="text-align:right">12</td></tr></tbody></table></google-sheets-html-origin>"""
CALC = """<html><head><meta name="generator" content="LibreOffice 7.4"></head><body><table><tr><td><b>Country</b></td>
<td><b>City</b></td></tr><tr><td>Egypt</td><td sdnum="1033;">Cairo</td></tr></table></body></html>"""
NO_HEAD = SHEETS.replace("Visits", "7")


@pytest.mark.parametrize(
    ("copied", "head"),
    [
        (EXCEL, ["Country", "City"]),
        (SHEETS, ["Country", "Visits"]),
        (CALC, ["Country", "City"]),
        (NO_HEAD, []),
    ],
)
def test_a_table_from_a_spreadsheet_keeps_its_header_row_and_gets_none_that_it_has_not(site, staff, copied, head):
    release = make_release(body="<p>Before</p>")
    page = staff.signed_in()
    page.goto(f"/admin/pressreleases/release/{release.pk}/change/")
    paste(page, copied)
    expect(text_of(page).locator("tr")).to_have_count(2)
    assert text_of(page).locator("thead th[scope=col]").all_inner_texts() == head
    press(page, "Save")
    expect(page.locator(".messagelist .success")).to_be_visible()
    release.refresh_from_db()
    assert release.body.count("<th scope") == len(head)


def test_every_dialog_opens_without_a_complaint_in_the_console(site, staff, complaints):
    release = make_release(body="<table><tbody><tr><td>One</td></tr></tbody></table>")
    page = staff.signed_in()
    page.goto(f"/admin/pressreleases/release/{release.pk}/change/")
    text_of(page).locator("td").click()
    for name in ("table", "tableProperties", "cellProperties", "specialchar", "a11yHelp"):
        page.evaluate("name => { CKEDITOR.instances.id_body.execCommand(name) }", name)
        dialog = page.locator(".cke_dialog_body:visible")
        expect(dialog).to_be_visible()
        assert (name, dialog.locator("iframe").count(), complaints) == (name, 0, [])
        page.evaluate("CKEDITOR.dialog.getCurrent().hide()")
        expect(dialog).to_be_hidden()


def test_what_word_pastes_keeps_its_headings_and_its_notes_lose_their_links(site, staff):
    release = make_release(body="<p>Before</p>")
    page = staff.signed_in()
    page.goto(f"/admin/pressreleases/release/{release.pk}/change/")
    text_of(page).click()
    page.keyboard.press("Control+a")
    page.evaluate(
        """html => CKEDITOR.instances.id_body.fire('paste', {type: 'html', method: 'paste', dataTransfer:
        CKEDITOR.plugins.clipboard.initPasteDataTransfer(), dataValue: html})""",
        "<h1 style='mso-style-name:\"Heading 1\"'>The visit<o:p></o:p></h1><h5>Details</h5>"
        '<p class="MsoNormal">Resolution 742<a style="mso-footnote-id:ftn1" href="#_ftn1" name="_ftnref1" title="">'
        '<span class="MsoFootnoteReference">[1]</span></a> on <a href="https://un.org/a">a page</a>.</p>'
        '<div id="ftn1"><p class="MsoFootnoteText"><a href="#_ftnref1" name="_ftn1">[1]</a> Of 1992.</p></div>',
    )
    expect(text_of(page).locator("h2")).to_have_text("The visit")
    # The next rank, as in an imported document.
    expect(text_of(page).locator("h3")).to_have_text("Details")
    expect(text_of(page)).to_contain_text("Resolution 742[1] on a page.")
    expect(text_of(page)).to_contain_text("[1] Of 1992.")
    assert text_of(page).locator("a").evaluate_all("all => all.map(one => one.getAttribute('href'))") == [
        "https://un.org/a"
    ]


# A copy as programs make it: the browser itself would clean what a script puts on the clipboard.
COPY = """html => {
    const copied = event => { event.clipboardData.setData("text/html", html); event.preventDefault(); };
    document.addEventListener("copy", copied, { once: true });
    document.execCommand("copy");
}"""


def paste(page, html):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    text_of(page).click()
    page.evaluate(COPY, html)
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+v")


def test_what_is_pasted_from_word_is_what_the_file_would_be(site, staff):
    release = make_release(body="<p>Before</p>")
    page = staff.signed_in()
    page.goto(f"/admin/pressreleases/release/{release.pk}/change/")
    paste(page, WORD)
    expect(text_of(page).locator("h2")).to_have_text("The visit")
    expect(text_of(page).locator("li")).to_have_text(["Rivers", "Lakes"])
    save(page)
    release.refresh_from_db()
    sheet = sheet_of(read_word(the_same_in_a_file()))
    assert reads_the_same(release.body, sanitise(html_of(sheet.blocks, sheet.elements, "en")))


def test_a_text_with_tracked_changes_is_not_pasted_and_the_editor_says_why(site, staff, complaints):
    release = make_release(body="<p>Before</p>")
    page = staff.signed_in()
    page.goto(f"/admin/pressreleases/release/{release.pk}/change/")
    paste(page, WORD.replace("Tuesday", "<del>Tuesday</del><ins>Wednesday</ins>"))
    expect(page.locator(".cke_notification_message")).to_contain_text("The copied text has tracked changes")
    expect(text_of(page)).to_have_text("Before")
    assert all("422" in said for said in complaints)
    complaints.clear()


def test_a_few_words_from_word_go_into_the_line_and_a_page_of_the_web_needs_no_reading(site, staff):
    release = make_release(body="<p>Before</p>")
    page = staff.signed_in()
    page.goto(f"/admin/pressreleases/release/{release.pk}/change/")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/paste/") else None)
    paste(page, "<span class=MsoNormal style='color:red'>A few <b>words</b></span>")
    expect(text_of(page).locator("p")).to_have_text("A few words")
    paste(page, "<h3>Maps</h3><p>They are old.</p>")
    expect(text_of(page).locator("h3")).to_have_text("Maps")
    assert asked == []


def test_one_paragraph_from_word_goes_into_the_line_without_the_languages_that_word_guesses(site, staff):
    release = make_release(body="<p>Before</p>")
    page = staff.signed_in()
    page.goto(f"/admin/pressreleases/release/{release.pk}/change/")
    text_of(page).click()
    page.evaluate(COPY, "<p class=MsoNormal><span lang=EN-US>One <b>paragraph</b>.</span><o:p></o:p></p>")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+v")
    expect(text_of(page).locator("p")).to_have_text(["BeforeOne paragraph."])
    assert text_of(page).locator("[lang]").count() == 0
    expect(text_of(page).locator("strong")).to_have_text("paragraph")


def test_what_was_deleted_hidden_or_commented_is_left_out_where_the_site_cannot_read_it(site, staff, complaints):
    """Words that a colleague took out with tracked changes would be published, joined to those put in their place."""
    release = make_release(body="<p>Before</p>")
    page = staff.signed_in()
    page.route("**/release/paste/", lambda route: route.abort())
    page.goto(f"/admin/pressreleases/release/{release.pk}/change/")
    text_of(page).click()
    page.keyboard.press("Control+a")
    page.evaluate(
        """html => CKEDITOR.instances.id_body.fire('paste', {type: 'html', method: 'paste', dataTransfer:
        CKEDITOR.plugins.clipboard.initPasteDataTransfer(), dataValue: html})""",
        "<p class=MsoNormal>They said <span class=msoDel><del cite='mailto:x'>no</del></span>"
        "<ins cite='mailto:x'>yes</ins><span class=MsoCommentReference><a class=msocomanchor href='#_msocom_1' "
        "name='_msoanchor_1'>[A1]</a></span> <span style='display:none;mso-hide:all'>maybe</span>.<o:p></o:p></p>"
        "<p class=MsoListParagraph style='margin-left:36.0pt;text-indent:-18.0pt;mso-list:l0 level1 lfo1'>"
        "<![if !supportLists]><span style='mso-list:Ignore'>·<span style='font:7.0pt'>&nbsp;&nbsp; </span></span>"
        "<![endif]>Rivers<o:p></o:p></p>"
        "<div style='mso-element:comment-list'><div style='mso-element:comment'><div id='_com_1' class=msocomtxt>"
        "<p class=MsoCommentText>Do not say this.</p></div></div></div>",
    )
    expect(text_of(page).locator("li")).to_have_text("Rivers")
    expect(text_of(page).locator("p").first).to_have_text("They said yes .")
    expect(text_of(page)).not_to_contain_text("Do not say this")
    expect(page.locator(".cke_notification")).to_contain_text("were left out")
    complaints.clear()


def test_what_is_chosen_in_the_editor_can_be_read(site, staff):
    release = make_release()
    page = staff.signed_in(color_scheme="dark")
    page.goto(f"/admin/pressreleases/release/{release.pk}/change/")
    text_of(page).click()
    page.locator(".cke_button__specialchar").click()
    sign = page.locator("a.cke_specialchar:focus")
    expect(sign).to_be_visible()
    assert sign.evaluate(CONTRAST) >= 4.5
    page.keyboard.press("Escape")
    page.locator(".cke_combo_button").first.click()
    expect(page.locator(".cke_combo_on")).to_be_visible()
    assert page.locator(".cke_combo_on .cke_combo_text").evaluate(CONTRAST) >= 4.5


@pytest.mark.parametrize(("typed", "kept"), [("h1", "h2"), ("h2", "h2"), ("h4", "h4"), ("h5", "h4"), ("H6", "h4")])
def test_a_heading_that_is_pasted_stays_a_heading(site, staff, typed, kept):
    release = make_release()
    page = staff.signed_in()
    page.goto(f"/admin/pressreleases/release/{release.pk}/change/")
    text_of(page).click()
    page.keyboard.press("Control+a")
    page.evaluate(
        """([typed]) => CKEDITOR.instances.id_body.fire('paste', {type: 'html', method: 'paste', dataTransfer:
        CKEDITOR.plugins.clipboard.initPasteDataTransfer(), dataValue:
        `<${typed} class="MsoTitle" style="margin:0">Origins<o:p></o:p></${typed}><p class="MsoNormal">Words.</p>`})""",
        [typed],
    )
    expect(text_of(page).locator(kept)).to_have_text("Origins")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.").first).to_be_visible()
    release.refresh_from_db()
    assert release.body.split() == [f"<{kept}>Origins</{kept}>", "<p>Words.</p>"]


def test_lists_have_bullets_and_numbers_and_a_small_indent(site, staff):
    release = make_release(body="<ul><li>One</li></ul><ol><li>Two</li></ol>")
    page = staff.signed_in()
    page.goto(f"/admin/pressreleases/release/{release.pk}/change/")
    text_of(page).wait_for()
    for name, mark in (("ul", "disc"), ("ol", "decimal")):
        item = text_of(page).locator(f"{name} li")
        expect(item).to_have_css("list-style-type", mark)
        indent = item.evaluate(
            "item => item.getBoundingClientRect().left - item.closest('[contenteditable]').getBoundingClientRect().left"
        )
        assert 20 < indent < 80


def test_lists_of_an_edition_have_bullets_and_a_small_indent_too(site, staff):
    release = make_release(body="<ul><li>One</li></ul><ol><li>Two</li></ol>")
    publish([release], by=User.objects.get(username="editor"))
    page = staff.signed_in()
    page.goto(f"/admin/pressreleases/edition/{Edition.objects.get().pk}/change/")
    text = page.locator(".telling-text")
    for name, mark in (("ul", "disc"), ("ol", "decimal")):
        item = text.locator(f"{name} li")
        expect(item).to_have_css("list-style-type", mark)
        assert 10 < item.bounding_box()["x"] - text.bounding_box()["x"] < 60


COPY_PICTURE = """async colour => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 300, height: 200 });
    const context = canvas.getContext("2d");
    context.fillStyle = colour;
    context.fillRect(0, 0, 300, 200);
    const blob = await new Promise(done => canvas.toBlob(done, "image/png"));
    await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
}"""


def test_a_pasted_picture_is_uploaded_and_asks_for_its_text_alternative(site, staff):
    release = make_release(body="<p>Before.</p>")
    page = staff.signed_in()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/admin/pressreleases/release/{release.pk}/change/")
    page.evaluate(COPY_PICTURE, "green")
    text_of(page).click()
    page.keyboard.press("End")
    page.keyboard.press("Control+v")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Alternative text in English").fill("A green field")
    dialog.get_by_role("button", name="Put it into the text").click()
    expect(dialog).to_be_hidden()
    image = Image.objects.get()
    assert (image.title, image.width, image.height) == ("Pasted picture", 300, 200)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    release.refresh_from_db()
    assert f'<img alt="A green field" src="{image.file.url}">' in release.body


def test_a_picture_that_cannot_be_taken_is_refused_in_the_editor_and_the_text_stays(site, staff, complaints):
    release = make_release(body="<p>Before.</p>")
    page = staff.signed_in()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/admin/pressreleases/release/{release.pk}/change/")
    page.evaluate(COPY_PICTURE, "green")
    text_of(page).click()
    page.context.clear_cookies()
    page.keyboard.press("Control+v")
    expect(page.locator(".cke_notification_message")).to_contain_text("The picture could not be uploaded.")
    expect(text_of(page)).to_contain_text("Before.")
    assert not Image.objects.exists()
    # The browser says itself that the server answered 403, for the preview too, which asks until the page is closed.
    page.close()
    complaints.clear()
