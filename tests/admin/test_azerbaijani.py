"""The staff's side in Azerbaijani: what Django and its packages say there, and what its letters need."""

import re

import pytest
from django.urls import reverse

from pressreleases.models import ContactNumber, Edition, MissionDetails, OpeningHours, Topic
from pressreleases.publishing import publish
from tests.making import make_release, make_user

pytestmark = pytest.mark.django_db

PAGES = [
    "/admin/",
    *(f"/admin/pressreleases/{model}/" for model in ("release", "anniversary", "topic", "image", "missiondetails")),
    *(f"/admin/pressreleases/{model}/add/" for model in ("release", "anniversary", "topic", "image")),
    "/admin/auth/user/",
    "/admin/auth/user/add/",
    "/admin/password_change/",
]


@pytest.fixture
def azerbaijani(as_administrator):
    as_administrator.cookies["django_language"] = "az"
    return as_administrator


def said(response):
    """What a page says, without what it is made of."""
    page = re.sub(r"<(script|style|svg)\b.*?</\1>|<[^>]*>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(page.split())


@pytest.mark.parametrize("page", PAGES)
def test_no_first_letter_loses_its_dot(azerbaijani, page):
    assert re.findall(r"\bI[a-zəçğıöşü]+", said(azerbaijani.get(page))) == []


def test_records_name_all_that_they_show(azerbaijani, editor):
    release = make_release("Mətn", language="az", slug="metn")
    publish([release], by=editor)
    page = said(azerbaijani.get(reverse("admin:pressreleases_edition_change", args=[Edition.objects.get().pk])))
    assert [word for word in ("Press-reliz:", "Növ:", "Dərc edən:", "Nəzarət cəmi:") if word not in page] == []


def test_roles_are_said_in_the_language_of_the_staff(azerbaijani):
    make_user("Editor")
    page = said(azerbaijani.get("/admin/auth/user/"))
    assert "Redaktor" in page
    assert "Editor" not in page
    assert "Redaktor" in said(azerbaijani.get("/admin/auth/user/add/"))


def test_what_is_counted_is_not_in_the_plural(azerbaijani):
    Topic.objects.create()
    Topic.objects.create()
    assert "2 nəticə" in said(azerbaijani.get("/admin/pressreleases/topic/"))


def test_details_of_today_are_marked_so(azerbaijani, details):
    MissionDetails.objects.update(valid_during=(None, None))
    assert "həmişə (hazırda)" in said(azerbaijani.get("/admin/pressreleases/missiondetails/"))


def test_a_number_with_an_extension_is_said_in_the_language_of_the_staff(azerbaijani, details):
    ContactNumber.objects.create(details=details, kind="telephone", number="+12123712832", extension="7", position=9)
    OpeningHours.objects.create(details=details, weekday=0, opens_at="09:00", closes_at="17:00")
    page = azerbaijani.get(reverse("admin:pressreleases_missiondetails_change", args=[details.pk])).content.decode()
    # For screen readers, as the names of a row and of a time.
    assert 'aria-label="+1 212-371-2832 (daxili 7)"' in page
    assert 'value="09:00" aria-label="Bazar ertəsi, açılır"' in page


def test_a_topic_tells_how_many_releases_have_it(as_editor):
    topic = Topic.objects.create()
    topic.names.create(language="en", name="Peace", slug="peace")
    for number in range(3):
        make_release(f"Text {number}", slug=f"text-{number}").topics.add(topic)
    shown = as_editor.get("/admin/pressreleases/topic/").content.decode()
    assert re.findall(r"<td[^>]*field-used_by[^>]*>(.*?)</td>", shown) == ["3"]


def test_an_app_leads_to_the_desk_and_shows_no_empty_one(as_editor):
    assert as_editor.get("/admin/pressreleases/")["Location"] == "/admin/"
