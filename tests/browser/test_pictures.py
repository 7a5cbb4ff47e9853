"""Adding a picture: what is wrong with the form is said before a large file is sent, which is lost after an error."""

import pytest
from playwright.sync_api import expect

from pressreleases.models import Image
from tests.test_images import encoded

ADD = "/admin/pressreleases/image/add/"


@pytest.fixture
def page(site, staff):
    opened = staff.signed_in()
    opened.goto(ADD)
    return opened


def saved_without(page, sent):
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_timeout(300)


def test_a_picture_without_a_description_is_not_sent_and_the_field_says_so(page):
    sent: list[str] = []
    page.set_input_files("#id_upload", {"name": "a.png", "mimeType": "image/png", "buffer": encoded().getvalue()})
    page.get_by_label("Title:").fill("The building")
    saved_without(page, sent)
    assert sent == []
    expect(page.locator("[name$='-alternative_text'][lang=en]")).to_be_focused()
    page.locator("[name$='-alternative_text'][lang=en]").fill("A house")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert [row.language for row in Image.objects.get().descriptions.all()] == ["en"]


def test_a_file_that_is_too_large_is_not_sent_and_its_field_says_why(page, tmp_path):
    sent: list[str] = []
    large = tmp_path / "large.jpg"
    with large.open("wb") as file:
        file.truncate(41 * 1024 * 1024)
    page.set_input_files("#id_upload", large)
    said = page.locator("#id_upload").evaluate("field => field.validationMessage")
    assert said == "This file is larger than 40 MB. Make the picture smaller first."
    page.get_by_label("Title:").fill("The building")
    page.locator("[name$='-alternative_text'][lang=en]").fill("A house")
    saved_without(page, sent)
    assert sent == []
