"""The small HTML of formatted documents as blocks of lines."""

import docx

from pressreleases.intake.document import Document
from pressreleases.intake.reading import read
from tests.intake.shares import Outline
from tests.intake.word_files import saved

TEXT = "The Embassy opened a garden for its neighbours on Tuesday, and forty of them came to plant trees in it."
MORE = "The trees came from a school in the north of the country, where children had grown them."
PAGE = "<html><body><p>Press release</p><p>5 May 2024</p><h1>The Embassy Opens a Garden</h1>"


def word(*paragraphs: str, footer: str = "", header: str = "") -> Document:
    made = docx.Document()
    for place, words in ((made.sections[0].footer, footer), (made.sections[0].header, header)):
        if words:
            place.paragraphs[0].text = words
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    return read(saved(made))


def page(more: str) -> Document:
    return read(f"{PAGE}{more}</body></html>".encode())


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(tag, " ".join(words.split())) for tag, words in Outline(document.body).blocks]


def test_a_blank_line_within_a_paragraph_parts_it() -> None:
    document = word("Press release", "5 May 2024", "The Embassy Opens a Garden", f"{TEXT}\n\n{MORE}")
    assert blocks(document) == [("p", TEXT), ("p", MORE)]


def test_one_line_break_within_a_paragraph_does_not_part_it() -> None:
    document = word("Press release", "5 May 2024", "The Embassy Opens a Garden", f"{TEXT}\n{MORE}")
    assert len(blocks(document)) == 1


def test_text_within_tables_within_tables_is_read_once() -> None:
    deep = 40
    document = page(f"{'<table><tr><td>' * deep}<p>{TEXT}</p>{'</td></tr></table>' * deep}<p>{MORE}</p>")
    assert blocks(document) == [("p", TEXT), ("p", MORE)]


def test_all_rows_of_a_table_in_parts_are_read() -> None:
    rows = "<thead><tr><th>Year<th>Trees<tbody><tr><td>2022<td>14<tr><td>2023<td>19<tfoot><tr><td>All<td>33"
    document = page(f"<p>{TEXT}</p><table>{rows}</table>")
    assert blocks(document)[1] == ("table", "Year Trees 2022 14 2023 19 All 33")


def test_control_characters_written_as_references_are_dropped() -> None:
    document = read(f"<p></p>&#1;&#31;Press release<p>5 May 2024</p><h1>A Garden&#2; Opens</h1><p>{TEXT}".encode())
    assert document.title == "A Garden Opens"
    assert read(f"&#1;<html><p>{TEXT}".encode()).body
