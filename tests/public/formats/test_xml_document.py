"""Written XML is well formed for any text."""

from xml.etree import ElementTree as ET

from pressreleases.public.formats.xml_document import Document


def test_any_text_is_read_back_without_what_xml_cannot_say():
    xml = Document()
    with xml.within("feed", {"title": 'a "b" <c> & \x07d'}):
        xml.element("name", "x < y & z \x00\ufffe…")
        xml.element("empty")
    root = ET.fromstring(xml.text.encode())
    assert root.attrib == {"title": 'a "b" <c> & d'}
    assert [(child.tag, child.text) for child in root] == [("name", "x < y & z …"), ("empty", None)]


def test_an_element_ends_where_its_context_ends():
    xml = Document()
    with xml.within("a"):
        with xml.within("b"):
            pass
        xml.element("c")
    root = ET.fromstring(xml.text.encode())
    assert [child.tag for child in root] == ["b", "c"]
