"""The edition that a working copy, or a form not yet saved, would become."""

import pytest
from django.utils import timezone

from pressreleases.editorial.preview_edition import build_preview_edition, read_form
from pressreleases.models import Edition, Release
from pressreleases.publishing import errors, publish, withdraw
from tests.making import correct, make_release, rewrite, unsaved_release

pytestmark = pytest.mark.django_db


def build(release):
    return build_preview_edition(Release.objects.get(pk=release.pk) if release.pk else release, at=timezone.now())


def test_a_draft_is_shown_as_its_first_edition_and_nothing_is_stored(details):
    found = build(make_release("Visit"))
    assert (found.edition.title, found.edition.number, found.past, found.refusals) == ("Visit", 1, [], [])
    assert len(found.edition.digest) == 64
    assert not Edition.objects.exists()


def test_a_changed_text_is_shown_as_the_next_edition_with_a_note_to_be_written(details, editor):
    release = make_release("Visit")
    (live,) = publish([release], by=editor)
    found = build(rewrite(release, title="The visit"))
    assert (found.edition.number, found.edition.change_note) == (2, "[What was changed]")
    assert found.past == [live]
    assert found.past[0].ends_at == found.edition.begins_at
    assert Edition.objects.get().ends_at is None


def test_a_text_that_readers_see_already_is_shown_as_the_live_edition(details, editor):
    release = make_release("Visit")
    (live,) = publish([release], by=editor)
    found = build(release)
    assert (found.edition.number, found.edition.digest, found.past) == (1, live.digest, [])
    found = build(rewrite(release, slug="another"))
    assert found.edition.number == 2


def test_a_withdrawn_text_is_shown_as_it_would_come_back(details, editor):
    release = make_release("Visit")
    publish([release], by=editor)
    correct([rewrite(release, title="The visit")], by=editor, minor=True)
    withdraw([release], by=editor, reasons={"en": "Why"})
    found = build(release)
    assert found.edition.number == 3
    assert [edition.number for edition in found.past] == [2, 1]


def test_what_blocks_publishing_is_told_and_the_page_is_shown_all_the_same(details):
    found = build(unsaved_release("", body=""))
    assert [type(refusal) for refusal in found.refusals][:1] == [errors.NoTitle]
    assert errors.NoText in {type(refusal) for refusal in found.refusals}
    assert found.edition.title == "[The title]"
    assert found.edition.slug


def test_a_form_is_read_as_saving_it_would_and_nothing_is_saved(details):
    release = make_release("Visit")
    remarks = read_form(
        {"title": " The  visit\t", "summary": "One\r\ntwo", "slug": "", "issued_on": "2024-02-01"}, release
    )
    assert remarks == []
    assert (release.title, release.summary, release.slug) == ("The visit", "One\ntwo", "the-visit")
    assert release.issued_on.isoformat() == "2024-02-01"
    assert Release.objects.get().title == "Visit"


def test_what_cannot_be_read_leaves_what_was_there_and_is_told(details):
    release = make_release("Visit")
    remarks = read_form({"issued_on": "31 February", "title": "x" * 301, "place": "Baku"}, release)
    assert len(remarks) == 2
    assert any(remark.startswith("Date of issue: ") for remark in remarks)
    # Words that are too long to be saved are shown whole.
    assert (release.issued_on.isoformat(), len(release.title), release.place) == ("2024-01-20", 301, "Baku")


def test_fields_that_a_form_does_not_have_stay(details):
    release = make_release("Visit", place="Baku")
    assert read_form({"title": "The visit"}, release) == []
    assert release.place == "Baku"
