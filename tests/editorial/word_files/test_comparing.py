"""A Word file that came back: what is shown of it as changed, and that nothing else is; what is refused."""

import io
import re
import time
import zipfile

import docx
import pytest
from PIL import Image as Pillow

from pressreleases.intake.errors import DamagedFile, HasHiddenText, HasMacros, HasPassword, OldWord
from tests.editorial.word_files import (
    changed,
    compared,
    deleted,
    figure,
    inserted,
    made,
    part_of,
    rich_release,
    run,
    shown,
    stored_picture,
    with_comments,
)
from tests.making import make_release, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_edited_words_are_shown_in_their_fields_and_nowhere_else(details, editor):
    release = rich_release()
    data = changed(
        made(release, editor),
        ("A visit to Geneva", "A long visit to Geneva"),
        ("In two paragraphs", "In two short paragraphs"),
        ("The end.", "The very end."),
        ("Second.", "Second, longer."),
    )
    found = compared(data, release, editor)
    assert shown(found) == {
        "title": "+long",
        "summary": "+short",
        "body": "+very",
        "notes_to_editors": "+, longer",
    }
    # All but that paragraph is as it was, also what Word cannot keep.
    assert '<abbr title="United Nations">' in found.values["body"]
    assert '<th scope="row">' in found.values["body"]


def test_words_that_are_emptied_are_a_difference_too(details, editor):
    release = rich_release()
    data = changed(made(release, editor), (run("Minister"), ""))
    assert shown(compared(data, release, editor)) == {"speaker_office": "-Minister"}


def test_tracked_changes_are_shown_as_accepted_with_their_authors(details, editor):
    release = make_release(body="<p>One two three.</p><p>Four.</p><p>Five.</p><p>Six.</p>")
    mark = '<w:pPr><w:rPr><w:del w:id="902" w:author="Capital"/></w:rPr></w:pPr>'
    data = changed(
        made(release, editor),
        (run("One two three."), run("One ") + deleted("two") + inserted("2") + run(" three.")),
        (f"<w:p>{run('Four.')}</w:p>", f"<w:p>{mark}{run('Four.')}</w:p>"),
        (f"<w:p>{run('Six.')}</w:p>", f"<w:p>{mark}{deleted('Six.', 'Capital')}</w:p>"),
    )
    found = compared(data, release, editor)
    assert found.values["body"] == "<p>One 2 three.</p>\n<p>Four.Five.</p>"
    assert dict(found.remarks.changes) == {"Colleague": 2, "Capital": 2}


def test_thousands_of_paragraphs_that_lost_their_ends_become_one_in_time(details, editor):
    release = make_release(body="<p>First.</p><p>Last.</p>")
    mark = '<w:pPr><w:rPr><w:del w:id="902" w:author="Capital"/></w:rPr></w:pPr>'
    many = "".join(f"<w:p>{mark}{run(f'{number} ')}</w:p>" for number in range(9_000))
    data = made(release, editor)
    started = time.monotonic()
    body = compared(changed(data, (f"<w:p>{run('Last.')}</w:p>", many + f"<w:p>{run('Last.')}</w:p>")), release, editor)
    assert body.values["body"].endswith("8998 8999 Last.</p>")
    assert body.values["body"].count("<p>") == 2
    assert time.monotonic() - started < 10


def test_a_deleted_row_is_gone_and_an_inserted_one_is_there(details, editor):
    table = "<table><tr><td>First</td></tr><tr><td>Second</td></tr><tr><td>Third</td></tr></table>"
    release = make_release(body=f"<p>Words.</p>{table}")
    data = made(release, editor)
    rows = re.findall(r"<w:tr>.*?</w:tr>", part_of(data))
    gone = rows[1].replace("<w:cantSplit/>", '<w:cantSplit/><w:del w:id="1" w:author="A"/>')
    new = rows[2].replace("<w:cantSplit/>", '<w:cantSplit/><w:ins w:id="2" w:author="A"/>').replace("Third", "Fourth")
    body = compared(changed(data, (rows[1], gone), (rows[2], rows[2] + new)), release, editor).values["body"]
    assert "Second" not in body
    assert re.sub(r"<[^>]*>", " ", body).split() == ["Words.", "First", "Third", "Fourth"]


