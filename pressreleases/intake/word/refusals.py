"""What must be settled in Word before a file is read: tracked changes, comments, documents within it."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from pressreleases.intake.errors import HasComments, HasInsertedDocument, HasTrackedChanges, TooLarge
from pressreleases.intake.word.package import Package, W

MOST_PARAGRAPHS = 10_000
CHANGES = tuple(W + name for name in "ins del moveFrom moveTo cellIns cellDel cellMerge".split())
WITHIN = (W + "altChunk", W + "subDoc")
MOST_NAMES = 5
WITH_TEXT = "header footer footnotes endnotes".split()


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
    """Raise HasInsertedDocument, or TooLarge for too many paragraphs."""
    roots = roots_of(package)
    if sum(1 for root in roots for _paragraph in root.iter(W + "p")) > MOST_PARAGRAPHS:
        raise TooLarge.in_lines(MOST_PARAGRAPHS)
    if any(True for root in roots for _other in root.iter(*WITHIN)):
        raise HasInsertedDocument


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
