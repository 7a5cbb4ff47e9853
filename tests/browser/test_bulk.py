"""Several releases published, given a topic and exported from their list, by keyboard and on a telephone too."""

import pytest
from playwright.sync_api import expect

from pressreleases.models import Edition, Release, Topic
from tests.browser.sights import leave, press_and_arrive, wrong_here
from tests.making import make_release, today

pytestmark = pytest.mark.django_db(transaction=True)

LIST = "/admin/pressreleases/release/"


def ready(title, **changes):
    words = {"summary": "A lead.", "issued_on": today(), "slug": title.lower(), **changes}
    return make_release(f"{title} for readers", **words)


@pytest.fixture
def four(site):
    return [ready("First"), ready("Empty", body=""), ready("Warned", summary=""), ready("Last")]


def choose(page, action, *titles):
    pick(page, *titles)
    press_and_arrive(page, action)


def pick(page, *titles):
    page.goto(LIST)
    for title in titles:
        page.get_by_label(f"Choose “{title} for readers” (English)").check()


def test_what_can_go_goes_and_the_rest_is_told_of(staff, four):
    page = staff.signed_in()
    choose(page, "Publish…", "First", "Empty", "Warned", "Last")
    expect(page.get_by_role("heading", name="Ready")).to_be_visible()
    expect(page.get_by_text("“Empty for readers” has no text.")).to_be_visible()
    page.get_by_role("button", name="Publish now").press("Enter")
    expect(page.get_by_text("2 done, 2 not done.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("2 done, 2 not done.")).to_be_visible()
    assert sorted(Edition.objects.live().values_list("title", flat=True)) == ["First for readers", "Last for readers"]
    page.get_by_role("link", name="Check the releases that were not done").click()
    page.get_by_label("I have checked these").check()
    page.get_by_role("button", name="Publish now").press("Enter")
    expect(page.get_by_text("1 done, 1 not done.")).to_be_visible()
    assert not Edition.objects.filter(title__startswith="Empty").exists()


def test_axe_finds_nothing_on_these_pages_and_none_is_too_wide(staff, four):
    page = staff.signed_in()
    found: list[str] = []

    def check():
        found.extend(wrong_here(page))

    choose(page, "Publish…", "First", "Empty", "Warned", "Last")
    check()
    press_and_arrive(page, "Publish now")
    check()
    choose(page, "Withdraw…", "First", "Empty")
    check()
    press_and_arrive(page, "Withdraw")
    expect(page.get_by_role("alert")).to_be_visible()
    check()
    choose(page, "Add a topic…", "First", "Empty")
    check()
    leave(page, staff.complaints)
    assert found == []


def test_a_reason_that_was_forgotten_takes_nothing_back(staff, four):
    page = staff.signed_in()
    choose(page, "Publish…", "First", "Last")
    page.get_by_role("button", name="Publish now").click()
    choose(page, "Withdraw…", "First", "Last")
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing has been done yet.")
    assert Edition.objects.live().count() == 2
    page.get_by_label("Reason, for readers (English)").fill("Sent in error.")
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_text("2 done, 0 not done.")).to_be_visible()
    assert Edition.objects.live().count() == 0


def test_a_topic_and_a_file(staff, four):
    Topic.objects.create().names.create(language="en", name="Peace", slug="peace")
    page = staff.signed_in()
    choose(page, "Add a topic…", "First", "Last")
    page.get_by_label("Topic").select_option(label="Peace")
    page.get_by_role("button", name="Add the topic").click()
    expect(page.get_by_text("2 done, 0 not done.")).to_be_visible()
    assert Release.objects.filter(topics__isnull=False).count() == 2
    pick(page, "First", "Last")
    page.locator(".bulk-more summary").click()
    with page.expect_download() as started:
        page.get_by_role("button", name="Export for a spreadsheet (CSV)").click()
    text = started.value.path().read_text(encoding="utf-8-sig")
    assert text.count("Peace") == 2
    assert "Empty for readers" not in text
