"""A feed as RSS 2.0, with its whole text in `content:encoded` and what RSS has no word for in Atom's."""

import datetime as dt
from email.utils import format_datetime

from pressreleases.language.dates import instant_for_machines
from pressreleases.public.feeds.atom import NAMESPACE as ATOM
from pressreleases.public.feeds.items import Feed, Item
from pressreleases.public.xml import Document

MEDIA_TYPE = "application/rss+xml"
NAMESPACES = {
    "xmlns:atom": ATOM,
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}


def write(feed: Feed) -> str:
    xml = Document()
    with xml.within("rss", {"version": "2.0", **NAMESPACES}), xml.within("channel"):
        xml.element("title", feed.title)
        xml.element("link", feed.page)
        xml.element("description", feed.title)
        xml.element("language", feed.language)
        xml.element("lastBuildDate", _date(feed.updated_at))
        xml.element("atom:link", attributes={"rel": "self", "type": MEDIA_TYPE, "href": feed.url})
        if feed.older:
            xml.element("atom:link", attributes={"rel": "next", "type": MEDIA_TYPE, "href": feed.older})
        for item in feed.items:
            _write_item(xml, item, feed.author)
    return xml.text


def _write_item(xml: Document, item: Item, author: str) -> None:
    with xml.within("item"):
        xml.element("title", item.title)
        xml.element("link", item.url)
        xml.element("guid", item.id, {"isPermaLink": "false"})
        xml.element("dc:creator", author)
        xml.element("pubDate", _date(item.published_at))
        xml.element("atom:updated", instant_for_machines(item.updated_at))
        for category in [item.kind_label, *item.topics]:
            xml.element("category", category)
        xml.element("description", item.summary)
        xml.element("content:encoded", item.html)


def _date(instant: dt.datetime) -> str:
    """As RFC 822 has it, with the year in full: `Sat, 20 Jan 2024 15:15:00 GMT`."""
    return format_datetime(instant.astimezone(dt.UTC), usegmt=True)
