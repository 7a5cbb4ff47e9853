"""Fields are written in the language of their form: attributes of the page as it comes, before any script."""

import re

import pytest

from mission_site.languages import NAMES
from pressreleases.models import Edition
from pressreleases.publishing import publish
from tests.admin.filling import change_url, shown
from tests.making import make_anniversary, make_release

pytestmark = pytest.mark.django_db
ADMIN = "/admin/pressreleases"
WRITTEN = {
    "place",
    "title",
    "summary",
    "body",
    "notes_to_editors",
    "reference",
    "speaker_name",
    "speaker_office",
    "slug",
}


@pytest.fixture(autouse=True)
def _all_languages(settings):
    settings.LANGUAGES = list(NAMES.items())


def ways(form):
    """Of each visible field that says one, its language and direction."""
    said = {field.name: field.field.widget.attrs for field in form.visible_fields()}
    return {name: (attrs.get("lang"), attrs.get("dir")) for name, attrs in said.items() if "data-in-language" in attrs}


@pytest.mark.parametrize(("language", "way"), [("ar", "rtl"), ("fr", "ltr"), ("az", "ltr")])
def test_the_text_fields_of_a_release_have_its_language_and_direction_and_no_others(as_editor, language, way):
    url = change_url(make_release(language=language))
    form = as_editor.get(url).context["adminform"].form
    assert ways(form) == dict.fromkeys(WRITTEN, (language, way))
    assert form.fields["language"].widget.attrs["data-right-to-left"] == "ar"
    (title,) = re.findall(r'<textarea name="title"[^>]*>', as_editor.get(url).content.decode())
    assert f'lang="{language}" dir="{way}"' in title


def test_a_form_that_was_refused_keeps_the_language_that_was_chosen_in_it(as_editor, release):
    page = as_editor.get(change_url(release))
    refused = as_editor.post(change_url(release), shown(page, language="ar", title=""))
    assert ways(refused.context["adminform"].form)["body"] == ("ar", "rtl")


def test_a_language_that_the_site_does_not_have_gives_none(as_editor, release):
    page = as_editor.get(change_url(release))
    refused = as_editor.post(change_url(release), shown(page, language='x" onfocus="'))
    assert ways(refused.context["adminform"].form)["title"] == (None, None)


def test_each_row_of_names_and_descriptions_has_its_own_language(as_editor, details):
    details.names.create(language="ar", name="البعثة", position=3)
    rows = as_editor.get(f"{ADMIN}/missiondetails/{details.pk}/change/").context["inline_admin_formsets"][0].formset
    assert [ways(row)["name"] for row in rows.forms[:3]] == [("az", "ltr"), ("en", "ltr"), ("ar", "rtl")]
    url = f"{ADMIN}/anniversary/{make_anniversary(ar='يوم').pk}/change/"
    (row, *_more) = as_editor.get(url).context["inline_admin_formsets"][0].formset.forms
    assert ways(row) == dict.fromkeys(("name", "slug", "title_pattern"), ("ar", "rtl"))
    assert ways(rows.empty_form)["name"] == (None, None)


def test_an_edition_in_arabic_is_read_from_right_to_left_in_the_admin_too(as_editor, details, editor):
    details.names.create(language="ar", name="البعثة الدائمة", position=3)
    publish([make_release("زيارة", "وصل الوفد.", language="ar", slug="visit")], by=editor)
    page = as_editor.get(f"{ADMIN}/edition/{Edition.objects.get().pk}/change/").content.decode()
    assert '<div class="telling-text" lang="ar" dir="rtl"><p>وصل الوفد.</p></div>' in page
    assert '<p lang="ar" dir="auto">البعثة الدائمة</p>' in page
