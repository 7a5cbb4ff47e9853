"""The paragraphs of the Word file of a draft: their links, and no letters that Word cannot read."""

import re

import pytest

from mission_site.languages import NAMES
from tests.editorial.word_files import (
    compared,
    made,
    part_of,
    words_of,
)
from tests.making import make_release

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.LANGUAGES = list(NAMES.items())


def test_links_are_addresses_that_word_can_read_and_others_are_words(details, editor):
    links = (
        "https://example.org/a b/ş?q=ə#é",
        "https://bücher.example/x",
        "mailto:press@mission.example",
        "tel:+12123712559",
        "https://[half/x",
    )
    body = "".join(f'<p><a href="{link}">Words {number}</a></p>' for number, link in enumerate(links))
    release = make_release(body=body)
    data = made(release, editor)
    targets = re.findall(r'Target="([^"]*)" TargetMode', part_of(data, "word/_rels/document.xml.rels"))
    assert targets == [
        "https://example.org/a%20b/%C5%9F?q=%C9%99#%C3%A9",
        "https://xn--bcher-kva.example/x",
        "mailto:press@mission.example",
        "tel:+12123712559",
    ]
    assert "Words 4" in words_of(data)
    assert compared(data, release, editor).says_nothing
