"""One rule for the characters of a text: what goes, what is refused, and what must stay."""

import pytest

from pressreleases.language import characters


def test_control_characters_and_noncharacters_go_and_words_stay():
    dirty = "Ba\x01k\x7fu\x9f \ufdd0\uffff\U0010fffe\x1bvisit"
    assert (characters.line(dirty), characters.text(dirty)) == ("Baku visit", "Baku visit")


def test_a_line_has_no_break_of_any_kind_and_a_text_has_line_feeds():
    broken = "a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h\ti"
    assert characters.line(broken) == "a b c d e f g h i"
    assert characters.text(broken) == "a\nb\nc\nd\ne\nf\ng\nh\ti"


def test_marks_of_direction_go_from_lines_and_stay_in_a_text():
    turned = "\u202bHello\u202c \u2067x\u2069"
    assert characters.line(turned) == characters.lines(turned) == "Hello x"
    assert characters.text(turned) == turned


@pytest.mark.parametrize("mark", ["\u202d", "\u202e"])
def test_marks_that_reverse_letters_go_from_a_text_too(mark):
    assert characters.text(f"{mark}131\u202c") == "131\u202c"
    assert characters.reverses_letters(f"a{mark}")
    assert not characters.reverses_letters("\u202bزيارة\u202c \u2067x\u2069")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        *(("İclas", "iclas", True), ("QIZ", "qız", True), ("Straße", "STRASSE", True), ("a  b", " A b", True)),
        *(("Şuşa", "S\u0327us\u0327a", True), ("Susa", "Şuşa", False), ("ab", "a b", False)),
    ],
)
def test_words_are_folded_by_one_rule_in_every_language(one, other, same):
    assert (characters.folded(one) == characters.folded(other)) is same


@pytest.mark.parametrize("words", ["می‌خواهم", "क्ष‍", "a\u200eb", "soft\u00adhyphen", "🏳️‍🌈", "\ue000", "10\u00a0000"])
def test_what_languages_need_stays(words):
    assert characters.line(words) == characters.text(words) == words
    assert not characters.is_blank(words)


@pytest.mark.parametrize(
    "words", ["", " \n", "\u200b\u200d\ufeff", "\u00ad\u2060", "\u3164", "\u2800", "\u0301", "\x01\uffff"]
)
def test_words_of_which_nothing_can_be_seen_are_blank(words):
    assert characters.is_blank(words)


@pytest.mark.parametrize("words", ["–", "١", "字", "a\u200b", "€", "."])
def test_a_single_sign_is_not_blank(words):
    assert not characters.is_blank(words)
