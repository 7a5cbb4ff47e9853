"""Digests of a working copy: of its words, by which translations are compared, and of its whole sheet."""

import pytest

from pressreleases.models import Image, Release
from pressreleases.models.digests import UNKNOWN_WORDS, sheet_digest, words_digest
from tests.making import make_anniversary, make_release

pytestmark = pytest.mark.django_db


def digests(release, **changes):
    """The digests of the words and of the sheet of a stored release, after these changes."""
    Release.objects.filter(pk=release.pk).update(**changes)
    return Release.objects.annotate(words=words_digest(), sheet=sheet_digest()).values_list("words", "sheet").get()


@pytest.fixture
def release():
    return make_release(
        "Visit", "They <strong>met</strong> in Baku.", body="<p>They met in Baku.</p>\n<p>And left.</p>"
    )


@pytest.mark.parametrize(
    "body",
    [
        "<p>They <strong>met</strong> in <em>Baku</em>.</p><p>And left.</p>",
        '<p>They met in <a href="https://example.org/">Baku</a>.</p>\n\n<ul><li>And left.</li></ul>',
        "<p>They  met\u00a0in Ba<sup>ku</sup>.</p><p>And\tleft.</p>",
    ],
)
def test_markup_links_and_spaces_are_no_words_but_part_of_the_sheet(release, body):
    words, sheet = digests(release)
    other_words, other_sheet = digests(release, body=body)
    assert other_words == words
    assert other_sheet != sheet


@pytest.mark.parametrize(
    "body",
    [
        "<p>They met in Baku.</p><p>And  l eft.</p>",
        "<p>They met in Baku</p><p>And left.</p>",
        "<p>They met in Baku.</p><p>and left.</p>",
        '<p>They met in Baku.</p><p>And left.</p><img src="/media/images/a.png">',
    ],
)
def test_another_letter_mark_or_picture_makes_other_words(release, body):
    words, _sheet = digests(release)
    assert digests(release, body=body)[0] != words


def test_words_of_neighbouring_paragraphs_do_not_run_together(release):
    apart, _sheet = digests(release, body="<p>One</p><p>two</p>")
    assert digests(release, body="<p>Onetwo</p>")[0] != apart
    assert digests(release, body="<p>One two</p>")[0] == apart


def test_a_letter_composed_of_two_characters_is_the_same_letter(release):
    composed, _sheet = digests(release, title="Café")
    assert digests(release, title="Cafe\u0301")[0] == composed


@pytest.mark.parametrize("field", ["title", "summary", "notes_to_editors", "place", "speaker_name", "speaker_office"])
def test_each_text_of_a_release_is_part_of_both(release, field):
    words, sheet = digests(release)
    other_words, other_sheet = digests(release, **{field: "Other"})
    assert other_words != words
    assert other_sheet != sheet


def test_words_that_move_to_another_field_are_other_words(release):
    words, _sheet = digests(release, place="Baku", speaker_name="")
    assert digests(release, place="", speaker_name="Baku")[0] != words


@pytest.mark.parametrize(
    "changes", [{"kind": "statement"}, {"reference": "No. 1"}, {"issued_on": "2024-01-21"}, {"language": "az"}]
)
def test_what_only_the_sheet_shows_is_no_word(release, changes):
    words, sheet = digests(release)
    other_words, other_sheet = digests(release, **changes)
    assert other_words == words
    assert other_sheet != sheet


def test_address_and_anniversary_are_part_of_neither(release):
    before = digests(release)
    assert digests(release, slug="other", anniversary=make_anniversary(en="Black January")) == before


def test_a_picture_above_the_text_and_its_words_in_that_language_are_part_of_the_sheet(release):
    image = Image.objects.create(title="A hall", file="images/a.png", sha256="a" * 64, width=1, height=1)
    found = [digests(release), digests(release, lead_image=image)]
    image.descriptions.create(language="en", alternative_text="A hall full of people.")
    found.append(digests(release))
    Image.objects.update(credit="A. Mammadov")
    found.append(digests(release))
    assert len({sheet for _words, sheet in found}) == 4
    assert len({words for words, _sheet in found}) == 1
    image.descriptions.create(language="az", alternative_text="Zal.")
    assert digests(release) == found[-1]


def test_the_digest_of_redacted_words_is_that_of_no_text(release):
    assert len(UNKNOWN_WORDS) == len(digests(release)[0]) == 64
    assert digests(release, title="x", body="", place="")[0] != UNKNOWN_WORDS
