"""Part the text of a sheet from what follows it: notes, contact, footnotes, letterhead, date at the foot."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from pressreleases.intake.document import CONTACT, NOTES, Candidate, Draft, Sure
from pressreleases.intake.embargo import may_say_from_when
from pressreleases.intake.folding import letters, plain
from pressreleases.intake.foot import (
    BRACKETED,
    HEADINGS_TOO,
    NAMES_OF_CONTACT,
    are_footnotes,
    are_numbered_footnotes,
    by_contact,
    is_desk,
    is_end_of_text,
    is_heading_date,
    is_just_contact_data,
    is_of_a_network,
    is_of_contact,
    is_of_house,
    is_press_desk,
    is_press_office,
    is_sentence_with_web_site,
    parted,
    raised_in,
    without_page_numbers,
)
from pressreleases.intake.labels import LETTERS
from pressreleases.intake.letterhead import has_contact_data, is_address, is_institution, is_web_site
from pressreleases.intake.lines import Block
from pressreleases.intake.parts import Part, Role, parts_of
from pressreleases.intake.text_end import (
    FITS_NOWHERE,
    MOST_SMALL_LINES,
    UNDER_TEXT,
    Mode,
    State,
    add,
    look_at_end,
    place,
    without_enclosures,
)
from pressreleases.intake.textual import (
    CONTACT_FIRST,
    NOTES_FIRST,
    begins_text,
    ends_a_sentence,
    heading_of,
    is_about,
)
from pressreleases.intake.vocabulary import PLAIN_NOTES

SMALL = frozenset({Role.EMBARGO, Role.NOTICE, Role.DATE})


def read_body(blocks: list[Block], draft: Draft) -> list[Block]:
    """Return the blocks of the text; store the others in the draft: what they are, or a question."""
    state = State(draft, raised=raised_in(blocks))
    cut = [part for block in blocks for part in parted(block)]
    for at, block in enumerate(cut):
        _take(block, cut[at + 1 :], state)
    look_at_end(state)
    return state.text


def _take(block: Block, following: list[Block], state: State) -> None:
    """Sort one block."""
    if block.is_picture:
        _take_picture(block, state)
        return
    if is_end_of_text(block, following):
        state.mode, state.has_ended = Mode.AFTER, True
    elif block.is_foot and not block.is_rule:
        _take_foot(block, state)
    elif not block.is_rule:
        _take_words(block, following, state)


def _take_words(block: Block, following: list[Block], state: State) -> None:
    if _take_small(block, following, state) or _take_heading(block, state) or _take_about(block, following, state):
        return
    if all(is_of_a_network(line.text) for line in block.lines):
        place(block, state, UNDER_TEXT)
        return
    if _is_addressee(block, state):
        block = without_enclosures(block, state)
        if block.lines:
            state.draft.values.setdefault("addressee", []).extend(plain(line.text) for line in block.lines)
        return
    _take_by_mode(block, following, state)


def _take_picture(block: Block, state: State) -> None:
    """A picture, with its caption, is part of the text; under the text, that is a question: it may be a sign."""
    if state.mode is Mode.TEXT and not block.is_foot:
        state.text.append(block)
    elif not block.is_foot:
        place(block, state, _("There is a picture under the text. Where does it belong?"))


def _take_by_mode(block: Block, following: list[Block], state: State) -> None:
    """Sort a block that does not say itself what it is."""
    if _is_letterhead(block, state) and not _is_amid_text(block, following, state):
        _take_house(block, following, state)
    elif (state.mode is Mode.CONTACT and is_of_contact(block)) or is_press_desk(block):
        _take_contact(block, state)
    elif state.mode is not Mode.TEXT and len(block.lines) == 1 and may_say_from_when(block.text):
        place(block, state, UNDER_TEXT)
    elif state.mode is Mode.NOTES:
        add(state.draft, CONTACT if is_desk(block) else NOTES, block)
    elif state.has_ended:
        for part in by_contact(block):
            add(state.draft, CONTACT if has_contact_data(part.text) else NOTES, part)
    elif is_just_contact_data(block):
        place(block, state, UNDER_TEXT)
    elif _take_footnotes(block, following, state):
        return
    elif state.has_foot_date and not begins_text(block) and not block.heading:
        place(block, state, UNDER_TEXT)
    else:
        state.mode = Mode.TEXT
        state.text.append(block)


def _take_footnotes(block: Block, following: list[Block], state: State) -> bool:
    if are_numbered_footnotes(block, following, state.text):
        # “2. …” may be a block of its own.
        state.mode = Mode.NOTES
    elif not are_footnotes(block, state.text, state.raised):
        return False
    add(state.draft, NOTES, block)
    return True


def _take_contact(block: Block, state: State) -> None:
    if any(parts_of(line)[0].role is Role.LABEL for line in block.lines):
        # A sheet under the message that brought it.
        state.mode = Mode.TEXT
        place(block, state, FITS_NOWHERE)
    elif is_sentence_with_web_site(block):
        place(block, state, UNDER_TEXT)
    else:
        add(state.draft, CONTACT, block)


def _take_house(block: Block, following: list[Block], state: State) -> None:
    """Take a block of a mission's name and address: a contact, the letterhead, or within the text a question."""
    if is_press_office(block):
        add(state.draft, CONTACT, block)
    elif state.mode is Mode.TEXT and _goes_on_below(following):
        place(block, state, FITS_NOWHERE)
    else:
        _take_letterhead(block, state)


