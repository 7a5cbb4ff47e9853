"""What must be settled in Word before a file is read: tracked changes, comments, documents within it, and fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from pressreleases.intake.errors import (
    FetchesParts,
    HasComments,
    HasInsertedDocument,
    HasTrackedChanges,
    TakesData,
    TooLarge,
)
from pressreleases.intake.fetched import shown
from pressreleases.intake.word.package import Package, W

MOST_PARAGRAPHS = 10_000
CHANGES = tuple(W + name for name in "ins del moveFrom moveTo cellIns cellDel cellMerge".split())
WITHIN = (W + "altChunk", W + "subDoc")
MOST_NAMES = 5
WITH_TEXT = "header footer footnotes endnotes".split()
# Fields whose result Word takes from another file or from the net. Pictures of an e-mail (“cid:”) are only in it.
FETCHING = re.compile(
    r"\s*(INCLUDE(?:TEXT|PICTURE)?|IMPORT|LINK|DDE(?:AUTO)?|RD)\s+(?!\"?cid:)(\S.*)", re.IGNORECASE | re.DOTALL
)
OF_DATA = re.compile(r"\s*DATABASE\b(.*)", re.IGNORECASE | re.DOTALL)
LONGEST_CODE = 4_000


def refuse_unfinished(package: Package) -> None:
    """Raise HasTrackedChanges, HasComments, and what `refuse_unreadable` does."""
    refuse_unreadable(package)
    changes = [change for root in roots_of(package) for change in changes_in(root)]
    if changes:
        raise HasTrackedChanges(HasTrackedChanges.in_word, count=len(changes), authors=_authors(changes))
    comments = [one for name in package.parts("comments") for one in package.root(name).iter(W + "comment")]
    if comments:
        raise HasComments(HasComments.in_word, count=len(comments), authors=_authors(comments))


def refuse_unreadable(package: Package) -> None:
    """Raise HasInsertedDocument, or TooLarge for too many paragraphs.

    Raises FetchesParts and TakesData for fields that Word fills from elsewhere.
    """
    roots = roots_of(package)
    if sum(1 for root in roots for _paragraph in root.iter(W + "p")) > MOST_PARAGRAPHS:
        raise TooLarge.in_lines(MOST_PARAGRAPHS)
    if any(True for root in roots for _other in root.iter(*WITHIN)):
        raise HasInsertedDocument
    for root in roots:
        _refuse_fields(root)


def _refuse_fields(root: etree._Element) -> None:
    for code in _codes(root):
        if found := FETCHING.match(code):
            raise FetchesParts(address=shown(_address(found[2])))
        if found := OF_DATA.match(code):
            raise TakesData(address=shown(_address(found[1])))


def _address(words: str) -> str:
    """The first words in quotation marks, where Word writes the address; otherwise all of them."""
    quoted = re.search(r'"([^"]+)"', words)
    return (quoted[1] if quoted else words).replace("\\\\", "\\")


def _codes(root: etree._Element) -> Iterator[str]:
    """Yield what the fields are told to do; Word cuts such words into pieces, and fields may be in each other."""
    yield from (field.get(W + "instr", "") for field in root.iter(W + "fldSimple"))
    open_codes: list[str] = []
    for element in root.iter(W + "fldChar", W + "instrText"):
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            open_codes.append("")
        elif open_codes and kind == "end":
            yield open_codes.pop()
        elif open_codes and kind is None and len(open_codes[-1]) < LONGEST_CODE:
            open_codes[-1] += (element.text or "")[:LONGEST_CODE]
    yield from open_codes


def roots_of(package: Package) -> list[etree._Element]:
    """The root elements of the parts that have text: the document, and its headers, footers and notes."""
    names = [name for kind in WITH_TEXT for name in package.parts(kind)]
    return [package.root(name) for name in (package.main, *names)]


def changes_in(root: etree._Element) -> list[etree._Element]:
    """Return the changes; neighbours of one kind, author and minute are one change, as in Word's own list."""
    found: list[etree._Element] = []
    last = None
    for change in root.iter(*CHANGES):
        key = (change.tag, change.get(W + "author"), change.get(W + "date"))
        if key != last:
            found.append(change)
        last = key
    return found


def _authors(elements: Iterable[etree._Element]) -> str:
    names = list(dict.fromkeys(element.get(W + "author", "").strip()[:60] or "?" for element in elements))
    return ", ".join(names[:MOST_NAMES]) + (", …" if len(names) > MOST_NAMES else "")
