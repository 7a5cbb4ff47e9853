"""The words by which sheets name their parts: in each language, and folded as lines are before they are compared."""

import pytest

from pressreleases.intake import vocabulary
from pressreleases.intake.folding import fold_loosely, letters

TABLES = {name: value for name, value in vars(vocabulary).items() if name.isupper() and not name.startswith("_")}
IMMEDIATE = {
    "en": "For immediate release",
    "az": "Dərhal yayım üçün",
    "fr": "Pour diffusion immédiate",
    "es": "Para difusión inmediata",
    "ru": "Для немедленного распространения",
    "ar": "للنشر فورا",
    "zh": "立即发布",
    "tr": "Derhal yayımlanmak üzere",
}


def test_a_document_can_be_read_in_eight_languages() -> None:
    assert sorted(IMMEDIATE) == sorted(vocabulary.LANGUAGES)


@pytest.mark.parametrize("language", vocabulary.LANGUAGES)
def test_immediate_release_is_known_in_each_language_and_a_title_is_none(language: str) -> None:
    assert letters(IMMEDIATE[language]) in vocabulary.IMMEDIATE
    assert letters(f"{IMMEDIATE[language]} bees") not in vocabulary.IMMEDIATE


def test_words_to_compare_with_letters_are_letters_only() -> None:
    assert all(words == letters(words) for words in vocabulary.IMMEDIATE | vocabulary.NOTICES)
    assert all(words == fold_loosely(words) for words in vocabulary.EMBARGO)


def test_no_table_has_an_empty_word_which_every_line_would_begin_with() -> None:
    for name, table in TABLES.items():
        if isinstance(table, (tuple, frozenset, dict)):
            assert "" not in table, name


def test_words_are_split_at_strokes_and_keep_their_spaces() -> None:
    assert vocabulary.split("one word| two words ") == ("one word", "two words")