def _is_amid_text(block: Block, following: list[Block], state: State) -> bool:
    if state.mode is not Mode.TEXT or not any(begins_text(each, least=3) for each in following[:MOST_SMALL_LINES]):
        return False
    # A letterhead that the text quotes: “It begins as follows:”
    is_quoted = bool(state.text) and plain(state.text[-1].text).endswith((":", "："))
    return is_quoted or not is_institution(block.text)


def _goes_on_below(following: list[Block]) -> bool:
    """Whether text comes before any notes or contact."""
    for block in following:
        if any(heading_of(block.first.text, first) is not None for first in (NOTES_FIRST, CONTACT_FIRST)):
            return False
        if begins_text(block):
            return True
    return False


def _take_foot(block: Block, state: State) -> None:
    """Sort the foot of a page: small lines, what heads a part; a letterhead if there is none above; else a question."""
    bare = without_page_numbers(block)
    if bare is None or _take_small(bare, [], state) or _take_heading(bare, state):
        return
    known = [line.text for lines in state.draft.letterhead for line in lines]
    if all(letters(line.text) in letters("".join(known)) for line in bare.lines):
        return
    is_new = not any(has_contact_data(words) or is_address(plain(words)) for words in known)
    if is_of_house(bare) and (is_new or is_web_site(bare.text)):
        state.draft.letterhead.append(bare.lines)
    else:
        place(bare, state, UNDER_TEXT)


def _take_small(block: Block, following: list[Block], state: State) -> bool:
    """Take embargoes, notices and dates out of a block of such lines; return whether nothing else is in it."""
    if len(block.lines) > MOST_SMALL_LINES:
        return False
    parts = [part for line in block.lines for part in parts_of(line)]
    if {part.role for part in parts} == {Role.NAME, Role.DATE} and not block.heading:
        # “Embassy of …”, and the date under it.
        _take_letterhead(Block(tuple(part.line for part in parts if part.role is Role.NAME)), state)
        parts = [part for part in parts if part.role is Role.DATE]
    if block.heading or not all(
        part.role in (Role.EMBARGO, Role.NOTICE, Role.DATE, Role.PLACE, Role.REFERENCE) for part in parts
    ):
        return _take_bracketed(block, state)
    return _take_parts(parts, block, following, state)


def _take_parts(parts: list[Part], block: Block, following: list[Block], state: State) -> bool:
    date = next((part.date for part in parts if part.role is Role.DATE and part.date), None)
    is_in_text = state.mode is Mode.TEXT and not state.has_ended
    if date and is_in_text and is_heading_date(date, block, following):
        state.headings.append(Candidate(date.printed, "", block.first))
        state.text.append(replace(block, heading=3))
        return True
    if SMALL.isdisjoint(part.role for part in parts):
        return False
    for part in parts:
        if part.role is Role.EMBARGO:
            state.draft.put("embargo_line", part.text, [part.line])
        elif part.role is Role.NOTICE:
            state.draft.notices.append(part.text)
        elif part.role in (Role.PLACE, Role.REFERENCE):
            state.draft.put(part.role.name.lower(), part.text, [part.line], Sure.LIKELY)
        elif part.role is Role.DATE and part.date:
            state.draft.dates.append(Candidate(part.date.printed, part.date.place, part.line))
            state.has_foot_date = True
    return True


