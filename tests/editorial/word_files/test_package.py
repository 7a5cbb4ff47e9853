"""What surrounds the text in the Word file of a draft: paper, letterhead, mark, and no author."""

import io

import docx
import pytest

from mission_site.languages import NAMES
from pressreleases.editorial.word_files.making import file_name
from tests.editorial.word_files import (
    made,
    part_of,
    rich_release,
    words_of,
)
from tests.making import make_release

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.LANGUAGES = list(NAMES.items())


def test_it_has_letterhead_mark_and_state_and_no_author(details, editor):
    release = rich_release(attachments=[])
    data = made(release, editor)
    head = words_of(data, "word/header1.xml")
    for words in (
        "DRAFT",
        "Permanent Mission of the",
        "633 Third Avenue",
        "(212) 371-2559",
        "made by editor",
        "Save 1",
    ):
        assert words in head, words
    assert "DRAFT" in words_of(data, "word/header2.xml")
    core = docx.Document(io.BytesIO(data)).core_properties
    assert (core.title, core.author, core.last_modified_by) == (release.title, "", "")
    assert file_name(release) == f"2024-01-20-{release.slug}-en-save-1.docx"


@pytest.mark.parametrize(("paper", "width"), [("a4", 11906), ("us-letter", 12240)])
def test_it_is_on_the_paper_of_the_site(details, editor, settings, paper, width):
    settings.PAPER_SIZE = paper
    assert f'<w:pgSz w:w="{width}"' in part_of(made(make_release(), editor))
