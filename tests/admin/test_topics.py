"""Topics in the admin: each name gets an address of its own."""

import pytest

from pressreleases.models import Topic
from tests.admin.filling import messages_of
from tests.making import make_anniversary

pytestmark = pytest.mark.django_db


def named(prefix, *names):
    rows = {f"{prefix}-TOTAL_FORMS": len(names), f"{prefix}-INITIAL_FORMS": 0}
    for index, (language, name) in enumerate(names):
        rows |= {f"{prefix}-{index}-language": language, f"{prefix}-{index}-name": name}
    return rows


def test_topics_of_one_name_get_addresses_of_their_own(as_editor):
    for _time in range(2):
        assert (
            as_editor.post(
                "/admin/pressreleases/topic/add/", {"shown": "on", **named("names", ("en", "Culture"))}
            ).status_code
            == 302
        )
    slugs = [topic.names.get().slug for topic in Topic.objects.order_by("pk")]
    assert slugs == ["culture", "culture-2"]


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