def _take_bracketed(block: Block, state: State) -> bool:
    if len(block.lines) > 2 or not BRACKETED.fullmatch(plain(block.text)) or block.heading:
        return False
    place(block, state, _("Line %(line)s is a notice in brackets that is not known here. Where does it belong?"))
    return True


def _take_heading(block: Block, state: State) -> bool:
    """Begin notes or a contact if the block does so; return whether the block was taken."""
    contact, notes = heading_of(block.first.text, CONTACT_FIRST), heading_of(block.first.text, NOTES_FIRST)
    has_data = has_contact_data(block.text)
    if contact is not None and (
        contact.startswith((":", "："))
        or (contact.endswith((":", "：")) and len(block.text) < 80)
        or (contact == "" and len(block.first.text) < 60)
        or has_data
    ):
        if contact == "" and len(block.lines) == 1 and ends_a_sentence(block.text):
            return False
        state.mode = Mode.CONTACT
        if lines := block.lines[letters(block.first.text) in NAMES_OF_CONTACT :]:
            add(state.draft, CONTACT, replace(block, lines=lines))
        return True
    if notes is None:
        return False
    bare = letters(plain(block.first.text))
    is_alone = notes.strip(" :：") == ""
    if bare in HEADINGS_TOO and not state.has_ended and not notes:
        return False
    is_plain = not is_alone and letters(plain(block.first.text)[: -len(notes)]) in PLAIN_NOTES
    if not is_alone and (not notes.startswith((":", "：")) or (is_plain and not state.has_ended)):
        return False
    state.mode = Mode.NOTES
    rest = block.lines[1:] if is_alone else (replace(block.first, text=notes.lstrip(":： ")), *block.lines[1:])
    if rest:
        add(state.draft, NOTES, replace(block, lines=rest))
    return True


def _take_about(block: Block, following: list[Block], state: State) -> bool:
    """Begin notes at “About the Embassy of …”; “About the exhibition” is part of the text."""
    if not is_about(block, following) or not is_institution(plain(block.first.text)):
        return False
    state.mode = Mode.NOTES
    for lines in filter(None, (block.lines[:1], block.lines[1:])):
        add(state.draft, NOTES, replace(block, lines=lines))
    return True


def _is_letterhead(block: Block, state: State) -> bool:
    """Whether a block of the foot names a mission with its address, or has an address and numbers alone."""
    if any(ends_a_sentence(line.text) and not has_contact_data(line.text) for line in block.lines) or begins_text(
        block
    ):
        return False
    if len(block.lines) > MOST_SMALL_LINES:
        return False
    names = [line for line in block.lines if is_institution(plain(line.text))]
    details = [line for line in block.lines if has_contact_data(line.text) or is_address(plain(line.text))]
    has_own = bool(names) or any(is_address(plain(line.text)) for line in block.lines)
    is_all = has_own and len(names) + len(details) >= len(block.lines) - 1
    if state.mode is Mode.CONTACT:
        return bool(names and is_all and block.lines[0] in names and (len(names) > 1 or details))
    return bool(is_all and details) or bool(len(names) == len(block.lines) and (state.has_foot_date or state.has_ended))


def _is_addressee(block: Block, state: State) -> bool:
    """Whether a block under the date of a letter says to whom it goes: no text, not the sender, without a number."""
    if not state.has_foot_date or state.draft.values.get("kind") not in LETTERS:
        return False
    known = letters("".join(line.text for lines in state.draft.letterhead for line in lines))
    is_sender = all(letters(line.text) in known for line in block.lines)
    return not (is_sender or begins_text(block) or block.heading or has_contact_data(block.text))


def _take_letterhead(block: Block, state: State) -> None:
    known = "".join(letters(line.text) for lines in state.draft.letterhead for line in lines)
    if known and all(letters(line.text) in known for line in block.lines):
        return
    has_own = any(
        has_contact_data(line.text) or is_address(plain(line.text))
        for lines in state.draft.letterhead
        for line in lines
    )
    if not known or not (has_own or state.mode is Mode.CONTACT):
        state.draft.letterhead.append(block.lines)
    elif state.has_ended or state.mode is Mode.CONTACT:
        add(state.draft, CONTACT, block)
    else:
        place(
            block, state, _("Line %(line)s has an address or a number, and the head has others. Where does it belong?")
        )
