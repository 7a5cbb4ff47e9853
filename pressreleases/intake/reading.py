"""Read a file of any format into a document: its parts in order. Other modules know the form of each part."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from pressreleases.intake.body import read_body
from pressreleases.intake.bounds import refuse_what_is_long
from pressreleases.intake.datelines import read_dateline
from pressreleases.intake.document import (
    BODY,
    OF_PICTURE,
    PLACES,
    Candidate,
    Document,
    Draft,
    Found,
    Picture,
    Sure,
    a_day,
    settle_date,
)
from pressreleases.intake.doubts import ask_about_letterhead, ask_about_the_rest, dateline_by_answer, with_lost
from pressreleases.intake.embargo import an_embargo, in_one_line, read_embargo
from pressreleases.intake.encoding import LIMIT, OLE, ZIP, Readable, decode_by_proof, read_at_most
from pressreleases.intake.errors import (
    MOST_BYTES,
    MOST_LINES,
    EmptyFile,
    MissingBody,
    TooLarge,
    TooManyQuestions,
    UnfinishedText,
    UnknownAnswer,
    UnknownLanguage,
    UnreadableNumber,
)
from pressreleases.intake.events import take_event
from pressreleases.intake.folding import letters
from pressreleases.intake.formatted import Formatted, Sheet, sheet_of
from pressreleases.intake.head import read_head
from pressreleases.intake.labels import KINDS
from pressreleases.intake.language import language_of, others_in, recognised
from pressreleases.intake.letterhead import Head, read_letterhead
from pressreleases.intake.lines import Block, Line, read_blocks, unquoted, whole_columns
from pressreleases.intake.message import is_message, read_message, without_message
from pressreleases.intake.opendocument import read_opendocument
from pressreleases.intake.parts import parts_of
from pressreleases.intake.pdf import read_pdf
from pressreleases.intake.pictures import ask_about_pictures, with_figures, with_shown
from pressreleases.intake.structure import html_of
from pressreleases.intake.telephones import known_region
from pressreleases.intake.textual import gap_in, with_keys, with_signs
from pressreleases.intake.two_languages import BOTH, HALVES, SECOND, ask_about_languages, of_language, second_language
from pressreleases.intake.vocabulary import LANGUAGES
from pressreleases.intake.webpage import is_webpage, read_webpage
from pressreleases.intake.word import read_word
from pressreleases.language.dates import is_zone, zone_info

OPENDOCUMENT = b"application/vnd.oasis.opendocument"
PDF = b"%PDF-"
TAKEN_OUT = re.compile(rb"<(?:del|ins|s|strike)[\s>]", re.IGNORECASE)
GIVEN = Found(sure=Sure.GIVEN)
LINES = ("title", "lead", "speaker_name", "speaker_office", "place", "reference")
KEYS = frozenset(
    (*LINES, "language", "kind", "issued_on", "country", "columns", "languages", "encoding", "embargo", "when", "where")
)

MOST_QUESTIONS = 150
"""Nobody answers more, and their page would be too large for browsers."""

NUMBERED_KEY = re.compile(rf"(?:line-|{OF_PICTURE})\d{{1,9}}")


def read(
    source: bytes | Readable,
    *,
    answers: Mapping[str, str] | None = None,
    limit: int = LIMIT,
    is_text: bool = False,
    accepted: bool = False,
) -> Document:
    """Return the content of a document. `source`: its bytes, or a file opened for bytes.

    The first bytes tell the format. A plain text has at most `limit` bytes, another file at most `MOST_BYTES`.
    `is_text`: there is no head, and the title is among the answers. `accepted`: a Word file is read as it is once all
    its tracked changes are accepted.

    `answers` are those of a person to the questions of an earlier reading, by their keys; any field of one line can be
    given in this way, such as `language` (`en`), or `country` (ISO 3166-1, `US`), that of numbers printed without a
    country code. What the document does not tell is among its questions.

    Raises an IntakeError, whose sentence is for staff: EmptyFile, TooLarge, NotText, WrongEncoding, MissingBody,
    UnknownLanguage, UnknownRegion, UnknownAnswer, TooManyQuestions.
    """
    answers = dict(answers or {})
    _check(answers)
    draft = Draft(answers, is_text=is_text)
    if answers.get("kind"):
        # It tells what else there is: a speaker, or when and where.
        draft.values["kind"] = answers["kind"]
    data = _bytes_of(source)
    if is_message(data):
        message = read_message(data)
        data, draft.message = message.content, message.subject
    if reader := _reader_of(data, accepted=accepted):
        formatted = reader(data)
        refuse_what_is_long(formatted.html)
        return _read_sheet(with_figures(sheet_of(formatted)), draft, pictures=formatted.pictures)
    if data.startswith(PDF):
        layer = read_pdf(data)
        return _read_text(layer.text, draft, encoding="", pictures=layer.pictures)
    text, encoding = decode_by_proof(data, limit=limit, given=answers.get("encoding", ""))
    return _read_text(text, draft, encoding)


def _bytes_of(source: bytes | Readable) -> bytes:
    data = source[: MOST_BYTES + 1] if isinstance(source, bytes) else read_at_most(source, MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise TooLarge.in_megabytes(MOST_BYTES)
    return data


def read_both(
    data: bytes, *, answers: Mapping[str, str] | None = None, limit: int = LIMIT, is_text: bool = False
) -> tuple[Document, ...]:
    """Return the documents of a file: two if it has two languages and the answer to that is “both”, otherwise one.

    Answers about lines are for both, since lines are numbered through the whole file. Others are for the first, or,
    with `second-` before their keys, for the second. Kind and date of the first are those of the second, if that has
    none of its own. Raises what `read` does.
    """
    answers = dict(answers or {})
    one = partial(read, data, limit=limit, is_text=is_text)
    key = next((key for key in HALVES if answers.get(key) == BOTH), "")
    if not key:
        return (one(answers=answers),)
    ours = {name: value for name, value in answers.items() if not name.startswith(SECOND)}
    theirs = {name.removeprefix(SECOND): value for name, value in answers.items() if name.startswith(SECOND)}
    theirs |= {name: value for name, value in ours.items() if NUMBERED_KEY.fullmatch(name) or name == "country"}
    first = one(answers={**ours, key: HALVES[key][0]})
    second = one(answers={**theirs, key: HALVES[key][1]})
    known = {"kind": first.kind, "issued_on": first.issued_on.isoformat() if first.issued_on else ""}
    asked = {question.key for question in second.questions}
    if given := {name: value for name, value in known.items() if value and name in asked}:
        second = one(answers={**given, **theirs, key: HALVES[key][1]})
    return first, second


def _reader_of(data: bytes, *, accepted: bool) -> Callable[[bytes], Formatted] | None:
    """What reads a file that begins like this, or None for plain text and what no reader knows."""
    if data.startswith((ZIP, OLE)):
        # The names of an archive's files are never packed.
        is_open = OPENDOCUMENT in data[:200] or (b"content.xml" in data and b"word/document.xml" not in data)
        return read_opendocument if is_open else partial(read_word, accepted=accepted)
    return _read_settled_webpage if is_webpage(data) else None


def _read_settled_webpage(data: bytes) -> Formatted:
    """Raises UnfinishedText too, as both of the words taken out and those in their place would be read."""
    if TAKEN_OUT.search(data):
        raise UnfinishedText(UnfinishedText.in_file)
    return read_webpage(data)


def _read_text(text: str, draft: Draft, encoding: str, pictures: tuple[Picture, ...] = ()) -> Document:
    if text.count("\n") > MOST_LINES:
        raise TooLarge.in_lines(MOST_LINES)
    text = unquoted(text)
    if columns := whole_columns(text):
        side = draft.answers.get("columns")
        if side in ("left", "right"):
            text = columns.left if side == "left" else columns.right
        else:
            shown = [Line(number, row) for number, row in columns.lines]
            sentence = _("The sheet has two columns. Which one is to be read, or is each a text of its own?")
            draft.ask("columns", sentence, shown, choices=("left", "right", BOTH), needed=True)
            lines, questions = _numbered(text.split("\n")), tuple(draft.questions)
            return Document("", "", None, "", "", encoding=encoding, questions=questions, lines=lines)
    sheet = Sheet(in_one_line(with_signs(with_keys(read_blocks(text)))), text.split("\n"))
    return _read_sheet(with_figures(with_shown(sheet)) if pictures else sheet, draft, encoding, pictures)


def _read_sheet(sheet: Sheet, draft: Draft, encoding: str = "", pictures: tuple[Picture, ...] = ()) -> Document:
    if not any(map(str.isalnum, "".join(sheet.rows))):
        raise EmptyFile
    blocks = of_language(sheet.blocks, draft)
    if (at := second_language(blocks)) and "languages" not in draft.answers:
        ask_about_languages([blocks[at].first], draft, is_apart=True)
    if not draft.is_text:
        blocks = without_message(blocks, draft)
    given = blocks
    if not draft.is_text:
        blocks = read_head(blocks, draft, sheet.rows)
    blocks = with_lost(given, read_body(blocks, draft), draft)
    blocks = _take_dateline(blocks, draft)
    pictures = ask_about_pictures(draft, blocks, sheet, pictures)
    document = _finished(draft, blocks, sheet.elements)
    lines = _numbered(sheet.rows)
    if draft.answers.get("languages") in HALVES["languages"] and (at := second_language(sheet.blocks)):
        is_second, start = draft.answers["languages"] == "second", sheet.blocks[at].first.number
        lines = tuple(line for line in lines if (line[0] >= start) == is_second)
    return replace(document, encoding=encoding, lines=lines, pictures=pictures)


def _numbered(rows: list[str]) -> tuple[tuple[int, str], ...]:
    """The lines that are not blank, by their numbers from 1, without the signs of bold words and of headings."""
    shown = ((number, row.replace("**", "").strip().removeprefix("# ")) for number, row in enumerate(rows, start=1))
    return tuple((number, row) for number, row in shown if row)


def _check(answers: dict[str, str]) -> None:
    """Refuse answers that answer nothing."""
    for key, value in answers.items():
        if key not in KEYS and not NUMBERED_KEY.fullmatch(key):
            raise UnknownAnswer(UnknownAnswer.no_question, key=key)
        if not isinstance(value, str):
            raise UnknownAnswer(UnknownAnswer.no_words, key=key)
        if key.startswith("line-") and value not in PLACES:
            raise UnknownAnswer(UnknownAnswer.no_choice, key=key, value=value, choices=", ".join(PLACES))
    language = answers.get("language")
    if language and language not in LANGUAGES:
        raise UnknownLanguage(language=language, languages=", ".join(LANGUAGES))
    kind = answers.get("kind")
    if kind and kind not in KINDS:
        raise UnknownAnswer(UnknownAnswer.no_choice, key="kind", value=kind, choices=", ".join(KINDS))
    if answers.get("issued_on") and a_day(answers["issued_on"]) is None:
        raise UnknownAnswer(UnknownAnswer.no_day, key="issued_on", value=answers["issued_on"])
    if "embargo" in answers and not is_zone(answers["embargo"]) and an_embargo(answers["embargo"]) is None:
        raise UnknownAnswer(UnknownAnswer.no_instant, key="embargo", value=answers["embargo"])
    if answers.get("country"):
        answers["country"] = known_region(answers["country"])


def _finished(draft: Draft, blocks: list[Block], elements: Mapping[str, str]) -> Document:
    """The document of what was found, with the questions that are left."""
    _take_embargo(draft)
    _ask_about_gaps(draft, blocks)
    settle_date(draft)
    if draft.values.get("kind") == "media-advisory":
        blocks = take_event(blocks, draft)
    _take_answers(draft)
    blocks = ask_about_letterhead(draft, blocks)
    _ask_for_what_lacks(draft)
    ask_about_the_rest(draft, blocks)
    language = _language(draft, blocks)
    head = _letterhead(draft)
    if len(draft.questions) > MOST_QUESTIONS:
        raise TooManyQuestions(count=len(draft.questions))
    values: dict[str, Any] = {
        name: draft.values[name] for name in (*LINES, "embargo", "what", "when", "where") if name in draft.values
    }
    if not any(map(str.isalnum, "".join(block.text for block in blocks))):
        raise MissingBody(title=values.get("title", ""))
    for name, parts in (("body", [block.lines for block in blocks]), ("letterhead", draft.letterhead)):
        if parts:
            draft.found[name] = Found(tuple(line.number for lines in parts for line in (lines[0], lines[-1])))
    return Document(
        language=language,
        kind=draft.values.get("kind", ""),
        issued_on=draft.values.get("issued_on"),
        body=html_of(blocks, elements, language),
        notes=tuple(draft.values.get("notes", ())),
        contact=tuple(draft.values.get("contact", ())),
        addressee=tuple(draft.values.get("addressee", ())),
        notices=tuple(dict.fromkeys(draft.notices)),
        names=head.names,
        address=head.address,
        numbers=head.numbers,
        email=head.email,
        questions=tuple(draft.questions),
        found=dict(draft.found),
        **{"title": "", **values},
    )


def _take_embargo(draft: Draft) -> None:
    """Read the embargo's line; ask for the clock where it names an hour without one."""
    printed = draft.values.pop("embargo_line", "")
    answer = draft.answers.get("embargo", "")
    if given := an_embargo(answer):
        draft.values["embargo"], draft.found["embargo"] = replace(given, printed=printed or given.printed), GIVEN
        return
    if not printed:
        return
    found = read_embargo(printed, by=zone_info(answer) if is_zone(answer) else None)
    where = draft.found.pop("embargo_line")
    draft.values["embargo"], draft.found["embargo"] = found.embargo, where
    lines = [Line(number, printed) for number in where.lines]
    if found.embargo.at is not None:
        return
    # The day alone would end too early.
    if found.misfit:
        sentence = _("The embargo names %(zone)s, which no clock shows on that day. Which hour is meant?")
        draft.ask("embargo", sentence, lines, needed=True, zone=found.misfit)
    elif found.lacks_hour:
        sentence = _("The embargo names an hour in words that cannot be read. Until when is it?")
        draft.ask("embargo", sentence, lines, needed=True)
    elif found.lacks_zone:
        sentence = _("The embargo names an hour without a time zone. By the clock of which place?")
        draft.ask("embargo", sentence, lines, needed=True)
    elif found.embargo.day is None:
        draft.ask("embargo", _("The embargo names no day. Until when is it?"), lines)


