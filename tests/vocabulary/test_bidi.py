"""Telephone numbers in texts from right to left, and the marks that stand between words."""

import pytest

from pressreleases.vocabulary.bidi import numbers_kept_whole, numbers_kept_whole_in_text
from pressreleases.vocabulary.punctuation import colon, comma, semicolon


def test_a_telephone_number_in_arabic_is_isolated_whole():
    written = "<p>اتصل: (212) 371-2559 أو +994 12 123-45-67.</p>"
    kept = numbers_kept_whole(written, "ar")
    first, last = (
        f'<bdi class="number" dir="ltr">{number}</bdi>' for number in ("(212) 371-2559", "+994 12 123-45-67")
    )
    assert kept == f"<p>اتصل: {first} أو {last}.</p>"
    # By its letters, not by the language of the text around it.
    assert numbers_kept_whole(written, "en") == f"<p>اتصل: {first} أو {last}.</p>"
    english = "<p>Call (212) 371-2559.</p>"
    assert numbers_kept_whole(english, "en") == english
    assert "<bdi" in numbers_kept_whole(english, "ar")


def test_a_telephone_number_in_plain_text_is_isolated_by_letters_that_no_one_sees():
    assert numbers_kept_whole_in_text("اتصل: (212) 371-2559.", "en") == "اتصل: \u2066(212) 371-2559\u2069."
    assert numbers_kept_whole_in_text("Call (212) 371-2559, 1990-2024.", "en") == "Call (212) 371-2559, 1990-2024."
    assert numbers_kept_whole_in_text("(1990-2024) و 147", "ar") == "(1990-2024) و 147"


@pytest.mark.parametrize(
    "written",
    [
        "<p>(1990-2024) و 2020-2024 و 147 و 19–20 يناير</p>",
        '<p><a href="tel:+12123712559" title="&quot;> +1 212 371 2559">هنا</a></p>',
    ],
)
def test_years_other_numbers_and_what_stands_in_a_tag_are_left_alone(written):
    assert numbers_kept_whole(written, "ar") == written


def test_marks_between_words_are_those_of_the_language():
    marks = {language: [mark(language) for mark in (comma, semicolon, colon)] for language in ("az", "ar", "fr", "zh")}
    assert marks == {
        "az": [", ", "; ", ": "],
        "ar": ["، ", "؛ ", ": "],
        "fr": [", ", "\u202f; ", "\u00a0: "],
        "zh": ["，", "；", "："],
    }
