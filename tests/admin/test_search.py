"""The page that searches everything."""

import pytest
from django.test import Client

from tests.admin.filling import RELEASES, change_url
from tests.making import make_anniversary, make_release
from tests.public.page_elements import elements, links, words

pytestmark = pytest.mark.django_db

ADDRESS = f"{RELEASES}search/"


def test_what_is_found_stands_by_kind_with_its_languages(as_editor):
    release = make_release("Peace talks")
    anniversary = make_anniversary(en="Day of Peace")
    page = as_editor.get(ADDRESS, {"q": "peace"})
    assert words(page, "h2") == ["Releases", "Anniversaries"]
    found = links(page)
    assert found["Peace talks"] == found["enEnglish: Peace talks"] == change_url(release)
    assert found["Day of Peace"] == f"/admin/pressreleases/anniversary/{anniversary.pk}/change/"


def test_nothing_found_is_said_and_an_empty_field_says_nothing(as_editor):
    assert "Nothing has “xylophone”." in words(as_editor.get(ADDRESS, {"q": "xylophone"}), "p", role="status")[0]
    assert words(as_editor.get(ADDRESS), "p", role="status") == []


def test_what_was_typed_is_shown_as_words(as_editor):
    page = as_editor.get(ADDRESS, {"q": '"><script>alert(1)</script>'})
    assert "<script>alert" not in page.content.decode()


def test_the_desk_has_the_field_and_every_page_leads_to_it(as_author):
    desk = as_author.get("/admin/")
    assert [attrs["action"] for _tag, attrs, _text in elements(desk, "form", id="search-everything")] == [ADDRESS]
    assert links(as_author.get(RELEASES))["Search"] == ADDRESS


def test_strangers_and_staff_without_a_role_find_nothing(details, django_user_model):
    make_release("Secret plans")
    assert Client().get(ADDRESS, {"q": "secret"})["Location"].startswith("/admin/login/")
    client = Client()
    client.force_login(django_user_model.objects.create_user("nobody", is_staff=True))
    response = client.get(ADDRESS, {"q": "secret"})
    assert response.status_code == 403
    assert "Secret plans" not in response.content.decode()
