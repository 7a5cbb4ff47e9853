"""Accept all tracked changes of a Word file, and say whose they were; its comments, with the words they are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from pressreleases.intake.word.package import Package, W, changes_in, roots_of

MOST_COMMENTS = 200
MOST_AUTHORS = 20
LONGEST_WORDS = 200
LONGEST_COMMENT = 2_000
LONGEST_NAME = 60
GONE = (W + "del", W + "moveFrom")
PARAGRAPH, TABLE, ROW, CELL, TEXT = W + "p", W + "tbl", W + "tr", W + "tc", W + "t"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: its author, what it says, and the words of the text that it is about, which may be none."""

    author: str
    said: str
    words: str


@dataclass(frozen=True, slots=True)
class Remarks:
    """What the people who had the file left in it: how many tracked changes by whom, and comments."""

    changes: tuple[tuple[str, int], ...] = ()
    comments: tuple[Comment, ...] = ()
    more_comments: int = 0


def accept_changes(package: Package) -> Remarks:
    """Change the parts of `package` in memory to what they say once all changes are accepted."""
    authors: Counter[str] = Counter()
    for root in roots_of(package):
        authors.update(_author(change) for change in changes_in(root))
        _accept(root)
    comments = _comments(package)
    return Remarks(tuple(authors.most_common(MOST_AUTHORS)), tuple(comments[:MOST_COMMENTS]), _beyond(comments))


def _beyond(comments: list[Comment]) -> int:
    return max(0, len(comments) - MOST_COMMENTS)


def _author(element: etree._Element) -> str:
    return " ".join(element.get(W + "author", "").split())[:LONGEST_NAME] or "?"


def _accept(root: etree._Element) -> None:
    for properties in list(root.iter(W + "trPr")):
        row = properties.getparent()
        if row is not None and row.tag == ROW and properties.find(W + "del") is not None:
            _remove(row)
    for mark in list(root.iter(W + "cellDel")):
        if (cell := next(mark.iterancestors(CELL), None)) is not None:
            _remove(cell)
    for table in list(root.iter(TABLE)):
        if next(table.iter(CELL), None) is None:
            _remove(table)
    joined = [each for each in root.iter(PARAGRAPH) if _has_lost_its_end(each)]
    for change in list(root.iter(*GONE)):
        if not _is_of_properties(change):
            _remove(change)
    _join_to_the_next(joined)


def _has_lost_its_end(paragraph: etree._Element) -> bool:
    """Whether the end of a paragraph was deleted, or moved away, so that the next one goes on in the same line."""
    return any(paragraph.find(f"{W}pPr/{W}rPr/{gone}") is not None for gone in GONE)


def _is_of_properties(change: etree._Element) -> bool:
    parent = change.getparent()
    return parent is not None and parent.tag in {W + "rPr", W + "trPr"}


def _join_to_the_next(paragraphs: list[etree._Element]) -> None:
    """Put their words before those of the paragraph after each, which keeps its own form, as in Word.

    Of many in a row, all words are moved once.
    """
    waiting: dict[etree._Element, list[etree._Element]] = {}
    to_join = set(paragraphs)
    for paragraph in paragraphs:
        words = waiting.pop(paragraph, [])
        words += [child for child in paragraph if child.tag != W + "pPr"]
        following = paragraph.getnext()
        while following is not None and following.tag in {W + "bookmarkStart", W + "bookmarkEnd"}:
            following = following.getnext()
        if following is not None and following in to_join:
            waiting[following] = words
            _remove(paragraph)
        elif following is not None and following.tag == PARAGRAPH:
            at = 1 if following.find(W + "pPr") is not None else 0
            following[at:at] = words
            _remove(paragraph)
        elif _show_something(words) or _is_only_one(paragraph):
            at = 1 if paragraph.find(W + "pPr") is not None else 0
            paragraph[at:] = words
        else:
            _remove(paragraph)


def _show_something(elements: Iterable[etree._Element]) -> bool:
    return any(next(each.iter(TEXT, W + "drawing"), None) is not None for each in elements)


def _is_only_one(paragraph: etree._Element) -> bool:
    """Whether it is all that a cell has, which has at least one paragraph."""
    parent = paragraph.getparent()
    return parent is not None and parent.tag == CELL and len(parent.findall(PARAGRAPH)) == 1


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _comments(package: Package) -> list[Comment]:
    found = [one for name in package.parts("comments") for one in package.root(name).iter(W + "comment")]
    wanted = {one.get(W + "id", "") for one in found[:MOST_COMMENTS]}
    words = _words_in_ranges(roots_of(package), wanted)
    return [Comment(_author(one), _said_in(one), words.get(one.get(W + "id", ""), "")) for one in found]


def _said_in(comment: etree._Element) -> str:
    paragraphs = ("".join(text.text or "" for text in each.iter(TEXT)).strip() for each in comment.iter(PARAGRAPH))
    return "\n".join(filter(None, paragraphs))[:LONGEST_COMMENT]


def _words_in_ranges(roots: Iterable[etree._Element], wanted: set[str]) -> dict[str, str]:
    """The first words that each comment is about; ranges overlap, so that only so many are followed at once."""
    words: dict[str, str] = {}
    for root in roots:
        opened: set[str] = set()
        for element in root.iter(W + "commentRangeStart", W + "commentRangeEnd", TEXT, PARAGRAPH, W + "tab", W + "br"):
            key = element.get(W + "id", "")
            if element.tag == W + "commentRangeStart":
                opened |= {key} & wanted
            elif element.tag == W + "commentRangeEnd":
                opened.discard(key)
            else:
                said = (element.text or "") if element.tag == TEXT else " "
                for each in tuple(opened):
                    words[each] = words.get(each, "") + said
                    if len(words[each]) > LONGEST_WORDS:
                        opened.discard(each)
    return {key: _shortened(" ".join(said.split())) for key, said in words.items()}


def _shortened(words: str) -> str:
    return words if len(words) <= LONGEST_WORDS else f"{words[: LONGEST_WORDS - 1].rstrip()}…"
