"""The title and the lead of a sheet, and where a subtitle begins."""

from pressreleases.intake.document import Document, names_forum
from pressreleases.intake.reading import read

TEXT = "The Embassy opened a garden for its neighbours on Tuesday, and forty of them came to plant trees in it."


def of(text: str) -> Document:
    return read(text.encode())


def asked(document: Document) -> list[str]:
    return [question.key for question in document.questions]


def test_a_line_that_begins_with_a_capital_under_a_title_is_asked() -> None:
    title = "The embassy opens a garden for neighbours"
    head = "Press release\n5 May 2024\n\n"
    under = of(f"{head}{title}\nForty people planted trees\n\n{TEXT}")
    wrapped = of(f"{head}{title}\nand forty people plant trees\n\n{TEXT}")
    after_a_small_word = of(f"{head}The embassy opens a garden in\nPort Elma for all\n\n{TEXT}")
    assert "lead" in asked(under)
    assert "lead" not in asked(wrapped)
    assert wrapped.title == f"{title} and forty people plant trees"
    assert after_a_small_word.title == "The embassy opens a garden in Port Elma for all"


def test_a_committee_is_neither_title_nor_place_without_a_question() -> None:
    assert names_forum("Third Committee, 79th session")
    assert not names_forum("On Rivers and Lakes")
    head = "Statement\nby Ms. Hana Okoro, Counsellor\n\n"
    text = "Madam Chair,\n\nOur delegation thanks the organizers of this meeting and has three points.\n"
    document = of(f"{head}Peace and Rivers\n\nSecond Committee, 21 November 2024\n\n{text}")
    assert asked(document) == ["place"]
    assert asked(of(f"{head}Third Committee\n\n21 November 2024\n\n{text}")) == ["title"]
    assert asked(of(f"{head}Peace and Rivers\n\n21 November 2024\n\n{text}")) == []


def test_an_addressee_a_small_letter_or_a_colon_is_asked_as_a_title() -> None:
    for title in ("His Excellency\nMr. Jon Abel", "under the roof of the museum", "The secretary of the mission:"):
        assert "title" in asked(of(f"Press release\n5 May 2024\n\n{title}\n\n{TEXT}")), title
    assert "title" not in asked(of(f"Press release\n5 May 2024\n\nHis Excellency Jon Abel Visits\n\n{TEXT}"))


def test_a_quoted_line_under_a_chinese_title_is_asked() -> None:
    text = "11月11日，南岭国代表团在纽约宣布，将向非洲十国捐赠一万台太阳能收音机。"
    head = "新闻稿\n2025年11月11日\n\n南岭国向非洲捐赠一万台收音机\n"
    assert "lead" in asked(of(f"{head}“让每个村庄都能听到世界”\n\n{text}"))
    assert "lead" not in asked(of(f"{head}和五千台电视机\n\n{text}"))


def test_an_arabic_line_that_goes_on_with_the_label_makes_the_title_with_it() -> None:
    text = "اجتمع وزراء خارجية الدول الثلاث اليوم لبحث حماية الشعاب المرجانية."
    label = "بيان مشترك\n"
    issued = of(f"{label}صادر عن وزراء خارجية الدول الثلاث\n\n8 سبتمبر 2025\n\n{text}")
    own = of(f"{label}حماية الشعاب المرجانية\n\n8 سبتمبر 2025\n\n{text}")
    assert issued.title == "بيان مشترك صادر عن وزراء خارجية الدول الثلاث"
    assert own.title == "حماية الشعاب المرجانية"
