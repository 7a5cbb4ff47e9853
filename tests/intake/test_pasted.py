"""What programs put on the clipboard: the same text as from the file, and nothing that is not meant for readers."""

import docx
import pytest

from pressreleases.intake.errors import UnfinishedText
from pressreleases.intake.formatted import sheet_of
from pressreleases.intake.pasted import read_pasted
from pressreleases.intake.structure import html_of
from pressreleases.intake.word import read_word
from tests.intake.word_files import saved

# As Word 365 writes it, but for most of its styles.
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {mso-style-parent:""; mso-hide:none}
--></style></head><body lang=EN-US style='tab-interval:36.0pt'><!--StartFragment-->
<h1><span style='font-family:"Arial",sans-serif;color:#C00000'>The visit<o:p></o:p></span></h1>
<p class=MsoNormal><span style='color:red'>The delegation </span><b>arrived</b> on Monday.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span>
<![endif]>Rivers</p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span>
<![endif]>Lakes</p>
<table class=MsoTableGrid border=1><tr><td width=200><p class=MsoNormal>Guests<o:p></o:p></p></td><td><p
class=MsoNormal>131<o:p></o:p></p></td></tr><tr><td><p class=MsoNormal>Days<o:p></o:p></p></td><td><p
class=MsoNormal>2<o:p></o:p></p></td></tr></table>
<p class=MsoNormal>It ended on Tuesday.<o:p></o:p></p>
<!--EndFragment--></body></html>"""


def the_same_in_a_file():
    document = docx.Document()
    document.add_heading("The visit", 1)
    paragraph = document.add_paragraph("The delegation ")
    paragraph.add_run("arrived").bold = True
    paragraph.add_run(" on Monday.")
    document.add_paragraph("")
    for word in ("Rivers", "Lakes"):
        document.add_paragraph(word, style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(
        [cell for row in table.rows for cell in row.cells], ("Guests", "131", "Days", "2"), strict=True
    ):
        cell.text = words
    document.add_paragraph("It ended on Tuesday.")
    return saved(document)


def test_what_word_copies_is_the_same_text_as_the_file():
    sheet = sheet_of(read_word(the_same_in_a_file()))
    pasted = read_pasted(WORD, "en").html
    assert pasted == html_of(sheet.blocks, sheet.elements, "en")
    assert "<h2>The visit</h2>" in pasted
    assert "<ul><li>Rivers</li><li>Lakes</li></ul>" in pasted
    assert pasted.count("<tr>") == 2
    assert "style" not in pasted
    assert "<p></p>" not in pasted


@pytest.mark.parametrize(("copied", "kept"), [("h1", "h2"), ("h2", "h2"), ("h3", "h3"), ("h4", "h4"), ("h6", "h4")])
def test_headings_of_one_rank_keep_it(copied, kept):
    assert f"<{kept}>The visit</{kept}>" in read_pasted(WORD.replace("h1>", f"{copied}>")).html


def test_headings_of_several_ranks_begin_with_the_highest_as_in_a_file():
    lower = WORD.replace("It ended on Tuesday.", "</p><h5>Details</h5><p>It ended on Tuesday.")
    assert "<h2>The visit</h2>" in read_pasted(lower).html
    assert "<h3>Details</h3>" in read_pasted(lower).html


def test_notes_are_at_the_end_with_their_numbers():
    noted = WORD.replace(
        "Tuesday.",
        "Tuesday.<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1'><span class=MsoFootnoteReference>"
        "<span style='mso-special-character:footnote'>[1]</span></span></a>",
    ).replace(
        "<!--EndFragment-->",
        "<div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText>"
        "<a href='#_ftnref1' name='_ftn1'>[1]</a> Of 2024.</p></div></div>",
    )
    pasted = read_pasted(noted, "en").html
    assert "Tuesday.<sup>[1]</sup>" in pasted
    assert pasted.endswith("<p>[1] Of 2024.</p>")


def test_a_paragraph_in_another_language_keeps_it_and_one_in_that_of_the_release_needs_none():
    words = "La délégation est arrivée lundi avec tous les membres de la mission permanente."
    pasted = read_pasted(WORD.replace("It ended", f"<span lang=FR>{words}</span></p><p class=MsoNormal>It ended"), "en")
    assert f'<span lang="FR">{words}</span>' in pasted.html or f'lang="fr" dir="ltr">{words}' in pasted.html
    assert pasted.html.count("lang=") == 1


@pytest.mark.parametrize(
    ("added", "sentence"),
    [
        ("<del cite='mailto:a'>no</del>", UnfinishedText.changes),
        ("<span class=msoIns><ins cite='mailto:a'>yes</ins></span>", UnfinishedText.changes),
        ("<s>no</s>", UnfinishedText.changes),
        ('<span style="text-decoration:underline line-through">no</span>', UnfinishedText.changes),
        ("<a class=msocomanchor href='#_msocom_1'>[A1]</a>", UnfinishedText.comments),
        ('<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup>', UnfinishedText.comments),
        ("<div style='mso-element:comment'>Ask him</div>", UnfinishedText.comments),
        ("<span style='display:none;mso-hide:all'>maybe</span>", UnfinishedText.hidden),
    ],
)
def test_what_is_not_settled_is_refused(added, sentence):
    with pytest.raises(UnfinishedText) as refused:
        read_pasted(WORD.replace("Tuesday.", f"Tuesday. {added}"))
    assert str(refused.value) == str(sentence)


@pytest.mark.parametrize(
    "added", ["<span style='display:none'><o:p></o:p></span>", "<!-- <del>no</del> -->", "&lt;del&gt;"]
)
def test_what_only_looks_like_it_is_taken(added):
    assert "Tuesday." in read_pasted(WORD.replace("Tuesday.", f"Tuesday.{added}")).html


@pytest.mark.parametrize(
    "hostile",
    [
        "<" * 400_000,
        "<" + "a" * 400_000,
        "<p " * 100_000,
        "<!--" * 100_000,
        "<style" * 80_000,
        "<p>" * 100_000,
        f'<p style="{"text-decoration:" * 25_000}">',
    ],
)
def test_hostile_text_is_read_to_its_end(hostile):
    assert read_pasted(hostile).pictures == ()


def pasted(words: str, language: str, of_words: str) -> str:
    passage = f"<p class=MsoNormal><span lang={of_words} style='color:red'>{words}<o:p></o:p></span></p>"
    return read_pasted(WORD[: WORD.index("<h1>")] + passage + "</body></html>", language).html


def test_the_language_that_word_names_for_each_passage_stays_only_if_it_is_another_one() -> None:
    azerbaijani = "Nümayəndəliyin kitabxanasında tələbələr üçün oxu zalı açılıb."
    assert pasted("The visit ended on Tuesday.", "en", "EN-US") == "<p>The visit ended on Tuesday.</p>"
    assert pasted(azerbaijani, "az", "EN-US") == f"<p>{azerbaijani}</p>"
    assert pasted("bon voyage", "en", "FR") == '<p><span lang="FR">bon voyage</span></p>'
    assert pasted(azerbaijani, "en", "AZ-LATN") == f'<p><span lang="AZ-LATN">{azerbaijani}</span></p>'
