"""Documents that releases were made from: one row for each content, and which of them were used."""

from typing import Any

import pytest

from pressreleases.models import Release, ReleaseSource, SourceDocument
from pressreleases.models.source_document import hash_of
from tests.making import make_release
from tests.models.refusals import refused_by

pytestmark = pytest.mark.django_db


def keep(by: Any, content: bytes = b"words", **changes: Any) -> SourceDocument:
    fields = {"name": "a.txt", "sha256": hash_of(content), "size": len(content), "uploaded_by": by, **changes}
    made: SourceDocument = SourceDocument.objects.create(content=content, **fields)
    return made


def test_one_of_which_a_draft_was_made_is_used(author: Any) -> None:
    used, unused = keep(author), keep(author, b"others")
    release = make_release()
    ReleaseSource.objects.create(document=used, release=release)
    assert list(SourceDocument.objects.unused()) == [unused]
    assert list(SourceDocument.objects.of_releases([release.pk])) == [used]
    assert list(SourceDocument.objects.of_releases([release.pk + 1])) == []


def test_it_is_known_of_which_release_after_that_was_deleted(author: Any) -> None:
    document, release = keep(author), make_release()
    key = release.pk
    ReleaseSource.objects.create(document=document, release=release)
    Release.objects.filter(pk=key).delete()
    assert list(SourceDocument.objects.of_releases([key])) == [document]


def test_the_content_is_fetched_only_when_it_is_asked_for(author: Any, django_assert_num_queries: Any) -> None:
    keep(author)
    document = SourceDocument.objects.get()
    with django_assert_num_queries(1):
        assert bytes(document.content) == b"words"


def test_the_same_content_twice_is_refused(author: Any) -> None:
    keep(author)
    with refused_by("source_document_one_per_content"):
        keep(author, name="b.txt")


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"name": ""}, "source_document_has_a_name"),
        ({"name": "a\nb"}, "source_document_name_in_one_line"),
        ({"size": 0}, "source_document_size_within_limits"),
        ({"sha256": "x"}, "source_document_sha256_well_formed"),
    ],
)
def test_a_row_that_cannot_be_is_refused(author: Any, changes: dict[str, Any], constraint: str) -> None:
    with refused_by(constraint):
        keep(author, **changes)
