"""What a folder, an archive or an export of another site holds, one document after the other."""

import zipfile

import pytest

from pressreleases.intake.errors import DamagedFile, ExplosiveArchive, HasEntities, IntakeError
from pressreleases.intake.reading import read
from pressreleases.intake.sources import has_several, sources_of
from tests.intake import sheets

WXR = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Mission</title><language>en-US</language>
{items}
</channel></rss>"""
POST = """<item><title>{title}</title><link>{link}</link><pubDate>Fri, 19 Jan 2024 23:30:00 +0000</pubDate>
<content:encoded><![CDATA[{html}]]></content:encoded><wp:post_date>2024-01-20 00:30:00</wp:post_date>
<wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type></item>"""
TEXT = "The Mission opened an exhibition of old maps in its hall.\n\nIt is <b>open</b> until the end of the month."


def export(*posts):
    return WXR.format(items="".join(posts)).encode()


def post(title="Old Maps", link="https://old.example/2024/01/old-maps/", html=TEXT, status="publish", kind="post"):
    return POST.format(title=title, link=link, html=html, status=status, kind=kind)


@pytest.fixture
def write(tmp_path):
    def write(name, data):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    return write


def archive(write, name="sheets.zip", **members):
    path = write(name, b"")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for member, data in members.items():
            made.writestr(member.replace("__", "."), data)
    return path


def keys(path):
    return [source.key for source in sources_of(path) if not source.left_out]


def test_a_file_is_one_document(write):
    path = write("sheet.txt", b"Words")
    (source,) = sources_of(path)
    assert (source.name, source.key, source.content(), source.answers) == (str(path), "sheet.txt", b"Words", {})
    assert not has_several(path)


def test_a_folder_brings_its_documents_in_order_and_nothing_else(write):
    for name in ("b/two.TXT", "a/one.docx", "three.pdf", "four.eml", ".hidden.txt", "~$one.docx", "Thumbs.db"):
        path = write(f"all/{name}", b"x")
    folder = path.parent
    assert [source.key for source in sources_of(folder)] == ["a/one.docx", "b/two.TXT", "four.eml", "three.pdf"]
    assert has_several(folder)


def test_files_that_the_reader_refuses_are_not_missed_in_silence(write):
    for name in ("old.doc", "macros.docm", "rich.rtf"):
        path = write(f"all/{name}", {"old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}.get(name, b"{\\rtf1 x}"))
    assert keys(path.parent) == ["macros.docm", "old.doc", "rich.rtf"]
    for source in sources_of(path.parent):
        with pytest.raises(IntakeError):
            read(source.content())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a.msg", "message of Outlook (.msg). Save it as .eml"),
        ("a.PNG", "a picture (.png)"),
        ("a.xls", "files of the type .xls"),
        ("a", "its name has no ending"),
    ],
)
def test_a_file_of_another_type_is_named_with_the_reason(write, name, said):
    path = write(f"all/{name}", b"x")
    zipped = archive(write, **{name.replace(".", "__"): b"x"})
    with zipfile.ZipFile(zipped, "a") as made:
        made.writestr("__MACOSX/a.png", b"x")
        made.mkdir("b")
    for source in (*sources_of(path.parent), *sources_of(zipped)):
        assert source.key == name
        assert source.left_out.startswith("Not read: ")
        assert said in source.left_out


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_in_an_archive_are_two_documents(write):
    path = archive(write, a__txt=b"One")
    with zipfile.ZipFile(path, "a") as made:
        made.writestr("a.txt", b"Two")
    assert [source.content() for source in sources_of(path)] == [b"One", b"Two"]


def test_an_archive_brings_its_documents_and_a_word_file_is_none(write):
    path = archive(write, b__txt=b"Two", a__txt=b"One", c__png=b"x")
    found = [(source.key, source.content()) for source in sources_of(path) if not source.left_out]
    assert found == [("a.txt", b"One"), ("b.txt", b"Two")]
    word = archive(write, "one.docx", **{"[Content_Types]__xml": b"<x/>", "word/document__xml": b"<x/>"})
    assert (has_several(path), has_several(word)) == (True, False)
    assert keys(word) == ["one.docx"]


def test_a_file_of_an_archive_that_is_too_large_is_refused_and_the_next_one_is_read(write):
    path = archive(write, a__txt=b"0" * 50_000_001, b__txt=b"Two")
    large, other = sources_of(path)
    with pytest.raises(ExplosiveArchive):
        large.content()
    assert other.content() == b"Two"


def test_a_damaged_file_of_an_archive_is_refused(write):
    path = archive(write, a__txt=b"Words of the first sheet" * 100)
    data = bytearray(path.read_bytes())
    data[45:60] = b"\xff" * 15
    (source,) = sources_of(write("damaged.zip", bytes(data)))
    with pytest.raises(DamagedFile):
        source.content()


def test_published_posts_of_an_export_are_documents_with_title_day_language_and_address(write):
    path = write("export.xml", export(post(), post(title="A &amp; B", link="https://old.example/?p=12")))
    one, two = sources_of(path)
    assert one.answers == {"title": "Old Maps", "issued_on": "2024-01-20", "language": "en"}
    assert (one.address, two.address) == ("/2024/01/old-maps/", "/?p=12")
    document = read(one.content(), answers={**one.answers, "kind": "press-release"}, is_text=True)
    assert document.body == (
        "<p>The Mission opened an exhibition of old maps in its hall.</p>\n"
        "<p>It is <strong>open</strong> until the end of the month.</p>"
    )
    assert (document.title, str(document.issued_on), document.questions) == ("Old Maps", "2024-01-20", ())


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"status": "draft"}, "This post is not published (draft)."),
        ({"kind": "page"}, "This is not a post (page)."),
        ({"kind": "attachment"}, "This is not a post (attachment)."),
        ({"html": "  "}, "This post has no text."),
    ],
)
def test_drafts_pages_pictures_and_empty_posts_are_left_out_with_the_reason(write, other, sentence):
    left, taken = sources_of(write("a.xml", export(post(title="Other", **other), post())))
    assert left.name.endswith("a.xml: 1 Other")
    assert (left.left_out, taken.left_out) == (sentence, "")


def test_rss_without_the_fields_of_wordpress_is_read(write):
    feed = (
        "<rss><channel><item><title>Old Maps</title><link>https://old.example/maps</link>"
        "<pubDate>Sat, 20 Jan 2024 00:30:00 +0400</pubDate><description>&lt;p&gt;The hall is open.&lt;/p&gt;"
        "</description></item></channel></rss>"
    )
    (source,) = sources_of(write("feed.rss", feed.encode()))
    assert source.answers == {"title": "Old Maps", "issued_on": "2024-01-20"}
    assert b"<p>The hall is open.</p>" in source.content()


def test_atom_is_read(write):
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><entry><title>Cartes</title>'
        '<link rel="self" href="/x"/><link href="https://old.example/cartes"/><published>2024-01-20T10:00:00Z</published>'
        '<content type="xhtml">'
        '<div xmlns="http://www.w3.org/1999/xhtml"><p>La salle est ouverte.</p></div></content></entry></feed>'
    )
    (source,) = sources_of(write("feed.atom", feed.encode()))
    assert source.answers == {"title": "Cartes", "issued_on": "2024-01-20", "language": "fr"}
    assert source.address == "/cartes"
    assert (
        "La salle est ouverte."
        in read(source.content(), answers={**source.answers, "kind": "statement"}, is_text=True).body
    )


@pytest.mark.parametrize(
    "data",
    [b"", b"<rss><channel><item>", b'<!DOCTYPE x [<!ENTITY a "b">]><rss><channel><item><title>&a;', b"\x00\x01"],
)
def test_a_damaged_export_is_refused(write, data):
    with pytest.raises(IntakeError):
        list(sources_of(write("export.xml", data)))


@pytest.mark.parametrize("entity", ['SYSTEM "file:///etc/hostname"', '"harmless"'])
@pytest.mark.parametrize("place", [{"title": "A &x; B"}, {"html": "]]>Words &x; more<![CDATA["}])
def test_an_export_that_declares_entities_is_refused(write, entity, place):
    data = f"<!DOCTYPE rss [<!ENTITY x {entity}>]>".encode() + export(post(**place)).split(b"?>", 1)[1]
    with pytest.raises(HasEntities, match="declares entities of its own"):
        list(sources_of(write("export.xml", data)))


def test_an_entity_of_html_in_an_old_feed_is_read_in_full_and_an_unknown_one_refused(write):
    kind = b'<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd">'
    item = "<item><title>Caf&{} opens</title><description>It is&hellip; open.</description></item>"
    feed = f"<rss><channel>{item}</channel></rss>"
    (source,) = sources_of(write("feed.rss", kind + feed.format("eacute;").encode()))
    assert source.answers["title"] == "Café opens"
    assert "It is… open." in source.content().decode()
    with pytest.raises(HasEntities):
        list(sources_of(write("feed.rss", kind + feed.format("own;").encode())))


def test_a_comment_does_not_cut_a_title(write):
    (source,) = sources_of(write("feed.xml", export(post(title="Old <!-- very -->Maps"))))
    assert source.answers["title"] == "Old Maps"


def test_documents_are_read_one_at_a_time(write):
    path = archive(write, a__txt=sheets.english().encode(), b__txt=b"\x00")
    first, _second = sources_of(path)
    assert read(first.content()).title == sheets.TITLE
