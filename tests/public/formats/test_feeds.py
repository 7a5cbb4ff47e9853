"""One set of items, written as Atom, RSS and JSON Feed, well formed for any text."""

import datetime as dt
import json
from xml.etree import ElementTree as ET

import pytest

from pressreleases.public.formats.feeds import (
    ATOM_NAMESPACE,
    EMPTY_SINCE,
    Feed,
    Item,
    XmlDocument,
    write_atom,
    write_json,
    write_rss,
)

AT = dt.datetime(2024, 1, 20, 15, 15, tzinfo=dt.UTC)
SITE = "https://press.example"


def item(**changes):
    given = {
        "id": "urn:uuid:1",
        "url": f"{SITE}/1/",
        "pdf_url": "",
        "pdf_size": 0,
        "text_url": f"{SITE}/1.txt",
        "json_url": f"{SITE}/1.json",
        "title": "A & <b>",
        "summary": "Short.",
        "html": "<p>Long &amp; whole.</p>",
        "picture": "",
        "attachments": [],
        "kind": "statement",
        "kind_label": "Statement",
        "topics": ["Peace"],
        "number": 2,
        "digest": "d" * 64,
        "change_note": "Corrected.",
        "published_at": AT,
        "updated_at": AT + dt.timedelta(days=1),
    }
    return Item(**{**given, **changes})


def feed(*items, older=""):
    return Feed("News", "en", f"{SITE}/feed", f"{SITE}/", older, "The Mission", "", list(items))


def test_each_form_has_the_same_title_link_and_whole_text():
    atom = ET.fromstring(write_atom(feed(item())).encode())
    entry = atom.find(f"{{{ATOM_NAMESPACE}}}entry")
    assert entry is not None
    assert entry.findtext(f"{{{ATOM_NAMESPACE}}}title") == "A & <b>"
    assert entry.findtext(f"{{{ATOM_NAMESPACE}}}content") == "<p>Long &amp; whole.</p>"
    assert entry.findtext(f"{{{ATOM_NAMESPACE}}}updated") == "2024-01-21T15:15:00Z"
    rss = ET.fromstring(write_rss(feed(item())).encode())
    assert rss.findtext("channel/item/title") == "A & <b>"
    assert rss.findtext("channel/item/pubDate") == "Sat, 20 Jan 2024 15:15:00 GMT"
    assert [one.text for one in rss.findall("channel/item/category")] == ["Statement", "Peace"]
    (written,) = json.loads(write_json(feed(item())))["items"]
    assert (written["title"], written["url"], written["content_html"]) == (
        *("A & <b>", f"{SITE}/1/"),
        "<p>Long &amp; whole.</p>",
    )
    assert "image" not in written


@pytest.mark.parametrize("write", [write_atom, write_rss, write_json])
def test_the_next_page_is_linked_only_if_there_is_one(write):
    assert f"{SITE}/feed?before=x" in write(feed(item(), older=f"{SITE}/feed?before=x"))
    assert "before=" not in write(feed(item()))


def test_a_feed_is_as_new_as_its_newest_change_and_an_empty_one_is_old():
    newest = item(updated_at=AT + dt.timedelta(days=9))
    assert feed(item(), newest, item()).updated_at == newest.updated_at
    assert feed().updated_at == EMPTY_SINCE


def test_any_text_is_read_back_without_what_xml_cannot_say():
    xml = XmlDocument()
    with xml.within("feed", {"title": 'a "b" <c> & \x07d'}):
        xml.element("name", "x < y & z \x00\ufffe…")
        xml.element("empty")
    root = ET.fromstring(xml.text.encode())
    assert root.attrib == {"title": 'a "b" <c> & d'}
    assert [(child.tag, child.text) for child in root] == [("name", "x < y & z …"), ("empty", None)]


def test_an_element_ends_where_its_context_ends():
    xml = XmlDocument()
    with xml.within("a"):
        with xml.within("b"):
            pass
        xml.element("c")
    root = ET.fromstring(xml.text.encode())
    assert [child.tag for child in root] == ["b", "c"]
