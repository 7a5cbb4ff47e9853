"""Part the text of a sheet from what follows it: notes, contact, footnotes, letterhead, date at the foot."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from django.utils.translation import gettext_lazy as _

from pressreleases.intake.document import BODY, CONTACT, DROP, LEAD, NOTES, TITLE, Candidate, Draft, Found, Sure
from pressreleases.intake.endings import BRACKETED, HEADINGS_TOO, is_end_of_text, parted
from pressreleases.intake.folding import fold_loosely, letters, plain
from pressreleases.intake.foot import (
    NAMES_OF_CONTACT,
    has_details,
    has_figures,
    is_desk,
    is_heading_date,
    is_just_contact_data,
    is_note_or_notice,
    is_of_a_network,
    is_of_contact,
    is_of_house,
    is_press_desk,
    is_press_office,
    is_sentence_with_web_site,
    signature_in,
    without_page_numbers,
)
from pressreleases.intake.footnotes import FOOTNOTE, are_footnotes, raised_in
from pressreleases.intake.keyed import key_of_field
from pressreleases.intake.labels import LETTERS
from pressreleases.intake.letterhead import has_contact_data, is_address, is_institution, is_web_site
from pressreleases.intake.lines import Block, Line
from pressreleases.intake.parts import Part, Role, parts_of
from pressreleases.intake.textual import (
    BULLET,
    CONTACT_FIRST,
    KEY,
    NOTES_FIRST,
    NUMBER,
    PHOTO,
    begins_text,
    ends_a_sentence,
    heading_of,
    is_about,
    is_keys,
    is_numbered,
    is_salutation,
)
from pressreleases.intake.vocabulary import PLAIN_NOTES

MOST_SMALL_LINES = 12
"""A block with more lines is text."""

LONGEST_SHORT = 80
SMALL = frozenset({Role.EMBARGO, Role.NOTICE, Role.DATE})
UNDER_TEXT = _("Line %(line)s is under the text and fits no field. Where does it belong?")
FITS_NOWHERE = _("Line %(line)s fits no field. Where does it belong?")
LAST_SIGN = re.compile(r"[.!?…:;,。！？؟”\"»）)\]¹²³⁰-⁹]$")


IN_BRACKETS = re.compile(r"[\[(【（].{1,60}[\])】）]")
# Folded. Under an addressee: what is sent with a letter, and who else gets it.
ENCLOSED = re.compile(
    r"(?:encl|annex|attach|cc|cop(?:y|ies|ie|ia)|pi[eè]ces? jointe|p\.\s?j|anexo|adjunto|прилож|копи[яи]|əlavə|surət|"
    r"ek(?:ler)?(?!\w)|dağitim|نسخه|نسخة|مرفق|抄送|附件)(?!\w*@)"
)


class Mode(Enum):
    TEXT = auto()
    NOTES = auto()
    CONTACT = auto()
    AFTER = auto()  # an end mark


@dataclass(slots=True)
class _State:
    draft: Draft
    mode: Mode = Mode.TEXT
    has_ended: bool = False
    has_foot_date: bool = False
    text: list[Block] = field(default_factory=list)
    raised: frozenset[str] = frozenset()
    headings: list[Candidate] = field(default_factory=list)


def read_body(blocks: list[Block], draft: Draft) -> list[Block]:
    """Return the blocks of the text; store the others in the draft: what they are, or a question."""
    state = _State(draft, raised=raised_in(blocks))
    cut = [part for block in blocks for part in parted(block)]
    for at, block in enumerate(cut):
        _take(block, cut[at + 1 :], state)
    _take_end_of_text(state)
    _ask_about_last_paragraph(state)
    _ask_about_contact_data(state)
    _move_chronology(state)
    return state.text


def _take(block: Block, following: list[Block], state: _State) -> None:
    """Sort one block."""
    if block.is_picture:
        _take_picture(block, state)
        return
    if is_end_of_text(block, following):
        state.mode, state.has_ended = Mode.AFTER, True
        return
    if block.is_foot:
        _take_foot(block, state)
        return
    if _take_small(block, following, state) or _take_heading(block, state) or _take_about(block, following, state):
        return
    if all(is_of_a_network(line.text) for line in block.lines):
        _place(block, state, UNDER_TEXT)
        return
    if _is_addressee(block, state):
        block = _without_enclosures(block, state)
        if block.lines:
            state.draft.values.setdefault("addressee", []).extend(plain(line.text) for line in block.lines)
        return
    _take_by_mode(block, following, state)


def _take_picture(block: Block, state: _State) -> None:
    """A picture, with its caption, is part of the text; under the text, that is a question: it may be a sign."""
    if state.mode is Mode.TEXT and not block.is_foot:
        state.text.append(block)
    elif not block.is_foot:
        _place(block, state, _("There is a picture under the text. Where does it belong?"))


def _take_by_mode(block: Block, following: list[Block], state: _State) -> None:
    """Sort a block that does not say itself what it is."""
    if _is_letterhead(block, state) and not _is_amid_text(block, following, state):
        _take_house(block, following, state)
    elif (state.mode is Mode.CONTACT and is_of_contact(block)) or is_press_desk(block):
        if is_sentence_with_web_site(block):
            _place(block, state, UNDER_TEXT)
        else:
            _add(state.draft, CONTACT, block)
    elif state.mode is Mode.NOTES:
        _add(state.draft, CONTACT if is_desk(block) else NOTES, block)
    elif state.has_ended:
        _add(state.draft, CONTACT if has_contact_data(block.text) else NOTES, block)
    elif is_just_contact_data(block):
        _place(block, state, UNDER_TEXT)
    elif are_footnotes(block, state.text, state.raised):
        _add(state.draft, NOTES, block)
    elif state.has_foot_date and not begins_text(block) and not block.heading:
        _place(block, state, UNDER_TEXT)
    else:
        state.mode = Mode.TEXT
        state.text.append(block)


def _take_house(block: Block, following: list[Block], state: _State) -> None:
    """Take a block of a mission's name and address: a contact, the letterhead, or within the text a question."""
    if is_press_office(block):
        _add(state.draft, CONTACT, block)
    elif state.mode is Mode.TEXT and _goes_on_below(following):
        _place(block, state, FITS_NOWHERE)
    else:
        _take_letterhead(block, state)


