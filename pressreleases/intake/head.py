"""Read the head of a sheet: everything above the text. What has no place there becomes a question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from pressreleases.intake.datelines import read_dateline
from pressreleases.intake.dates import find_date_line
from pressreleases.intake.document import CONTACT, LEAD, TITLE, Candidate, Draft, Sure
from pressreleases.intake.doubts import ask_about_doubts, ask_about_place_beside
from pressreleases.intake.folding import fold_loosely, letters, plain
from pressreleases.intake.keyed import COMPLIMENTS, ask_about_unread_date, key_of_field, take_addressee, take_keyed
from pressreleases.intake.lines import BOLD_OFF, BOLD_ON, GAP, Block, Line, side_by_side
from pressreleases.intake.parts import (
    LABEL_AT_START,
    SPOKEN,
    Group,
    Head,
    Label,
    Part,
    Role,
    begins_with_speaker,
    is_letterhead,
    kind_of,
    kind_of_title,
    parts_of,
)
from pressreleases.intake.speakers import with_offices
from pressreleases.intake.spoken import take_speaker
from pressreleases.intake.textual import (
    CONTACT_FIRST,
    addresses_somebody,
    begins_list,
    begins_text,
    day_and_hour,
    ends_a_sentence,
    ends_amid,
    heading_of,
    how_many_words,
    is_line_of_text,
    is_salutation,
)
from pressreleases.intake.titles import (
    DASHED,
    ask_about_odd_ones,
    leave_forums,
    take_kind,
    take_place_lines,
    take_title,
)

LINES_IN_HEAD = 60
# Folded. With these words the name of a mission goes on.
OF_A_NAME = re.compile(r"(?:to|in|at|of|and|en|au|aux|aupres|auprès|pres|près|ante|в|во|при|и|لدى|في|ve)\s")
PARTICULARS = frozenset({Role.LABEL, Role.IMMEDIATE, Role.DATE, Role.REFERENCE, Role.EMBARGO, Role.NOTICE})


def read_head(blocks: list[Block], draft: Draft, rows: list[str]) -> list[Block]:
    """Read the fields above the text into `draft` and return the blocks of the text."""
    at, line_at = _beginning_of_text(blocks)
    head_blocks = [*blocks[:at], *([replace(blocks[at], lines=blocks[at].lines[:line_at])] if line_at else [])]
    text = [blocks[at].from_line(line_at), *blocks[at + 1 :]] if at < len(blocks) else []
    head = Head()
    for block in head_blocks:
        _take_block(block, head, draft, rows)
    if head.label is not None and head.below:
        head.above = _with_whole_names(head.above)
    head.above, head.below = with_offices(head.above), with_offices(head.below)
    leave_forums(head, draft)
    if head.label is None:
        _sort_without_label(head)
    kind = draft.values.get("kind") or kind_of(head)
    before = _take_groups(head, draft, kind)
    take_kind(head, draft, kind)
    ask_about_doubts(draft)
    _take_dates(head, draft)
    if text and draft.values.get("kind", "note") == "note":
        take_addressee(text[0].text[:400], draft)
    if text and not draft.has("kind") and COMPLIMENTS.search(fold_loosely(text[0].text[:400])):
        draft.put("kind", "note", text[0].lines, Sure.LIKELY)
    if _is_bold_lead(text, draft):
        draft.put("lead", plain(text[0].text), text[0].lines, Sure.LIKELY)
        text = text[1:]
    return [*before, *head.pictures, *text]


def _is_bold_lead(text: list[Block], draft: Draft) -> bool:
    """Whether the first paragraph under the title is in bold as a whole, and the next one is not."""
    if len(text) < 2 or not draft.has("title") or draft.has("lead") or draft.values.get("kind") != "press-release":
        return False
    bold, rich = (" ".join(line.rich for line in block.lines) for block in text[:2])
    is_whole = bold.startswith(BOLD_ON) and bold.endswith(BOLD_OFF) and bold.count(BOLD_ON) == 1
    is_lead = is_whole and BOLD_ON not in rich[:1] and how_many_words(text[0].text) <= 80
    return is_lead and not is_salutation(text[0]) and not read_dateline(text[0].text)


def _beginning_of_text(blocks: list[Block]) -> tuple[int, int]:
    """The block and the line at which the text begins: after the label, if there is one above it."""
    seen = 0
    has_label = has_title = False
    for index, block in enumerate(blocks):
        seen += len(block.lines)
        skipped = _leading_particulars(block)
        rest = replace(block, lines=block.lines[skipped:]) if block.lines[skipped:] else None
        if has_title and block.form is not None and block.form.name == "table" and not skipped:
            return index, 0
        is_keyed = bool(skipped and rest and all(key_of_field(line) is not None for line in rest.lines))
        under = blocks[index + 1 : index + 2]
        if rest and index and (begins_list(rest, under) or addresses_somebody(rest, under)):
            return index, skipped
        if (
            rest
            and not is_keyed
            and _is_text(rest, blocks, index, has_title=has_title)
            and not _is_followed_by_label(blocks, index)
        ):
            return index, skipped
        has_label = has_label or any(part.role is Role.LABEL for line in block.lines for part in parts_of(line))
        # “… Ministry’s statement” is a title, in the languages that put the kind at the end.
        is_kind = len(block.lines) == 1 and not has_label and bool(kind_of_title(plain(block.text))[0])
        has_title = has_title or is_kind or (has_label and rest is not None)
        if seen > LINES_IN_HEAD:
            return index + 1, 0
    return _text_without_sentences(blocks), 0


def _text_without_sentences(blocks: list[Block]) -> int:
    """Where no block is running text: the second block of words under the label, because the first is the title."""
    has_label = False
    words: list[int] = []
    for index, block in enumerate(blocks):
        parts = [part for line in block.lines for part in parts_of(line)]
        if has_label and not block.is_rule and any(part.role in (Role.WORDS, Role.NAME) for part in parts):
            words.append(index)
        has_label = has_label or any(part.role in (Role.LABEL, Role.IMMEDIATE) for part in parts)
    if not has_label:
        words = [index for index, block in enumerate(blocks) if not (block.is_picture or block.is_rule)]
    sentences = [index for index in words[1:] if ends_a_sentence(blocks[index].text)]
    return sentences[0] if sentences else words[1] if has_label and len(words) > 1 else len(blocks)


def _is_text(block: Block, blocks: list[Block], index: int, *, has_title: bool) -> bool:
    """Whether a block is running text: also a paragraph that a page mark has cut; under a title, a short sentence."""
    if parts_of(block.first)[0].role is Role.SPEAKER and not ends_a_sentence(block.text):
        return False
    after = [each for each in blocks[index + 1 : index + 3] if not each.is_foot]
    is_cut = bool(after) and after[0].is_after_page
    return begins_text(block, least=2 if has_title else 8) or (is_cut and has_title and how_many_words(block.text) >= 8)


def _leading_particulars(block: Block) -> int:
    if day_and_hour(block.lines):
        return 0
    is_small = [all(part.role in PARTICULARS for part in parts_of(line)) for line in block.lines]
    count = is_small.index(False) if False in is_small else len(is_small)
    rest = block.lines[count:]
    # The title, and the text right under it.
    is_title = len(rest) > 1 and count > 0 and not ends_a_sentence(rest[0].text) and is_line_of_text(rest[0], rest[1])
    return count + is_title


def _is_followed_by_label(blocks: list[Block], index: int) -> bool:
    """Whether a label alone on its line comes in the next blocks, before any other text: this is no text yet."""
    if index > 6:
        return False
    for block in blocks[index + 1 : index + 5]:
        firsts = [parts_of(line)[0] for line in block.lines if len(line.text) < 40]
        if any(first.label is not None and first.label.kind for first in firsts):
            return True
        if begins_text(block) or block.is_rule:
            return False
    return False


def _take_block(block: Block, head: Head, draft: Draft, rows: list[str]) -> None:
    """Sort the lines of a block: small ones into the draft, the others into groups."""
    if block.is_picture:
        # Above the title, it is an emblem.
        if _has_begun(head) and head.below:
            head.pictures.append(block)
        return
    if head.label is None and (columns := _columns(block, rows)):
        for lines in columns:
            head.above.append(Group([Part(Role.NAME, plain(line.text), line) for line in lines]))
        return
    group = Group(is_heading=bool(block.heading))
    for line in block.lines:
        if not any(map(str.isalnum, line.text)):
            continue
        is_advisory = head.label is not None and head.label.label and head.label.label.kind == "media-advisory"
        if take_keyed(line, draft) or (not is_advisory and ask_about_unread_date(line, draft)):
            group = _close(group, head)
            continue
        for part in _with_gaps(line, draft):
            group = _take_part(part, group, head, draft)
    _close(group, head)


def _take_part(part: Part, group: Group, head: Head, draft: Draft) -> Group:
    """Sort a part of a line; return the group to which the next one may belong."""
    is_below = _has_begun(head)
    # “Statement of the Republic of … / in exercise of the right of reply”
    is_amid = part.role is Role.LABEL and bool(group.parts) and part.text[0].islower()
    if part.role in PARTICULARS and not is_amid and _take_particular(part, head, draft):
        # A name right above the label is above it.
        return _close(group, head, is_below=is_below)
    if part.is_piece and part.role in (Role.NAME, Role.DETAILS):
        # The second column of a line with the label or the date.
        draft.letterhead.append((replace(part.line, text=part.text),))
        return group
    if _begins_group(part, group):
        group = _close(group, head)
    group.parts.append(part)
    return group


def _has_begun(head: Head) -> bool:
    """Whether a label has been seen, or “For immediate release”."""
    return head.label is not None or head.immediate is not None


def _begins_group(part: Part, group: Group) -> bool:
    """Whether a part does not belong to the lines above it: “Remarks by Ambassador …” right under a mission's name."""
    if (part.is_piece and part.role is Role.WORDS) or DASHED.fullmatch(part.text):
        return True
    if part.role is Role.SPEAKER and group.parts and not ends_amid(group.parts[-1].text):
        return True
    is_under_name = bool(group.parts) and group.roles <= {Role.NAME, Role.DETAILS}
    return (
        is_under_name and bool(LABEL_AT_START.match(fold_loosely(part.text))) and kind_of_title(part.text)[0] in SPOKEN
    )


