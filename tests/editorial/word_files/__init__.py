"""Word files of drafts as somebody changes them: with an editor of XML in place of Word."""

import io
import re
import zipfile

from django.utils import timezone
from PIL import Image as Pillow

from pressreleases import images
from pressreleases.editorial.word_files.comparing import compare
from pressreleases.editorial.word_files.making import word_file
from tests.making import make_release

MAIN = "word/document.xml"
RICH = (
    "<p>The delegation <strong>arrived</strong> on <em>20 January</em>, see "
    '<a href="https://example.org/a?b=1&amp;c=2">the report</a>.<sup>1</sup></p>'
    "<h2>What was agreed</h2>"
    '<ul><li>One<ul><li>Deeper<ol start="3"><li>Third</li><li>Fourth</li></ol></li></ul></li><li>Two</li></ul>'
    "<ol><li>First</li><li>Second</li></ol><ul><li>After</li></ul>"
    "<blockquote><p>Peace is <q>possible</q>.</p><p>It is.</p></blockquote>"
    "<h3>Figures</h3><table><caption>Aid</caption><thead><tr><th>Year</th><th>Sum</th></tr></thead>"
    '<tbody><tr><th scope="row">2023</th><td>1 200</td></tr><tr><td rowspan="2">Both</td><td>5</td></tr>'
    '<tr><td>6</td></tr><tr><td colspan="2">All</td></tr></tbody></table>'
    '<p>H<sub>2</sub>O, <abbr title="United Nations">UN</abbr>, <span lang="fr">bonjour</span><br>next line</p>'
    '<p lang="ar" dir="rtl">مرحبا بكم في COP29 في باكو.</p><h4>Small</h4><p>The end.</p>'
)


def part_of(data, name=MAIN):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def words_of(data, name=MAIN):
    return re.sub(r"<[^>]*>", "", part_of(data, name))


def changed(data, *edits, name=MAIN, more=()):
    """The file with each pair of `edits` replaced in the part `name`, and with `more` parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w") as new:
        for each in old.namelist():
            content = old.read(each)
            if each == name:
                text = content.decode()
                for before, after in edits:
                    assert before in text, before
                    text = text.replace(before, after, 1)
                content = text.encode()
            new.writestr(each, content)
        for each, content in more:
            new.writestr(each, content)
    return written.getvalue()


def run(words):
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def inserted(words, by="Colleague"):
    return f'<w:ins w:id="900" w:author="{by}" w:date="2026-11-30T10:00:00Z">{run(words)}</w:ins>'


def deleted(words, by="Colleague"):
    taken = run(words).replace("w:t", "w:delText")
    return f'<w:del w:id="901" w:author="{by}" w:date="2026-11-30T10:00:00Z">{taken}</w:del>'


def with_comments(data, *comments, edits=()):
    """The file with comments, each `(author, words, what it is about)`; that must be a run of its own."""
    rows, around = [], list(edits)
    for key, (author, said, about) in enumerate(comments):
        rows.append(f'<w:comment w:id="{key}" w:author="{author}"><w:p>{run(said)}</w:p></w:comment>')
        marks = f'<w:commentRangeStart w:id="{key}"/>{run(about)}<w:commentRangeEnd w:id="{key}"/>'
        around.append((run(about), f'{marks}<w:r><w:commentReference w:id="{key}"/></w:r>'))
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    relation = f'<Relationship Id="comments" Type="{kind}" Target="comments.xml"/></Relationships>'
    part = f'<w:comments xmlns:w="{space}">{"".join(rows)}</w:comments>'
    found = changed(data, *around, more=[("word/comments.xml", part)])
    return changed(found, ("</Relationships>", relation), name="word/_rels/document.xml.rels")


def stored_picture(colour="navy", **more):
    out = io.BytesIO()
    Pillow.new("RGB", (600, 300), colour).save(out, "PNG")
    return images.keep(images.read(io.BytesIO(out.getvalue())), title=colour, **more)


def figure(image, alt="A navy flag", caption="The flag <small>Photo: A. B.</small>"):
    return f'<figure><img src="{image.file.url}" alt="{alt}"><figcaption>{caption}</figcaption></figure>'


def rich_release(**more):
    words = {
        "body": RICH,
        "summary": "A lead.\n\nIn two paragraphs.",
        "speaker_name": "H.E. Ms A. B.",
        "speaker_office": "Minister",
        "notes_to_editors": "First note.\nSame paragraph.\n\nSecond.",
        "press_contact": "Ms C\n+1 212 371 2559",
        "reference": "12/2024",
        **more,
    }
    return make_release("A visit to Geneva & “more”", **words)


def made(release, by):
    return word_file(release, by=by, at=timezone.now())


def compared(data, release, by):
    return compare(data, release, by=by, at=timezone.now())


def shown(found):
    """The words that differ: `-removed +added` by field."""
    said = {}
    for difference in found.differences:
        runs = [each for row in difference.rows for each in row.runs if each.act in ("removed", "added")]
        said[difference.name] = " ".join(f"{'-' if each.act == 'removed' else '+'}{each.text}" for each in runs)
    return said
