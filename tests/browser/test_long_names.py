"""Lists to choose from hold names of any length, and are no wider than the telephone that shows them."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from pressreleases import publishing
from tests.browser.playing import ready
from tests.making import make_anniversary

pytestmark = pytest.mark.django_db(transaction=True)

NAME = "International Day of Commemoration and Dignity of the Victims of the Crime"


def test_a_long_name_in_a_list_is_not_cut_off_on_a_telephone(staff):
    make_anniversary(en=NAME, az=NAME)
    release = ready()
    publishing.publish([release], by=User.objects.get(username="editor"))
    page = staff.signed_in(viewport={"width": 390, "height": 800})
    page.goto(f"/admin/pressreleases/release/{release.pk}/classify/")
    assert right_edge(page, "#id_anniversary") <= 390
    page.goto("/en/search/?q=visit")
    page.locator("details summary").first.click()
    assert right_edge(page, "#anniversary") <= 390


def right_edge(page, element):
    box = page.locator(element).bounding_box()
    return box["x"] + box["width"]


def test_rows_below_a_form_and_lists_name_their_fields_and_fit_a_telephone(site, staff):
    """What stood beyond the edge, such as the name of an anniversary, was found only by pushing the table sideways."""
    anniversary = make_anniversary()
    page = staff.signed_in(viewport={"width": 390, "height": 800})
    page.goto(f"/admin/pressreleases/anniversary/{anniversary.pk}/change/")
    for name in ("name", "slug", "title_pattern"):
        assert right_edge(page, f"#id_names-0-{name}") <= 390
    expect(page.locator("label[for=id_names-0-name]")).to_have_text("Name:")
    label = "cell => getComputedStyle(cell, '::before').content"
    page.goto("/admin/pressreleases/anniversary/")
    assert page.locator("#result_list td.field-years").first.evaluate(label) == '"Years by then: "'
