"""Look again at the end of a text: a signature, an addressee, a note, contact data, the day of a chronology."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from django.utils.translation import gettext_lazy as _

from pressreleases.intake.dates import dates_in
from pressreleases.intake.document import BODY, CONTACT, DROP, LEAD, NOTES, TITLE, Candidate, Draft, Found, Sure
from pressreleases.intake.embargo import may_say_from_when
from pressreleases.intake.folding import fold_loosely, plain
from pressreleases.intake.foot import (
    FOOTNOTE,
    PLAIN_MARK,
    has_details,
    has_figures,
    is_beside_addressee,
    is_note_or_notice,
    signature_in,
)
from pressreleases.intake.labels import LETTERS
from pressreleases.intake.letterhead import is_institution
from pressreleases.intake.lines import Block, Line
from pressreleases.intake.textual import (
    BULLET,
    HOUR,
    KEY,
    NUMBER,
    PHOTO,
    QUESTION,
    begins_text,
    ends_a_sentence,
    how_many_words,
    is_keys,
    is_numbered,
    is_salutation,
)

MOST_SMALL_LINES = 12
"""A block with more lines is text."""

UNDER_TEXT = _("Line %(line)s is under the text and fits no field. Where does it belong?")
FITS_NOWHERE = _("Line %(line)s fits no field. Where does it belong?")
LAST_SIGN = re.compile(r"[.!?…:;,。！？؟”\"»）)\]¹²³⁰-⁹]$")
# “Drafted by A. Lee Jr.”, “Отп. 2 экз.”, “Approved by the Minister (5 March 2024)”: no sentence ends there.
NO_END = re.compile(r"(?<![.!?。…])[)）\]]$|(?<!\w)(?:[JS]r|экз|стр)\.$|\b[^\W\d_a-zа-я]\. ?[^\W\d_a-zа-я]\.$")
# What such a line has before its colon, when it is a sentence.
ABOUT_FILES = frozenset(
    fold_loosely(words)
    for words in (
        "encl|encls|enclosure|enclosures|attachment|attachments|word count|cc|pièce jointe|pièces jointes|adjunto|"
        "adjuntos|anexo|anexos|приложение|приложения|исп|qoşma|əlavə|ek|ekler|مرفق|مرفقات|附件"
    ).split("|")
)
# What somebody says is no remark: “The Minister: “…””.
SAID = re.compile(r"[:：]\s?[“«„\"‘「『—]")
MOST_WORDS_OF_KEY, MOST_WORDS_UNDER_KEY, MOST_WORDS_OF_REMARK = 3, 9, 12
LONGEST_SHORT = 80


class Mode(Enum):
    TEXT = auto()
    NOTES = auto()
    CONTACT = auto()
    AFTER = auto()  # an end mark


@dataclass(slots=True)
class State:
    draft: Draft
    mode: Mode = Mode.TEXT
    has_ended: bool = False
    has_foot_date: bool = False
    text: list[Block] = field(default_factory=list)
    raised: frozenset[str] = frozenset()
    headings: list[Candidate] = field(default_factory=list)


def place(block: Block, state: State, sentence: object) -> None:
    answer = state.draft.place_lines(block.lines, sentence)  # type: ignore[arg-type]  # a sentence to be translated
    if answer == BODY:
        state.text.append(block)
    elif answer in (NOTES, CONTACT):
        add(state.draft, answer, block)
    elif answer in (TITLE, LEAD):
        state.draft.values[answer] = plain(block.text)


def ask_and_keep(block: Block, lines: tuple[Line, ...], sentence: object, state: State) -> None:
    """Ask about a block of the text, which stays there until that is answered."""
    key = f"line-{lines[0].number}"
    state.draft.ask(key, sentence, lines, choices=(BODY, CONTACT, NOTES, DROP))  # type: ignore[arg-type]  # as above
    answer = state.draft.answers.get(key, "")
    if answer in (CONTACT, NOTES):
        add(state.draft, answer, block)
    if answer in (CONTACT, NOTES, DROP):
        state.text.remove(block)


def add(draft: Draft, where: str, block: Block) -> None:
    """Add a block to the notes, a paragraph or a numbered note each, or to the contact, line by line."""
    texts = draft.values.setdefault(where, [])
    before = draft.found[where].lines if where in draft.found else ()
    draft.found[where] = Found((*before, *(line.number for line in block.lines)))
    # Two stars before a note are its mark, and no sign of bold words.
    marks = ["** " if line.text.startswith("** ") else "" for line in block.lines]
    lines = [f"{mark}{plain(line.text)}" for mark, line in zip(marks, block.lines, strict=True)]
    if where == CONTACT:
        texts += lines
        return
    next_mark = 1
    for at, line in enumerate(lines):
        goes_on = at > 0 or _goes_on(texts, line)
        found = PLAIN_MARK.match(line)
        is_counted = found is not None and int(found["mark"]) == next_mark and (at == 0 or next_mark > 1)
        next_mark = int(found["mark"]) + 1 if found and is_counted else next_mark
        if not goes_on or NUMBER.match(line) or BULLET.match(line) or FOOTNOTE.match(line) or is_counted:
            texts.append(line)
        else:
            texts[-1] = f"{texts[-1]} {line}"


def _goes_on(texts: list[str], line: str) -> bool:
    """Whether a line is the rest of the last note, which a reader of pages took for a paragraph of its own."""
    return bool(texts) and line[:1].islower() and not LAST_SIGN.search(texts[-1])


def _is_remark(block: Block) -> bool:
    """Whether a block is one short line about the document: “Approved by … (5 March)”, “Encl.: two photographs”."""
    words = plain(block.text)
    if len(block.lines) > 1 or PHOTO.match(fold_loosely(words)) or is_note_or_notice(block):
        return False
    return bool(NO_END.search(words)) or may_say_from_when(words) or _begins_with_key(words)


def _begins_with_key(words: str) -> bool:
    found = KEY.match(words)
    if not found or not found["rest"] or SAID.search(words) or QUESTION.match(fold_loosely(words)):
        return False
    if ends_a_sentence(words) and (dates_in(words) or HOUR.search(words)):
        # “Next meeting: 26 February, 12:00.”
        return False
    if ends_a_sentence(words) and fold_loosely(found["key"]).rstrip(" .") not in ABOUT_FILES:
        # “The proverb says: trees are patient.”
        return False
    is_short = how_many_words(words) <= MOST_WORDS_UNDER_KEY or not ends_a_sentence(words)
    return is_short and how_many_words(found["key"]) <= MOST_WORDS_OF_KEY


def look_at_end(state: State) -> None:
    """Take out of the text what only its end tells."""
    _take_end_of_text(state)
    _ask_about_last_paragraph(state)
    _ask_about_contact_data(state)
    _move_chronology(state)


def _take_end_of_text(state: State) -> None:
    """A last block of short lines that are no sentence is no text, unless it signs a letter."""
    while len(state.text) > 1 and not any(map(str.isalnum, state.text[-1].text)) and not state.text[-1].is_picture:
        # A line of stars above the notes.
        state.text.pop()
    is_letter = state.draft.values.get("kind") in LETTERS
    signature = len(state.text) if is_letter else signature_in(state.text)
    if 0 < signature < len(state.text):
        lines = tuple(line for block in state.text[signature:] for line in block.lines)
        del state.text[signature:]
        place(Block(lines), state, UNDER_TEXT)
        return
    if state.draft.values.get("kind") == "note":
        _take_last_addressee(state)
    while len(state.text) > 1 and _is_odd(last := state.text[-1], is_letter=is_letter):
        state.text.pop()
        before = len(state.text)
        place(last, state, UNDER_TEXT)
        if len(state.text) > before:
            return


def _is_odd(last: Block, *, is_letter: bool) -> bool:
    """Whether a last block has short lines that are no sentence; under a letter, only a line with a key is odd."""
    if last.heading or last.is_picture or last.is_after_page or has_figures(last) or is_keys(last):
        return False
    is_list = any(BULLET.match(line.text) or is_numbered(line.text) for line in last.lines)
    if is_salutation(last) or is_list or len(last.text.split()) > MOST_WORDS_OF_REMARK:
        return False
    if is_letter:
        return len(last.lines) == 1 and _begins_with_key(plain(last.text))
    is_short = all(len(line.text) < LONGEST_SHORT for line in last.lines)
    return is_short and (not LAST_SIGN.search(plain(last.text)) or _is_remark(last))


def _take_last_addressee(state: State) -> None:
    """Under a note verbale without a date at its foot, short lines say to whom it goes."""
    if len(state.text) < 2:
        return
    last = state.text[-1]
    is_short = all(len(line.text) < LONGEST_SHORT for line in last.lines) and len(last.lines) <= MOST_SMALL_LINES
    if not is_short or begins_text(last) or LAST_SIGN.search(plain(last.text)) or last.heading:
        return
    state.text.pop()
    if is_institution(plain(last.first.text)) and not state.draft.has("addressee"):
        last = without_enclosures(last, state)
        state.draft.put("addressee", [plain(line.text) for line in last.lines], last.lines, Sure.LIKELY)
    else:
        place(last, state, UNDER_TEXT)


def _ask_about_last_paragraph(state: State) -> None:
    """Ask about “Note: …” at the end, and words about the message; they stay in the text until that is answered."""
    if len(state.text) > 1 and is_note_or_notice(state.text[-1]):
        ask_and_keep(state.text[-1], state.text[-1].lines, UNDER_TEXT, state)


def _ask_about_contact_data(state: State) -> None:
    """Ask about each block of the text with an address or a number; it stays there until that is answered."""
    for block in list(state.text):
        line = next((line for line in block.lines if has_details(line, block)), None)
        if photo := next((line for line in block.lines if PHOTO.match(fold_loosely(plain(line.text)))), None):
            sentence = _("Line %(line)s describes a picture that is not here. Is it part of the text?")
            if block.form is None and photo is block.first:
                ask_and_keep(block, (photo,), sentence, state)
                continue
        if line is None:
            continue
        sentence = _("Line %(line)s of the text has an address or a telephone number. Is it part of the text?")
        ask_and_keep(block, (line,), sentence, state)


def _move_chronology(state: State) -> None:
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


def without_enclosures(block: Block, state: State) -> Block:
    """The addressee without “cc: …”, “(L.S.)” or “Encl. 2”: where these belong is a question."""
    odd = [line for line in block.lines if is_beside_addressee(line)]
    for line in odd:
        place(Block((line,)), state, UNDER_TEXT)
    return replace(block, lines=tuple(line for line in block.lines if line not in odd))
