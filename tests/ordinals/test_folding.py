"""Folding for ordinals: letters that are often mixed up become one, and each keeps its place."""

import pytest

from pressreleases.ordinals.folding import fold_for_ordinals


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("THIRTY-Fourth", "thirty-fourth"),
        ("İLDÖNÜMÜ ılıq Iğdır", "ildönümü iliq iğdir"),
        ("الأولى", "الاولى"),
        ("٣٤ ۳۴ ３４", "34 34 34"),
        ("34‐cü 34–cü 34−cü", "34-cü 34-cü 34-cü"),
        ("34’üncü", "34'üncü"),
        ("ЧЕТВЁРТАЯ", "четвёртая"),
    ],
)
def test_capitals_digits_hyphens_and_mixed_letters_make_no_difference(text, folded):
    assert fold_for_ordinals(text) == folded


@pytest.mark.parametrize("text", ["²", "ẞ", "34—35", "ё", "ة", "½"])
def test_other_characters_keep_their_difference(text):
    assert fold_for_ordinals(text) == text.lower()


@pytest.mark.parametrize("text", ["İİİ 34", "ŉ", "ﬁrst", "𝟛4"])
def test_every_character_keeps_its_place(text):
    assert len(fold_for_ordinals(text)) == len(text)
