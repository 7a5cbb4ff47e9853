"""The lines above the text: what is above and under the label."""

from pressreleases.intake.document import Document
from pressreleases.intake.reading import read

TEXT = "The Embassy opened a garden for its neighbours on Tuesday, and forty of them came to plant trees in it."
HEAD = "Press release\n5 May 2024\n\nThe Embassy Opens a Garden\n\n"


def of(text: str) -> Document:
    return read(text.encode())


def asked(document: Document) -> list[str]:
    return [question.key for question in document.questions]


def test_a_name_right_above_the_label_is_above_it() -> None:
    document = of(f"EMBASSY OF THE LAKES\nPress release\n5 May 2024\n\nA Garden for All\n\n{TEXT}")
    assert document.title == "A Garden for All"
    assert document.names[0].lines == ("EMBASSY OF THE LAKES",)
    assert "title" not in asked(document)


def test_a_name_under_the_label_is_asked_only_above_other_lines() -> None:
    both = of(f"Press release\n5 May 2024\n\nEmbassy of the Lakes, Ottawa\n\nA Garden for All Who Like It\n\n{TEXT}")
    alone = of(f"Press release\n5 May 2024\n\nEmbassy of the Lakes Opens a Garden\n\n{TEXT}")
    assert {"title", "lead"} <= set(asked(both))
    assert "title" not in asked(alone)


def test_lines_above_and_under_the_label_that_could_be_the_title_are_asked() -> None:
    above = "Corrected version of the text that was sent at noon"
    both = of(f"{above}\n\nPress release\n5 May 2024\n\nBridge Named After Poet\n\n{TEXT}")
    alone = of(f"{above}\n\nPress release\n5 May 2024\n\n{TEXT}")
    assert {"title", "lead"} <= set(asked(both))
    assert asked(alone) == []


def test_a_date_before_immediate_release_is_read() -> None:
    both = of(f"5 May 2024 | For immediate release\n\nThe Embassy Opens a Garden\n\n{TEXT}")
    assert both.issued_on is not None
    assert both.kind == "press-release"


def test_a_head_in_a_frame_is_read_and_a_table_with_bars_stays() -> None:
    frame = "+----------------------+\n|  EMBASSY OF THE LAKES  |\n|  Press release  |\n+----------------------+\n\n"
    document = of(f"{frame}5 May 2024\n\nA Garden for All\n\n{TEXT}\n\n| Year | Trees |\n| 2023 | 40 |\n| 2024 | 60 |")
    assert document.title == "A Garden for All"
    assert document.names[0].lines == ("EMBASSY OF THE LAKES",)
    assert "<td>60</td>" in document.body


def test_the_label_of_a_second_text_is_no_question_of_its_own() -> None:
    azerbaijani = "Nümayəndəliyin kitabxanasında tələbələr üçün oxu zalı açılıb. Zalda iyirmi dörd yer var."
    second = f"MƏTBUAT ÜÇÜN MƏLUMAT\n5 may 2024-cü il\n\nKitabxanada oxu zalı açılıb\n\n{azerbaijani}\n"
    both = f"{HEAD}{TEXT}\n\n* * *\n\n{second}"
    assert asked(of(both)) == ["languages"]
    one = read(both.encode(), answers={"languages": "one"})
    assert [question.key.startswith("line-") for question in one.questions] == [True]
