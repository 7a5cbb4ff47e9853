"""Tracked changes of a Word file that are accepted, whose they were, and its comments."""

from lxml import etree

from pressreleases.intake.word.accepting import MOST_COMMENTS, Comment, Remarks, accept_changes
from pressreleases.intake.word.package import Package, W
from tests.intake.word_files import p, r, word


def inserted(words: str, by: str = "Leyla") -> str:
    return f'<w:ins w:id="1" w:author="{by}" w:date="2024-05-01T10:00:00Z">{r(words)}</w:ins>'


def deleted(words: str, by: str = "Leyla") -> str:
    text = f"<w:r><w:delText>{words}</w:delText></w:r>"
    return f'<w:del w:id="2" w:author="{by}" w:date="2024-05-01T10:00:00Z">{text}</w:del>'


def accepted(*paragraphs: str, **parts: str) -> tuple[list[str], Remarks]:
    package = Package(word("".join(paragraphs), **parts))
    remarks = accept_changes(package)
    root: etree._Element = package.root(package.main)
    return ["".join(text.text or "" for text in one.iter(W + "t")) for one in root.iter(W + "p")], remarks


def test_what_was_inserted_stays_and_what_was_deleted_goes() -> None:
    lines, remarks = accepted(p("We ", deleted("do not "), inserted("gladly "), "agree."))
    assert lines == ["We gladly agree."]
    assert remarks.changes == (("Leyla", 2),)


def test_a_file_without_changes_stays_as_it_is() -> None:
    lines, remarks = accepted(p("We agree."), p("We thank them."))
    assert (lines, remarks) == (["We agree.", "We thank them."], Remarks())


def test_a_paragraph_whose_end_was_deleted_goes_on_with_the_next_one() -> None:
    mark = '<w:rPr><w:del w:id="3" w:author="Leyla"/></w:rPr>'
    lines, _remarks = accepted(p("One ", properties=mark), p("line."), p("Another."))
    assert lines == ["One line.", "Another."]


def test_a_deleted_row_goes_and_an_inserted_one_stays() -> None:
    def row(words: str, change: str) -> str:
        return f'<w:tr><w:trPr><w:{change} w:id="4" w:author="Leyla"/></w:trPr><w:tc>{p(words)}</w:tc></w:tr>'

    lines, _remarks = accepted(f"<w:tbl>{row('Gone', 'del')}{row('There', 'ins')}</w:tbl>", p("Text."))
    assert lines == ["There", "Text."]


def comment(number: int, words: str) -> str:
    return f'<w:comment w:id="{number}" w:author="Leyla">{p(words)}</w:comment>'


def test_a_comment_names_its_author_and_the_words_that_it_is_about() -> None:
    text = p('<w:commentRangeStart w:id="7"/>', "Twelve", '<w:commentRangeEnd w:id="7"/>', " countries signed.")
    _lines, remarks = accepted(text, comments=comment(7, "Thirteen?"))
    assert remarks.comments == (Comment("Leyla", "Thirteen?", "Twelve"),)


def test_of_very_many_comments_the_others_are_only_counted() -> None:
    many = "".join(comment(number, "Why?") for number in range(MOST_COMMENTS + 3))
    _lines, remarks = accepted(p("Text."), comments=many)
    assert (len(remarks.comments), remarks.more_comments) == (MOST_COMMENTS, 3)
