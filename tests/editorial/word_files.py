"""Word files of drafts as somebody changes them: with an editor of XML in place of Word."""

import io
import re
import zipfile

MAIN = "word/document.xml"


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
