"""Lists to choose from hold names of any length, and are no wider than the telephone that shows them."""

import pytest
from django.contrib.auth.models import User

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
