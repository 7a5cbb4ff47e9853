"""Words as people paste them into the admin's forms: what is cleaned, and what is refused at its field."""

from functools import partial
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.db import models

from pressreleases.models import ContactNumber, MissionDetails, Release, text_fields
from pressreleases.public.views.preview import ClearanceForm
from tests.admin.filling import change_url, do, messages_of, save, shown

DETAILS = "/admin/pressreleases/missiondetails/"


def errors_of(response):
    return dict(response.context["adminform"].form.errors)


def test_lines_are_cleaned_when_they_are_saved(as_editor, release):
    changes = {
        "title": "\u202eA visit\u2028to Geneva\x07",
        "place": "New\x85York",
        "speaker_name": "The\tMinister\u2069",
    }
    assert save(as_editor, change_url(release), **changes).status_code == 302
    saved = Release.objects.get()
    assert (saved.title, saved.place, saved.speaker_name) == ("A visit to Geneva", "New York", "The Minister")


def test_texts_keep_their_lines_and_lose_their_control_characters(as_editor, release):
    body = "<p>One&#1;&#x9b; two\x0c</p>"
    save(
        as_editor, change_url(release), summary="One\r\ntwo\x1b\u2029three", notes_to_editors="\u202bx\u202c", body=body
    )
    saved = Release.objects.get()
    assert (saved.summary, saved.notes_to_editors) == ("One\ntwo\nthree", "\u202bx\u202c")
    assert not any(0 < ord(one) < 32 or 127 <= ord(one) < 160 for one in saved.body.replace("\n", ""))


@pytest.mark.parametrize("name", ["summary", "body", "notes_to_editors", "press_contact"])
def test_marks_that_reverse_letters_are_taken_out_of_a_text_and_it_is_said(as_editor, release, name):
    response = save(as_editor, change_url(release), **{name: "Of \u202e311\u202c and \u202d131 delegates"})
    [_saved, said] = sorted(messages_of(response), key=len)
    assert "invisible characters that reverse the order of letters" in said
    kept = getattr(Release.objects.get(), name)
    assert "311\u202c and 131 delegates" in kept
    assert not {"\u202d", "\u202e"} & set(kept)


@pytest.mark.parametrize("words", ["\u202bx\u202c", "\u2067زيارة\u2069 x", "\u200fx\u200e"])
def test_marks_that_arabic_texts_need_stay_and_nothing_is_said(as_editor, release, words):
    response = save(as_editor, change_url(release), summary=words)
    assert Release.objects.get().summary == words
    assert not any("invisible" in said for said in messages_of(response))


def test_a_mark_that_html_writes_as_a_reference_is_taken_out_too(as_editor, release):
    save(as_editor, change_url(release), body="<p>Of &#x202e;311 delegates</p>")
    assert "Of 311 delegates" in Release.objects.get().body


@pytest.mark.parametrize("title", ["\u200b\u200d", "\u202e", "\x01"])
def test_a_title_that_cannot_be_seen_is_no_title(as_editor, release, title):
    assert "title" in errors_of(save(as_editor, change_url(release), title=title))


@pytest.mark.parametrize("name", ["title", "place", "summary", "body", "slug", "reference"])
def test_nul_is_an_error_at_its_field(as_editor, release, name):
    assert name in errors_of(save(as_editor, change_url(release), **{name: "a\x00b"}))


@pytest.mark.parametrize("day", ["0202-01-20", "1849-12-31", "2200-01-01", "9999-12-31"])
def test_a_date_that_no_page_can_show_is_an_error_at_its_field(as_editor, release, day):
    assert errors_of(save(as_editor, change_url(release), issued_on=day)) == {
        "issued_on": ["Choose a day from 1 January 1850 to 31 December 2199."]
    }


@pytest.mark.parametrize("day", ["1850-01-01", "2199-12-31"])
def test_the_first_and_the_last_day_are_taken(as_editor, release, day):
    assert save(as_editor, change_url(release), issued_on=day).status_code == 302


def test_an_address_is_saved_in_composed_letters(as_editor, release):
    save(as_editor, change_url(release), slug="cafe\u0301-\u2126")
    assert Release.objects.get().slug == "café-Ω"


@pytest.mark.parametrize(("day", "time"), [("9999-12-31", "23:59"), ("2200-01-02", "10:00"), ("0001-01-01", "00:00")])
def test_nothing_is_scheduled_for_a_day_that_no_page_can_show(as_editor, release, day, time):
    response = do(as_editor, release, "schedule", day=day, time=time)
    assert "day" in response.context["form"].errors


def test_a_number_of_no_country_is_refused_at_its_field(as_editor, details):
    url = f"{DETAILS}{MissionDetails.objects.get().pk}/change/"
    page = as_editor.get(url)
    (name,) = [key for key, value in shown(page).items() if key.endswith("-0-number") and value]
    response = as_editor.post(url, shown(page, **{name: "+2101234567"}))
    assert response.status_code == 200
    assert ContactNumber.objects.filter(number="+2101234567").count() == 0


def test_details_are_valid_on_days_that_can_be_shown(as_editor, details):
    url = f"{DETAILS}{details.pk}/change/"
    assert set(errors_of(save(as_editor, url, first_on="0202-01-01"))) == {"first_on"}
    assert set(errors_of(save(as_editor, url, last_on="9999-12-31"))) == {"last_on"}


def test_every_field_for_words_in_a_form_of_the_admin_follows_the_rule(rf, as_administrator):
    """A new text field that nobody thought of fails here."""
    request = rf.get("/")
    request.user = as_administrator.get("/admin/").wsgi_request.user
    free = []
    for model, model_admin in admin.site._registry.items():
        if model._meta.app_label != "pressreleases" or not model_admin.has_change_permission(request):
            continue
        form: Any = model_admin.get_form(request, change=True)
        # The form of a release is given what it begins with.
        found = [form.func if isinstance(form, partial) else form]
        found += [inline.get_formset(request).form for inline in model_admin.get_inline_instances(request)]
        for form in found:
            stored = {field.name: field for field in form._meta.model._meta.fields}
            free += [
                f"{form.__name__}.{name}"
                for name, field in form.base_fields.items()
                if type(field) in (forms.CharField, forms.SlugField)
                and isinstance(stored.get(name), models.CharField | models.TextField)
            ]
    # Numbers and extensions are read as digits, and the database knows how a point is written.
    assert {name.rpartition(".")[2] for name in free} <= {
        "lead_focus",
        "press_contact_number",
        "press_contact_extension",
        "number",
        "extension",
    }


def test_an_answer_to_a_preview_follows_the_rule_too():
    assert {type(field) for name, field in ClearanceForm.base_fields.items() if name in ("name", "comment")} == {
        text_fields.LineFormField,
        text_fields.LinesFormField,
    }
