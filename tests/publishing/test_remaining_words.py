"""Where the words of an edition would still be after its redaction: field by field."""

import pytest
from django.utils.translation import override

from pressreleases.models import Edition, Image, Release
from pressreleases.publishing import publish, redact
from pressreleases.publishing.redact import WORKING_COPY, RemainingWords, label_of_emptied, remaining_words
from tests.making import correct, make_release, make_user, rewrite

pytestmark = pytest.mark.usefixtures("details")

SECRET = "the name of the informant"


@pytest.fixture
def release(details, editor):
    """Edition 1 has the secret in its text and its lead, edition 2 and the working copy in none."""
    release = make_release("Visit", f"They met {SECRET}.", slug="visit", summary=f"About {SECRET}.", place="")
    publish([release], by=editor)
    rewrite(release, title="The visit", body="<p>They met.</p>", summary="About a meeting.")
    correct([release], by=editor, minor=True)
    return release


def found(release, *numbers, **asked):
    return remaining_words(release, Edition.objects.filter(number__in=numbers or (1,)), **asked)


def places(release, *numbers, **asked):
    return {field.name: field.where for field in found(release, *numbers, **asked).fields}


def test_words_that_are_nowhere_else_are_not_told(release):
    assert places(release) == {}
    assert not found(release).is_everything


def test_the_working_copy_and_each_other_edition_that_has_the_words_is_told_newest_first(release, editor):
    rewrite(release, summary=f"about {SECRET.upper()}.")
    correct([release], by=editor, minor=True)
    correct([rewrite(release, title="A third one")], by=editor, minor=True)
    assert places(release) == {"summary": (WORKING_COPY, 4, 3)}


@pytest.mark.parametrize("same", ["ABOUT  the Name\nof the informant.", "About the name of the ınformant."])
def test_capitals_and_spaces_make_no_difference_and_other_letters_do(release, same):
    rewrite(release, summary=same)
    assert places(release) == ({} if "ı" in same else {"summary": (WORKING_COPY,)})


def test_the_same_letter_written_in_two_ways_is_the_same(details, editor):
    release = make_release("Visit", slug="visit", summary="Caf\u00e9", place="")
    publish([release], by=editor)
    Release.objects.filter(pk=release.pk).update(title="Other", body="<p>Other.</p>", summary="Cafe\u0301")
    assert places(Release.objects.get()) == {"summary": (WORKING_COPY,)}


def test_empty_fields_are_the_same_nowhere(release):
    rewrite(release, summary="", notes_to_editors="")
    assert "notes_to_editors" not in places(release)
    assert "change_note" not in places(release)


def test_the_text_is_compared_with_its_links_but_without_markup_that_readers_do_not_see(release):
    rewrite(release, body=f"<div>They met {SECRET}.</div>")
    assert places(release) == {"body": (WORKING_COPY,)}
    rewrite(release, body=f'<p>They met <a href="https://secret.example/">{SECRET}</a>.</p>')
    assert places(release) == {}


def test_editions_that_go_along_are_not_elsewhere_and_their_words_count_too(release, editor):
    assert places(release, 1, 2) == {"title": (0,), "summary": (0,), "body": (0,)}
    correct([rewrite(release, title="A third one")], by=editor, minor=True)
    assert places(release, 1, 2) == {"summary": (0, 3), "body": (0, 3)}


def test_an_edition_that_was_redacted_has_no_words_and_is_not_elsewhere(release, editor):
    administrator = make_user("Administrator")
    rewrite(release, title="Third", summary=f"About {SECRET}.")
    correct([release], by=editor, minor=True)
    rewrite(release, title="Another", summary="Another.")
    assert places(release)["summary"] == (3,)
    correct([release], by=editor, minor=True)
    redact(Edition.objects.filter(number=3), by=administrator, harmless=["summary", "body"])
    assert places(release) == {}
    assert found(release, 3).is_everything


def test_each_part_of_a_picture_counts_alone(details, editor):
    image = Image.objects.create(title="x", file="x", sha256="a" * 64, width=1, height=1, credit="A. Sample")
    image.descriptions.create(language="en", alternative_text="Two people")
    release = make_release("One", "One.", lead_image=image, place="")
    publish([release], by=editor)
    other = Image.objects.create(title="y", file="y", sha256="b" * 64, width=1, height=1, credit="A. Sample")
    other.descriptions.create(language="en", alternative_text="Three people")
    rewrite(release, title="Two", body="<p>Two.</p>", lead_image=other)
    assert places(release) == {"lead_picture": (WORKING_COPY,)}
    Image.objects.filter(pk=other.pk).update(credit="B. Sample")
    assert places(Release.objects.get()) == {}


def test_everything_is_elsewhere_only_if_each_word_is(details, editor):
    release = make_release("Visit", "They met.", place="")
    publish([release], by=editor)
    assert found(release).is_everything
    rewrite(release, notes_to_editors="More.")
    assert found(release).is_everything
    rewrite(release, title="Other")
    assert not found(release).is_everything


def test_an_address_and_a_letterhead_are_compared_only_if_they_are_asked_to_go(release, details, editor):
    assert {"slug", "letterhead"}.isdisjoint(places(release))
    asked = {"address": True, "letterhead": True}
    assert places(release, **asked) == {"slug": (WORKING_COPY, 2), "letterhead": (WORKING_COPY, 2)}
    assert all(field.must_change for field in found(release, **asked).fields)
    details.email = "other@mission.example"
    details.save()
    rewrite(release, slug="meeting")
    assert places(release, **asked) == {"slug": (2,), "letterhead": (2,)}
    correct([release], by=editor, minor=True)
    assert places(release, 1, 2, **asked) == {"summary": (WORKING_COPY, 3), "body": (WORKING_COPY, 3), "title": (0, 3)}


def test_without_mission_details_of_its_day_the_working_copy_has_no_letterhead(release, details):
    details.delete()
    assert places(release, letterhead=True) == {"letterhead": (2,)}


def test_words_that_may_be_harmless_need_not_change(release):
    rewrite(release, summary=f"About {SECRET}.")
    [field] = found(release).fields
    assert not field.must_change


def test_a_field_and_its_places_are_told_in_words():
    remaining = RemainingWords("summary", (WORKING_COPY, 3))
    assert str(remaining) == "Lead (working copy, edition 3)"
    assert label_of_emptied("change_note") == "Change note"
    assert label_of_emptied("lead_picture") == "Lead picture, its description or credit"
    with override("az"):
        assert "edition" not in remaining.places


@pytest.mark.parametrize(
    ("field", "label"),
    [
        ("reference", "Reference"),
        ("place", "Place"),
        ("speaker_name", "Speaker"),
        ("speaker_office", "Speaker’s office"),
        ("notes_to_editors", "Notes to editors"),
    ],
)
def test_each_other_field_is_compared(details, editor, field, label):
    release = make_release("Visit", f"They met {SECRET}.", **{"place": "", field: "Same here"})
    publish([release], by=editor)
    rewrite(release, body="<p>They met.</p>", title="The visit", **{field: "same  HERE"})
    correct([release], by=editor, minor=True)
    assert [str(remaining) for remaining in found(release).fields] == [f"{label} (working copy, edition 2)"]
