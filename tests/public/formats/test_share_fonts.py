"""Which font draws which letters of the share picture."""

from pressreleases.public.formats.share_fonts import SEMIBOLD, type_for


def test_each_script_has_a_font_that_has_all_its_letters():
    for words, language in (("Ə visit", "az"), ("Визит", "ru"), ("زيارة", "ar"), ("访问", "zh")):
        face = type_for(words, language, 40, SEMIBOLD)
        assert face is not None
        assert face.width(words) > 0
        assert face.language == language


def test_letters_that_no_font_has_are_not_drawn():
    assert type_for("😀", "en", 40) is None


def test_arabic_is_drawn_from_right_to_left_and_english_is_not():
    arabic, english = type_for("زيارة", "ar", 40), type_for("visit", "en", 40)
    assert arabic is not None
    assert english is not None
    assert (arabic.shaping["direction"], english.shaping["direction"]) == ("rtl", "ltr")
