"""Feeds of releases with their whole text: one set of items in three forms, Atom, RSS and JSON Feed.

`XmlDocument` writes XML that is well formed for any text, for sitemaps too: each name and text goes through it.
"""

import datetime as dt
import json
import re
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from email.utils import format_datetime
from io import StringIO
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from pressreleases import richtext
from pressreleases.language import characters
from pressreleases.language.dates import instant_for_machines
from pressreleases.language.direction import isolated, laid_out
from pressreleases.public.reading.attached import Attached
from pressreleases.public.reading.release_page import ReleasePage
from pressreleases.public_addresses import absolute, address, file_address

PDF_TYPE = "application/pdf"
EMPTY_SINCE = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)  # Atom wants an instant even of a feed without entries


@dataclass(frozen=True)
class Item:
    """One release. `id` never changes: it is made of its family and language, which an address is not."""

    id: str
    url: str
    pdf_url: str  # or "" while there is none
    pdf_size: int
    text_url: str
    json_url: str
    title: str
    summary: str
    html: str
    picture: str
    attachments: list[Attached]
    kind: str
    kind_label: str
    topics: list[str]
    number: int
    digest: str
    change_note: str
    published_at: dt.datetime
    updated_at: dt.datetime


@dataclass(frozen=True)
class Feed:
    """`url` is its own address, `page` that of the page that shows the same, `older` that of the feed after it."""

    title: str
    language: str
    url: str
    page: str
    older: str
    author: str
    picture: str
    items: list[Item]

    @property
    def updated_at(self) -> dt.datetime:
        return max((item.updated_at for item in self.items), default=EMPTY_SINCE)


def item_of(page: ReleasePage) -> Item:
    edition: Any = page.edition
    dates = page.dates
    url = absolute(address(edition))
    picture = edition.lead_picture
    correction = page.correction_in_words
    files = [replace(one, address=absolute(one.address)) for one in page.attachments]
    context = {
        "attachments": files,
        "edition": edition,
        "correction": correction,
        "body": laid_out(richtext.render_elsewhere(edition.body, url, rules=edition.rules), edition.language),
        "media": absolute(settings.MEDIA_URL),
    }
    return Item(
        id=uuid.uuid5(edition.release.family, edition.language).urn,
        url=url,
        pdf_url=absolute(file_address(edition, "pdf")) if page.pdf_size else "",
        pdf_size=page.pdf_size,
        text_url=absolute(file_address(edition, "txt")),
        json_url=absolute(file_address(edition, "json")),
        title=isolated(edition.title, edition.language) or _("Text removed"),
        summary=" ".join([correction, edition.summary or characters.beginning(edition.text, 300)]).strip(),
        html=render_to_string("public/feed_item.html", context).strip(),
        picture=absolute(f"{settings.MEDIA_URL}{picture['file']}") if picture else "",
        attachments=files,
        kind=edition.kind,
        kind_label=edition.kind_label,
        topics=[isolated(topic["name"], edition.language) for topic in edition.topic_names],
        number=edition.number,
        digest=edition.digest,
        change_note=correction,
        published_at=dates.published_at,
        updated_at=dates.updated_at,
    )


# What XML 1.0 (2.2, Char) has no way to say, not even as a reference.
_UNSAYABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class XmlDocument:
    """An XML document that is being written; `text` is the whole of it."""

    def __init__(self) -> None:
        self._stream = StringIO()
        self._xml = SimplerXMLGenerator(self._stream, "utf-8", short_empty_elements=True)
        self._xml.startDocument()

    @contextmanager
    def within(self, name: str, attributes: Mapping[str, str] | None = None) -> Iterator[None]:
        """The element `name`, open for as long as the context is."""
        self._xml.startElement(name, AttributesImpl(_sayable(attributes or {})))
        yield
        self._xml.endElement(name)
        self._xml.ignorableWhitespace("\n")

    def element(self, name: str, words: str = "", attributes: Mapping[str, str] | None = None) -> None:
        self._xml.addQuickElement(name, _UNSAYABLE.sub("", words) or None, _sayable(attributes or {}))
        self._xml.ignorableWhitespace("\n")

    @property
    def text(self) -> str:
        return self._stream.getvalue()


def _sayable(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name: _UNSAYABLE.sub("", value) for name, value in attributes.items()}


ATOM_TYPE = "application/atom+xml"
ATOM_NAMESPACE = "http://www.w3.org/2005/Atom"


def write_atom(feed: Feed) -> str:
    xml = XmlDocument()
    with xml.within("feed", {"xmlns": ATOM_NAMESPACE, "xml:lang": feed.language}):
        # The permanent address of the feed.
        xml.element("id", feed.url)
        xml.element("title", feed.title)
        xml.element("updated", instant_for_machines(feed.updated_at))
        xml.element("link", attributes={"rel": "self", "type": ATOM_TYPE, "href": feed.url})
        xml.element("link", attributes={"rel": "alternate", "type": "text/html", "href": feed.page})
        if feed.older:
            xml.element("link", attributes={"rel": "next", "type": ATOM_TYPE, "href": feed.older})
        with xml.within("author"):
            xml.element("name", feed.author)
        if feed.picture:
            xml.element("logo", feed.picture)
        for item in feed.items:
            _write_entry(xml, item)
    return xml.text