def _ask_about_gaps(draft: Draft, blocks: list[Block]) -> None:
    """Ask about “XX” or “[待定]” in a field or in the text, where something may be left open."""
    sentence = _("Line %(line)s has “%(words)s”. Is something still to be filled in?")
    # A sheet of two texts has a label for each: that is one question.
    is_in_two = any(question.key == "languages" for question in draft.questions)
    for name in LINES:
        if words := gap_in(value := str(draft.values.get(name, ""))):
            draft.ask(name, sentence, [Line(number, value) for number in draft.found[name].lines], words=words)
    for block in blocks:
        # A bracket may go on in the next line.
        is_wrapped = len(block.lines) > 1 and not any(gap_in(line.text) for line in block.lines)
        if is_wrapped and (words := gap_in(block.text)):
            draft.ask(f"line-{block.first.number}", sentence, block.lines, choices=(BODY,), words=words)
    for line in (line for block in blocks for line in block.lines):
        if words := gap_in(line.text):
            draft.ask(f"line-{line.number}", sentence, [line], choices=(BODY,), words=words)
        elif _is_second_label(line) and not is_in_two:
            of_label = _("Line %(line)s fits no field. Where does it belong?")
            draft.ask(f"line-{line.number}", of_label, [line], choices=(BODY,))


