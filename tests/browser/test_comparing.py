"""What was before, played in a browser: comparing, restoring, merging, deleting and bringing back, staying in step."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from pressreleases.models import Edition, Release
from pressreleases.publishing import publish
from tests.browser.playing import open_release, page_of, press, ready, save, type_at_the_end
from tests.browser.test_stories import text_of
from tests.making import make_user, rewrite

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def release(site):
    return ready("A visit to Geneva", "The delegation arrived on Monday.")


def test_two_saves_are_compared_word_by_word_and_the_earlier_is_taken_back(staff, release):
    publish([release], by=User.objects.get(username="editor"))
    page, reader = staff.signed_in(), staff.window()
    open_release(page, release)
    page.get_by_label("Title:").fill("A visit to Bern")
    type_at_the_end(page, " It left at noon.")
    save(page)
    page.get_by_role("link", name="History").first.click()
    press(page, "Compare the two that are chosen")
    expect(page.locator(".difference ins")).to_contain_text(["Bern", "It left at noon."])
    expect(page.locator(".difference del")).to_contain_text(["Geneva"])
    assert "&lt;p&gt;" not in page.content()
    page.get_by_role("link", name="Take these words into the form").first.click()
    expect(page.get_by_text("Nothing is changed until you save.")).to_be_visible()
    expect(page.get_by_text("Saving will replace: Title, Text.")).to_be_visible()
    text_of(page).wait_for()
    assert Release.objects.get().title == "A visit to Bern"
    history = release.history.count()
    save(page)
    stored = Release.objects.get()
    assert (stored.title, stored.body) == ("A visit to Geneva", "<p>The delegation arrived on Monday.</p>")
    assert release.history.count() == history + 1
    reader.goto(page_of(release))
    expect(reader.get_by_role("heading", name="A visit to Geneva")).to_be_visible()
    assert Edition.objects.count() == 1


def test_of_two_saves_of_one_text_the_later_is_shown_the_other_and_chooses(staff, release):
    make_user("Editor", "colleague")
    page = staff.signed_in()
    open_release(page, release)
    rewrite(
        Release.objects.get(),
        body="<p>The delegation left on Monday.</p>",
        place="Geneva",
        version=2,
        changed_by=User.objects.get(username="colleague"),
    )
    type_at_the_end(page, " Mine.")
    press(page, "Save")
    expect(page.get_by_text("colleague saved this release on")).to_be_visible()
    text_of(page).wait_for()
    expect(page.get_by_text("Only they changed this: their text was put into your form below.")).to_be_visible()
    expect(page.get_by_label("Place:")).to_have_value("Geneva")
    apart = page.get_by_role("region", name="Text", exact=True).locator(".difference-text").first
    expect(apart.locator("del").first).to_contain_text("left")
    expect(apart.locator("ins").first).to_contain_text("arrived")
    page.get_by_label("Take the saved text in place of mine: Text").check()
    press(page, "Save")
    expect(page.get_by_text("colleague saved this release on")).to_be_visible()
    text_of(page).wait_for()
    assert Release.objects.get().version == 2
    page.get_by_label("I have read the newer text").check()
    save(page)
    stored = Release.objects.get()
    assert (stored.body, stored.place) == ("<p>The delegation left on Monday.</p>", "Geneva")