def _write_entry(xml: XmlDocument, item: Item) -> None:
    with xml.within("entry"):
        xml.element("id", item.id)
        xml.element("title", item.title)
        xml.element("link", attributes={"rel": "alternate", "type": "text/html", "href": item.url})
        xml.element("link", attributes={"rel": "alternate", "type": "text/plain", "href": item.text_url})
        if item.pdf_url:
            enclosed = {"rel": "enclosure", "type": PDF_TYPE, "length": str(item.pdf_size), "href": item.pdf_url}
            xml.element("link", attributes=enclosed)
        for one in item.attachments:
            xml.element(
                "link", attributes=_enclosure(one, "href", rel="enclosure", hreflang=one.language, title=one.title)
            )
        xml.element("published", instant_for_machines(item.published_at))
        xml.element("updated", instant_for_machines(item.updated_at))
        xml.element("category", attributes={"term": item.kind, "label": item.kind_label})
        for topic in item.topics:
            xml.element("category", attributes={"term": topic})
        xml.element("summary", item.summary)
        xml.element("content", item.html, {"type": "html"})


def _enclosure(one: Attached, address: str, **more: str) -> dict[str, str]:
    return {**more, address: one.address, "type": one.media_type, "length": str(one.size)}


RSS_TYPE = "application/rss+xml"
RSS_NAMESPACES = {
    "xmlns:atom": ATOM_NAMESPACE,
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}


def write_rss(feed: Feed) -> str:
    xml = XmlDocument()
    with xml.within("rss", {"version": "2.0", **RSS_NAMESPACES}), xml.within("channel"):
        xml.element("title", feed.title)
        xml.element("link", feed.page)
        xml.element("description", feed.title)
        xml.element("language", feed.language)
        xml.element("lastBuildDate", _date(feed.updated_at))
        xml.element("atom:link", attributes={"rel": "self", "type": RSS_TYPE, "href": feed.url})
        if feed.older:
            xml.element("atom:link", attributes={"rel": "next", "type": RSS_TYPE, "href": feed.older})
        for item in feed.items:
            _write_item(xml, item, feed.author)
    return xml.text


def _write_item(xml: XmlDocument, item: Item, author: str) -> None:
    with xml.within("item"):
        xml.element("title", item.title)
        xml.element("link", item.url)
        xml.element("guid", item.id, {"isPermaLink": "false"})
        xml.element("dc:creator", author)
        xml.element("pubDate", _date(item.published_at))
        xml.element("atom:updated", instant_for_machines(item.updated_at))
        for category in [item.kind_label, *item.topics]:
            xml.element("category", category)
        # More than one is more than many readers of RSS expect; the text has links to all.
        if item.pdf_url:
            enclosed = {"url": item.pdf_url, "length": str(item.pdf_size), "type": PDF_TYPE}
            xml.element("enclosure", attributes=enclosed)
        else:
            for one in item.attachments[:1]:
                xml.element("enclosure", attributes=_enclosure(one, "url"))
        xml.element("description", item.summary)
        xml.element("content:encoded", item.html)


def _date(instant: dt.datetime) -> str:
    """As RFC 822 has it, with the year in full: `Sat, 20 Jan 2024 15:15:00 GMT`."""
    return format_datetime(instant.astimezone(dt.UTC), usegmt=True)


JSON_FEED_VERSION = 1


def write_json(feed: Feed) -> str:
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.url,
        **({"next_url": feed.older} if feed.older else {}),
        **({"icon": feed.picture} if feed.picture else {}),
        "language": feed.language,
        "authors": [{"name": feed.author}],
        "items": [_json_item(item) for item in feed.items],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _json_enclosures(item: Item) -> list[dict[str, Any]]:
    pdf = [_json_enclosure(item)] if item.pdf_url else []
    return pdf + [_json_attachment(one) for one in item.attachments]


def _json_attachment(one: Attached) -> dict[str, Any]:
    return {"url": one.address, "mime_type": one.media_type, "title": one.title, "size_in_bytes": one.size}


def _json_item(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "content_html": item.html,
        **({"image": item.picture} if item.picture else {}),
        "date_published": instant_for_machines(item.published_at),
        "date_modified": instant_for_machines(item.updated_at),
        "tags": [item.kind_label, *item.topics],
        **({"attachments": enclosed} if (enclosed := _json_enclosures(item)) else {}),
        "_mission": {
            "v": JSON_FEED_VERSION,
            "kind": item.kind,
            "number": item.number,
            "change_note": item.change_note,
            "digest": item.digest,
            "text": item.text_url,
            "json": item.json_url,
        },
    }


def _json_enclosure(item: Item) -> dict[str, Any]:
    return {"url": item.pdf_url, "mime_type": PDF_TYPE, "size_in_bytes": item.pdf_size}
