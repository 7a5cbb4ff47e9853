"""What a search looks through: it goes with its edition and decides nothing about who may read."""

import pytest

from pressreleases.models import Edition, SearchEntry, SearchWord
from pressreleases.publishing import publish, unschedule
from tests.making import in_future, make_release
from tests.models.refusals import refused_by

pytestmark = pytest.mark.django_db


def test_each_edition_has_its_words_and_they_go_with_what_was_only_planned(details, editor):
    release = make_release("Visit")
    publish([release], by=editor, at=in_future())
    entry = SearchEntry.objects.get()
    edition = Edition.objects.get()
    assert (entry.pk, entry.language, entry.issued_on, entry.release_key) == (
        edition.pk,
        "en",
        edition.issued_on,
        release.pk,
    )
    assert str(entry) == "visit"
    unschedule([release], by=editor)
    assert not SearchEntry.objects.exists()


def test_a_word_is_kept_once_for_each_way_in_which_it_is_written():
    SearchWord.objects.create(language="en", word="cafe", written="café")
    SearchWord.objects.create(language="en", word="cafe", written="cafe")
    SearchWord.objects.create(language="az", word="cafe", written="café")
    with refused_by("search_word_once"):
        SearchWord.objects.create(language="en", word="cafe", written="café")
