"""One rule for the characters of a text: what goes, what is refused, and what must stay."""

import re

import phonenumbers
import pytest
from django.core.exceptions import ValidationError

from pressreleases.language import characters
from pressreleases.models import text_fields
from pressreleases.models.mission import CALLING_CODE


def test_control_characters_and_noncharacters_go_and_words_stay():
    dirty = "Ba\x01k\x7fu\x9f \ufdd0\uffff\U0010fffe\x1bvisit"
    assert (characters.line(dirty), characters.text(dirty)) == ("Baku visit", "Baku visit")


def test_a_line_has_no_break_of_any_kind_and_a_text_has_line_feeds():
    broken = "a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h\ti"
    assert characters.line(broken) == "a b c d e f g h i"
    assert characters.text(broken) == "a\nb\nc\nd\ne\nf\ng\nh\ti"


def test_marks_of_direction_go_from_lines_and_stay_in_a_text():
    turned = "\u202eolleH\u202c \u2067x\u2069"
    assert characters.line(turned) == characters.lines(turned) == "olleH x"
    assert characters.text(turned) == turned


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


@pytest.mark.parametrize(
    "field",
    [
        text_fields.LineFormField(),
        text_fields.LinesFormField(),
        text_fields.TextFormField(),
        text_fields.SlugFormField(),
    ],
)
@pytest.mark.parametrize("words", ["a\x00b", "a\ud800b", "\udfff"])
def test_nul_and_half_a_pair_are_an_error_of_the_form(field, words):
    with pytest.raises(ValidationError):
        field.clean(words)


def test_a_field_takes_what_cannot_be_seen_for_nothing():
    with pytest.raises(ValidationError) as refused:
        text_fields.LineFormField().clean("\u200b\u202e")
    assert refused.value.code == "required"
    assert text_fields.LineFormField(required=False).clean("\u200b") == ""


@pytest.mark.parametrize(
    ("typed_in", "kept"), [("\u2126", "ω".upper()), ("\u212a", "K"), ("\uf900", "豈"), ("cafe\u0301", "café")]
)
def test_an_address_is_composed(typed_in, kept):
    assert text_fields.SlugFormField(allow_unicode=True).clean(typed_in) == kept


@pytest.mark.parametrize("words", ["a\u2028b", "a\tb", "a\x85b", "a\x01", "\u202ea", "\u200b"])
def test_a_model_refuses_what_no_line_holds(words):
    with pytest.raises(ValidationError):
        text_fields.check_line(words)


@pytest.mark.parametrize("words", ["", "A visit to Geneva", "زيارة", "a\u200db"])
def test_a_model_takes_a_line(words):
    text_fields.check_line(words)


def test_the_calling_codes_are_those_that_phonenumbers_knows():
    known = {str(code) for code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE}
    assert {str(code) for code in range(1, 1000) if re.fullmatch(CALLING_CODE, str(code))} == known
