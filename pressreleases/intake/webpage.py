"""Read an HTML file, or what Word and other programs put on the clipboard, into the small HTML of documents.

Only what the file itself holds is read: no style sheet, no picture by address, no script.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from dataclasses import dataclass, field, replace
from html import escape
from typing import TYPE_CHECKING, Literal

import nh3
from lxml import html as lxml_html

from pressreleases.intake.bounds import refuse_what_grows
from pressreleases.intake.document import Picture
from pressreleases.intake.errors import DamagedFile, WrongEncoding
from pressreleases.intake.formatted import KINDS, Formatted, rows_of, with_marks
from pressreleases.intake.web_pictures import DRAWING, is_cropped, is_sign, style_of, with_drawings
from pressreleases.language import characters

if TYPE_CHECKING:
    from lxml.html import HtmlElement

START = re.compile(
    rb"\s*(?:<!--[^>]{0,500}-->\s*)*<(?:!doctype html|html|head|meta|body|p|div|h[1-6]|table|b|span|\?xml)\b",
    re.IGNORECASE,
)
WITH_BOLD = re.compile(r"\s*<(?:b|span)\b", re.IGNORECASE)
BLOCK_TAG = re.compile(r"<(?:html|body|p|div|br|h[1-6]|li|td|pre)\b", re.IGNORECASE)
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{3,30})", re.IGNORECASE)
CHARSETS = re.compile(
    r"utf-?8|utf-16(?:le|be)?|windows-125[0-8]|iso-8859-\d{1,2}|koi8-r|gb2312|gbk|gb18030", re.IGNORECASE
)
DATA = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,")

DROPPED = frozenset(
    "script style template nav svg math iframe object select textarea audio video noscript title".split()
)
HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
CONTAINERS = frozenset(
    "div section article main header footer aside center address figure figcaption dl dt dd fieldset details summary "
    "hgroup p pre hr".split()
)
INLINE = frozenset("br img a b strong i em cite dfn sup sub span bdo bdi".split())
TAGS = CONTAINERS | HEADINGS | INLINE | frozenset("ul ol li table thead tbody tfoot tr td th blockquote".split())
ATTRIBUTES = {
    "*": {"style", "align", "lang", "dir", "hidden"},
    "a": {"href"},
    "div": {"id", "title"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
BLOCKS = CONTAINERS | HEADINGS | {"ul", "ol", "table", "blockquote", "li"}
STRONG, EMPHASIS = frozenset({"b", "strong"}), frozenset({"i", "em", "cite", "dfn"})
LINK = re.compile(r"(?:https?://|mailto:|tel:)\S", re.IGNORECASE)
DEEPEST = 60
"""Elements within each other; what is deeper is read as text."""

# Notes of LibreOffice and of Word, the marks that refer to them, and the marks that lead back.
NOTE = re.compile(r"(?:sdfootnote|sdendnote|ftn|edn)(\d{1,4})")
REFERS = re.compile(r"[^#]{0,300}#(?:(?:sdfootnote|sdendnote)(\d{1,4})sym|_(?:ftn|edn)(\d{1,4}))")
LEADS_BACK = re.compile(r"[^#]{0,300}#(?:(?:sdfootnote|sdendnote)\d{1,4}anc|_(?:ftn|edn)ref\d{1,4})")
LIST_LEVEL = re.compile(r"mso-list:\s*\S+\s+level(\d)")
NUMBER_SIGN = re.compile(r"\s*\(?(\d{1,3})[.)]")


def is_webpage(data: bytes) -> bool:
    """Whether the bytes begin like HTML."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data[:2000].decode("utf-16", errors="replace").encode()
    start = data[:2000].removeprefix(codecs.BOM_UTF8)
    found = START.match(start)
    return bool(found) and (not found.group().endswith(b"?xml") or b"<html" in start.lower())  # type: ignore[union-attr]  # found