def _with_whole_names(groups: list[Group]) -> list[Group]:
    """The groups above a label, where “TO THE UNITED NATIONS” under a name in capitals goes on with it."""
    whole: list[Group] = []
    for group in groups:
        above = whole[-1].parts[-1] if whole else None
        is_under_name = above is not None and above.role is Role.NAME and above.text.isupper()
        is_short = len(group.parts) == 1 and group.text.isupper() and len(group.text.split()) <= 7
        if is_under_name and is_short and OF_A_NAME.match(fold_loosely(group.text)) and not group.is_heading:
            whole[-1].parts.append(group.parts[0])
        else:
            whole.append(group)
    return whole


def _close(group: Group, head: Head, *, is_below: bool | None = None) -> Group:
    if group.parts:
        (head.below if (_has_begun(head) if is_below is None else is_below) else head.above).append(group)
    return Group(is_heading=group.is_heading)


def _columns(block: Block, rows: list[str]) -> tuple[list[Line], list[Line]] | None:
    """The two columns of a letterhead's block, if both hold names or addresses."""
    if any(GAP.search(line.text) and parts_of(line)[0].role in PARTICULARS for line in block.lines):
        return None
    found = side_by_side(block.lines, rows)
    if not found:
        return None
    return found if all(any(_is_of_letterhead(line) for line in lines) for lines in found) else None


