"""Our tables against CLDR's own rules, number by number; where they part, the difference is written down here.

The rules and the engine that reads them come with the package `unicode-rbnf`, which shares nothing with our tables.
"""

from functools import cache

import pytest
from unicode_rbnf import RbnfEngine

from pressreleases.ordinals import Noun, ordinal
from pressreleases.ordinals.finding import table_of

NUMBERS = range(1, 201)


@cache
def engine(language):
    return RbnfEngine.for_language(language)


def cldr(language, rules, number):
    # CLDR marks where Spanish words may be broken, and has a space too many in Arabic.
    text = engine(language).format_number(number, ruleset_names=[rules]).text
    return " ".join(text.replace("\u00ad", "").split())


def differing(language, rules, noun="anniversary"):
    """What CLDR writes differently, by number."""
    return {
        number: cldr(language, rules, number)
        for number in NUMBERS
        if cldr(language, rules, number) != ordinal(number, language, "words", noun)
    }


@pytest.mark.parametrize("noun", ["anniversary", "year"])
@pytest.mark.parametrize(
    ("language", "rules"),
    [
        ("en", "spellout-ordinal-verbose"),
        ("tr", "spellout-ordinal"),
        ("es", "spellout-ordinal-masculine-adjective"),
    ],
)
def test_every_number_is_as_in_cldr(language, rules, noun):
    assert differing(language, rules, noun) == {}


@pytest.mark.parametrize(("noun", "rules"), [("anniversary", "feminine"), ("year", "masculine")])
def test_russian_is_as_in_cldr_which_writes_no_yo(noun, rules):
    different = differing("ru", f"spellout-ordinal-{rules}", noun)
    # CLDR has the cardinal there.
    assert different.pop(200) == "двести"
    assert sorted(different) == [number for number in NUMBERS if number % 10 == 4 and number % 100 != 14]
    for number, words in different.items():
        assert words == ordinal(number, "ru", noun=noun).replace("ё", "е")


@pytest.mark.parametrize(
    ("agrees", "case", "rules"),
    [
        ("f", "genitive, dative, instrumental or prepositional", "feminine-genitive"),
        ("f", "genitive, dative, instrumental or prepositional", "feminine-dative"),
        ("f", "genitive, dative, instrumental or prepositional", "feminine-ablative"),
        ("f", "genitive, dative, instrumental or prepositional", "feminine-locative"),
        ("f", "accusative", "feminine-accusative"),
        ("m", "genitive", "masculine-genitive"),
        ("m", "dative", "masculine-dative"),
        ("m", "instrumental", "masculine-ablative"),
        ("m", "prepositional", "masculine-locative"),
    ],
)
def test_russian_cases_are_as_in_cldr(agrees, case, rules):
    [way] = [
        way
        for way in table_of("ru").ways
        if (way.form, way.agrees, way.case) == ("words", agrees, case) and len(way.written) == 200
    ]
    for number in range(1, 200):
        theirs = cldr("ru", f"spellout-ordinal-{rules}", number)
        # CLDR's mistakes: третьому, восемьдесятому in the dative, сороковой, a nominative, in the prepositional.
        theirs = theirs.replace("третьому", "третьему").replace("восемьдесятому", "восьмидесятому")
        if rules == "masculine-locative":
            theirs = theirs.replace("сороковой", "сороковом")
        assert way.written[number].replace("ё", "е") == theirs.replace("ё", "е")


def test_azerbaijani_is_as_in_cldr_except_its_misspelt_words():
    different = differing("az", "spellout-ordinal")
    # "One hundred" is yüz alone; eighty is səksən, and seventy and eighty have front vowels: yetmişinci, səksəninci.
    for number, words in different.items():
        mended = words.replace("bir yüz", "yüz").replace("səqsən", "səksən")
        mended = mended.replace("yetmişıncı", "yetmişinci").replace("səksənıncı", "səksəninci")
        assert mended == ordinal(number, "az"), words
    assert sorted(different) == sorted({70, *range(80, 90), *range(100, 200)})


@pytest.mark.parametrize(("noun", "rules"), [("anniversary", "masculine"), ("year", "feminine")])
def test_french_is_as_in_cldr_except_the_word_and(noun, rules):
    different = differing("fr", f"spellout-ordinal-{rules}", noun)
    ones = (21, 31, 41, 51, 61, 71)
    # CLDR links the "et" by hyphens, as the spelling of 1990 does all numbers.
    for number in (*ones, *(100 + one for one in ones)):
        assert different.pop(number) == ordinal(number, "fr", noun=noun).replace(" et ", "-et-")
    # Where it has an "et" that no spelling has.
    assert different == {
        81: "quatre-vingt-et-unième",
        91: "quatre-vingt-et-onzième",
        101: "cent-et-unième",
        111: "cent-et-onzième",
        181: "cent quatre-vingt-et-unième",
        191: "cent quatre-vingt-et-onzième",
    }


def test_arabic_is_as_in_cldr_to_100_and_at_200():
    different = differing("ar", "spellout-ordinal-feminine")
    # CLDR has cardinals behind the hundred: المائة وأربعة وثلاثون.
    assert sorted(different) == list(range(101, 200))
    assert differing("ar", "spellout-ordinal-feminine", "year").keys() == different.keys()


def test_arabic_above_100_uses_the_ordinals_up_to_99():
    for number in range(101, 200):
        assert ordinal(number, "ar") == f"{cldr('ar', 'spellout-ordinal-feminine', number - 100)} بعد المائة"


def test_chinese_is_as_in_cldr_except_two_and_zero():
    anniversaries = differing("zh", "spellout-numbering")
    assert anniversaries.pop(2) == "二"
    assert ordinal(2, "zh") == cldr("zh", "spellout-cardinal-alternate2", 2) == "两"
    years = differing("zh", "spellout-ordinal", "year")
    nouns: list[tuple[dict[int, str], Noun]] = [(anniversaries, "anniversary"), (years, "year")]
    for different, noun in nouns:
        assert sorted(different) == list(range(101, 110))
        for number, words in different.items():
            assert words.replace("〇", "零") == ordinal(number, "zh", noun=noun)
