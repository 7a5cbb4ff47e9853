"""A release as plain text: what journalists paste, and the notice in its place."""

import pytest

from pressreleases import publishing
from pressreleases.public.formats import release_text
from pressreleases.public.reading import release_page, resolve
from tests.making import correct, make_release, rewrite

pytestmark = pytest.mark.usefixtures("details")


@pytest.fixture
def release(details, editor):
    release = make_release("Visit", "They met.", slug="visit", summary="Short.", notes_to_editors="Pictures follow.")
    publishing.publish([release], by=editor)
    return release


def told():
    found = resolve.at_address("en", 2024, "visit")
    if isinstance(found, resolve.TakenBack):
        return release_text.notice(found)
    assert isinstance(found, resolve.Live)
    return release_text.release(release_page.read(found))


def test_the_text_is_in_the_order_of_a_sheet_with_its_end_marked(release):
    parts = ["Visit", "Short.", "They met.", "END", "Notes to editors", "Pictures follow."]
    places = [told().index(part) for part in parts]
    assert places == sorted(places)


def test_a_paragraph_is_one_line_and_a_list_within_an_item_begins_without_a_gap(release, editor):
    body = f"<p>{'word ' * 60}end.</p><ul><li>One<ul><li>Two</li></ul></li></ul>"
    correct([rewrite(release, body=body)], by=editor, minor=True)
    lines = told().splitlines()
    assert f"{'word ' * 60}end." in lines
    assert lines[lines.index("- One") + 1] == "  - Two"


def test_a_correction_is_told_and_a_minor_change_is_not(release, editor):
    correct([rewrite(release, title="A visit")], by=editor, minor=True)
    assert "The day was wrong." not in told()
    correct([rewrite(release, body="<p>They met on Tuesday.</p>")], by=editor, change_note="The day was wrong.")
    assert "The day was wrong." in told()


def test_a_notice_has_title_and_reason_and_no_text(release, editor):
    publishing.withdraw([release], by=editor, reasons={"en": "Called off."})
    assert "Visit" in told()
    assert "Called off." in told()
    assert "They met." not in told()


def test_the_notice_of_what_was_removed_has_no_title(release, editor):
    publishing.withdraw([release], by=editor, reasons={"en": "An error."}, act="removed")
    assert "An error." in told()
    assert "Visit" not in told()
    assert "visit" not in told()