def _is_of_letterhead(line: Line) -> bool:
    return any(part.role in (Role.NAME, Role.DETAILS) for part in parts_of(line))


def _with_gaps(line: Line, draft: Draft) -> Iterator[Part]:
    """The parts of a line; of one with a wide gap, those of each of its pieces if all are known, else a question."""
    parts = parts_of(line)
    pieces = [replace(line, text=piece) for piece in GAP.split(line.text) if piece.strip()]
    known = [part for piece in pieces for part in parts_of(piece)]
    if len(pieces) > 1 and all(part.role in PARTICULARS for part in known):
        yield from known
        return
    has_words = any(part.role in (Role.WORDS, Role.SPEAKER) for part in known)
    if len(pieces) > 1 and not has_words and not PARTICULARS.isdisjoint(part.role for part in known):
        # “PRESS RELEASE          PERMANENT MISSION OF …”
        for part in known:
            yield replace(part, is_piece=True)
        return
    is_whole = len(pieces) == 1 or parts[0].role is Role.DETAILS or all(part.role in PARTICULARS for part in parts)
    if is_whole or not has_words:
        ask_about_place_beside([] if is_whole else known, draft)
        yield from parts if is_whole else known
        return
    sentence = _("Line %(line)s has a wide gap: two columns? Where does it belong?")
    answer = draft.place_lines((line,), sentence)
    if answer in (TITLE, LEAD):
        draft.put(answer, plain(line.text), [line], Sure.GIVEN)
    for part in known:
        if part.role in PARTICULARS:
            yield part


