"""Attachments: chosen in the form, named by hand, seen in the preview, and downloaded by readers."""

import re

from django.contrib.auth.models import User
from playwright.sync_api import expect

from pressreleases.models import Release
from pressreleases.publishing import publish
from tests.admin.filling import change_url
from tests.attachments import docx_file, entry, pdf_file, xlsx_file
from tests.browser.playing import unfold
from tests.browser.sights import wrong_here
from tests.making import make_release, make_user

IN_THE_PREVIEW = """(words) => [...document.querySelectorAll(".pane-stage iframe")].some(
  (frame) => frame.contentDocument?.body?.textContent.includes(words))"""


def chosen(name, content):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def test_files_are_uploaded_at_once_named_and_saved_in_their_order(staff):
    release = make_release("Visit", slug="visit")
    make_user("Author")
    page = staff.signed_in("author")
    page.goto(change_url(release))
    unfold(page, "Attachments")
    files = [("report.pdf", pdf_file()), ("table.xlsx", xlsx_file()), ("x.exe", b"x")]
    page.set_input_files("#attachment_files", [chosen(*each) for each in files])
    expect(page.locator(".attachment-said")).to_have_text(re.compile(r"^\s*x\.exe: This is not a PDF"))
    expect(page.locator(".attachment-row")).to_have_count(2)
    expect(page.locator(".attachment-title input").first).to_be_focused()
    assert page.locator(".attachment-file").all_inner_texts() == ["PDF, 28 kB report.pdf", "Excel, 5 kB table.xlsx"]
    assert page.locator(".field-attachments").evaluate("row => row.scrollWidth - row.clientWidth") == 0
    page.keyboard.type("The report")
    page.locator(".attachment-title input").nth(1).fill("The table")
    page.locator(".attachment-row").nth(1).get_by_label("Place").select_option("1")
    assert page.locator("#attachment_files").evaluate("field => field.files.length") == 0
    assert wrong_here(page) == []
    page.wait_for_function(IN_THE_PREVIEW, arg="The table")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    assert [one["title"] for one in Release.objects.get().attachments] == ["The table", "The report"]


def test_without_scripts_the_chosen_files_come_with_the_form(staff):
    release = make_release("Visit", slug="visit")
    make_user("Author")
    page = staff.signed_in("author", java_script_enabled=False)
    page.goto(change_url(release))
    unfold(page, "Attachments")
    page.set_input_files("#attachment_files", [chosen("report.pdf", pdf_file())])
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Give attachment 1 a title")).to_be_visible()
    page.locator(".attachment-title input").fill("The report")
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    assert [one["title"] for one in Release.objects.get().attachments] == ["The report"]


def test_readers_find_the_files_below_the_text_and_save_them_under_their_titles(staff):
    files = [entry(pdf_file(), "The report"), entry(docx_file(), "Mətn", "az")]
    publish([make_release("Visit", slug="visit", attachments=files)], by=User.objects.get(username="editor"))
    for width in (390, 1280):
        page = staff.window(viewport={"width": width, "height": 800})
        page.goto("/en/releases/2024/visit/")
        assert wrong_here(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        with page.expect_download() as download:
            page.get_by_role("link", name="Mətn").click()
        assert download.value.suggested_filename == "Mətn.docx"
