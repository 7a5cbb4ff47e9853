"""What was before, played in a browser: comparing, restoring, merging, deleting and bringing back, staying in step."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from pressreleases.models import Edition, Release
from pressreleases.publishing import publish
from tests.admin.filling import RELEASES, change_url
from tests.browser.playing import choose, is_hidden, open_release, page_of, press, ready, save, type_at_the_end
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
    choose(page, "History")
    press(page, "Compare the two chosen")
    expect(page.locator(".difference ins")).to_contain_text(["Bern", "It left at noon."])
    expect(page.locator(".difference del")).to_contain_text(["Geneva"])
    assert "&lt;p&gt;" not in page.content()
    page.get_by_role("link", name="Use this text in the form").first.click()
    expect(page.get_by_text("Nothing changes until you save.")).to_be_visible()
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
    expect(page.get_by_text("Changed only in the saved text, which is now in your form below.")).to_be_visible()
    expect(page.get_by_label("Place:")).to_have_value("Geneva")
    apart = page.get_by_role("region", name="Text", exact=True).locator(".difference-text").first
    expect(apart.locator("del").first).to_contain_text("left")
    expect(apart.locator("ins").first).to_contain_text("arrived")
    page.get_by_label("Replace my text with the saved text: Text").check()
    press(page, "Save")
    expect(page.get_by_text("colleague saved this release on")).to_be_visible()
    text_of(page).wait_for()
    assert Release.objects.get().version == 2
    page.get_by_label("I have read the newer text").check()
    save(page)
    stored = Release.objects.get()
    assert (stored.body, stored.place) == ("<p>The delegation left on Monday.</p>", "Geneva")


def test_a_deleted_draft_is_brought_back_and_what_was_published_cannot_be_deleted(staff, release):
    live = ready("Another visit")
    publish([live], by=User.objects.get(username="editor"))
    page, reader = staff.signed_in(), staff.window()
    open_release(page, release)
    choose(page, "Delete")
    expect(page.get_by_text("You can restore it for 30 days")).to_be_visible()
    press(page, "Delete")
    expect(page.get_by_role("link", name="Another visit", exact=True)).to_be_visible()
    assert not Release.objects.filter(pk=release.pk).exists()
    page.get_by_role("link", name="Deleted drafts").click()
    page.get_by_role("button", name="Restore").click()
    text_of(page).wait_for()
    expect(text_of(page)).to_have_text("The delegation arrived on Monday.")
    assert Release.objects.get(pk=release.pk).title == "A visit to Geneva"
    assert is_hidden(reader, release)

    open_release(page, live)
    expect(page.get_by_text("Delete", exact=True)).to_have_count(0)
    page.goto(f"{RELEASES}{live.pk}/delete/")
    expect(page.get_by_text("It can be withdrawn or removed, not deleted.")).to_be_visible()
    expect(page.get_by_role("button", name="Delete")).to_have_count(0)
    page.goto(f"{RELEASES}deleted/")
    expect(page.get_by_text("No drafts have been deleted recently.")).to_be_visible()


def test_a_translation_is_stale_only_while_the_words_of_its_original_have_changed(staff, release):
    page = staff.signed_in()
    open_release(page, release)
    family = page.get_by_role("list", name="Languages of this text")
    expect(family).to_contain_text("Translate into")
    page.get_by_role("link", name="Translate into Azərbaycanca").click()
    text_of(page).wait_for()
    expect(page.get_by_label("Place:")).to_have_value("Nyu-York")
    page.get_by_label("Title:").fill("Cenevrəyə səfər")
    type_at_the_end(page, "Nümayəndə heyəti gəldi.")
    save(page)
    expect(family).to_contain_text("draft")
    azeri = Release.objects.get(language="az")
    assert (azeri.family, azeri.is_original) == (release.family, False)

    open_release(page, release)
    page.get_by_label("Place:").fill("Geneva")
    type_at_the_end(page, " It left.")
    save(page)
    expect(family).to_contain_text("out of date")
    page.goto(change_url(azeri))
    text_of(page).wait_for()
    press(page, "Azərbaycanca is up to date")
    expect(page.get_by_text("Saved: the translation matches the original.")).to_be_visible()
    text_of(page).wait_for()
    expect(family).not_to_contain_text("out of date")

    # An editor says beforehand that a change concerns no translation; an author cannot.
    open_release(page, release)
    type_at_the_end(page, "!")
    page.get_by_label("This change does not affect the translations").check()
    save(page)
    expect(family).to_contain_text("draft")
    expect(family).not_to_contain_text("out of date")
    make_user("Author")
    author = staff.signed_in("author")
    open_release(author, release)
    expect(author.get_by_label("This change does not affect the translations")).to_have_count(0)
    type_at_the_end(author, " Quite.")
    save(author)
    expect(author.get_by_role("list", name="Languages of this text")).to_contain_text("out of date")