def _take_particular(part: Part, head: Head, draft: Draft) -> bool:
    """Store what the part says; return False for what is no such part here, such as a second label."""
    line = part.line
    if part.role is Role.LABEL:
        return _take_label(part, head)
    if part.role is Role.IMMEDIATE:
        head.immediate = head.immediate or part
    elif part.role is Role.DATE:
        head.dates.append(part)
        head.date_above_label |= head.label is None
    elif part.role is Role.REFERENCE:
        draft.put("reference", part.text, [line])
    elif part.role is Role.EMBARGO:
        draft.put("embargo_line", part.text, [line])
    else:
        draft.notices.append(part.text)
    return True


def _take_label(part: Part, head: Head) -> bool:
    label = part.label
    if label is None or (head.label is not None and not _is_same_label(head.label.label, label)):
        return False
    if head.label is not None and head.label.label is not None and not head.label.label.kind and label.kind:
        # “Message”, and below it “Press release”.
        head.above.append(Group([replace(head.label, role=Role.WORDS)]))
        head.label = part
    head.label = head.label or part
    return True


def _is_same_label(first: Label | None, second: Label) -> bool:
    """Whether a second label is the first one again, in another language or by another word."""
    return first is not None and (
        first.kind == second.kind or letters(first.printed) == letters(second.printed) or not first.kind
    )


def _sort_without_label(head: Head) -> None:
    """Without a label, what is not of the letterhead is as good as below one."""
    groups = [*head.above, *head.below]
    kinds = [
        group for group in groups if _names_kind(group) and is_letterhead(group) and not begins_with_speaker(group)
    ]
    others = [group for group in groups if group not in kinds and not is_letterhead(group)]
    is_title = bool(others) and len(others[0].text.split()) > 2 and not others[0].text[0].islower()
    if len(kinds) == 1 and not all(map(begins_with_speaker, others)) and is_title:
        # “… Bakanlığı Açıklaması” above a title of its own is as good as a label.
        kind, languages = kind_of_title(kinds[0].text)
        label = Label(kind, languages, kinds[0].text)
        head.label = Part(Role.LABEL, kinds[0].text, kinds[0].lines[0], label)
        groups.remove(kinds[0])
    head.above = [group for group in groups if is_letterhead(group) and not _names_kind(group)]
    head.below = [group for group in groups if not is_letterhead(group) or _names_kind(group)]


def _names_kind(group: Group) -> bool:
    return Role.DETAILS not in group.roles and bool(kind_of_title(group.text)[0])


def _is_contact(group: Group) -> bool:
    """Whether the lines are the press contact: “Contact: …” above a number or an e-mail address."""
    after = heading_of(group.parts[0].text, CONTACT_FIRST)
    return after is not None and (after == "" or after[0] in ":：") and Role.DETAILS in group.roles


def _take_groups(head: Head, draft: Draft, kind: str) -> list[Block]:
    """Find title, lead and speaker among the groups; return as blocks what a person says is part of the text."""
    below: list[Group] = []
    for groups in (head.above, head.below):
        for group in [each for each in groups if _is_contact(each)]:
            draft.values.setdefault(CONTACT, []).extend(part.text for part in group.parts)
            groups.remove(group)
    for group in head.below:
        details = [part for part in group.parts if part.role is Role.DETAILS]
        is_headed = group.roles == {Role.NAME, Role.DETAILS} and group.parts[0].role is Role.NAME
        if details and (len(details) == len(group.parts) or is_headed):
            draft.letterhead.append(group.lines)
        else:
            below.append(group)
    above = [group for group in head.above if not is_letterhead(group)]
    before: list[Block] = []
    for groups in (above, below):
        before += ask_about_odd_ones(groups, draft)
    take_place_lines([*above, *below], head, draft)
    below = take_speaker(below, above, head, draft, kind)
    take_title(above, below, head, draft)
    for group in head.above:
        if is_letterhead(group):
            draft.letterhead.append(group.lines)
    return before


def _take_dates(head: Head, draft: Draft) -> None:
    for part in head.dates:
        found = part.date or find_date_line(part.text)
        if found:
            draft.dates.append(Candidate(found.printed, found.place, part.line, is_in_head=True))