def read_webpage(data: bytes) -> Formatted:
    """Return the content of an HTML file. Raises WrongEncoding, TooLarge or DamagedFile."""
    parser, words = lxml_html.HTMLParser(), characters.text(_decoded(data))
    if WITH_BOLD.match(words) and not BLOCK_TAG.search(words):
        # A text with “<b>” in it: its lines are what parts it.
        words = "".join(f"<p>{part}</p>" for part in re.split(r"\n\s*\n", words.replace("\r\n", "\n")))
        words = words.replace("\n", "<br>")
    refuse_what_grows(words)
    # As browsers do it: so that no word is lost where elements are in a wrong place.
    clean = nh3.clean(
        with_drawings(words),
        tags=TAGS,
        clean_content_tags=set(DROPPED),
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel", "data"},
        link_rel=None,
    )
    # Once more: a control character may have been written as “&#1;”.
    root = lxml_html.fragment_fromstring(characters.text(clean), create_parent="div", parser=parser)
    if any("depth" in error.message for error in parser.error_log):
        raise DamagedFile
    found = (*root.findall(".//main"), *root.findall(".//article"))
    mains = [each for each in found if len(" ".join(map(str, each.itertext())).split()) > 20]
    top = mains[0] if len(mains) == 1 else root
    reader = _Reader()
    return Formatted("".join(reader.blocks(top, _Look())), tuple(reader.pictures))


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        declared = CHARSET.search(data[:4000])
        name = declared[1].decode().lower() if declared else ""
        if CHARSETS.fullmatch(name) and not name.startswith("utf"):
            return data.decode(name, errors="replace")
        line = data[: error.start].count(b"\n") + 1
        raise WrongEncoding.at_byte(data[error.start], line=line, encoding="UTF-8") from error


@dataclass(frozen=True, slots=True)
class _Look:
    """What an element hands down to those in it."""

    align: str = ""
    size: str = ""
    language: str = ""
    direction: str = ""
    depth: int = 0

    def of(self, element: HtmlElement) -> _Look:
        style = style_of(element)
        align = style.get("text-align", "") or element.get("align", "") or ("center" if element.tag == "center" else "")
        return replace(
            self,
            align=align or self.align,
            size=style.get("font-size", "") or self.size,
            language=element.get("lang", "") or self.language,
            direction=element.get("dir", "") or self.direction,
            depth=self.depth + 1,
        )

    def attributes(self, inner: str) -> str:
        look = " ".join(filter(None, (self.align, self.size)))
        if look and re.fullmatch(r"\s*<strong>(?:(?!<strong>).)*</strong>\s*", inner):
            look += " bold"
        pairs = {"data-look": look, "lang": self.language, "dir": self.direction}
        return "".join(f' {name}="{escape(value)}"' for name, value in pairs.items() if value)


def _is_hidden(element: HtmlElement) -> bool:
    style = style_of(element)
    return (
        element.get("hidden") is not None
        or style.get("display") == "none"
        or style.get("visibility") == "hidden"
        or style.get("mso-hide") == "all"
    )


