"""Who speaks: name, office and occasion, with and without “by”, and what is asked instead of guessed."""

import pytest

from pressreleases.intake.document import Document
from pressreleases.intake.reading import read


def of(text: str) -> Document:
    return read(text.encode())


TEXTS = {
    "en": "Madam Chair,\n\nOur delegation is grateful to the organizers of this meeting and has three points.\n",
    "fr": "Monsieur le Président,\n\nMa délégation remercie les organisateurs et souhaite faire trois observations.\n",
    "es": "Señora Presidenta:\n\nMi delegación agradece a los organizadores de esta reunión y hará tres comentarios.\n",
    "ru": "Уважаемый господин Председатель,\n\nНаша делегация благодарит организаторов этого заседания за работу.\n",
    "az": "Hörmətli sədr,\n\nNümayəndə heyətimiz bu iclasın təşkilatçılarına təşəkkür edir.\n",
    "tr": "Sayın Başkan,\n\nHeyetim bu toplantıyı düzenleyenlere teşekkür etmekte ve söz almaktadır.\n",
    "ar": "السيد الرئيس،\n\nيتقدم وفد بلادي بالشكر إلى منظمي هذا الاجتماع.\n",
    "zh": "主席先生：\n\n我国代表团感谢会议组织者，并希望提出三点意见。\n",
}
SPEAKERS = [
    ("en", "Statement\nby H.E. Mr. Karim Solt, Permanent Representative\n5 May 2024", "Permanent Representative"),
    (
        "en",
        "Statement\nby H.E. Mr. Karim Solt\nPermanent Representative of the Republic of the Lakes\nto the United "
        "Nations\nat the General Debate\n5 May 2024",
        "Permanent Representative of the Republic of the Lakes to the United Nations",
    ),
    ("en", "STATEMENT\n\nBY\n\nH.E. MR. KARIM SOLT,\nMINISTER OF WATER\n\n5 May 2024", "MINISTER OF WATER"),
    ("en", "Statement by the Minister of Water, Mr. Karim Solt, at the Summit\n5 May 2024", "Minister of Water"),
    ("en", "Remarks\nKarim Solt\nHead of Mission\n\nOn Rivers\n\n5 May 2024", "Head of Mission"),
    ("fr", "Déclaration\nprononcée par\nM. Karim Solt\nReprésentant permanent\n\nSur les rivières\n\n5 mai 2024", ""),
    ("es", "Discurso\ndel Sr. Karim Solt, Embajador\n5 de mayo de 2024", "Embajador"),
    ("ru", "Выступление\nЗаместитель министра\nКарим Солт\n\nО реках\n\n5 мая 2024 г.", "Заместитель министра"),
    ("az", "Çıxış\nSəfir Kərim Solt, Daimi Nümayəndə\nÇaylar haqqında\n5 may 2024", "Daimi Nümayəndə"),
    ("tr", "Konuşma\nBakan Yardımcısı Büyükelçi Kerim Solt\n\nNehirler Üzerine\n\n5 Mayıs 2024", "Bakan Yardımcısı"),
    ("ar", "بيان\nألقاه السيد كريم صلت، السكرتير الأول\n5 مايو 2024", "السكرتير الأول"),
    ("zh", "声明\n发言人：李明大使，常驻代表\n2024年5月5日\n\n关于河流", "常驻代表"),
]
SIGNS = ("solt", "солт", "صلت", "李明")


@pytest.mark.parametrize(("language", "head", "office"), SPEAKERS, ids=range(len(SPEAKERS)))
def test_name_and_office_are_read(language: str, head: str, office: str) -> None:
    document = read(f"{head}\n\n{TEXTS[language]}".encode())
    assert any(sign in document.speaker_name.lower() for sign in SIGNS)
    assert document.speaker_office == (office or "Représentant permanent")
    assert document.title
    assert document.language == language
    assert "speaker_name" not in [question.key for question in document.questions]


def test_without_a_title_of_its_own_label_speaker_and_occasion_are_the_title() -> None:
    head = "Statement\nby Mr. Karim Solt, Minister,\nat the Summit on Rivers\n\n5 May 2024"
    title = "Statement by Mr. Karim Solt, Minister, at the Summit on Rivers"
    assert read(f"{head}\n\n{TEXTS['en']}".encode()).title == title
    assert read(f"{head}\n\nRivers Without Borders\n\n{TEXTS['en']}".encode()).title == "Rivers Without Borders"


@pytest.mark.parametrize(
    ("language", "head"),
    [
        ("ru", "Заявление Постоянного представителя К.А. Солта\n\n5 мая 2024 г."),
        ("az", "Səfir Kərim Soltun sessiyanın açılışında çıxışı\n\n5 may 2024"),
        ("zh", "常驻代表李明大使在会议上的发言\n\n2024年5月5日"),
    ],
)
def test_a_name_with_an_ending_is_asked_about_and_not_stored(language: str, head: str) -> None:
    document = read(f"{head}\n\n{TEXTS[language]}".encode())
    assert document.speaker_name == ""
    assert "speaker_name" in [question.key for question in document.questions]
    answered = read(f"{head}\n\n{TEXTS[language]}".encode(), answers={"speaker_name": "K. Solt"})
    assert answered.speaker_name == "K. Solt"
    assert answered.questions == ()


@pytest.mark.parametrize("title", ["Ambassador Visits a School", "Rivers by Night", "Minister Solt Opens a Dam"])
def test_the_title_of_a_press_release_names_no_speaker(title: str) -> None:
    text = f"Press release\n5 May 2024\n\n{title}\n\nThe new dam on the upper river was opened on Sunday at noon.\n"
    document = read(text.encode())
    assert (document.title, document.speaker_name, document.questions) == (title, "", ())


def test_a_name_that_ends_like_a_form_of_address_does_not_take_the_next_line() -> None:
    head = "Statement by Mr. Otto Riis, Minister of Fisheries of Pelm\nOcean Conference\n\n5 May 2024\n\n"
    text = "Madam Chair,\n\nOur delegation thanks the organizers of this meeting and has three points.\n"
    assert of(head + text).speaker_office == "Minister of Fisheries of Pelm"
    wrapped = of(head.replace("Statement by Mr.", "Statement by H.E. Mr.\n") + text)
    assert wrapped.speaker_name == "H.E. Mr. Otto Riis"
