"""Kinds and states: their names, and the words that the database and addresses keep for ever."""

import pytest

from mission_site.languages import NAMES
from pressreleases.intake import labels
from pressreleases.intake.folding import letters
from pressreleases.models import kinds


def test_kinds_are_named_in_the_language_of_the_release():
    assert kinds.kind_label("press-release", "en") == "Press release"
    assert kinds.kind_label("press-release", "az") == "Press-reliz"


def test_a_kind_that_no_form_offers_keeps_its_own_word():
    assert kinds.kind_label("decree", "en") == "decree"


def test_the_words_that_are_stored_stay_as_they_are():
    # Editions, withdrawals and addresses of lists hold these words, so a renamed one would lose them.
    assert {choices.__name__: choices.values for choices in (kinds.Kind, kinds.Status, kinds.NumberKind)} == {
        "Kind": ["press-release", "statement", "remarks", "media-advisory", "letter", "note"],
        "Status": ["draft", "submitted"],
        "NumberKind": ["telephone", "fax"],
    }
    assert kinds.Act.values == ["withdrawn", "removed"]
    assert kinds.Review.values == ["submitted", "sent-back", "reopened"]


def test_the_choices_of_a_field_are_all_kinds_with_their_names():
    assert [value for value, _label in kinds.kind_choices()] == kinds.Kind.values


def test_intake_knows_the_labels_of_these_kinds_and_of_no_other():
    assert set(labels.KINDS) == set(kinds.Kind.values)


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("kind", kinds.Kind.values)
def test_intake_knows_the_name_of_a_kind_as_its_label(kind, language):
    its_kind, languages = labels.LABEL_OF[letters(kinds.kind_label(kind, language))]
    assert its_kind == kind
    assert language in languages


def test_every_kind_has_a_name_for_lists():
    assert list(kinds.KINDS_IN_LISTS) == list(kinds.Kind)
