"""Recognise footnotes under a text by the marks that refer to them."""

from __future__ import annotations

import re

from pressreleases.intake.lines import Block

FOOTNOTE = re.compile(
    r"(?P<mark>[¹²³⁰-⁹]{1,3}|\[(?:[\d¹²³⁰-⁹]{1,2}|[ivx]{1,4})\]|\(\d{1,2}\)|\d{1,2}\)(?=\s)|\*{1,3}(?=[\s\w]))\s*(?=\S)"
)
PLAIN_MARK = re.compile(r"(?P<mark>\d{1,2})\s+(?=[^\W\d_a-zа-я]|[“«\"‘])")
TO_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
RAISED = re.compile(r"(?<=[^\s⁰-⁹¹²³])(?<!\b[cdkm]m)(?<!\bm)([⁰-⁹¹²³]{1,2})(?![⁰-⁹¹²³])")


def are_footnotes(block: Block, text: list[Block], raised: frozenset[str]) -> bool:
    """Whether each line that begins with a mark has it in the text above."""
    found = FOOTNOTE.match(block.first.text)
    if not found:
        plain = PLAIN_MARK.match(block.first.text)
        return plain is not None and plain["mark"].translate(TO_RAISED) in raised
    mark = found["mark"]
    if mark.startswith("*"):
        return any(re.search(r"\w[.,”\"]?" + re.escape(mark) + r"(?!\*)", each.text) for each in text)
    if mark[0].isdecimal():
        # “244,000 1)”, and no item of a list.
        behind = re.compile(rf"(?<=[\w.,”\"]) ?(?<![(]){re.escape(mark)}(?!\w)")
        return any(behind.search(line.text) for each in text for line in each.lines)
    return any(mark in each.text and not each.text.startswith(mark) for each in text)


def raised_in(blocks: list[Block]) -> frozenset[str]:
    """The raised figures behind words of a text, but for those of “km²”."""
    return frozenset(mark for block in blocks for line in block.lines for mark in RAISED.findall(line.text))
