"""An anniversary drafts itself, played in a browser: from the desk by one press to a draft that waits for review."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from pressreleases.models import AnniversaryName, DraftNote, Release
from pressreleases.models.kinds import Status
from pressreleases.publishing import publish
from tests.browser.playing import is_done, is_hidden, press, today
from tests.browser.test_stories import text_of
from tests.making import make_anniversary, make_release, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_press_on_the_desk_and_a_tick_for_each_note_lead_to_a_draft_that_waits_for_review(staff, site):
    day = today() + dt.timedelta(days=9)
    # A day that every year has.
    day = day.replace(day=min(day.day, 28))
    anniversary = make_anniversary(day.month, day.day, en="Black January")
    AnniversaryName.objects.update(title_pattern="{34th} anniversary of {name}")
    last = day.replace(year=day.year - 1)
    make_user("Author")
    make_release(
        "Last year",
        f"On {last:%-d %B %Y} it rained. Today thousands of people came.",
        issued_on=last,
        anniversary=anniversary,
        slug="last",
    )
    publish(Release.objects.all(), by=make_user("Editor", "colleague"))
    author = staff.signed_in("author")
    author.get_by_role("region", name="Upcoming anniversaries").get_by_role("button", name="Make drafts").click()
    text_of(author).wait_for()
    draft = Release.objects.get(issued_on=day)
    expect(author.get_by_label("Title")).to_have_value(draft.title)
    assert draft.title.startswith(str(day.year - 1990))
    notes = author.locator(".draft-notes")
    expect(notes.locator("mark").get_by_text("Today", exact=True)).to_be_visible()
    assert "<mark" not in text_of(author).inner_html()
    boxes = notes.get_by_role("checkbox")
    assert boxes.count() == DraftNote.objects.filter(release=draft).count() > 1
    boxes.first.focus()
    for _note in range(boxes.count()):
        author.keyboard.press("Space")
        author.keyboard.press("Tab")
        author.keyboard.press("Tab")
    press(author, "Save and submit")
    is_done(author, "It is now waiting for an editor.")
    expect(notes.locator("summary")).to_contain_text("all notes checked")
    draft.refresh_from_db()
    assert draft.status == Status.SUBMITTED
    assert is_hidden(staff.window(), draft)


def test_a_pattern_shows_its_titles_while_it_is_typed(staff, site):
    anniversary = make_anniversary(en="Black January")
    editor = staff.signed_in()
    editor.goto(f"/admin/pressreleases/anniversary/{anniversary.pk}/change/")
    pattern = editor.locator("[name=names-0-title_pattern]")
    pattern.fill("{Thirty Fourth} Anniversary of {name}")
    titles = editor.get_by_role("region", name="Titles of the next ten years")
    expect(titles.locator("li")).to_have_count(10)
    expect(titles.locator("li").first).to_contain_text("Anniversary of Black January")
    pattern.fill("{34th} of January")
    expect(titles).to_contain_text("Next to {34th}")
    assert not anniversary.names.exclude(title_pattern="").exists()
