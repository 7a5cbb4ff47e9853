"""A text that was changed after it was scheduled: staff see it wherever they look, and schedule its newest words."""

import pytest

from pressreleases.models import Edition
from pressreleases.publishing import publish
from tests.admin.filling import RELEASES, change_url, do, messages_of, save, shown, verb_url
from tests.making import correct, in_future, make_release, rewrite
from tests.public.page_elements import links, page, words

pytestmark = pytest.mark.django_db

SAID = "Changed since scheduled"
PLACES = (RELEASES, f"{RELEASES}scheduled/", "/admin/", "form", "history")


@pytest.fixture
def scheduled(release, editor):
    publish([release], by=editor, at=in_future())
    return release


def address(place, release):
    return {"form": change_url(release), "history": f"{RELEASES}{release.pk}/history/"}.get(place, place)


def listed(response):
    """The page without the choices of its filters."""
    return page(response).replace(f"Live Changed since published {SAID} Withdrawn", "")


@pytest.mark.parametrize("place", PLACES)
def test_staff_see_it_wherever_they_look(as_editor, scheduled, place):
    assert SAID not in listed(as_editor.get(address(place, scheduled)))
    rewrite(scheduled, title="The visit")
    response = as_editor.get(address(place, scheduled))
    assert SAID in listed(response)
    if place == "form":
        assert "Schedule the newest text…" in words(response, "button", form="release_form")
    elif place != RELEASES:
        assert verb_url(scheduled, "schedule-newest") in links(response).values()


@pytest.mark.parametrize("place", PLACES)
def test_authors_see_it_and_are_offered_no_button(as_author, scheduled, place):
    rewrite(scheduled, title="The visit")
    response = as_author.get(address(place, scheduled))
    assert SAID in listed(response)
    assert verb_url(scheduled, "schedule-newest") not in links(response).values()
    assert "Schedule the newest text…" not in words(response, "button")


def test_the_list_can_be_narrowed_to_them(as_editor, scheduled, editor):
    other = make_release("Another")
    publish([other], by=editor, at=in_future())
    rewrite(scheduled, title="The visit")
    found = links(as_editor.get(f"{RELEASES}?state=changed-since-scheduled")).values()
    assert change_url(scheduled) in found
    assert change_url(other) not in found


def test_saving_says_that_the_earlier_words_go_out(as_editor, scheduled):
    response = save(as_editor, change_url(scheduled), title="The visit")
    assert "The scheduled text does not change" in messages_of(response)[-1]
    response = save(as_editor, change_url(scheduled), title="A visit to Geneva")
    assert messages_of(response)[-1] == "Saved."


def test_its_newest_words_are_scheduled_with_the_other_language_for_the_same_time(
    as_editor, scheduled, in_azerbaijani, editor
):
    at = Edition.objects.get().begins_at
    publish([in_azerbaijani], by=editor, at=at)
    rewrite(scheduled, title="The visit")
    rewrite(in_azerbaijani, title="Bu səfər")
    response = as_editor.get(verb_url(scheduled, "schedule-newest"))
    assert shown(response)["together"] == [in_azerbaijani.pk]
    assert "Title" in page(response)
    response = do(as_editor, scheduled, "schedule-newest")
    assert response.status_code == 302
    assert "The newest text is scheduled" in messages_of(response)[0]
    assert set(Edition.objects.planned().values_list("title", flat=True)) == {
        "The visit",
        "Bu səfər",
    }
    assert {edition.begins_at for edition in Edition.objects.all()} == {at}


def test_a_language_of_another_time_does_not_go_along(as_editor, scheduled, in_azerbaijani, editor):
    publish([in_azerbaijani], by=editor, at=in_future(hours=5))
    rewrite(scheduled, title="The visit")
    rewrite(in_azerbaijani, title="Bu səfər")
    assert "together" not in shown(as_editor.get(verb_url(scheduled, "schedule-newest")))


def test_the_note_of_a_correction_can_be_written_anew(as_editor, live, editor):
    correct([rewrite(live, title="One")], by=editor, change_note="The name.", at=in_future())
    rewrite(live, title="Two")
    response = as_editor.get(verb_url(live, "schedule-newest"))
    assert shown(response)["note_en"] == "The name."
    assert do(as_editor, live, "schedule-newest", note_en="The title.").status_code == 302
    assert Edition.objects.get(number=2).change_note == "The title."


def test_what_is_wrong_with_the_newest_words_stops_it(as_editor, scheduled):
    rewrite(scheduled, title="The visit", body="")
    response = as_editor.get(verb_url(scheduled, "schedule-newest"))
    assert response.context["blocked"]
    assert Edition.objects.get().title == "A visit to Geneva"


def test_it_is_offered_for_nothing_that_was_not_changed(as_editor, scheduled):
    response = as_editor.get(verb_url(scheduled, "schedule-newest"))
    assert (response.status_code, response.url) == (302, change_url(scheduled))