def _is_second_label(line: Line) -> bool:
    """Whether a line of the text is “Press release” alone: a message has the sheet under it."""
    first, *more = parts_of(line)
    return not more and first.label is not None and first.label.kind in ("press-release", "media-advisory")


def _take_answers(draft: Draft) -> None:
    """What a person has answered counts more than what was read."""
    for key, value in draft.answers.items():
        if key in LINES or key == "kind":
            draft.values[key] = value
        elif key == "issued_on":
            draft.values[key] = a_day(value)
        else:
            continue
        if key == "title":
            # It was read as a name.
            draft.letterhead = [
                ls for ls in draft.letterhead if letters("".join(line.text for line in ls)) != letters(value)
            ]
        draft.found[key] = replace(draft.found.get(key, Found()), sure=Sure.GIVEN)


def _ask_for_what_lacks(draft: Draft) -> None:
    if not draft.values.get("kind"):
        sentence = _('No line such as "Press release" or "Statement" was found. What kind of document is it?')
        draft.ask("kind", sentence, choices=KINDS, needed=True)
    if not draft.values.get("title") and draft.message:
        draft.put("title", draft.message, [], Sure.LIKELY)
        sentence = _("No title was found above the text. Is it the subject of the message, “%(words)s”?")
        draft.ask("title", sentence, words=draft.message)
    elif not draft.values.get("title"):
        draft.ask("title", _("No title was found above the text. What is the title?"), needed=True)


