"""Lists of the admin answer what they offer, and are else shown without filters; fields have their language."""

import datetime as dt
import re

import pytest
from django.contrib import admin

from mission_site.languages import NAMES
from pressreleases.admin.base import BoundedLookups
from pressreleases.models import Edition, Release
from pressreleases.publishing import publish
from tests.admin.filling import change_url
from tests.admin.filling import shown as form_data
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


ADMIN = "/admin/pressreleases"
WRITTEN = {
    "place",
    "title",
    "summary",
    "body",
    "notes_to_editors",
    "press_contact",
    "lead_caption",
    "reference",
    "speaker_name",
    "speaker_office",
    "slug",
}


@pytest.fixture
def all_languages(settings):
    settings.LANGUAGES = list(NAMES.items())


def ways(form):
    """Of each visible field that says one, its language and direction."""
    said = {field.name: field.field.widget.attrs for field in form.visible_fields()}
    return {name: (attrs.get("lang"), attrs.get("dir")) for name, attrs in said.items() if "data-in-language" in attrs}


@pytest.mark.parametrize(("language", "way"), [("ar", "rtl"), ("fr", "ltr"), ("az", "ltr")])
def test_the_text_fields_of_a_release_have_its_language_and_direction_and_no_others(
    as_editor, language, way, all_languages
):
    url = change_url(make_release(language=language))
    form = as_editor.get(url).context["adminform"].form
    assert ways(form) == dict.fromkeys(WRITTEN, (language, way))
    assert form.fields["language"].widget.attrs["data-right-to-left"] == "ar"
    (title,) = re.findall(r'<textarea name="title"[^>]*>', as_editor.get(url).content.decode())
    assert f'lang="{language}" dir="{way}"' in title


def test_a_form_that_was_refused_keeps_the_language_that_was_chosen_in_it(as_editor, release, all_languages):
    page = as_editor.get(change_url(release))
    refused = as_editor.post(change_url(release), form_data(page, language="ar", title=""))
    assert ways(refused.context["adminform"].form)["body"] == ("ar", "rtl")


def test_a_language_that_the_site_does_not_have_gives_none(as_editor, release, all_languages):
    page = as_editor.get(change_url(release))
    refused = as_editor.post(change_url(release), form_data(page, language='x" onfocus="'))
    assert ways(refused.context["adminform"].form)["title"] == (None, None)


def test_each_row_of_names_and_descriptions_has_its_own_language(as_editor, details, all_languages):
    details.names.create(language="ar", name="البعثة", position=3)
    rows = as_editor.get(f"{ADMIN}/missiondetails/{details.pk}/change/").context["inline_admin_formsets"][0].formset
    assert [ways(row)["name"] for row in rows.forms[:3]] == [("az", "ltr"), ("en", "ltr"), ("ar", "rtl")]
    url = f"{ADMIN}/anniversary/{make_anniversary(ar='يوم').pk}/change/"
    (row, *_more) = as_editor.get(url).context["inline_admin_formsets"][0].formset.forms
    assert ways(row) == dict.fromkeys(("name", "slug", "title_pattern"), ("ar", "rtl"))
    assert ways(rows.empty_form)["name"] == (None, None)


def test_an_edition_in_arabic_is_read_from_right_to_left_in_the_admin_too(as_editor, details, editor, all_languages):
    details.names.create(language="ar", name="البعثة الدائمة", position=3)
    publish([make_release("زيارة", "وصل الوفد.", language="ar", slug="visit")], by=editor)
    page = as_editor.get(f"{ADMIN}/edition/{Edition.objects.get().pk}/change/").content.decode()
    assert '<div class="telling-text" lang="ar" dir="rtl"><p>وصل الوفد.</p></div>' in page
    assert '<p lang="ar" dir="auto">البعثة الدائمة</p>' in page
