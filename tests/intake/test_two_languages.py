"""A document with one language beside or below the other."""

from pathlib import Path

from pressreleases.intake.reading import read, read_both

DOCUMENTS = Path(__file__).parent / "documents"


def test_a_table_in_two_languages_makes_two_documents():
    english = "The library of the mission is open to all who read in the evening."
    french = "La bibliothèque de la mission est ouverte à tous ceux qui lisent le soir."
    page = (
        f"<html><p>Press release</p><p>20 January 2024</p><table><tr><td><p><b>Open Library</b></p></td><td><p>"
        f"<b>Bibliothèque ouverte</b></p></td></tr><tr><td><p>{english}</p></td><td><p>{french}</p></td></tr></table>"
    ).encode()
    (question,) = read(page).questions
    assert (question.key, question.choices, question.needed) == ("languages", ("both", "keep"), True)
    first, second = read_both(page, answers={"languages": "both"})
    assert [(each.language, each.title, each.kind, str(each.issued_on)) for each in (first, second)] == [
        ("en", "Open Library", "press-release", "2024-01-20"),
        ("fr", "Bibliothèque ouverte", "press-release", "2024-01-20"),
    ]
    assert (english in first.body, french in first.body) == (True, False)
    assert (english in second.body, french in second.body) == (False, True)


def test_without_the_answer_both_there_is_one_document():
    sheet = (DOCUMENTS.parent / "sheets" / "en-two-languages.txt").read_bytes()
    assert len(read_both(sheet, answers={"languages": "keep"})) == 1
    assert len(read_both(sheet, answers={"languages": "both", "second-title": "Yağış"})) == 2
