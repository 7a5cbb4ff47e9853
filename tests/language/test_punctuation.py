"""The marks that stand between words in each language."""

from pressreleases.language.punctuation import before_bracket, colon, comma, full_stop, semicolon


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
