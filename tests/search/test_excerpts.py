"""The part of a text that has the words of a query, with these words marked as they are written."""

import pytest

from pressreleases.search.excerpts import Piece, excerpts
from pressreleases.search.query import terms_of

pytestmark = pytest.mark.django_db


def excerpt(text, query, language="en"):
    [pieces] = excerpts([text], terms_of(query), language)
    return pieces


def text_of(pieces):
    return "".join(piece.text for piece in pieces)


def marked(pieces):
    return [piece.text for piece in pieces if piece.marked]


def test_words_are_marked_in_their_original_letters():
    assert excerpt("Başqa söz. Şəhidlərin xatirəsi.", "sehid", "az") == [
        Piece("Başqa söz. "),
        Piece("Şəhidlərin", marked=True),
        Piece(" xatirəsi."),
    ]


def test_other_forms_of_a_word_are_marked_and_excluded_words_are_not():
    assert marked(excerpt("Two summits in Baku.", "summit -baku")) == ["summits"]


def test_the_common_words_of_a_phrase_are_not_marked_everywhere():
    assert marked(excerpt("The end of the rule of law.", '"rule of law"')) == ["rule", "law"]


def test_without_a_hit_the_text_is_shown_from_its_beginning():
    assert excerpt("Short text.", "zarathustra") == [Piece("Short text.")]
    pieces = excerpt("word " * 100, "zarathustra")
    assert text_of(pieces).startswith("word word")
    assert text_of(pieces).endswith("word …")
    assert len(text_of(pieces)) <= 262


def test_from_the_middle_of_a_long_text_whole_words_around_the_first_hit_are_shown():
    text = text_of(excerpt("before " * 100 + "Khojaly " + "after " * 100, "khojaly"))
    assert text.startswith("… before")
    assert "Khojaly" in text
    assert text.endswith("after …")
    assert len(text) < 300


def test_a_hit_near_the_beginning_is_shown_from_the_beginning():
    for letters in (58, 59):
        text = "x " + "x" * (letters - 2) + " Khojaly end"
        assert text_of(excerpt(text, "khojaly")) == text
    assert text_of(excerpt("xy " * 20 + "z Khojaly end", "khojaly")).startswith("… ")


def test_a_text_without_spaces_is_cut_within_it_and_still_has_the_hit():
    pieces = excerpt("字" * 400 + "京" + "字" * 400, "京", "zh")
    assert marked(pieces) == ["京"]
    assert len(text_of(pieces)) < 300


def test_cells_items_and_paragraphs_are_parted_and_sentences_need_no_sign():
    assert text_of(excerpt("Figures\nMines\t33,000\n- One\n1. Two\n\nThe end.\n\nMore.", "mines")) == (
        "Figures · Mines · 33,000 · One · Two · The end. More."
    )


def test_an_isolated_number_is_never_cut():
    number = "\u2066+1 (212) 371-2559\u2069"
    text = text_of(excerpt(f"{'ا' * 30} {number} {'ا' * 45} السفير {'كلمة ' * 60}", "السفير", "ar"))
    assert text.count("\u2066") == text.count("\u2069")


def test_each_text_has_its_own_excerpt_in_the_same_order_by_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        found = excerpts(["A summit.", "No hit.", "Summits."], terms_of("summit"), "en")
    assert [marked(pieces) for pieces in found] == [["summit"], [], ["Summits"]]
