"""Letters as they are compared in a search."""

import pytest

from pressreleases.search.folding import fold_for_search, fold_with_places


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Azərbaycan", "AZƏRBAYCAN"),
        ("İlham", "ilham"),
        ("ışıq", "Işıq"),
        ("café", "cafe"),
        ("ёлка", "елка"),
        ("أمة", "امه"),
    ],
)
def test_spellings_that_people_take_for_the_same_word_are_the_same(one, other):
    assert fold_for_search(one) == fold_for_search(other)


@pytest.mark.parametrize(("one", "other"), [("мой", "мои"), ("baku", "bako"), ("on", "un")])
def test_other_letters_make_other_words(one, other):
    assert fold_for_search(one) != fold_for_search(other)


def test_each_chinese_sign_is_a_word_of_its_own_and_other_signs_part_words():
    assert fold_for_search("声明").split() == ["声", "明"]
    assert fold_for_search("COP-29/b").split() == ["cop", "29", "b"]
    assert fold_for_search("so\u00adft ١٢") == "soft 12"


def test_each_folded_letter_knows_where_it_came_from():
    text = "Şəhid 声ß"
    folded = fold_with_places(text)
    assert folded.text == fold_for_search(text)
    assert len(folded.places) == len(folded.text)
    assert [text[place] for place in folded.places][:5] == list("Şəhid")
    assert folded.places == sorted(folded.places)
