"""Read what Word and other programs put on the clipboard as a part of a text, as it is read in a file."""

from __future__ import annotations

import re

from pressreleases.intake.errors import UnfinishedText
from pressreleases.intake.formatted import Formatted, sheet_of
from pressreleases.intake.language import recognised
from pressreleases.intake.pictures import with_figures
from pressreleases.intake.structure import html_of
from pressreleases.intake.webpage import read_webpage

COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
STYLES = re.compile(r"<style\b.*?(?:</style|$)", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"<(?P<name>[a-z][a-z0-9:]*+)(?P<rest>[^<>]*+)>(?P<words>\s*[^<\s])?", re.IGNORECASE)
TAKEN_OUT = frozenset({"del", "ins", "s", "strike"})
STRUCK = re.compile(r"text-decoration[\w-]{0,20}:[^:;\"]*line-through", re.IGNORECASE)
COMMENTS = re.compile(r"#(?:_msocom_|_msoanchor_|cmnt)|mso-element:\s*comment", re.IGNORECASE)
HIDDEN = re.compile(r"mso-hide:\s*all|display:\s*none|visibility:\s*hidden", re.IGNORECASE)


def read_pasted(html: str, language: str = "") -> Formatted:
    """Return the text as the HTML of a release, which still has to be sanitised, and its pictures.

    `language` is that of the release; empty, it is recognised. Notes are at the end, with their numbers. Raises
    UnfinishedText, and DamagedFile for what is built too deep.
    """
    refuse_unfinished(html)
    found = read_webpage(html.encode())
    sheet = with_figures(sheet_of(found))
    language = language or recognised(" ".join(block.text for block in sheet.blocks))
    # Headings of one rank keep it: the one above them may be in the text already. `<h1>` is that of the page.
    ranks = {block.heading for block in sheet.blocks if block.heading}
    levels = tuple(range(2, min(*ranks, 4))) if len(ranks) == 1 else ()
    return Formatted(html_of(sheet.blocks, sheet.elements, language, levels=levels), found.pictures)


def refuse_unfinished(html: str) -> None:
    """Raise UnfinishedText for changes that nobody has settled, comments and hidden words."""
    for tag in TAG.finditer(STYLES.sub("", COMMENT.sub("", html))):
        if COMMENTS.search(tag["rest"]):
            raise UnfinishedText(UnfinishedText.comments)
        if tag["name"].lower() in TAKEN_OUT or STRUCK.search(tag["rest"]):
            raise UnfinishedText(UnfinishedText.changes)
        if tag["words"] and HIDDEN.search(tag["rest"]):
            raise UnfinishedText(UnfinishedText.hidden)
