"""Writing XML that is well formed for any text: each name and text goes through a writer."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import StringIO
from xml.sax.xmlreader import AttributesImpl

from django.utils.xmlutils import SimplerXMLGenerator

# What XML 1.0 (2.2, Char) has no way to say, not even as a reference.
_UNSAYABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Document:
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
