"""Kinds and states: their names, and the words that the database and addresses keep for ever."""

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
