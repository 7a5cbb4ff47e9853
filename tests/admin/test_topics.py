"""Topics in the admin: each name gets an address of its own."""

import pytest

from pressreleases.models import Topic, TopicName
from tests.admin.filling import messages_of
from tests.making import make_anniversary

pytestmark = pytest.mark.django_db

ADD = "/admin/pressreleases/topic/add/"


def named(prefix, *names):
    rows = {f"{prefix}-TOTAL_FORMS": len(names), f"{prefix}-INITIAL_FORMS": 0}
    for index, (language, name) in enumerate(names):
        rows |= {f"{prefix}-{index}-language": language, f"{prefix}-{index}-name": name}
    return rows


def test_topics_of_similar_names_get_addresses_of_their_own(as_editor):
    for name in ("Culture", "Culture!"):
        assert as_editor.post(ADD, {"shown": "on", **named("names", ("en", name))}).status_code == 302
    slugs = [topic.names.get().slug for topic in Topic.objects.order_by("pk")]
    assert slugs == ["culture", "culture-2"]


@pytest.mark.parametrize(("name", "is_taken"), [("culture ", True), ("CULTURE", True), ("Cultures", False)])
def test_a_name_that_another_topic_has_is_refused_at_its_field_with_the_way_to_it(as_editor, name, is_taken):
    as_editor.post(ADD, {"shown": "on", **named("names", ("en", "Culture"))})
    topic = Topic.objects.get()
    answer = as_editor.post(ADD, {"shown": "on", **named("names", ("en", name))})
    assert Topic.objects.count() == (1 if is_taken else 2)
    if is_taken:
        [said] = answer.context["inline_admin_formsets"][0].formset.errors[0]["name"]
        assert "This name is already used." in said
        assert f"/admin/pressreleases/topic/{topic.pk}/change/" in said


def test_the_same_name_in_another_language_and_that_of_the_topic_itself_are_free(as_editor):
    as_editor.post(ADD, {"shown": "on", **named("names", ("en", "Sport"))})
    assert as_editor.post(ADD, {"shown": "on", **named("names", ("az", "Sport"))}).status_code == 302
    row = Topic.objects.get(names__language="en").names.get()
    typed = {"shown": "on", **named("names", ("en", "SPORT")), "names-INITIAL_FORMS": 1}
    typed |= {"names-0-id": row.pk, "names-0-topic": row.topic_id, "names-0-slug": row.slug}
    assert as_editor.post(f"/admin/pressreleases/topic/{row.topic_id}/change/", typed).status_code == 302
    row.refresh_from_db()
    assert row.name == "SPORT"


def test_two_topics_that_have_one_name_already_can_still_be_changed(as_editor):
    rows = [
        TopicName.objects.create(topic=Topic.objects.create(), language="en", name="Sport", slug=f"sport-{number}")
        for number in range(2)
    ]
    row = rows[1]
    typed = {**named("names", ("en", "Sport")), "names-INITIAL_FORMS": 1}
    typed |= {"names-0-id": row.pk, "names-0-topic": row.topic_id, "names-0-slug": row.slug}
    assert as_editor.post(f"/admin/pressreleases/topic/{row.topic_id}/change/", typed).status_code == 302
    row.topic.refresh_from_db()
    assert not row.topic.shown


@pytest.mark.parametrize("button", ["_continue", "_save"])
def test_the_form_says_saved_where_it_stays_open_and_names_the_row_where_it_does_not(as_editor, button):
    typed = {"shown": "on", button: "on", **named("names", ("en", "Culture"))}
    response = as_editor.post("/admin/pressreleases/topic/add/", typed)
    [said] = messages_of(response)
    assert (said == "Saved.") is (button == "_continue")
    assert ("Culture" in said) is (button == "_save")


@pytest.mark.parametrize(("slug", "is_taken"), [("a b!", False), ("kultura-və-incəsənət", True)])
def test_an_address_with_other_signs_is_refused_in_words_that_staff_know(as_editor, slug, is_taken):
    typed = {"shown": "on", **named("names", ("en", "Culture")), "names-0-slug": slug}
    response = as_editor.post("/admin/pressreleases/topic/add/", typed)
    assert Topic.objects.exists() is is_taken
    if not is_taken:
        [inline] = response.context["inline_admin_formsets"]
        said = "Use only letters, digits and hyphens, such as visit-to-geneva."
        assert inline.formset.errors[0]["slug"] == [said]


def test_a_form_that_nothing_keeps_is_sent_only_if_the_site_will_take_it(as_editor, as_author):
    page = as_editor.get("/admin/pressreleases/topic/add/").content.decode()
    assert 'id="not-sent"' in page
    assert "send_when_taken.js" in page
    # Nothing is sent from what can only be read.
    page = as_author.get(f"/admin/pressreleases/anniversary/{make_anniversary(en='A day').pk}/change/").content.decode()
    assert "not-sent" not in page
