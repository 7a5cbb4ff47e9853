"""A feed as Atom (RFC 4287); the feeds after it as RFC 5005 says, section 3."""

from pressreleases.language.dates import instant_for_machines
from pressreleases.public.feeds.items import Feed, Item
from pressreleases.public.xml import Document

MEDIA_TYPE = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"


def write(feed: Feed) -> str:
    xml = Document()
    with xml.within("feed", {"xmlns": NAMESPACE, "xml:lang": feed.language}):
        # The permanent address of the feed.
        xml.element("id", feed.url)
        xml.element("title", feed.title)
        xml.element("updated", instant_for_machines(feed.updated_at))
        xml.element("link", attributes={"rel": "self", "type": MEDIA_TYPE, "href": feed.url})
        xml.element("link", attributes={"rel": "alternate", "type": "text/html", "href": feed.page})
        if feed.older:
            xml.element("link", attributes={"rel": "next", "type": MEDIA_TYPE, "href": feed.older})
        with xml.within("author"):
            xml.element("name", feed.author)
        if feed.picture:
            xml.element("logo", feed.picture)
        for item in feed.items:
            _write_entry(xml, item)
    return xml.text


def _write_entry(xml: Document, item: Item) -> None:
    with xml.within("entry"):
        xml.element("id", item.id)
        xml.element("title", item.title)
        xml.element("link", attributes={"rel": "alternate", "type": "text/html", "href": item.url})
        xml.element("link", attributes={"rel": "alternate", "type": "text/plain", "href": item.text_url})
        xml.element("published", instant_for_machines(item.published_at))
        xml.element("updated", instant_for_machines(item.updated_at))
        xml.element("category", attributes={"term": item.kind, "label": item.kind_label})
        for topic in item.topics:
            xml.element("category", attributes={"term": topic})
        xml.element("summary", item.summary)
        xml.element("content", item.html, {"type": "html"})