def test_comments_are_listed_with_the_words_they_are_about_and_are_no_text(details, editor):
    release = make_release(body="<p>One.</p><p>Two.</p>")
    data = with_comments(made(release, editor), ("Capital", "Is this so?", "One."), ("Embassy", "Yes.", "Two."))
    found = compared(data, release, editor)
    assert [(one.author, one.said, one.words) for one in found.remarks.comments] == [
        ("Capital", "Is this so?", "One."),
        ("Embassy", "Yes.", "Two."),
    ]
    assert found.says_nothing


def test_of_very_many_comments_the_first_are_shown_and_the_others_counted(details, editor):
    release = make_release(body="<p>One.</p>")
    many = [("Capital", f"No {number}", "One.") for number in range(1)]
    rows = "".join(f'<w:comment w:id="{key}" w:author="X"><w:p>{run("No")}</w:p></w:comment>' for key in range(5, 300))
    data = with_comments(made(release, editor), *many)
    data = changed(data, ("</w:comments>", f"{rows}</w:comments>"), name="word/comments.xml")
    found = compared(data, release, editor).remarks
    assert (len(found.comments), found.more_comments) == (200, 96)


def test_a_note_that_was_added_at_the_foot_of_a_page_goes_to_the_notes(details, editor):
    release = make_release(body="<p>One.</p>", notes_to_editors="Known.")
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    part = (
        f'<w:footnotes xmlns:w="{space}"><w:footnote w:id="7"><w:p>{run("See there.")}</w:p></w:footnote></w:footnotes>'
    )
    relation = f'<Relationship Id="notes" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    mark = run("One.") + '<w:r><w:footnoteReference w:id="7"/></w:r>'
    data = changed(made(release, editor), (run("One."), mark), more=[("word/footnotes.xml", part)])
    data = changed(data, ("</Relationships>", relation), name="word/_rels/document.xml.rels")
    values = compared(data, release, editor).values
    assert values["body"] == "<p>One.<sup>[1]</sup></p>"
    assert values["notes_to_editors"] == "Known.\n\n[1] See there."


def test_a_changed_line_with_facts_is_told_and_belongs_to_no_field(details, editor):
    release = rich_release()
    found = compared(changed(made(release, editor), ("New York", "Geneva")), release, editor)
    assert found.differences == []
    assert [facts.split("\n")[-1] for facts in found.facts] == ["New York, 20 January 2024", "Geneva, 20 January 2024"]


def test_words_below_the_end_go_to_the_field_above_them_or_are_told(details, editor):
    extra = f"<w:p>{run('Added below.')}</w:p>"
    with_notes = make_release(notes_to_editors="Known.", press_contact="Ms C")
    data = made(with_notes, editor)
    last = part_of(data).rindex("Known.")
    end = part_of(data).index("</w:p>", last) + len("</w:p>")
    found = compared(changed(data, (part_of(data)[:end], part_of(data)[:end] + extra)), with_notes, editor)
    assert shown(found) == {"notes_to_editors": "+Added below."}
    without = make_release("Another")
    data = made(without, editor)
    found = compared(changed(data, ("<w:sectPr>", f"{extra}<w:sectPr>")), without, editor)
    assert (found.rest, found.differences) == ("Added below.", [])


def test_links_lists_and_headings_that_were_added_are_taken_over(details, editor):
    release = make_release(body="<p>One.</p><ul><li>A</li></ul>")
    heading = f'<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr>{run("New part")}</w:p>'
    numbered = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    item = f'<w:p><w:pPr><w:pStyle w:val="ListParagraph"/>{numbered}</w:pPr>'
    data = made(release, editor)
    paragraph = f"<w:p>{run('One.')}</w:p>"
    listed = re.findall(r"<w:p>(?:(?!</w:p>).)*>A<.*?</w:p>", part_of(data))[0]
    data = changed(data, (paragraph, paragraph + heading), (listed, f"{listed}{item}{run('Deeper')}</w:p>"))
    body = compared(data, release, editor).values["body"]
    assert body == "<p>One.</p>\n<h2>New part</h2>\n<ul><li>A<ul><li>Deeper</li></ul></li></ul>"


# Pictures


def test_a_picture_stays_that_of_the_library_when_its_paragraph_was_moved_or_its_bytes_were_made_smaller(
    details, editor
):
    image = stored_picture()
    release = make_release(body=f"<p>One.</p><p>Two.</p>{figure(image)}")
    data = made(release, editor)
    smaller = io.BytesIO()
    Pillow.new("RGB", (60, 30), "navy").save(smaller, "PNG")
    name = re.findall(r"media/[^\"]+", part_of(data, "word/_rels/document.xml.rels"))[0]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.namelist():
            new.writestr(each, smaller.getvalue() if each == f"word/{name}" else old.read(each))
    data = changed(out.getvalue(), ("A navy flag", "The flag of the ship"), (">The flag", ">A flag"))
    found = compared(data, release, editor)
    assert found.new_pictures == ()
    assert f'<figure><img src="{image.file.url}" alt="The flag of the ship"><figcaption>A flag' in found.values["body"]


