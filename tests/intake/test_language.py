"""Which language a text has, and when it is asked for."""

import pytest

from pressreleases.intake.errors import UnknownLanguage
from pressreleases.intake.language import others_in, recognised
from pressreleases.intake.reading import read
from tests.intake.sheets import azerbaijani, english

TEXTS = {
    "en": "The mission opened an exhibition of old maps, which were lent by three libraries of the city.",
    "az": "Daimi Nümayəndəlikdə köhnə xəritələrin sərgisi açılıb, giriş hamı üçün pulsuzdur.",
    "fr": "La Mission a ouvert une exposition de cartes anciennes, qui ont été prêtées par trois bibliothèques.",
    "es": "La Misión inauguró una exposición de mapas antiguos, que han sido prestados por tres bibliotecas.",
    "ru": "В представительстве открылась выставка старинных карт из трех библиотек.",
    "ar": "افتتحت البعثة معرضا للخرائط القديمة التي أعارتها ثلاث مكتبات.",
    "zh": "代表团今天举办古地图展览，展品来自三家图书馆。",
    "tr": "Daimi Temsilcilik bugün eski haritalardan oluşan bir sergi açtı; haritalar üç kütüphaneden alınmıştır.",
}
OTHERS = {
    "German": "Die Vertretung eröffnete gestern eine Ausstellung alter Karten, die aus drei Bibliotheken kommen.",
    "Ukrainian": "У представництві відкрилася виставка старовинних карт, які надали три бібліотеки міста й області.",
    "Persian": "نمایندگی نمایشگاهی از نقشه‌های قدیمی گشود که سه کتابخانه امانت داده‌اند و گشت در آن رایگان است.",
    "Japanese": "代表部は本日、三つの図書館から借りた古い地図の展覧会を開いた。入場は無料である。",
}


@pytest.mark.parametrize(("language", "text"), TEXTS.items(), ids=TEXTS)
def test_each_language_of_the_site_is_recognised(language: str, text: str) -> None:
    assert recognised(text) == language


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_another_language_is_not_recognised_as_its_neighbour(text: str) -> None:
    assert recognised(text) == ""
    sheet = read(english(title="2024", body=text).encode())
    assert "language" in [question.key for question in sheet.needed]


def test_a_paragraph_in_another_language_is_found_and_a_short_one_is_not() -> None:
    paragraphs = [TEXTS["en"], TEXTS["az"] + " " + TEXTS["az"], TEXTS["en"], "Vive la France"]
    assert others_in(paragraphs, "en") == [1]
    assert others_in([TEXTS["en"], TEXTS["en"]], "en") == []


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
    assert read(english().encode(), answers={"language": language}).language == language


def test_a_text_of_few_words_is_in_the_language_of_its_label() -> None:
    assert read(english(title="Maps", body="Open daily.").encode()).language == "en"
    assert read(english(label="Press-reliz", title="Maps", body="Open daily.").encode()).language == "az"


def test_few_words_under_a_label_in_two_languages_are_not_guessed() -> None:
    sheet = read(english(label="Press release / Press-reliz", title="Maps", body="Open daily.").encode())
    assert [question.key for question in sheet.needed] == ["language"]


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UnknownLanguage, match=r'The site has no language "de"\. Choose one of: en, az, fr'):
        read(english().encode(), answers={"language": "de"})
