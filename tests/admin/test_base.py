"""The lists of the admin answer what they offer; asked for anything else, they are shown without filters."""

import datetime as dt

import pytest
from django.contrib import admin

from pressreleases.admin.base import BoundedLookups
from pressreleases.models import Release
from tests.making import make_anniversary, make_release

pytestmark = pytest.mark.django_db

LIST = "/admin/pressreleases/release/"


def shown(response):
    return [row.title for row in response.context["cl"].result_list]


@pytest.fixture
def two(release):
    make_release("Başqa", language="az", issued_on=dt.date(2023, 5, 6), slug="basqa", kind="statement")


@pytest.mark.parametrize(
    "query",
    [
        *("language=en", "language__exact=en", "kind__exact=press-release", "issued=2024"),
        *("issued=2024-01", "issued=2024-01&state=draft&language=en", "q=geneva"),
    ],
)
def test_what_a_list_offers_is_answered(as_editor, two, query):
    response = as_editor.get(f"{LIST}?{query}")
    assert (response.status_code, shown(response)) == (200, ["A visit to Geneva"])


@pytest.mark.parametrize(
    "query",
    [
        *(
            "body__regex=(a%2B)%2B%24",
            "title__icontains=a",
            "created_by__password__startswith=m",
            "id__in=1,zz",
            "zz=1",
        ),
        *("issued_on__year=9999", "issued_on__year=02024", "issued_on__month=13", "issued_on__gte=9999-99-99"),
        *("language=%00", "issued_on__isnull=zz", f"issued_on__year={'9' * 5000}", "issued_on=2024-01-20%00"),
    ],
)
def test_anything_else_leads_to_the_list_without_filters(as_editor, two, query):
    response = as_editor.get(f"{LIST}?{query}")
    assert (response.status_code, response["Location"]) == (302, f"{LIST}?e=1")
    assert len(shown(as_editor.get(response["Location"]))) == 2


def test_the_filters_by_anniversary_and_by_person_are_answered(as_administrator, release, author):
    anniversary = make_anniversary(en="Black January")
    Release.objects.filter(pk=release.pk).update(anniversary=anniversary)
    make_release("Another")
    assert shown(as_administrator.get(f"{LIST}?anniversary={anniversary.pk}")) == ["A visit to Geneva"]
    group = author.groups.get()
    response = as_administrator.get(f"/admin/auth/user/?groups__id__exact={group.pk}")
    assert [row.username for row in response.context["cl"].result_list] == ["author"]


def test_a_release_leads_to_what_was_done_with_it(as_administrator, release):
    response = as_administrator.get(f"/admin/pressreleases/auditentry/?kind__exact=release&key__exact={release.pk}")
    assert response.status_code == 200


def test_a_long_search_is_cut(as_editor, two, django_assert_max_num_queries):
    response = as_editor.get(LIST, {"q": "geneva " * 800})
    assert shown(response) == ["A visit to Geneva"]
    assert shown(as_editor.get(LIST, {"q": "geneva bern"})) == []


@pytest.mark.parametrize("key", ["zz", "9" * 5000, "1\0", "²", ""])
def test_an_action_on_what_is_no_row_does_nothing_and_says_so(as_editor, release, key):
    given = {"action": "export_as_csv", "_selected_action": [str(release.pk), key]}
    response = as_editor.post(LIST, given, follow=True)
    assert "None of the chosen releases exist any more." in response.content.decode()


def test_a_button_that_no_form_has_is_not_pressed(as_editor):
    assert as_editor.post(f"{LIST}add/", {"_saveasnew": "1"}).status_code == 422


@pytest.mark.parametrize("language", ["zz", "", "%00", "x" * 500])
def test_a_new_release_in_no_language_of_the_site_begins_in_the_usual_one(as_editor, language):
    assert as_editor.get(f"{LIST}add/?language={language}").status_code == 200


def test_every_list_of_the_admin_is_bounded():
    unbounded = [each for each in admin.site._registry.values() if not isinstance(each, BoundedLookups)]
    assert unbounded == []
