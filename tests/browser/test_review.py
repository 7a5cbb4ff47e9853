"""Two people and one text, played in a browser: what is said at submitting, whom four eyes refuse, and who endorses."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from pressreleases.models import Edition, PublishedAlone
from pressreleases.publishing import publish
from tests.admin.filling import verb_url
from tests.browser.playing import (
    ALONE,
    choose,
    is_done,
    is_hidden,
    open_release,
    page_of,
    press,
    save,
    type_at_the_end,
    written_by,
)
from tests.browser.test_stories import text_of
from tests.making import make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def draft(site):
    make_user("Author")
    return written_by("author")


def test_what_an_author_says_with_a_submitted_text_is_read_by_its_editor_and_by_no_reader(staff, draft):
    author, editor, reader = staff.signed_in("author"), staff.signed_in(), staff.window()
    author.get_by_role("link", name="A visit to Geneva").first.click()
    choose(author, "Submit…")
    author.get_by_label("What the editor should check").fill("Is the day right?")
    press(author, "Submit for review")
    is_done(author, "It is now waiting for an editor.")
    editor.reload()
    editor.get_by_role("region", name="Waiting for review").get_by_role("link", name="A visit to Geneva").first.click()
    expect(editor.get_by_text("Is the day right?")).to_be_visible()
    text_of(editor).wait_for()
    assert is_hidden(reader, draft)
    press(editor, "Publish…")
    expect(editor.get_by_label(ALONE)).to_have_count(0)
    press(editor, "Publish now")
    is_done(editor, "Published: readers can see it now.")
    reader.goto(page_of(draft))
    expect(reader.get_by_role("heading", name="A visit to Geneva")).to_be_visible()
    assert "Is the day right?" not in reader.content()


def test_an_author_publishes_nothing_by_any_way(staff, draft, complaints):
    author = staff.signed_in("author")
    open_release(author, draft)
    for name in ("Publish…", "Schedule…"):
        expect(author.get_by_text(name, exact=True)).to_have_count(0)
    for verb in ("publish", "schedule", "correct", "withdraw", "send-back"):
        answer = author.goto(verb_url(draft, verb))
        assert answer is not None
        assert answer.status == 403, verb
    assert not Edition.objects.exists()
    assert all("403" in said for said in complaints)
    complaints.clear()


def test_a_colleagues_comma_and_a_save_without_a_change_free_nobody(staff, draft):
    make_user("Editor", "colleague")
    editor, colleague = staff.signed_in(), staff.signed_in("colleague")
    open_release(editor, draft)
    type_at_the_end(editor, " My words.")
    save(editor)
    open_release(colleague, draft)
    type_at_the_end(colleague, ",")
    save(colleague)
    editor.reload()
    text_of(editor).wait_for()
    save(editor)
    for page in (editor, colleague):
        press(page, "Publish…")
        expect(page.get_by_text("A colleague has to publish it.")).to_be_visible()
        press(page, "Publish now")
        expect(page.get_by_text("Say why you are publishing it alone, or let a colleague publish it.")).to_be_visible()
    assert not Edition.objects.exists()


def test_who_published_it_alone_reads_that_a_colleague_has_to_endorse_it(staff, site):
    release = written_by("editor")
    publish([release], by=User.objects.get(username="editor"), alone="Nobody else was in.")
    page = staff.signed_in()
    flagged = page.get_by_role("region", name="Published alone, to be endorsed")
    expect(flagged).to_contain_text("Nobody else was in.")
    expect(flagged).to_contain_text("a colleague has to endorse it")
    expect(flagged.get_by_role("link", name="Endorse…")).to_have_count(0)
    page.goto(f"/admin/pressreleases/edition/{Edition.objects.get().pk}/endorse/")
    expect(page.get_by_role("alert")).to_contain_text("A colleague has to endorse it.")
    expect(page.get_by_role("button", name="Endorse")).to_have_count(0)
    assert PublishedAlone.objects.get().endorsed_at is None


def test_where_it_is_forbidden_no_reason_helps(staff, draft, settings):
    settings.PUBLISH_ALONE = "forbid"
    page = staff.signed_in()
    open_release(page, draft)
    type_at_the_end(page, " My words.")
    press(page, "Publish…")
    expect(page.get_by_role("link", name="Submit it for review")).to_be_visible()
    for name in ("Publish now", ALONE):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
        expect(page.get_by_label(name)).to_have_count(0)
    assert not Edition.objects.exists()
