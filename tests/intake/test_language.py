"""Which language a text has, and when it is not guessed."""

import pytest

from pressreleases.intake.errors import UnknownLanguage
from pressreleases.intake.language import recognised
from pressreleases.intake.text import read
from tests.intake.sheets import azerbaijani, english

TURKISH = (
    "Daimi Temsilcilik bugün eski haritalardan oluşan bir sergi açtı. Haritalar üç kütüphane tarafından ödünç verildi "
    "ve sergi mart ayının sonuna kadar ücretsiz olarak gezilebilir. En eski harita bin yedi yüz on iki yılında çizildi."
)


def test_the_words_of_the_text_decide() -> None:
    assert read(english().encode()).language == "en"
    assert read(azerbaijani().encode()).language == "az"


def test_the_words_of_the_text_count_more_than_the_label() -> None:
    assert read(azerbaijani(label="Press release").encode()).language == "az"
    assert read(english(label="Mətbuat xəbəri").encode()).language == "en"


def test_the_letterhead_does_not_decide() -> None:
    assert read(english(head="Azərbaycan Respublikasının Səfirliyi").encode()).language == "en"


@pytest.mark.parametrize("language", ["en", "az"])
def test_the_requested_language_wins(language: str) -> None:
    assert read(english().encode(), language).language == language


def test_a_text_of_few_words_is_in_the_language_of_its_label() -> None:
    assert read(english(title="Maps", body="Open daily.").encode()).language == "en"
    assert read(english(label="Press-reliz", title="Maps", body="Open daily.").encode()).language == "az"


def test_few_words_under_a_label_in_two_languages_are_not_guessed() -> None:
    with pytest.raises(UnknownLanguage, match=r"is not clear\. Give it: en, az"):
        read(english(label="Press release / Press-reliz", title="Maps", body="Open daily.").encode())


def test_a_text_in_an_unknown_language_is_not_recognised() -> None:
    assert recognised(TURKISH) == ""
    with pytest.raises(UnknownLanguage):
        read(english(title="Sergi", body=TURKISH).encode())


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UnknownLanguage, match=r'The site has no language "fr"\. Choose one of: en, az\.'):
        read(english().encode(), "fr")