def _is_amid_text(block: Block, following: list[Block], state: _State) -> bool:
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


def _take_foot(block: Block, state: _State) -> None:
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
        _place(bare, state, UNDER_TEXT)


def _take_small(block: Block, following: list[Block], state: _State) -> bool:
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


def _take_parts(parts: list[Part], block: Block, following: list[Block], state: _State) -> bool:
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


def _take_bracketed(block: Block, state: _State) -> bool:
    if len(block.lines) > 2 or not BRACKETED.fullmatch(plain(block.text)) or block.heading:
        return False
    _place(block, state, _("Line %(line)s is a notice in brackets that is not known here. Where does it belong?"))
    return True


def _take_heading(block: Block, state: _State) -> bool:
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
            _add(state.draft, CONTACT, replace(block, lines=lines))
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
        _add(state.draft, NOTES, replace(block, lines=rest))
    return True


def _take_about(block: Block, following: list[Block], state: _State) -> bool:
    """Begin notes at “About the Embassy of …”; “About the exhibition” is part of the text."""
    if not is_about(block, following) or not is_institution(plain(block.first.text)):
        return False
    state.mode = Mode.NOTES
    for lines in filter(None, (block.lines[:1], block.lines[1:])):
        _add(state.draft, NOTES, replace(block, lines=lines))
    return True


def _add(draft: Draft, where: str, block: Block) -> None:
    """Add a block to the notes, a paragraph or a numbered note each, or to the contact, line by line."""
    texts = draft.values.setdefault(where, [])
    before = draft.found[where].lines if where in draft.found else ()
    draft.found[where] = Found((*before, *(line.number for line in block.lines)))
    lines = [plain(line.text) for line in block.lines]
    if where == CONTACT:
        texts += lines
        return
    for at, line in enumerate(lines):
        goes_on = at > 0 or _goes_on(texts, line)
        if not goes_on or NUMBER.match(line) or BULLET.match(line) or FOOTNOTE.match(line):
            texts.append(line)
        else:
            texts[-1] = f"{texts[-1]} {line}"


def _goes_on(texts: list[str], line: str) -> bool:
    """Whether a line is the rest of the last note, which a reader of pages took for a paragraph of its own."""
    return bool(texts) and line[:1].islower() and not LAST_SIGN.search(texts[-1])


def _is_letterhead(block: Block, state: _State) -> bool:
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


def _is_addressee(block: Block, state: _State) -> bool:
    """Whether a block under the date of a letter says to whom it goes: no text, not the sender, without a number."""
    if not state.has_foot_date or state.draft.values.get("kind") not in LETTERS:
        return False
    known = letters("".join(line.text for lines in state.draft.letterhead for line in lines))
    is_sender = all(letters(line.text) in known for line in block.lines)
    return not (is_sender or begins_text(block) or block.heading or has_contact_data(block.text))


def _without_enclosures(block: Block, state: _State) -> Block:
    """The addressee without “cc: …”, “(L.S.)” or “Encl. 2”: where these belong is a question."""
    odd = [line for line in block.lines if _is_beside_addressee(line)]
    for line in odd:
        _place(Block((line,)), state, UNDER_TEXT)
    return replace(block, lines=tuple(line for line in block.lines if line not in odd))


def _is_beside_addressee(line: Line) -> bool:
    words = plain(line.text)
    field = key_of_field(line)
    is_keyed = KEY.match(words) is not None and not (field and field[0] == "addressee")
    return is_keyed or bool(IN_BRACKETS.fullmatch(words)) or bool(ENCLOSED.match(fold_loosely(words)))


