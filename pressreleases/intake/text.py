"""Read a sheet in plain text into a document: its parts in order. Other modules know the form of each part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from pressreleases.intake.body import read_body
from pressreleases.intake.document import BODY, PLACES, Candidate, Document, Draft, Found, Sure, a_day, settle_date
from pressreleases.intake.embargo import an_embargo, in_one_line, read_embargo
from pressreleases.intake.encoding import LIMIT, Readable, decode_by_proof
from pressreleases.intake.errors import MissingBody, TooLarge, UnknownAnswer, UnknownLanguage, UnreadableNumber
from pressreleases.intake.folding import plain
from pressreleases.intake.head import read_head
from pressreleases.intake.language import language_of, others_in
from pressreleases.intake.letterhead import Head, read_letterhead
from pressreleases.intake.lines import Block, Line, read_blocks, unquoted, whole_columns
from pressreleases.intake.parts import parts_of
from pressreleases.intake.structure import html_of
from pressreleases.intake.telephones import known_region
from pressreleases.intake.textual import gap_in, key_of, read_dateline
from pressreleases.intake.vocabulary import LABELS, LANGUAGES

MOST_LINES = 10_000
GIVEN = Found(sure=Sure.GIVEN)
KINDS = tuple(dict.fromkeys(kind for kind, _language in LABELS))
LINES = ("title", "lead", "speaker_name", "speaker_office", "place", "reference")
KEYS = frozenset(
    (*LINES, "language", "kind", "issued_on", "country", "columns", "languages", "encoding", "embargo", "when", "where")
)


def read(source: bytes | Readable, *, answers: Mapping[str, str] | None = None, limit: int = LIMIT) -> Document:
    """Return the content of a document. `source`: its bytes, or a file opened for bytes. Reads at most `limit` + 1.

    `answers` are those of a person to the questions of an earlier reading, by their keys; any field of one line can be
    given in this way, such as `language` (`en`), or `country` (ISO 3166-1, `US`), that of numbers printed without a
    country code. What the document does not tell is among its questions.

    Raises an IntakeError, whose sentence is for staff: EmptyFile, TooLarge, NotText, WrongEncoding, MissingBody,
    UnknownLanguage, UnknownRegion, UnknownAnswer.
    """
    answers = dict(answers or {})
    _check(answers)
    text, encoding = decode_by_proof(source, limit=limit, given=answers.get("encoding", ""))
    if text.count("\n") > MOST_LINES:
        raise TooLarge.in_lines(MOST_LINES)
    draft = Draft(answers)
    text = unquoted(text)
    if columns := whole_columns(text):
        side = answers.get("columns")
        if side in ("left", "right"):
            text = columns.left if side == "left" else columns.right
        else:
            shown = [Line(number, row) for number, row in columns.lines]
            sentence = _("The sheet has two columns. Give each as a sheet of its own, or say which one to read.")
            draft.ask("columns", sentence, shown, choices=("left", "right"), needed=True)
            return _unread(draft, encoding, text.split("\n"))
    rows = text.split("\n")
    blocks = read_head(in_one_line(read_blocks(text)), draft, rows)
    blocks = read_body(blocks, draft)
    blocks = _take_dateline(blocks, draft)
    return replace(_finished(draft, blocks, encoding), lines=_numbered(rows))


def _check(answers: dict[str, str]) -> None:
    """Refuse answers that answer nothing."""
    for key, value in answers.items():
        if key not in KEYS and not (key.startswith("line-") and key[5:].isdecimal()):
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
    if "embargo" in answers and an_embargo(answers["embargo"]) is None:
        raise UnknownAnswer(UnknownAnswer.no_instant, key="embargo", value=answers["embargo"])
    if answers.get("country"):
        answers["country"] = known_region(answers["country"])


def _unread(draft: Draft, encoding: str, rows: list[str]) -> Document:
    lines, questions = _numbered(rows), tuple(draft.questions)
    return Document("", "", None, "", "", encoding=encoding, questions=questions, lines=lines)


def _numbered(rows: list[str]) -> tuple[tuple[int, str], ...]:
    """The lines that are not blank, by their numbers from 1."""
    return tuple((number, row.strip()) for number, row in enumerate(rows, start=1) if row.strip())


def _finished(draft: Draft, blocks: list[Block], encoding: str) -> Document:
    """The document of what was found, with the questions that are left."""
    _take_embargo(draft)
    _ask_about_gaps(draft, blocks)
    settle_date(draft)
    if draft.values.get("kind") == "media-advisory":
        _take_event(blocks, draft)
    _take_answers(draft)
    _ask_for_what_lacks(draft)
    language = _language(draft, blocks)
    head = _letterhead(draft)
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
        body=html_of(blocks),
        notes=tuple(draft.values.get("notes", ())),
        contact=tuple(draft.values.get("contact", ())),
        addressee=tuple(draft.values.get("addressee", ())),
        notices=tuple(dict.fromkeys(draft.notices)),
        names=head.names,
        address=head.address,
        numbers=head.numbers,
        email=head.email,
        encoding=encoding,
        questions=tuple(draft.questions),
        found=dict(draft.found),
        **{"title": "", **values},
    )


def _take_embargo(draft: Draft) -> None:
    """Read the embargo's line; ask for the zone where it names an hour without one."""
    printed = draft.values.pop("embargo_line", "")
    given = an_embargo(draft.answers.get("embargo", ""))
    if given:
        draft.values["embargo"], draft.found["embargo"] = replace(given, printed=printed or given.printed), GIVEN
        return
    if not printed:
        return
    found = read_embargo(printed)
    where = draft.found.pop("embargo_line")
    draft.values["embargo"], draft.found["embargo"] = found.embargo, where
    lines = [Line(number, printed) for number in where.lines]
    if found.misfit:
        sentence = _("The embargo names %(zone)s, which no clock shows on that day. Which hour is meant?")
        draft.ask("embargo", sentence, lines, zone=found.misfit)
    elif found.lacks_zone:
        draft.ask("embargo", _("The embargo names an hour without a time zone. By which clock?"), lines)
    elif found.embargo.day is None:
        draft.ask("embargo", _("The embargo names no day. Until when is it?"), lines)


