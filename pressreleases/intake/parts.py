"""Recognise the lines of a head or a foot by their own words: label, date, reference, name; and group them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import lru_cache

from pressreleases.intake.dates import PrintedLine, dates_in, find_date_line, is_place
from pressreleases.intake.document import names_forum
from pressreleases.intake.embargo import says_embargo
from pressreleases.intake.folding import fold_loosely, letters, plain
from pressreleases.intake.labels import LABEL_OF, LABELS, PHRASES
from pressreleases.intake.letterhead import has_contact_data, is_address, is_institution
from pressreleases.intake.lines import Block, Line, joined
from pressreleases.intake.references import (
    BARE_CODE,
    BARE_NUMBER,
    FIGURES_WITH_YEAR,
    NUMBER_FIRST,
    SEPARATED,
    SEPARATORS,
    YEAR_AND_NUMBER,
    bare_of,
    reference_of,
)
from pressreleases.intake.textual import notice_within, says_check
from pressreleases.intake.vocabulary import BY, HONORIFICS, IMMEDIATE, NOTICES, WEAK_BY

LONGEST = 400
"""A longer line is text."""

LONGEST_WITH_BARS, FEW_PIECES = 160, 2
BARS = re.compile(r"\s*[|·•]\s*|\s+[/–—]\s+")


class Role(Enum):
    LABEL = auto()
    IMMEDIATE = auto()
    DATE = auto()
    REFERENCE = auto()
    EMBARGO = auto()
    NOTICE = auto()
    PLACE = auto()
    DETAILS = auto()  # an address, a number, an e-mail address, a web site
    NAME = auto()  # of a mission, an embassy, a ministry
    SPEAKER = auto()
    WORDS = auto()


@dataclass(frozen=True, slots=True)
class Label:
    """The kind of document that a label names, and in which languages it is a word for it."""

    kind: str
    languages: frozenset[str]
    printed: str


@dataclass(frozen=True, slots=True)
class Part:
    """A line or a piece of one. `text` is what is printed, `label` and `date` what it means."""

    role: Role
    text: str
    line: Line
    label: Label | None = None
    date: PrintedLine | None = None
    is_piece: bool = field(default=False)


def _either(words: list[str] | tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


LABEL_AT_START = re.compile(
    "(?:"
    + "|".join(re.sub(r"\\?[ -]", "[ -]?", re.escape(words)) for words in sorted(PHRASES, key=len, reverse=True))
    + r")(?:(?=的)|(?![^\W_]))"
)
# “г. Астана”, “Gəncə şəhəri”
CITY = re.compile(r"г\.\s?[А-Я][\w-]{1,25}(?:\s[А-Я][\w-]{1,25})?|[^\W\d_a-z][\w-]{1,20}\s(?:şəhəri|şehri)")
HOUR = re.compile(
    r"(?:at |à |saat |в |a las )?\d{1,2}\s?[:.h]\s?\d{2}(?:\s?[ap]\.?m\.?|\s?h(?:rs)?)?(?:,\s*|$)", re.IGNORECASE
)


def read_label(text: str) -> tuple[Label, str, str] | None:
    """Return the label that begins a line, the separator after it, and the rest of the line; None if it has none."""
    line = plain(text)
    if len(line) > 300:
        return None
    whole = LABEL_OF.get(letters(line))
    # A digit is not a letter, so "Statement 2" has a rest.
    if whole and len(line) <= 80 and not any(character.isdigit() for character in line):
        return Label(*whole, printed=line.strip(" :*.")), "", ""
    start = LABEL_AT_START.match(fold_loosely(line))
    if not start:
        return _label_without_kind(line)
    kind, languages = LABEL_OF[letters(start.group())]
    printed, rest = line[: start.end()], line[start.end() :]
    apart = SEPARATED.match(rest)
    return Label(kind, languages, printed), apart.group().strip() or " " if apart else "", rest


def _label_without_kind(line: str) -> tuple[Label, str, str] | None:
    """“Commentary No. 12/24”: only before a number, a reference or a date, since such words also begin titles."""
    words = line.split()[:3]
    for many in range(len(words), 0, -1):
        printed = " ".join(words[:many])
        found = LABEL_OF.get(letters(printed))
        rest = line[len(printed) :].strip(" ,;:|·•–—-")
        if found and not found[0] and rest and not any(map(str.isdigit, printed)):
            is_number = bool(BARE_NUMBER.fullmatch(rest) or reference_of(rest) or find_date_line(rest))
            return (Label(*found, printed=printed), " ", f" {rest}") if is_number else None
    return None


def parts_of(line: Line) -> tuple[Part, ...]:
    """Return what a line says, in its order; at least one part."""
    # The same short lines are asked about again and again; long ones would fill the memory.
    return _kept_parts_of(line) if len(line.text) <= LONGEST else tuple(_parts_of(line))


@lru_cache(maxsize=4096)
def _kept_parts_of(line: Line) -> tuple[Part, ...]:
    return tuple(_parts_of(line))


def _parts_of(line: Line) -> list[Part]:
    words = plain(line.text) if len(line.text) <= LONGEST else line.text
    if role := _role_of_whole(line.text, words):
        text = words.strip("[]()*–—- ") if role is Role.NOTICE else words
        return [Part(role, text, line)]
    if found := _between_bars(line, words) or _immediate_with_date(line, words):
        return found
    labelled = read_label(line.text)
    if labelled and (found := _labelled(line, *labelled)):
        return found
    if has_contact_data(words):
        return [Part(Role.DETAILS, words, line)]
    return _peeled(line, words) or [_whole(line, words)]


def _immediate_with_date(line: Line, words: str) -> list[Part]:
    """“For immediate release: 14 May 2024”, with its date, or the date first; nothing for another line."""
    for apart in SEPARATED.finditer(words[:80]):
        if letters(words[apart.end() :]) in IMMEDIATE and (date := find_date_line(words[: apart.start()])):
            after = Part(Role.IMMEDIATE, words[apart.end() :], line, is_piece=True)
            return [Part(Role.DATE, words[: apart.start()], line, date=date, is_piece=True), after]
        if letters(words[: apart.start()]) in IMMEDIATE and (date := find_date_line(words[apart.end() :])):
            before = Part(Role.IMMEDIATE, words[: apart.start()], line, is_piece=True)
            return [before, Part(Role.DATE, words[apart.end() :], line, date=date, is_piece=True)]
    return []


def _between_bars(line: Line, words: str) -> list[Part]:
    """“PRESS RELEASE | 18 November 2024 | 2024/77”: the pieces between signs, if each is known; else nothing."""
    pieces = [piece for piece in BARS.split(words) if piece.strip()] if len(words) <= LONGEST_WITH_BARS else []
    if len(pieces) < FEW_PIECES:
        return []
    found = [part for piece in pieces for part in parts_of(replace(line, text=piece))]
    known = {Role.LABEL, Role.IMMEDIATE, Role.DATE, Role.REFERENCE, Role.PLACE}
    labels = [part for part in found if part.role is Role.LABEL]
    if (
        len(labels) > 1
        or not known.issuperset(part.role for part in found)
        or all(part.role is Role.PLACE for part in found)
    ):
        return []
    return [replace(part, line=line, is_piece=True) for part in found]


def _role_of_whole(text: str, words: str) -> Role | None:
    """The role of a line that has just one, by its words alone."""
    if not words or len(text) > LONGEST:
        return Role.WORDS
    if letters(words) in NOTICES or notice_within(words) or says_check(words):
        return Role.NOTICE
    if letters(words) in IMMEDIATE:
        return Role.IMMEDIATE
    return Role.EMBARGO if says_embargo(text) else None


def _labelled(line: Line, label: Label, apart: str, rest: str) -> list[Part]:
    """The parts of a line that begins with a label; none if its words are the beginning of a sentence or a title."""
    first = Part(Role.LABEL, label.printed, line, label)
    bare = rest.strip(SEPARATORS)
    other = LABEL_OF.get(letters(bare)) if len(bare) <= 60 and not any(map(str.isdigit, bare)) else None
    if other:
        both = Label(label.kind, label.languages & other[1], label.printed)
        return [Part(Role.LABEL, label.printed, line, both)]
    if not bare or ((is_address(bare) or has_contact_data(bare)) and not reference_of(bare)):
        return [first] if not bare else []
    return _with_rest(first, label, apart, rest, bare)


def _with_rest(first: Part, label: Label, apart: str, rest: str, bare: str) -> list[Part]:
    """The label and what follows it: immediate release, a number, a reference, a date, or after a separator a title."""
    line = first.line
    more: list[Part] = []
    peeled = _peeled(line, rest.strip(" ,;:|·•–—-"))
    is_strong = bool(apart) and apart not in ",;،，"
    if letters(bare) in IMMEDIATE:
        more = [Part(Role.IMMEDIATE, bare, line, is_piece=True)]
    elif BARE_NUMBER.fullmatch(bare) or (bare.isdecimal() and len(bare) < 5 and label.kind == "press-release"):
        more = [Part(Role.REFERENCE, bare, line, is_piece=True)]
    elif (numbered := NUMBER_FIRST.match(bare)) and (after := _peeled(line, bare[numbered.end() :])):
        # “PRESS RELEASE 18/2024 – STOCKHOLM, 3 NOVEMBER 2024”
        more = [Part(Role.REFERENCE, numbered["number"], line, is_piece=True), *after]
    elif peeled and (is_strong or peeled[0].role is not Role.WORDS):
        more = peeled
    elif is_strong and not bare.isdecimal() and not says_embargo(rest):
        more = [Part(Role.WORDS, bare_of(rest), line, is_piece=True)]
    return [first, *more] if more else []


def _peeled(line: Line, words: str) -> list[Part]:
    """The reference and the date at the ends of the words, and what is left of them; nothing if there is neither."""
    if len(words) > 300:
        return []
    parts: list[Part] = []
    rest, printed = words, ""
    code, comma, after = words.partition(",")
    if reference := reference_of(rest):
        printed, rest = reference
    elif comma and BARE_CODE.fullmatch(code) and (find_date_line(after) or _date_first(after.strip())):
        # “SC-23, 5 Ağustos 2024”
        printed, rest = code, after.strip()
    date = find_date_line(rest)
    if date and not (printed and date.place and not is_place(date.place)):
        parts.append(Part(Role.DATE, rest, line, date=date, is_piece=bool(printed)))
        rest = ""
    elif (found := _date_first(rest)) and (printed or HOUR.match(found[1])):
        # “20 June 2024, 1.15 p.m., Conference Room 6”
        date_text, rest = found[0], HOUR.sub("", found[1])
        parts.append(Part(Role.DATE, date_text, line, date=find_date_line(date_text), is_piece=True))
    if printed:
        # A number before words is theirs, unless it looks like that of a document.
        if rest and not ("/" in printed or ":" in printed or parts):
            return []
        parts.insert(0, Part(Role.REFERENCE, printed, line, is_piece=bool(rest or parts)))
    if rest and parts:
        parts.append(Part(Role.WORDS, rest, line, is_piece=True))
    return parts


def _date_first(words: str) -> tuple[str, str] | None:
    """A date at the beginning, and the words after a separator."""
    found = dates_in(words)
    if not found or found[0].start > 0 or not (apart := SEPARATED.match(words[found[0].end :])):
        return None
    return words[: found[0].end], words[found[0].end + apart.end() :].strip()


def _whole(line: Line, words: str) -> Part:
    if (
        BARE_CODE.fullmatch(words)
        or YEAR_AND_NUMBER.fullmatch(words)
        or (FIGURES_WITH_YEAR.fullmatch(words) and not dates_in(words))
    ):
        return Part(Role.REFERENCE, words, line)
    if is_place(words) or CITY.fullmatch(words):
        return Part(Role.PLACE, words, line)
    if is_address(words):
        return Part(Role.DETAILS, words, line)
    if speaker_after_by(words):
        return Part(Role.SPEAKER, words, line)
    # “79th session of the United Nations …” and “Agenda item 12: The United Nations …” are no names of missions.
    is_name = is_institution(words) and not (words[0].isdigit() and names_forum(words)) and ": " not in words
    return Part(Role.NAME if is_name else Role.WORDS, words, line)


AFTER_BY = re.compile(rf"(?:{_either(BY)})(?![^\W_])\s*[:：]?\s*")
AFTER_WEAK_BY = re.compile(rf"(?:{_either(WEAK_BY)})\s*(?=(?:{_either(HONORIFICS)})(?![^\W_]))")
HONORIFIC = re.compile(rf"(?:{_either(HONORIFICS)})(?![^\W_])")


def speaker_after_by(words: str) -> str:
    """Return the words after “by”, “Delivered by”, “par” … if they name a person; else an empty string."""
    folded = fold_loosely(words)
    if found := AFTER_WEAK_BY.match(folded):
        return words[found.end() :]
    found = AFTER_BY.match(folded)
    if not found:
        return ""
    rest = words[found.end() :]
    is_strong = ":" in found.group() or "：" in found.group() or len(found.group().split()) > 1
    return rest if rest and (is_strong or names_a_person(rest)) else ""


def speaker_after_label(first: str) -> str:
    """The speaker in “Statement by H.E. Mr. …”, which has no separator after the label; Arabic has no “by”, either."""
    found = LABEL_AT_START.match(fold_loosely(first))
    rest = first[found.end() :].strip() if found else ""
    is_arabic = "\u0600" < rest[:1] < "\u0700" and HONORIFIC.match(fold_loosely(rest))
    return rest if is_arabic else speaker_after_by(rest)


def names_a_person(words: str) -> bool:
    """Whether words begin with a form of address, or with two to five words in capitals before a comma or the end."""
    if HONORIFIC.match(fold_loosely(words)):
        return True
    first = re.split(r"[,،，;(]|\s[–—-]\s", words)[0].split()
    return 2 <= len(first) <= 5 and all(word[0].isupper() and not any(map(str.isdigit, word)) for word in first)


SPOKEN = frozenset({"statement", "remarks"})
# Languages that put the kind at the end of a title, perhaps with an ending: “… Nazirliyinin bəyanatı”.
KINDS_AT_END = sorted(
    (
        (fold_loosely(words), kind)
        for (kind, language), several in LABELS.items()
        if language in ("az", "tr", "zh")
        for words in several
        if (kind != "press-release" and " " not in words) or language == "zh"
    ),
    key=lambda pair: -len(pair[0]),
)
# “… haqqında mətbuat açıqlaması”
PRESS_AT_END = re.compile(r"(?:mətbuat (?:açiqlamasi|xəbəri|relizi|məlumati)|basin (?:açiklamasi|bülteni|duyurusu))$")
SPEAKS = re.compile("|".join(rf"(?<!\w){re.escape(each)}(?![^\W_])" for each in HONORIFICS if len(each) > 3))


@dataclass(slots=True)
class Group:
    """Lines of a head that follow each other and are none of the small ones."""

    parts: list[Part] = field(default_factory=list)
    is_heading: bool = False

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(part.line for part in self.parts)

    @property
    def roles(self) -> set[Role]:
        return {part.role for part in self.parts}

    @property
    def text(self) -> str:
        return plain(joined(tuple(replace(part.line, text=part.text) for part in self.parts)))


@dataclass(slots=True)
class Head:
    """The groups above and below the label, and what else was seen."""

    above: list[Group] = field(default_factory=list)
    below: list[Group] = field(default_factory=list)
    label: Part | None = None
    immediate: Part | None = None
    dates: list[Part] = field(default_factory=list)
    date_above_label: bool = False
    pictures: list[Block] = field(default_factory=list)


def begins_with_speaker(group: Group) -> bool:
    """Whether the first line of a group says who speaks: “by …”, “Statement by …”, “H.E. Mr. …”."""
    first = group.parts[0]
    is_person = bool(HONORIFIC.match(fold_loosely(first.text)))
    return first.role is Role.SPEAKER or is_person or bool(speaker_after_label(first.text))


def is_letterhead(group: Group) -> bool:
    is_person = bool(group.parts) and bool(HONORIFIC.match(fold_loosely(group.parts[0].text)))
    return bool(group.roles & {Role.NAME, Role.DETAILS}) and not group.is_heading and not is_person


def kind_of(head: Head) -> str:
    """The kind of the label, else the one that the words above the text begin with."""
    if head.label is not None and head.label.label is not None:
        return head.label.label.kind
    for group in [*head.below, *head.above]:
        if (LABEL_AT_START.match(fold_loosely(group.text))) and (kind := kind_of_title(group.text)[0]):
            return kind
    title = head.below[0].text if head.below else head.above[-1].text if head.above else ""
    return kind_of_title(title)[0]


def kind_of_title(title: str) -> tuple[str, frozenset[str]]:
    """The kind that a title names at its beginning, as in “Statement of …”, or in some languages at its end."""
    folded = fold_loosely(title)
    if found := LABEL_AT_START.match(folded):
        kind, languages = LABEL_OF[letters(found.group())]
        is_whole = folded[found.end() : found.end() + 1] in ("", " ", "的")
        # “Nota de agradecimiento”, “Нота благодарности” is no note verbale.
        is_whole &= letters(found.group()) not in ("nota", "нота") or not folded[found.end() :].strip()
        is_spoken = bool(HONORIFIC.match(folded[found.end() :].strip()))
        if is_whole and (kind != "remarks" or len(found.group()) > 5 or is_spoken):
            return kind, languages
    if PRESS_AT_END.search(folded):
        return "press-release", frozenset()
    last = folded.split()[-1] if folded.split() else ""
    for words, kind in KINDS_AT_END:
        ending = words.split()[-1]
        if len(ending) > 1 and (
            last.startswith(ending) if ending.isascii() or ending[0] < "\u2e80" else last.endswith(ending)
        ):
            return kind, frozenset()
    return "", frozenset()
