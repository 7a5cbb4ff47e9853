"""Lists, the search of everything and the help, on a telephone, by keyboard and without scripts."""

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from pressreleases import images, publishing
from pressreleases.families import words_of
from pressreleases.models import Edition
from tests.browser.playing import ready
from tests.browser.sights import leave, press_and_arrive, wrong_here
from tests.making import make_anniversary, make_release
from tests.test_images import encoded

pytestmark = pytest.mark.django_db(transaction=True)

LIST = "/admin/pressreleases/release/"
TELEPHONE = {"width": 390, "height": 844}


def many(number=20):
    """Texts in both languages, all of them live, with titles of usual length."""
    texts = []
    for n in range(number):
        original = ready(f"Statement on the {n + 31}th Anniversary of the Restoration of Independence", slug=f"s-{n}")
        translation = ready(
            f"Müstəqilliyin bərpasının {n + 31}-ci ildönümü ilə bağlı bəyanat",
            language="az",
            slug=f"az-{n}",
            family=original.family,
            is_original=False,
            in_step_with=words_of(original),
        )
        texts += [original, translation]
    publishing.publish(texts, by=User.objects.get(username="editor"))


@pytest.mark.parametrize("language", ["en", "az"])
def test_twenty_releases_take_three_screens_of_a_telephone_at_most(staff, site, language):
    many()
    page = staff.signed_in(viewport=TELEPHONE)
    if language == "az":
        press_and_arrive(page, "Azərbaycanca")
    page.goto(LIST)
    expect(page.locator("#result_list tbody tr")).to_have_count(20)
    assert page.evaluate("document.documentElement.scrollHeight") <= 3 * 844
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    # A finger needs 24 pixels.
    heights = page.locator(".field-title a").evaluate_all("links => links.map(link => link.offsetHeight)")
    assert min(heights) >= 24


def test_twenty_pictures_anniversaries_and_colleagues_take_three_screens_too(staff, site):
    for n in range(20):
        make_anniversary(1 + n % 12, 1, 1990, en=f"Day of the Restoration of Independence {n}")
        images.keep(images.read(encoded(size=(20 + n, 20))), title=f"The building of the mission, {n}")
    for n in range(18):
        User.objects.create_user(f"colleague{n}", first_name="Leyla", last_name="Aliyeva", is_staff=True)
    User.objects.create_superuser("root")
    page = staff.signed_in("root", viewport=TELEPHONE)
    for address in ("pressreleases/anniversary/", "pressreleases/image/", "auth/user/?is_active__exact=1"):
        page.goto(f"/admin/{address}")
        assert page.locator("#result_list tbody tr").count() >= 20
        assert page.evaluate("document.documentElement.scrollHeight") <= 3 * 844, address
        assert page.evaluate("document.documentElement.scrollWidth") == 390, address


def test_search_and_filters_stand_in_one_line_and_a_menu_is_used_by_keyboard(staff, site):
    many(2)
    page = staff.signed_in()
    page.goto(LIST)
    tops = {
        round(box["y"])
        for each in page.locator("#searchbar, #list-filters summary").all()
        if (box := each.bounding_box())
    }
    assert max(tops) - min(tops) <= 4
    menu = page.locator("#list-filters summary").filter(has_text="State")
    menu.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(page.get_by_role("link", name="Submitted")).to_be_hidden()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Submitted").press("Enter")
    expect(page.get_by_text("No releases here.")).to_be_visible()
    expect(page.locator("#list-filters summary").filter(has_text="State: Submitted")).to_be_visible()
    page.get_by_role("link", name="Clear filters").click()
    expect(page.locator("#result_list tbody tr")).to_have_count(2)


