"""Tables of ordinals: what holds for every number of every language. Values are in the file of each language."""

import pytest

from pressreleases.ordinals import HIGHEST, ordinal
from pressreleases.ordinals.finding import table_of

LANGUAGES = ["en", "az", "tr", "fr", "es", "ru", "ar", "zh"]


def figure_by_its_words(language, number, words):
    """The figures' suffix is the end of the word, by each language's rule: a second way to come to it."""
    match language:
        case "en":
            return f"{number}{words[-2:]}"
        case "az":
            return f"{number}-{words[-2:]}"
        case "fr":
            return f"{number}{words[-2:] if number == 1 else words[-1:]}" if words != "première" else "1re"
        case "es":
            return f"{number}.{words[-2:] if words[-1] == 'r' else 'º'}"
        case "ru":
            return f"{number}-{words[-1]}"
    raise LookupError(language)


@pytest.mark.parametrize("noun", ["anniversary", "year"])
@pytest.mark.parametrize("language", ["en", "az", "fr", "es", "ru"])
def test_figures_have_the_endings_of_their_words(language, noun):
    for number in range(1, HIGHEST + 1):
        words = ordinal(number, language, noun=noun)
        assert ordinal(number, language, "figures", noun) == figure_by_its_words(language, number, words)


def test_turkish_figures_with_an_apostrophe_have_the_endings_of_their_words():
    way = next(way for way in table_of("tr").ways if way.form == "figures" and "'" in way.written[1])
    for number, written in way.written.items():
        figure, suffix = written.split("'")
        assert figure == str(number)
        assert ordinal(number, "tr").endswith(suffix)
        assert len(suffix) >= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_numbers_share_an_ordinal_in_words(language):
    for noun in ("anniversary", "year"):
        assert len({ordinal(number, language, noun=noun) for number in range(1, HIGHEST + 1)}) == HIGHEST
