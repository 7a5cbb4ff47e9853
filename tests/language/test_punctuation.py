"""The marks that stand between words in each language, and which typed marks are offered others."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressreleases.language.punctuation import (
    after_colon,
    before_bracket,
    colon,
    comma,
    corrected,
    edits,
    full_stop,
    semicolon,
)


def test_marks_between_words_are_those_of_the_language():
    marks = {language: [mark(language) for mark in (comma, semicolon, colon)] for language in ("az", "ar", "fr", "zh")}
    assert marks == {
        "az": [", ", "; ", ": "],
        "ar": ["، ", "؛ ", ": "],
        "fr": [", ", "\u202f; ", "\u00a0: "],
        "zh": ["，", "；", "："],
    }


def test_only_chinese_ends_a_sentence_without_a_space():
    assert [full_stop(language) for language in ("zh", "ar", "en", "az")] == ["。", ". ", ". ", ". "]


def test_a_bracket_comes_after_a_space_unless_it_is_as_wide_as_a_chinese_letter():
    assert "1" + before_bracket("(ext. 2)") + "(ext. 2)" == "1 (ext. 2)"
    assert "1" + before_bracket("（分机 2）") + "（分机 2）" == "1（分机 2）"


def test_a_chinese_colon_brings_its_own_space():
    assert "电话：" + after_colon("电话：") + "1" == "电话：1"
    assert "Tél. :" + after_colon("Tél. :") + "1" == "Tél. : 1"


# In these tables ¤ is a no-break space, and ⍽ a narrow one.
def _typed(words):
    return words.replace("¤", "\u00a0").replace("⍽", "\u202f")


@pytest.mark.parametrize(
    ("language", "typed", "wanted"),
    [
        ("en", 'the "Black January"', "the “Black January”"),
        ("en", 'He said: "They call it "peace" here."', "He said: “They call it ‘peace’ here.”"),
        ("en", "\"They call it 'peace', don't they?\"", "“They call it ‘peace’, don’t they?”"),
        ("en", "Martyrs' Alley in the '90s and the 1980's", "Martyrs’ Alley in the ’90s and the 1980’s"),
        ("en", "«Peace» and „calm“", "“Peace” and “calm”"),
        ("en", "one - two -- three", "one – two – three"),
        ("en", "one--two... [...]", "one—two… […]"),
        ("en", 'in the "COP29" hall', "in the “COP29” hall"),
        ("en", '"The first paragraph of a quotation.', "“The first paragraph of a quotation."),
        ("az", '"Qara Yanvar" - faciə', "“Qara Yanvar” – faciə"),
        ("az", '«"A" və B»', "«“A” və B»"),
        ("tr", 'Türkiye\'nin "Dışişleri"nden...', "Türkiye’nin “Dışişleri”nden…"),
        ("fr", 'Il dit : "Bonjour !"', "Il dit¤: «⍽Bonjour⍽!⍽»"),
        ("fr", "l'eau; « l'air » ?", "l’eau⍽; «⍽l’air⍽»⍽?"),
        ("fr", '"Le "oui" et le non"', "«⍽Le “oui” et le non⍽»"),
        ("fr", "“Bonjour”, dit-il - puis...", "«⍽Bonjour⍽», dit-il – puis…"),
        ("es", 'Dijo: "La "paz" es" - punto', "Dijo: «La “paz” es» – punto"),
        ("ru", 'Газета "Правда" - это', "Газета «Правда» — это"),
        ("ru", 'О "книге "Мир" и" – да', "О «книге „Мир“ и» — да"),
        ("ru", "„Мир“ и “труд”", "«Мир» и «труд»"),
        ("ar", 'قال "السلام" و"كلمة" - نعم', "قال «السلام» و«كلمة» – نعم"),
        ("zh", '他说"和平"...', "他说“和平”……"),
        ("zh", '"他说："和平"。"', "“他说：‘和平’。”"),
        ("zh", "中国 - 北京--上海", "中国——北京——上海"),
    ],
)
def test_typed_marks_are_offered_those_of_the_language(language, typed, wanted):
    assert corrected(typed, language) == _typed(wanted)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "5'10\" tall, 12\" wide, 12' x 14', 40°26'46\"N"),
        ("en", "https://example.org/a--b?c='d'&e=\"f\" and press@mission.example"),
        ("en", 'run `a --b "c"` or --help or name="x"'),
        ("en", "from 10:30 to 11:45, 3 - 1, 2020-2024, 1...5, ../x, ...."),
        ("en", "- the first line of a list\n- the second"),
        ("en", "“Right” and ‘right’, one – two — three…"),
        ("en", 'one " that is left over, and 6" more'),
        ("az", "“Qara Yanvar”, «Xalq qəzeti»"),
        ("tr", "“Cumhuriyet”, «Cumhuriyet»"),
        ("es", "“Uno”, «dos»"),
        ("ar", "«نعم» و“لا”"),
        ("fr", "à 10:30, un ratio de 3: 1, «⍽oui⍽», « non », c’est¤: fini⍽!"),
        ("ru", "«Мир», «О „мире“»"),
        ("zh", "“和平”，《新闻》——完……"),
    ],
)
def test_marks_that_are_right_or_no_punctuation_stay(language, words):
    assert edits(_typed(words.replace("« non »", "«¤non¤»")), language) == []


def test_a_quotation_that_cannot_be_understood_keeps_its_marks_and_the_next_line_does_not():
    assert corrected('say "this and "that\nsay "this"', "en") == 'say "this and "that\nsay “this”'


PIECES = [*"\"'«»“”„‘’-–—.…!?;:, ()\u00a0\u202f10a\n@", "word", "l'a", "中", "و", "...", "--", " - ", ' "', '" ']


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join),
    st.sampled_from("ar az en es fr ru tr zh".split()),
)
def test_only_marks_and_spaces_change_and_a_second_time_nothing(words, language):
    once = corrected(words, language)
    assert corrected(once, language) == once
    assert _rest(once) == _rest(words)


def _rest(words):
    return [one for one in words if one.isalnum() or one in "@(),!?;:\n"]