def test_the_bar_comes_with_the_first_choice_and_a_row_chooses_its_languages(staff, site):
    many(3)
    page = staff.signed_in()
    page.goto(LIST)
    bar = page.locator(".bulk-bar")
    expect(bar).to_be_hidden()
    rows = page.locator(".choose-row")
    rows.first.check()
    expect(bar).to_be_visible()
    expect(page.locator(".choose-text:checked")).to_have_count(2)
    expect(page.get_by_text("2 of 6 selected")).to_be_visible()
    page.locator(".choose-text").first.uncheck()
    assert rows.first.evaluate("box => box.indeterminate")
    page.locator("#choose-all").check()
    expect(page.get_by_text("6 of 6 selected")).to_be_visible()
    page.locator("#choose-all").uncheck()
    expect(bar).to_be_hidden()
    page.get_by_role("link", name="Mine").click()
    page.goto(f"{LIST}?language__exact=az")
    page.locator("#choose-all").check()
    expect(page.locator(".choose-text:checked")).to_have_count(3)
    assert wrong_here(page) == []
    leave(page, staff.complaints)


def test_three_chosen_texts_are_published_without_scripts(staff, site):
    originals = [ready(f"Statement number {n} of the mission", slug=f"text-{n}") for n in range(4)]
    page = staff.signed_in()
    page = (
        staff.contexts[-1]
        .browser.new_context(base_url=staff.site, java_script_enabled=False, storage_state=page.context.storage_state())
        .new_page()
    )
    page.goto(LIST)
    for original in originals[:3]:
        page.get_by_label(f"Choose “{original.title}” (English)").check()
    page.get_by_role("button", name="Publish…").click()
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("3 done, 0 not done.")).to_be_visible()
    live = set(Edition.objects.live().values_list("title", flat=True))
    assert live == {original.title for original in originals[:3]}
    page.context.close()


def test_the_key_leads_to_the_search_from_every_page_unless_it_is_switched_off(staff, site):
    make_release("Peace talks")
    page = staff.signed_in()
    page.keyboard.press("/")
    expect(page.locator("#id_everything")).to_be_focused()
    page.goto(LIST)
    page.locator("#searchbar").focus()
    page.keyboard.press("/")
    expect(page.locator("#searchbar")).to_have_value("/")
    page.locator("h1").click()
    page.keyboard.press("/")
    page.wait_for_url(re.compile("search/$"))
    expect(page.locator("#id_everything")).to_be_focused()
    page.keyboard.type("peace")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Peace talks", exact=True)).to_be_visible()
    # The script ticks it; before that, there is nothing to take away.
    expect(page.locator("#search-key")).to_be_checked()
    page.locator("#search-key").uncheck()
    page.reload()
    expect(page.locator("#search-key")).not_to_be_checked()
    page.goto(LIST)
    page.locator("h1").click()
    page.keyboard.press("/")
    page.wait_for_timeout(300)
    assert page.url.endswith(LIST)


def test_the_help_leaves_what_is_typed_and_the_page_has_nothing_in_the_way(staff, site):
    page = staff.signed_in()
    page.get_by_role("link", name="Help", exact=True).click()
    expect(page.locator("#the-desk h3")).to_be_in_viewport()
    page.locator("#id_help").fill("embargo lift")
    expect(page.locator("#embargo")).to_be_visible()
    expect(page.locator("#mission-details")).to_be_hidden()
    expect(page.locator(".help-contents").get_by_text("Mission details")).to_be_hidden()
    page.locator("#id_help").fill("xylophone")
    expect(page.get_by_text("No section has these words.")).to_be_visible()
    page.locator("#id_help").fill("")
    expect(page.locator("#mission-details")).to_be_visible()
    assert wrong_here(page) == []
    leave(page, staff.complaints)


def test_an_empty_desk_teaches_the_first_steps_and_a_used_one_does_not(staff, site):
    page = staff.signed_in()
    steps = page.get_by_role("region", name="First steps")
    expect(steps.get_by_role("link", name="Write a release")).to_be_visible()
    assert wrong_here(page) == []
    leave(page, staff.complaints)
    publishing.publish([ready()], by=User.objects.get(username="editor"))
    page.goto("/admin/")
    expect(steps).to_have_count(0)
