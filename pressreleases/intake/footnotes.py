"""Recognise footnotes under a text by the marks that refer to them."""

from __future__ import annotations

import re

from pressreleases.intake.lines import Block

FOOTNOTE = re.compile(r"(?P<mark>[¹²³⁰-⁹]{1,3}|\[\d{1,2}\]|\(\d{1,2}\)|\*{1,3}(?=[\s\w]))\s*(?=\S)")
PLAIN_MARK = re.compile(r"(?P<mark>\d{1,2})\s+(?=[^\W\d_a-zа-я]|[“«\"‘])")
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def are_footnotes(block: Block, text: list[Block]) -> bool:
    """Whether each line that begins with a mark has it in the text above."""
    found = FOOTNOTE.match(block.first.text)
    if not found:
        return _are_numbered_as_raised(block, text)
    mark = found["mark"]
    if mark.startswith("*"):
        return any(re.search(r"\w[.,”\"]?" + re.escape(mark) + r"(?!\*)", each.text) for each in text)
    return any(mark in each.text and not each.text.startswith(mark) for each in text)


def _are_numbered_as_raised(block: Block, text: list[Block]) -> bool:
    """Whether “1 The survey …” is the note to which “bridges¹” refers, and no list: nothing stands after the figure."""
    found = PLAIN_MARK.match(block.first.text)
    if not found:
        return False
    raised = found["mark"].translate(RAISED)
    is_raised = re.compile(rf"(?<=[^\s⁰-⁹¹²³]){raised}(?![⁰-⁹¹²³])")
    units = re.compile(rf"\b[kcmd]?m{raised}")
    return any(is_raised.search(units.sub("", each.text)) for each in text)