def test_a_new_picture_is_told_of_and_not_taken_over(details, editor):
    image, other = stored_picture(), stored_picture("red")
    with_other = make_release("Other", body=f"<p>Words.</p>{figure(other, alt='A red flag')}")
    release = make_release(body=f"<p>Words.</p>{figure(image)}")
    found = compared(made(with_other, editor), release, editor)
    assert found.new_pictures == ("A red flag",)
    assert found.of_other
    assert "<img" not in found.values["body"]


# Of which state it was made


def test_a_file_of_an_earlier_save_tells_what_changed_since(details, editor):
    release = rich_release()
    data = changed(made(release, editor), ("The end.", "The very end."))
    rewrite(release, title="A visit to Vienna", version=2)
    found = compared(data, release, editor)
    assert (found.made_of, found.is_current, found.changed) == (1, False, {"title"})
    assert set(shown(found)) == {"title", "body"}


@pytest.mark.parametrize("save", ["999999", "-1", "1; DROP", ""])
def test_what_the_file_says_of_its_state_is_no_more_than_a_hint(details, editor, save):
    release = rich_release()
    data = changed(made(release, editor), (">1</vt:lpwstr>", f">{save}</vt:lpwstr>"), name="docProps/custom.xml")
    data = changed(data, ("The end.", "The very end."))
    assert shown(compared(data, release, editor)) == {"body": "+very"}


# A file that was typed anew


def typed_anew(*paragraphs):
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_file_that_was_typed_anew_is_read_as_a_document(details, editor):
    first, second = "The delegation arrived on Monday and was met by 131 persons.", "It will leave the city on Friday."
    release = make_release(body=f'<p>{first}</p><p lang="en">{second}</p>')
    data = typed_anew(
        "PRESS RELEASE", "20 January 2024", "A visit to Vienna", first, second.replace("Friday", "Sunday")
    )
    found = compared(data, release, editor)
    assert (found.by_styles, found.made_of) == (False, None)
    assert shown(found) == {"title": "-Geneva +Vienna", "body": "-Friday +Sunday"}


def without_styles(data):
    """As another program saves it that does not know the styles of ours, such as one in a browser."""
    document = re.sub(r'<w:pStyle w:val="Release(?!Title)\w*"/>', "", part_of(data))
    return changed(data, (part_of(data), document.replace('"ReleaseTitle"', '"Title"')))


def test_a_file_that_lost_its_styles_is_read_without_mark_letterhead_and_end(details, editor):
    release = rich_release(body="<p>The delegation arrived on Monday and met many people.</p><p>It left on Friday.</p>")
    found = compared(without_styles(made(release, editor)), release, editor)
    assert (found.by_styles, found.questions, shown(found)) == (False, (), {})
    data = changed(made(release, editor), ("Minister", "Deputy Minister"), ("on Friday", "on Sunday"))
    assert shown(compared(without_styles(data), release, editor)) == {
        "speaker_office": "+Deputy",
        "body": "-Friday +Sunday",
    }


def test_comments_of_such_a_file_are_listed_too(details, editor):
    release = make_release()
    data = with_comments(made(release, editor), ("Capital", "Why?", release.title))
    bare = changed(data, *[("Release Title", "Nothing")], name="word/styles.xml")
    found = compared(bare, release, editor)
    assert not found.by_styles
    assert [one.said for one in found.remarks.comments] == ["Why?"]


# What is refused


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, OldWord),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), HasPassword),
        (b"PK\x03\x04nothing", DamagedFile),
    ],
)
def test_other_files_are_refused_with_the_sentences_of_intake(details, editor, data, error):
    with pytest.raises(error):
        compared(data, make_release(), editor)


def test_macros_and_hidden_words_are_refused(details, editor):
    release = make_release(body="<p>Words.</p>")
    data = made(release, editor)
    with pytest.raises(HasMacros):
        compared(changed(data, more=[("word/vbaProject.bin", b"x")]), release, editor)
    hidden = run("secret").replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>")
    with pytest.raises(HasHiddenText):
        compared(changed(data, (run("Words."), run("Words.") + hidden)), release, editor)
