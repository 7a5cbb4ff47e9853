"""One text in several languages: what a translation begins with, and who may be its original."""

import pytest
from django.test import Client

from pressreleases.language.dates import zone_city
from pressreleases.models import Release, Topic
from tests.admin.filling import RELEASES, change_url, messages_of, save, shown
from tests.making import make_details, make_release, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def original(details):
    topic = Topic.objects.create()
    topic.names.create(language="en", name="Visits", slug="visits")
    release = make_release(kind="statement", speaker_name="A. Sample")
    release.topics.add(topic)
    return release


def add_url(original, language="az"):
    return f"{RELEASES}add/?family={original.family}&language={language}"


def test_the_form_offers_the_languages_that_are_missing(as_editor, original):
    page = as_editor.get(change_url(original)).content.decode()
    assert f"family={original.family}&amp;language=az" in page
    assert "Translate into Azərbaycanca" in page
    assert "Translate into English" not in page


def test_a_translation_begins_with_the_facts_and_none_of_the_words(as_editor, original):
    page = as_editor.get(add_url(original))
    form = page.context["adminform"].form
    assert form["language"].value() == "az"
    assert [code for code, _name in form.fields["language"].choices] == ["az"]
    assert form["kind"].value() == "statement"
    assert form["issued_on"].value() == original.issued_on
    assert form["speaker_name"].value() == "A. Sample"
    assert form["topics"].value() == [topic.pk for topic in original.topics.all()]
    assert not form["title"].value()
    assert form["place"].value() == zone_city("America/New_York", "az")


def test_it_joins_the_family_and_is_not_its_original(as_editor, original):
    save(as_editor, add_url(original), title="Cenevrəyə səfər", body="<p>Söz.</p>")
    translation = Release.objects.get(language="az")
    assert (translation.family, translation.is_original, translation.slug) == (
        original.family,
        False,
        "cenevreye-sefer",
    )


def test_a_translation_that_is_sent_twice_is_saved_once_and_other_words_for_it_are_refused(as_editor, original):
    posted = shown(as_editor.get(add_url(original)), title="Səfər", body="<p>Söz.</p>", _form="f" * 22)
    answers = [as_editor.post(add_url(original), posted) for _time in range(2)]
    translation = Release.objects.get(language="az")
    assert [answer["Location"] for answer in answers] == [f"{change_url(translation)}#saved={'f' * 22}"] * 2
    refused = as_editor.post(add_url(original), posted | {"title": "Gediş"})
    form = refused.context["adminform"].form
    assert (refused.status_code, form["title"].value(), form["language"].value()) == (422, "Gediş", "az")
    assert change_url(translation) in str(form.errors["language"])
    assert as_editor.get(add_url(original))["Location"] == change_url(translation)
    assert Release.objects.count() == 2


def test_a_text_of_its_own_is_its_own_original(as_editor, original):
    save(as_editor, f"{RELEASES}add/", title="Another", body="<p>Words.</p>")
    another = Release.objects.latest("pk")
    assert another.is_original
    assert another.family != original.family


def test_a_language_that_is_there_already_cannot_be_added(as_editor, original):
    data = shown(as_editor.get(add_url(original)), title="Bir", body="<p>Söz.</p>")
    as_editor.post(add_url(original), data)
    response = as_editor.post(add_url(original), {**data, "title": "İki"})
    assert response.status_code == 422
    assert "language" in response.context["adminform"].form.errors
    assert Release.objects.filter(family=original.family).count() == 2


@pytest.mark.parametrize("family", ["nonsense", "00000000-0000-4000-8000-000000000000"])
def test_an_unknown_family_leads_back_to_the_list(as_editor, original, family):
    response = as_editor.get(f"{RELEASES}add/?family={family}")
    assert response.url == RELEASES
    assert "no longer exists" in messages_of(response)[0]


def test_if_the_original_is_deleted_the_oldest_of_the_rest_is_it(as_administrator, original):
    make_release("Cenevrəyə səfər", language="az", family=original.family, is_original=False)
    as_administrator.post(f"{RELEASES}{original.pk}/delete/", {"post": "yes"})
    assert Release.objects.get().is_original


@pytest.mark.django_db(transaction=True)
def test_a_translation_is_saved_with_the_family_locked_and_no_test_round_it():
    make_details()
    client = Client()
    client.force_login(make_user("Editor"))
    original = make_release()
    assert save(client, add_url(original), title="Cenevrəyə səfər", body="<p>Söz.</p>").status_code == 302
    assert Release.objects.filter(family=original.family).count() == 2
