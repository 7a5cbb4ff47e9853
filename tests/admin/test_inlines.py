"""Rows under a form: their labels, their languages, their order, and addresses made from names."""

from typing import Any

import pytest
from django.forms import inlineformset_factory
from django.utils.translation import override

from pressreleases.admin.inlines import LabelledFormSet, LanguageFormSet, LanguageInline, NameForm, OrderedFormSet
from pressreleases.models import ContactNumber, MissionDetails, Topic, TopicName

pytestmark = pytest.mark.django_db


def names(formset: Any = LanguageFormSet, instance=None, data=None, **more):
    made = inlineformset_factory(
        Topic, TopicName, form=NameForm, formset=formset, fields=["language", "name", "slug"], extra=2, **more
    )
    return made(data, instance=instance or Topic(), prefix="names")


def posted(*rows):
    data = {"names-TOTAL_FORMS": len(rows), "names-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"names-{number}-{name}": value for name, value in row.items()}
    return data


def test_each_field_is_named_with_its_row_for_screen_readers():
    first, second = names(LabelledFormSet).forms
    assert first.fields["name"].widget.attrs["aria-label"] == "Name 1"
    assert second.fields["name"].widget.attrs["aria-label"] == "Name 2"
    assert first.fields["DELETE"].widget.attrs["aria-label"] == "Delete 1"


def test_the_first_row_begins_in_the_language_of_the_person_and_the_others_in_none():
    with override("az"):
        first, second = names().forms
    assert first.initial["language"] == "az"
    assert "language" not in second.initial


def test_only_rows_that_cannot_be_left_out_are_required():
    first, second = names(min_num=0).forms
    assert "required" not in first.fields["name"].widget.attrs
    [first, second, _third] = names(min_num=1).forms
    assert first.fields["name"].widget.attrs["required"] is True
    assert "required" not in second.fields["name"].widget.attrs


def test_there_is_at_least_one_row_and_at_most_one_for_each_language(rf, settings):
    inline = LanguageInline.__new__(LanguageInline)
    assert (inline.get_min_num(rf.get("/")), inline.get_max_num(rf.get("/"))) == (1, len(settings.LANGUAGES))


def slugs(*rows, topic=None):
    formset = names(data=posted(*rows), instance=topic)
    assert formset.is_valid(), formset.errors
    return [form.cleaned_data["slug"] for form in formset.forms]


def test_an_address_that_is_left_empty_is_made_from_the_name():
    assert slugs({"language": "en", "name": "Human rights", "slug": ""}) == ["human-rights"]
    assert slugs({"language": "az", "name": "Qara Yanvar", "slug": ""}) == ["qara-yanvar"]


def test_an_address_that_was_typed_stays():
    assert slugs({"language": "en", "name": "Human rights", "slug": "rights"}) == ["rights"]


def test_an_address_that_another_has_gets_a_number_in_that_language_only():
    other = Topic.objects.create()
    other.names.create(language="en", name="Peace", slug="peace")
    assert slugs({"language": "en", "name": "Peace", "slug": ""}) == ["peace-2"]
    other.names.create(language="az", name="Peace", slug="sulh")
    assert slugs({"language": "az", "name": "Peace", "slug": ""}) == ["peace"]
    Topic.objects.create().names.create(language="en", name="Peace", slug="peace-2")
    assert slugs({"language": "en", "name": "Peace", "slug": ""}) == ["peace-3"]


def test_a_name_of_which_no_address_can_be_made_is_refused_at_its_field():
    formset = names(data=posted({"language": "en", "name": "…", "slug": ""}))
    assert formset.errors[0]["slug"] == ["Write an address. It cannot be made from this name."]


def positions(*given):
    made: Any = inlineformset_factory(
        MissionDetails, ContactNumber, formset=OrderedFormSet, fields=["kind", "number", "position"], extra=0
    )
    data: dict[str, object] = {"numbers-TOTAL_FORMS": len(given), "numbers-INITIAL_FORMS": 0}
    for number, position in enumerate(given):
        row = {"kind": "telephone", "number": f"+1212371255{number}", "position": position}
        data |= {f"numbers-{number}-{name}": value for name, value in row.items()}
    formset = made(data, instance=MissionDetails(), prefix="numbers")
    assert formset.is_valid(), formset.errors
    return [form.instance.position for form in formset.forms]


def test_a_place_that_is_left_empty_is_the_one_after_the_last():
    assert positions("", "", "") == [1, 2, 3]
    assert positions("5", "", "2", "") == [5, 6, 2, 7]


def test_places_that_were_typed_stay():
    assert positions("3", "1", "2") == [3, 1, 2]