def _language(draft: Draft, blocks: list[Block]) -> str:
    """The language of the words; a question if it is not clear, or if there are two."""
    if given := draft.answers.get("language"):
        return given
    paragraphs = [block.text for block in blocks]
    words = " ".join((str(draft.values.get("title", "")), *paragraphs))
    language = language_of(words, labels=draft.labels)
    second = second_language(blocks)
    if not language and not second:
        draft.ask("language", _("The language of the text is not clear. Which is it?"), choices=LANGUAGES, needed=True)
        return ""
    if others := others_in(paragraphs, language) if language else [second]:
        ask_about_languages([blocks[at].first for at in others], draft, is_apart=bool(second))
    return language or recognised(blocks[0].text)


def _letterhead(draft: Draft) -> Head:
    region = draft.answers.get("country", "")
    try:
        return read_letterhead(draft.letterhead, region=region)
    except UnreadableNumber as error:
        params: dict[str, Any] = error.params
        line = Line(int(params["line"]), str(params["text"]))
        draft.ask("country", error.sentence, [line], needed=True, **params)
        return read_letterhead(draft.letterhead, region=region, with_numbers=False)


def _take_dateline(blocks: list[Block], draft: Draft) -> list[Block]:
    """Take the dateline off the first block, if it has one."""
    for at, block in enumerate(blocks[:2]):
        line = block.first
        found = read_dateline(line.text) or (None if at else dateline_by_answer(line, draft))
        if not found or block.heading:
            continue
        if found.date is not None:
            place = found.place
            draft.dates.append(Candidate(found.date.printed, place, line, is_dateline=True))
        draft.put("place", found.place, [line])
        lines = (line.without_start(found.end), *block.lines[1:])
        return [*blocks[:at], replace(block, lines=lines), *blocks[at + 1 :]]
    return blocks
