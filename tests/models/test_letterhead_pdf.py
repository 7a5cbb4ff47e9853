"""The row of a letterhead PDF: there with each edition, and made or not."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from pressreleases.models import LetterheadPdf
from pressreleases.publishing import publish
from tests.making import make_release
from tests.models.refusals import refused_by

pytestmark = pytest.mark.django_db

MADE = {"content": b"%PDF-", "sha256": "ab" * 32, "size": 5}


@pytest.fixture
def row(details: Any, editor: Any) -> LetterheadPdf:
    (edition,) = publish([make_release()], by=editor)
    found: LetterheadPdf = LetterheadPdf.objects.get(edition=edition)
    return found


def test_a_new_edition_has_one_that_is_due_and_not_made(row: LetterheadPdf) -> None:
    assert list(LetterheadPdf.objects.due()) == [row]
    assert not LetterheadPdf.objects.made().exists()
    assert not LetterheadPdf.objects.failed().exists()


def test_one_that_is_made_is_not_due_again(row: LetterheadPdf) -> None:
    LetterheadPdf.objects.update(**MADE)
    assert list(LetterheadPdf.objects.made()) == [row]
    assert not LetterheadPdf.objects.due(timezone.now() + dt.timedelta(days=9)).exists()


def test_one_that_failed_waits_for_its_next_try(row: LetterheadPdf) -> None:
    later = timezone.now() + dt.timedelta(hours=1)
    LetterheadPdf.objects.update(failure="other", due_at=later)
    assert list(LetterheadPdf.objects.failed()) == [row]
    assert not LetterheadPdf.objects.due().exists()
    assert LetterheadPdf.objects.due(later).exists()


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({**MADE, "failure": "other"}, "letterhead_pdf_made_or_not"),
        ({"sha256": "ab" * 32}, "letterhead_pdf_made_or_not"),
        ({"failure": "rain"}, "letterhead_pdf_failure_known"),
    ],
)
def test_half_of_a_file_and_an_unknown_failure_are_refused(
    row: LetterheadPdf, changes: dict[str, Any], constraint: str
) -> None:
    with refused_by(constraint):
        LetterheadPdf.objects.update(**changes)