def _ask_about_gaps(draft: Draft, blocks: list[Block]) -> None:
    """Ask about “XX” or “[待定]” in a field or in the text, where something may be left open."""
    sentence = _("Line %(line)s has “%(words)s”. Is something still to be filled in?")
    for name in LINES:
        if words := gap_in(str(draft.values.get(name, ""))):
            lines = [Line(number, str(draft.values[name])) for number in draft.found[name].lines]
            draft.ask(name, sentence, lines, words=words)
    for line in (line for block in blocks for line in block.lines):
        if words := gap_in(line.text):
            draft.ask(f"line-{line.number}", sentence, [line], choices=(BODY,), words=words)
        elif _is_second_label(line):
            sentence_of_label = _("Line %(line)s fits no field. Where does it belong?")
            draft.ask(f"line-{line.number}", sentence_of_label, [line], choices=(BODY,))


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
        draft.found[key] = replace(draft.found.get(key, Found()), sure=Sure.GIVEN)


def _ask_for_what_lacks(draft: Draft) -> None:
    if not draft.values.get("kind"):
        sentence = _('No line such as "Press release" or "Statement" was found. What kind of document is it?')
        draft.ask("kind", sentence, choices=KINDS, needed=True)
    if not draft.values.get("title"):
        draft.ask("title", _("No title was found above the text. What is the title?"), needed=True)


def _language(draft: Draft, blocks: list[Block]) -> str:
    """The language of the words; a question if it is not clear, or if there are two."""
    if given := draft.answers.get("language"):
        return given
    paragraphs = [block.text for block in blocks]
    words = " ".join((str(draft.values.get("title", "")), *paragraphs))
    language = language_of(words, labels=draft.labels)
    if not language:
        draft.ask("language", _("The language of the text is not clear. Which is it?"), choices=LANGUAGES, needed=True)
        return ""
    if others := others_in(paragraphs, language):
        sentence = _(
            "The text from line %(line)s is in another language than the rest. Give each language as a sheet of "
            "its own, or answer “keep”."
        )
        draft.ask("languages", sentence, [blocks[at].first for at in others], choices=("keep",), needed=True)
    return language


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
        found = read_dateline(line.text)
        if not found or block.heading:
            continue
        if found.date is not None:
            place = found.place
            draft.dates.append(Candidate(found.date.printed, place, line, is_dateline=True))
        draft.put("place", found.place, [line])
        rich = line.text[found.end :].strip()
        shorter = replace(line, text=rich, rich=rich)
        return [*blocks[:at], replace(block, lines=(shorter, *block.lines[1:])), *blocks[at + 1 :]]
    return blocks


def _take_event(blocks: list[Block], draft: Draft) -> None:
    """Note what, when and where of a media advisory, and ask for what it does not say."""
    for block in blocks:
        for line in block.lines:
            part, words = key_of(plain(line.text))
            if part in ("what", "when", "where"):
                draft.put(part, words, [line])
    for part, sentence in (
        ("when", _("The advisory does not say when. Is it in the text?")),
        ("where", _("The advisory does not say where. Is it in the text?")),
    ):
        if part not in draft.values and "what" in draft.values:
            draft.ask(part, sentence)