@dataclass(slots=True)
class _Reader:
    pictures: list[Picture] = field(default_factory=list)

    def blocks(self, element: HtmlElement, look: _Look) -> list[str]:
        """The content of an element as blocks; words between blocks are a paragraph of their own."""
        found: list[str] = []
        waiting: list[str] = [_escaped(element.text)]

        def close() -> None:
            inner = "".join(waiting).strip(" \n")
            if inner:
                found.append(f"<p{look.attributes(inner)}>{inner}</p>")
            waiting.clear()

        items: list[tuple[int, str, str]] = []
        for child in element.iterchildren():
            if isinstance(child.tag, str) and child.tag in BLOCKS and look.depth < DEEPEST:
                close()
                item = self.word_item(child)
                if item is None:
                    found += _word_list(items)
                    items.clear()
                    found += self.block(child, look.of(child))
                else:
                    items.append(item)
            elif isinstance(child.tag, str):
                waiting.append(self.inline(child, look.depth + 1))
            waiting.append(_escaped(child.tail))
        close()
        return found + _word_list(items)

    def block(self, child: HtmlElement, look: _Look) -> list[str]:
        tag = str(child.tag)
        if _is_hidden(child):
            return []
        if tag in HEADINGS:
            return [f"<{tag}{look.attributes('')}>{self.inside(child, look.depth)}</{tag}>"]
        if tag == "figcaption":
            return [f'<p data-caption="1">{self.inside(child, look.depth).strip()}</p>']
        if tag in ("ul", "ol", "table"):
            return [self.table(child, look) if tag == "table" else self.list_of(child, look)]
        if tag == "pre":
            return _paragraphs(child.text_content())
        found = self.blocks(child, look)
        if tag == "div":
            found = _division(child, found)
        elif tag == "blockquote":
            found = [f"<blockquote>{each}</blockquote>" if each.startswith("<p") else each for each in found]
        return found or (["<p></p>"] if tag == "p" else [])

    def list_of(self, element: HtmlElement, look: _Look) -> str:
        start = element.get("start", "")
        attribute = f' start="{int(start)}"' if re.fullmatch(r"\d{1,4}", start) else ""
        items: list[str] = [f"<li>{words}</li>" for words in [_escaped(element.text).strip()] if words]
        for child in element.iterchildren():
            inner = look.of(child)
            if child.tag in ("ul", "ol"):
                # A list right in a list, as older programs write it.
                deeper = self.list_of(child, inner)
                before = items.pop().removesuffix("</li>") if items else "<li>"
                items.append(f"{before}{deeper}</li>")
            elif isinstance(child.tag, str):
                items.append(f"<li>{''.join(self.item(child, inner))}</li>")
            if words := _escaped(child.tail).strip():
                items.append(f"<li>{words}</li>")
        if element.tag == "ol" and (kind := element.get("type", "")) in KINDS:
            return with_marks(items, int(start) if attribute else 1, kind)
        return f"<{element.tag}{attribute}>{''.join(items)}</{element.tag}>"

    def item(self, child: HtmlElement, look: _Look) -> list[str]:
        """The words of an item, and the lists in it."""
        words, lists = [_escaped(child.text)], []
        for inner in child.iterchildren():
            if not isinstance(inner.tag, str) or _is_hidden(inner):
                words.append(_escaped(inner.tail))
                continue
            if inner.tag in ("ul", "ol"):
                lists.append(self.list_of(inner, look.of(inner)))
            elif inner.tag in CONTAINERS and look.depth < DEEPEST:
                deeper = self.item(inner, look.of(inner))
                words += ["<br>" if "".join(words).strip() else "", deeper[0]]
                lists += deeper[1:]
            else:
                words.append(self.inline(inner, look.depth + 1))
            words.append(_escaped(inner.tail))
        return ["".join(words).strip(), *lists]

    def table(self, element: HtmlElement, look: _Look) -> str:
        rows = []
        for row in rows_of(element):
            cells = []
            for cell in row.iterchildren("td", "th"):
                spans = "".join(
                    f' {name}="{value}"'
                    for name in ("colspan", "rowspan")
                    if re.fullmatch(r"[1-9]\d?", value := cell.get(name, ""))
                )
                cells.append(f"<{cell.tag}{spans}>{''.join(self.blocks(cell, look.of(cell)))}</{cell.tag}>")
            rows.append(f"<tr>{''.join(cells)}</tr>")
        return f"<table>{''.join(rows)}</table>"

    def inside(self, element: HtmlElement, depth: int) -> str:
        parts = [_escaped(element.text)]
        for child in element.iterchildren():
            if isinstance(child.tag, str):
                parts.append(self.inline(child, depth + 1))
            parts.append(_escaped(child.tail))
        return "".join(parts)

    def inline(self, child: HtmlElement, depth: int) -> str:
        tag, style = str(child.tag), style_of(child)
        mark = "" if _is_hidden(child) else _mark_of_note(child)
        if mark is not None:
            return mark
        if tag == "br":
            return "<br>"
        if tag == "img":
            return self.picture(child)
        inner = self.inside(child, depth) if depth < DEEPEST else escape(child.text_content())
        if not inner.strip():
            return inner
        return _wrapped(child, tag, style, inner)

    def picture(self, element: HtmlElement) -> str:
        source, alt = element.get("src", ""), " ".join(element.get("alt", "").split())
        found = DATA.match(source)
        if not found and not alt and (not source or is_sign(element)):
            return ""
        try:
            data = base64.b64decode(source[found.end() :]) if found and not is_cropped(element) else b""
        except (binascii.Error, ValueError):
            return ""
        lost: Literal["drawing", "elsewhere"] = "drawing" if source.startswith(DRAWING) else "elsewhere"
        self.pictures.append(Picture(data, alt, lost="" if found else lost))
        return f'<img data-picture="{len(self.pictures) - 1}" alt="{escape(alt)}">'

    def word_item(self, element: HtmlElement) -> tuple[int, str, str] | None:
        """The level, tag and words of an item of a list as Word puts it on the clipboard: a paragraph with a sign."""
        found = LIST_LEVEL.search((element.get("style") or "").lower())
        if element.tag != "p" or not found:
            return None
        sign = ""
        for each in list(element.iter("span")):
            if "ignore" in style_of(each).get("mso-list", ""):
                sign, tail = each.text_content(), each.tail
                each.clear()
                each.tail = tail
                break
        number = NUMBER_SIGN.match(sign)
        return int(found[1]), f"ol {number[1]}" if number else "ul", self.inside(element, 0).strip()


