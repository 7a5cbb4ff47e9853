"""Rows under a form: their labels, their languages, their order, and addresses made from names."""

from typing import Any

import pytest
from django.forms import inlineformset_factory

from pressreleases.admin.inlines import LabelledFormSet, LanguageFormSet, OrderedFormSet
from pressreleases.admin.topics import TopicNameForm
from pressreleases.models import ContactNumber, MissionDetails, Topic, TopicName

pytestmark = pytest.mark.django_db


def names(formset: Any = LanguageFormSet, instance=None, data=None, **more):
    made = inlineformset_factory(
        Topic, TopicName, form=TopicNameForm, formset=formset, fields=["language", "name", "slug"], extra=2, **more
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
    assert first.fields["DELETE"].widget.attrs["aria-label"] == "Remove 1"


def test_each_language_of_the_site_has_a_row_that_is_written_in_it(settings):
    settings.LANGUAGES = [("en", "English"), ("ar", "Arabic")]
    first, second = names().forms
    assert (first["language"].value(), second["language"].value()) == ("en", "ar")
    assert first["language"].is_hidden
    attrs = second.fields["name"].widget.attrs
    assert (attrs["lang"], attrs["dir"], attrs["aria-label"]) == ("ar", "rtl", "Name (العربية)")


def test_a_stored_language_has_no_second_row_and_one_of_before_keeps_its_own():
    topic = Topic.objects.create()
    for language, name in (("az", "Sülh"), ("fr", "Paix")):
        topic.names.create(language=language, name=name, slug=name.lower())
    formset = names(instance=topic)
    assert [form.language_name for form in formset.forms] == ["Azərbaycanca", "Français", "English"]
    assert formset.forms[1].fields["language"].disabled


def save_rows(topic, *rows):
    """Post the `rows` of which the first are those that are stored."""
    stored = list(topic.names.all())
    keys = {f"names-{at}-id": row.pk for at, row in enumerate(stored)}
    data = {**posted(*rows), "names-INITIAL_FORMS": len(stored), **keys}
    formset = names(instance=topic, data=data, can_delete=True)
    if formset.is_valid():
        formset.save()
    return formset


BLANK = {"name": "", "slug": ""}


def test_a_row_that_is_left_blank_is_not_stored_and_one_that_is_emptied_is_deleted():
    topic = Topic.objects.create()
    topic.names.create(language="az", name="Sülh", slug="sulh")
    save_rows(topic, {"language": "az", "name": "Sülh", "slug": "sulh"}, {"language": "en", **BLANK})
    assert list(topic.names.values_list("language", flat=True)) == ["az"]
    save_rows(topic, {"language": "az", **BLANK}, {"language": "en", "name": "Peace", "slug": ""})
    assert list(topic.names.values_list("language", "name")) == [("en", "Peace")]


def test_a_row_of_which_only_the_name_is_emptied_is_refused_and_stays():
    topic = Topic.objects.create()
    topic.names.create(language="az", name="Sülh", slug="sulh")
    formset = save_rows(topic, {"language": "az", "name": "", "slug": "sulh"})
    assert formset.errors[0]["name"] == ["This field is required."]
    assert topic.names.get().name == "Sülh"


def test_one_language_at_least_is_filled_in_unless_none_is_needed():
    topic = Topic.objects.create()
    rows = ({"language": "en", **BLANK}, {"language": "az", **BLANK})
    assert save_rows(topic, *rows).non_form_errors() == ["Fill in at least one language."]

    class Optional(LanguageFormSet):
        needs_words = False

    assert names(Optional, data=posted(*rows), instance=topic).is_valid()


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
    other.names.create(language="en", name="Peace!", slug="peace")
    assert slugs({"language": "en", "name": "Peace", "slug": ""}) == ["peace-2"]
    other.names.create(language="az", name="Sülh", slug="sulh")
    assert slugs({"language": "az", "name": "Peace", "slug": ""}) == ["peace"]
    Topic.objects.create().names.create(language="en", name="Peace?", slug="peace-2")
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


def test_of_two_at_one_place_the_upper_one_comes_first():
    assert positions("2", "1", "1") == [3, 1, 2]
    assert positions("32767", "") == [1, 2]


def test_a_place_alone_is_no_row():
    made: Any = inlineformset_factory(
        MissionDetails, ContactNumber, formset=OrderedFormSet, fields=["kind", "number", "position"], extra=0
    )
    data = {"numbers-TOTAL_FORMS": 1, "numbers-INITIAL_FORMS": 0, "numbers-0-position": "3"}
    formset = made(data, instance=MissionDetails(), prefix="numbers")
    assert formset.is_valid()
    assert not formset.has_changed()