def _take_letterhead(block: Block, state: _State) -> None:
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
        _add(state.draft, CONTACT, block)
    else:
        _place(
            block, state, _("Line %(line)s has an address or a number, and the head has others. Where does it belong?")
        )


def _place(block: Block, state: _State, sentence: object) -> None:
    answer = state.draft.place_lines(block.lines, sentence)  # type: ignore[arg-type]  # a sentence to be translated
    if answer == BODY:
        state.text.append(block)
    elif answer in (NOTES, CONTACT):
        _add(state.draft, answer, block)
    elif answer in (TITLE, LEAD):
        state.draft.values[answer] = plain(block.text)


def _take_end_of_text(state: _State) -> None:
    """A last block of short lines that are no sentence is no text, unless it signs a letter."""
    while len(state.text) > 1 and not any(map(str.isalnum, state.text[-1].text)) and not state.text[-1].is_picture:
        # A line of stars above the notes.
        state.text.pop()
    is_letter = state.draft.values.get("kind") in LETTERS
    signature = len(state.text) if is_letter else signature_in(state.text)
    if 0 < signature < len(state.text):
        lines = tuple(line for block in state.text[signature:] for line in block.lines)
        del state.text[signature:]
        _place(Block(lines), state, UNDER_TEXT)
        return
    if state.draft.values.get("kind") == "note":
        _take_last_addressee(state)
    while len(state.text) > 1 and not is_letter:
        last = state.text[-1]
        is_odd = all(len(line.text) < 80 for line in last.lines) and not LAST_SIGN.search(plain(last.text))
        if (
            last.heading
            or last.is_picture
            or not is_odd
            or has_figures(last)
            or is_keys(last)
            or is_salutation(last)
            or BULLET.match(last.first.text)
            or is_numbered(last.first.text)
        ):
            return
        if (
            any(BULLET.match(line.text) or is_numbered(line.text) for line in last.lines)
            or last.is_after_page
            or len(last.text.split()) > 12
        ):
            return
        state.text.pop()
        before = len(state.text)
        _place(last, state, UNDER_TEXT)
        if len(state.text) > before:
            return


def _take_last_addressee(state: _State) -> None:
    """Under a note verbale without a date at its foot, short lines say to whom it goes."""
    last = state.text[-1]
    is_short = all(len(line.text) < LONGEST_SHORT for line in last.lines) and len(last.lines) <= MOST_SMALL_LINES
    if len(state.text) == 1 or not is_short or begins_text(last) or LAST_SIGN.search(plain(last.text)) or last.heading:
        return
    state.text.pop()
    if is_institution(plain(last.first.text)) and not state.draft.has("addressee"):
        last = _without_enclosures(last, state)
        state.draft.put("addressee", [plain(line.text) for line in last.lines], last.lines, Sure.LIKELY)
    else:
        _place(last, state, UNDER_TEXT)


def _ask_about_last_paragraph(state: _State) -> None:
    """Ask about “Note: …” at the end, and words about the message; they stay in the text until that is answered."""
    if len(state.text) > 1 and is_note_or_notice(state.text[-1]):
        _ask_and_keep(state.text[-1], state.text[-1].lines, UNDER_TEXT, state)


def _ask_and_keep(block: Block, lines: tuple[Line, ...], sentence: object, state: _State) -> None:
    """Ask about a block of the text, which stays there until that is answered."""
    key = f"line-{lines[0].number}"
    state.draft.ask(key, sentence, lines, choices=(BODY, CONTACT, NOTES, DROP))  # type: ignore[arg-type]  # as above
    answer = state.draft.answers.get(key, "")
    if answer in (CONTACT, NOTES):
        _add(state.draft, answer, block)
    if answer in (CONTACT, NOTES, DROP):
        state.text.remove(block)


def _ask_about_contact_data(state: _State) -> None:
    """Ask about each block of the text with an address or a number; it stays there until that is answered."""
    for block in list(state.text):
        line = next((line for line in block.lines if has_details(line, block)), None)
        if photo := next((line for line in block.lines if PHOTO.match(fold_loosely(plain(line.text)))), None):
            sentence = _("Line %(line)s describes a picture that is not here. Is it part of the text?")
            if block.form is None and photo is block.first:
                _ask_and_keep(block, (photo,), sentence, state)
                continue
        if line is None:
            continue
        sentence = _("Line %(line)s of the text has an address or a telephone number. Is it part of the text?")
        _ask_and_keep(block, (line,), sentence, state)


def _move_chronology(state: _State) -> None:
    """A date under the title is the first heading of a chronology if other dates head the text below it."""
    draft = state.draft
    title = draft.found.get("title")
    under = [
        each
        for each in draft.dates
        if each.is_in_head and not each.place and title and title.lines and each.line.number > max(title.lines)
    ]
    others = [each for each in draft.dates if each not in under]
    if state.headings and len(under) == 1 and others and state.text:
        draft.dates.remove(under[0])
        state.text.insert(0, Block((under[0].line,), heading=3))