def _division(element: HtmlElement, blocks: list[str]) -> list[str]:
    """The blocks of a `div`: of one note of LibreOffice or Word, of LibreOffice's head or foot of a page, or plain."""
    note, page_part = NOTE.fullmatch(element.get("id", "")), element.get("title", "")
    if not blocks:
        return []
    if note:
        words = "<br>".join(inner for each in blocks if (inner := re.sub(r"</?p\b[^>]*>", "", each).strip()))
        return [f'<p data-note="{note[1]}">[{note[1]}] {words}</p>']
    return [f"<{page_part}>{''.join(blocks)}</{page_part}>"] if page_part in ("header", "footer") else blocks


def _mark_of_note(element: HtmlElement) -> str | None:
    """“[1]” for a link to a note, nothing for the one that leads back; None for another element."""
    address = element.get("href", "") if element.tag == "a" else ""
    if LEADS_BACK.fullmatch(address):
        return ""
    refers = REFERS.fullmatch(address)
    if not refers:
        return None
    number = refers[1] or refers[2]
    return f"[{number}]" if element.getparent().tag == "sup" else f"<sup>[{number}]</sup>"


def _paragraphs(text: str) -> list[str]:
    """Text with lines of its own as paragraphs, which blank lines part."""
    parts = [escape(part.strip("\n"), quote=False) for part in re.split(r"\n[ \t]*\n", text)]
    return [f"<p>{part.replace(chr(10), '<br>')}</p><p></p>" for part in parts]


def _word_list(items: list[tuple[int, str, str]]) -> list[str]:
    """Items by their levels as lists in each other."""
    written: list[str] = []
    while items:
        level, kind, _words = items[0]
        tag, _space, number = kind.partition(" ")
        entries = []
        while items and items[0][0] >= level and items[0][1].startswith(tag):
            deeper = []
            words = items.pop(0)[2]
            while items and items[0][0] > level:
                deeper.append(items.pop(0))
            entries.append(f"<li>{words}{''.join(_word_list(deeper))}</li>")
        start = f' start="{number}"' if number not in ("", "1") else ""
        written.append(f"<{tag}{start}>{''.join(entries)}</{tag}>")
    return written


def _wrapped(child: HtmlElement, tag: str, style: dict[str, str], inner: str) -> str:
    """`inner` in the elements that the element and its style stand for."""
    weight = style.get("font-weight", "")
    is_bold = weight in ("bold", "bolder") or (weight.isdecimal() and int(weight) >= 600)
    # Google Docs puts everything on the clipboard into a <b> that is not bold.
    if (tag in STRONG and weight != "normal") or is_bold:
        inner = f"<strong>{inner}</strong>"
    if tag in EMPHASIS or style.get("font-style") == "italic":
        inner = f"<em>{inner}</em>"
    place = {"super": "sup", "sub": "sub"}.get(style.get("vertical-align", ""), tag)
    if place in ("sup", "sub"):
        inner = f"<{place}>{inner}</{place}>"
    if tag == "a" and LINK.match(address := (child.get("href") or "").strip()):
        inner = f'<a href="{escape(address)}">{inner}</a>'
    if tag in ("span", "bdo", "bdi") and child.get("lang"):
        inner = f'<span lang="{escape(child.get("lang", ""))}">{inner}</span>'
    return inner


def _escaped(text: str | None) -> str:
    """The characters of a file, in which a line end or a tab is a space."""
    return escape(re.sub(r"[ \t\r\n\f]+", " ", text or ""), quote=False)
